"""What a person is told where Spark cannot be had, and that nothing but Spark's own engine needs it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from trustboard.definitions.settings import Settings, Spark
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.engine import open_engine
from trustboard.warehouse.spark import one_file


def refusal(tmp_path: Path, spark: Spark | None) -> Issue:
    """What is said when this Spark is asked for."""
    settings = Settings(name="Fenbrook", ods_code="ZZ1", engine="spark", spark=spark)
    with (
        pytest.raises(Mistake) as refused,
        open_engine(settings, folders=[tmp_path], spill=tmp_path / "spill"),
    ):
        pytest.fail("there is no such Spark")
    (issue,) = refused.value.issues
    assert (issue.file, issue.column) == ("trustboard.toml", "engine")
    return issue


@pytest.mark.parametrize("spark", [None, Spark(master="local[2]")])
def test_without_its_package_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spark: Spark | None
) -> None:
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    found = refusal(tmp_path, spark)
    assert found.rule == "spark-missing"
    assert "pip install 'trustboard[spark]'" in found.cure


@pytest.mark.spark
@pytest.mark.parametrize("home", ["/no/java/here", None])
def test_without_java_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    else:
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
    found = refusal(tmp_path, Spark(master="local[2]"))
    assert (found.rule, found.value) == ("java-missing", home)


@pytest.mark.spark
@pytest.mark.parametrize(
    "form", ["spark://127.0.0.1:{port}", "sc://127.0.0.1:{port}", "sc://127.0.0.1:{port}/;use_ssl=true"]
)
def test_where_nothing_answers_it_says_so_at_once(tmp_path: Path, form: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    address = form.format(port=port)
    chosen = Spark(connect=address) if address.startswith("sc:") else Spark(master=address)
    found = refusal(tmp_path, chosen)
    assert (found.rule, found.value) == ("spark-unreachable", address)
    assert "refused" in found.message


UNKNOWN = """
import sys, warnings
from pathlib import Path
from trustboard.definitions.settings import Spark
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.spark import open_spark
try:
    with open_spark(Spark(master="nonsense"), spill=Path(sys.argv[1])):
        pass
except Mistake as mistake:
    print(mistake)
"""


@pytest.mark.spark
def test_a_master_that_spark_does_not_know_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNKNOWN, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "[spark-unreachable]" in done.stdout
    assert "'nonsense'" in done.stdout


def test_a_result_written_elsewhere_is_missed(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="spark-file-not-seen"):
        one_file(tmp_path / "nowhere")
    (tmp_path / "part-0.parquet").touch()
    assert one_file(tmp_path) == tmp_path / "part-0.parquet"


def test_the_rest_of_the_program_does_without(tmp_path: Path) -> None:
    loaded = (
        "import sys, trustboard.__main__, trustboard.cli, trustboard.warehouse.engine, trustboard.warehouse.spark;"
        "print([name for name in sys.modules if name.startswith(('pyspark', 'py4j', 'pandas', 'grpc'))])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
