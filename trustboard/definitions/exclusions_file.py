"""exclusions.csv: one line a record that is not counted, with its reason and who decided it."""

from trustboard.definitions.csv_file import read_csv
from trustboard.definitions.draft import WrittenExclusion
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.model import Day, Definition, Text
from trustboard.definitions.shape import build_row
from trustboard.vocabulary.issue import Issue

REQUIRED = ("extract", "record_key", "reason", "decided_by", "decided_on")
OPTIONAL = ("valid_from", "valid_to")


class ExclusionLine(Definition):
    """One line of exclusions.csv: a single record that is not counted."""

    extract: str  # the extract that the record is in
    record_key: Text  # the record's key: the texts of the key fields, joined by | where there are several
    reason: Text  # one of the contract's exclusion_reasons
    decided_by: Text  # who decided it (a role)
    decided_on: Day  # when
    valid_from: Day | None = None  # first event date that is left out; blank: from the beginning
    valid_to: Day | None = None  # last event date that is left out; blank: for good


def read_exclusions(file: str, content: bytes) -> tuple[list[WrittenExclusion], list[Issue]]:
    """Read the exclusions that could be built, and every issue."""
    table = read_csv(file, content, required=REQUIRED, optional=OPTIONAL)
    issues = list(table.issues)
    written: list[WrittenExclusion] = []
    for row in table.rows:
        line, found = build_row(file, row, ExclusionLine)
        issues += found
        if line is not None:
            written.append(WrittenExclusion(Exclusion(**line.model_dump(), line=row.line), row.line))
    return written, issues
