"""Files of records larger than memory are taken in as a stream; what is interrupted leaves nothing behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.large_records import make_contacts, make_workspace
from trustboard.warehouse.store import Store

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 150  # megabytes
BESIDE_DUCKDB = 200  # megabytes that Python, its libraries and DuckDB's own code may take beside that


def child(workspace: Path, path: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.large_records", str(workspace), str(path), *options]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def loaded_whole(workspace: Path, path: Path) -> bool:
    """Whether the file can be loaded now."""
    process = child(workspace, path)
    process.communicate()
    return process.returncode == 0


def content(workspace: Path) -> str:
    return Store.open(workspace / "store").content_hash(thorough=True)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of records, and a folder for temporary files that the test can look into."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    make_workspace(tmp_path / "workspace", memory=f"{MEMORY}MB")
    return tmp_path / "workspace"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("megabytes", "note"),
    [(600, ""), (300, ", and more"), (300, "\nin two lines")],
    ids=["plain", "quoted", "two lines"],
)
def test_a_file_much_larger_than_the_memory_is_taken_in(megabytes: int, note: str, workspace: Path) -> None:
    path = workspace.parent / "contacts.csv"
    rows = make_contacts(path, megabytes, note=note)
    said, wrong = child(workspace, path).communicate()
    assert wrong == ""
    *counted, largest = (int(number) for number in said.split())
    assert counted == [rows, rows, 0]
    assert largest < MEMORY + BESIDE_DUCKDB


def test_a_disk_that_fills_up_leaves_the_store_as_it_was(workspace: Path) -> None:
    path = workspace.parent / "contacts.csv"
    make_contacts(path, 10, note="")
    before = content(workspace)
    loading = child(workspace, path, "1000000")
    said, wrong = loading.communicate()
    assert (loading.returncode, said) == (1, "")
    assert "OSError" in wrong or "SessionFileError" in wrong
    assert content(workspace) == before
    assert not list((workspace.parent / "temporary").iterdir())
    assert loaded_whole(workspace, path)


@pytest.mark.parametrize("moment", [0.3, 1.0, 1.7, 2.5])
def test_a_kill_amid_the_reading_leaves_the_store_as_it_was_or_with_all_of_it(
    moment: float, workspace: Path
) -> None:
    path = workspace.parent / "contacts.csv"
    rows = make_contacts(path, 20, note="")
    before = content(workspace)
    loading = child(workspace, path)
    time.sleep(moment)
    loading.kill()
    loading.communicate()
    receipts = Store.open(workspace / "store").receipts()
    assert [receipt.rows_accepted for receipt in receipts] == [rows] * len(receipts)
    assert receipts or content(workspace) == before
    assert loaded_whole(workspace, path)
    assert len(Store.open(workspace / "store").receipts()) == 1
