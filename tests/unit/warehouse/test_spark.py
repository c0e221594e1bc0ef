"""What a person is told where Spark cannot be had, and that nothing but Spark's own engine needs it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from trustboard.definitions.settings import Settings, Spark
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.engine import open_engine
from trustboard.warehouse.spark import _why, one_file


def refusal(
    tmp_path: Path, spark: Spark | None, *, memory: str | None = None, column: str = "engine"
) -> Issue:
    """What is said when this Spark is asked for."""
    settings = Settings(name="Fenbrook", ods_code="ZZ1", engine="spark", spark=spark, memory=memory)
    with (
        pytest.raises(Mistake) as refused,
        open_engine(settings, folders=[tmp_path], spill=tmp_path / "spill"),
    ):
        pytest.fail("there is no such Spark")
    (issue,) = refused.value.issues
    assert (issue.file, issue.column) == ("trustboard.toml", column)
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


@pytest.mark.spark
@pytest.mark.parametrize("memory", ["200MB", "500MB", "511MiB"])
def test_with_too_little_memory_it_does_not_start(tmp_path: Path, memory: str) -> None:
    found = refusal(tmp_path, Spark(master="local[2]"), memory=memory, column="memory")
    assert (found.rule, found.value) == ("spark-memory", memory)
    assert "1GB or more" in found.cure


@pytest.mark.spark
@pytest.mark.parametrize("master", ["nonsense", "local[x]", "local[2", "mesos://host", "spark:/host"])
def test_a_master_of_no_known_form_is_not_tried(tmp_path: Path, master: str) -> None:
    found = refusal(tmp_path, Spark(master=master))
    assert (found.rule, found.value) == ("spark-unreachable", master)
    assert "local[4]" in found.cure


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "An error occurred while calling None.org.apache.spark.api.java.JavaSparkContext.\n"
            ": org.apache.spark.SparkException: Could not parse Master URL: 'x'\n\tat org.apache.spark.A.b(A.c:1)",
            "Could not parse Master URL: 'x'",
        ),
        (
            "[JAVA_GATEWAY_EXITED] Java gateway process exited\nmore",
            "[JAVA_GATEWAY_EXITED] Java gateway process exited",
        ),
        ("", ""),
    ],
)
def test_the_cause_is_said_without_javas_words(said: str, why: str) -> None:
    assert _why(said) == why


UNKNOWN = """
import sys, warnings
from pathlib import Path
from trustboard.definitions.settings import Spark
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.spark import open_spark
try:
    with open_spark(Spark(master="local[0]"), spill=Path(sys.argv[1])):
        pass
except Mistake as mistake:
    print(mistake)
"""


@pytest.mark.spark
def test_what_spark_itself_refuses_is_said_in_plain_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNKNOWN, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "[spark-unreachable]" in done.stdout
    assert "Asked to run locally with 0 threads" in done.stdout
    assert "\tat " not in done.stderr + done.stdout


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
