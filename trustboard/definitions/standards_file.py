"""frameworks/<year>/standards.csv: one line a standard, values as people write them (60%)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from trustboard.definitions.csv_file import read_csv
from trustboard.definitions.draft import Written
from trustboard.definitions.model import NUMBER, Day, Definition, Slug, Text
from trustboard.definitions.places import KeyPath, Place
from trustboard.definitions.shape import build_row
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.standard import Basis, Operator, Standard

WrittenNumber = Annotated[str, Field(pattern=NUMBER)]
REQUIRED = (
    "standard_id",
    "indicator",
    "operator",
    "value",
    "basis",
    "effective_from",
    "approved_on",
    "approved_by",
    "reference",
)
OPTIONAL = ("unit", "upper_value", "tolerance", "effective_to")


class StandardLine(Definition):
    """One line of standards.csv as written. A value may end with %: 60% is 0.6."""

    standard_id: Slug  # its permanent name
    indicator: str  # the indicator's id
    unit: str | None = None  # blank: every unit
    operator: Operator  # how the value is compared
    value: WrittenNumber  # the standard; the lower end of a band
    upper_value: WrittenNumber | None = None  # with `between`
    tolerance: WrittenNumber | None = None  # how far short is still amber
    basis: Basis  # where it comes from
    effective_from: Day  # first day it holds
    effective_to: Day | None = None  # last day it holds; blank: until replaced
    approved_on: Day  # when it became known: before that it judges nothing
    approved_by: Text  # who approved it
    reference: Text  # in which minute or document


def read_standards(file: str, content: bytes) -> tuple[list[Written], list[Issue], dict[KeyPath, Place]]:
    """Read the standards of one year: those that could be built, every issue, and the place of each."""
    table = read_csv(file, content, required=REQUIRED, optional=OPTIONAL)
    issues = list(table.issues)
    places: dict[KeyPath, Place] = {(): Place(1, 1)}
    standards: list[Written] = []
    for row in table.rows:
        name = row.cells.get("standard_id", str(row.line))
        places.setdefault((name,), Place(row.line, row.line))
        line, found = build_row(file, row, StandardLine)
        issues += found
        if line is not None:
            standards.append(Written(_standard(line), file, row.line, row.cells))
    return standards, issues, places


def _standard(line: StandardLine) -> Standard:
    """Turn a line into the standard it states."""
    values = line.model_dump()
    for key in ("value", "upper_value", "tolerance"):
        values[key] = None if values[key] is None else as_number(values[key])
    return Standard(**values)


def as_number(text: str) -> Decimal:
    """Read 60% as 0.6 and 60 as 60, exactly."""
    return Decimal(text[:-1]).scaleb(-2) if text.endswith("%") else Decimal(text)
