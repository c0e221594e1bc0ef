"""organisation.csv: one line a unit and stretch of time."""

from trustboard.definitions.csv_file import read_csv
from trustboard.definitions.organisation import Unit
from trustboard.definitions.shape import build_row
from trustboard.vocabulary.issue import Issue

REQUIRED = ("unit_code", "kind", "parent", "name", "valid_from", "valid_to")
OPTIONAL = ("successor",)


def read_organisation(file: str, content: bytes) -> tuple[list[Unit], list[Issue], set[str]]:
    """Read the units: those that could be built, every issue, and every code that a line lays claim to."""
    table = read_csv(file, content, required=REQUIRED, optional=OPTIONAL)
    issues = list(table.issues)
    units: list[Unit] = []
    for row in table.rows:
        unit, found = build_row(file, row, Unit, line=row.line)
        issues += found
        if unit is not None:
            units.append(unit)
    return units, issues, {row.cells["unit_code"] for row in table.rows if "unit_code" in row.cells}
