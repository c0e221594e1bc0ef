"""Load a changed month of records and calculate: the work of a process that is made to be killed."""

from pathlib import Path

from tests.support.records_trust import make_records_trust
from trustboard.operations.calculate import calculate
from trustboard.operations.load import load
from trustboard.operations.workspace import today

CHANGED = "contacts-2026-02.csv"


def prepare(folder: Path) -> Path:
    """Make a year of records, loaded and calculated, and change one of the files after that."""
    trust = make_records_trust(folder)
    file = trust.folder / "returns" / CHANGED
    file.write_text(file.read_text(encoding="utf-8").replace(",3,", ",5,"), encoding="utf-8")
    return trust.folder


def work(workspace: Path) -> None:
    """Load the changed file and calculate, as a person would after a correction."""
    outcome = load(workspace, [workspace / "returns" / CHANGED], by="analyst")
    assert not outcome.refused
    calculate(workspace, by="analyst", on=today())
