"""What the steps of taking in one file share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.cells import text_of
from trustboard.intake.part import Part
from trustboard.warehouse.session import Session

# Dictionaries for columns of few values only: a longer one costs time and saves no space.
PARQUET = "FORMAT parquet, DICTIONARY_SIZE_LIMIT 4000"
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One file, its contract, the session that reads it and the folder it works in."""

    session: Session
    part: Part
    contract: Contract
    workdir: Path

    def path(self, name: str) -> Path:
        """A working file of this part."""
        return self.workdir / f"{self.part.label}.{name}"


def end_line(job: Job, texts: str) -> int | None:
    """The line from which on rows are notes: the first blank of a field once it has held something.

    `texts` is the query of the cells as text.
    """
    if job.contract.stop_at_blank is None:
        return None
    cells = f"SELECT line, {text_of(job.contract.stop_at_blank)} AS cell FROM ({texts})"
    begin = f"(SELECT min(line) FROM ({cells}) WHERE cell IS NOT NULL)"
    end: int | None = job.session.value(
        f"SELECT min(line) FROM ({cells}) WHERE cell IS NULL AND line > {begin}"
    )
    return end
