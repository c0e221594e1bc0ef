"""What comes of taking in a file: accepted rows with a receipt, or a refusal with its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.receipt import Receipt


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """One file, or one member of a zip, that was accepted.

    `accepted` is the Parquet file of its rows and `rejects` the CSV report of every row and cell that
    was rejected or warned of, both in the working folder. `issues` shows the first of them and how
    many more there are. The receipt lacks what only the store knows.
    """

    accepted: Path
    rejects: Path
    receipt: Receipt
    issues: tuple[Issue, ...]


class Refused(Mistake):
    """A file that is not taken in at all. `report` lists everything found, as the rejects report does."""

    def __init__(self, issues: Sequence[Issue], report: Path) -> None:
        super().__init__(issues)
        self.report = report
