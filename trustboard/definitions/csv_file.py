"""A CSV file of definitions to rows with their line numbers; blank cells are absent keys."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from trustboard.definitions.nearest import cure_for
from trustboard.definitions.rules import Rule
from trustboard.definitions.source import text_of
from trustboard.vocabulary.issue import Issue


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line it begins on, and its cells that are not blank, by heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class CsvFile:
    """Rows of a file that could be read, and what was wrong with the others."""

    rows: tuple[CsvRow, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's heading, and the cells of each row (as many as the heading has) with its line."""

    heading: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    issues: tuple[Issue, ...]


def read_csv(file: str, content: bytes, *, required: Sequence[str], optional: Sequence[str]) -> CsvFile:
    """Read a comma-separated file with a heading row. Every issue names its line."""
    table = read_table(file, content, required=required, optional=optional)
    heading = table.heading
    rows = (
        CsvRow(line, {name: cell for name, cell in zip(heading, cells, strict=False) if cell})
        for line, cells in table.rows
    )
    return CsvFile(tuple(rows), table.issues)


def read_table(
    file: str,
    content: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str],
    has_further: bool = False,
) -> CsvTable:
    """Read the same as cells in the heading's order, which is quick for long files.

    With `has_further` the file may have more columns, by names of their own.
    """
    text = text_of(file, content)
    if isinstance(text, Issue):
        return CsvTable((), (), (text,))
    lines, faults = _lines(file, text)
    if faults:
        return CsvTable((), (), faults)
    heading = lines[0][1]
    issues = _heading_issues(file, heading, required, None if has_further else optional)
    if issues:
        return CsvTable((), (), tuple(issues))
    return _table(file, heading, lines[1:])


def _lines(file: str, text: str) -> tuple[list[tuple[int, list[str]]], tuple[Issue, ...]]:
    """Every record's cells with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            lines.append((line, [cell.strip() for cell in record]))
            line = reader.line_num + 1
    except csv.Error:
        cure = "Look for a quote that is opened and not closed."
        return [], (_issue(Rule.BAD_CSV, file, line, "This line is not valid CSV.", cure),)
    if not lines:
        return [], (_issue(Rule.EMPTY_FILE, file, 1, "The file is empty.", "Write a heading."),)
    return lines, ()


def _table(file: str, heading: list[str], lines: list[tuple[int, list[str]]]) -> CsvTable:
    rows: list[tuple[int, list[str]]] = []
    issues: list[Issue] = []
    width, unnamed = len(heading), [place for place, name in enumerate(heading) if not name]
    for line, cells in lines:
        if not any(cells):
            continue
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        if len(cells) > width or any(cells[place] for place in unnamed):
            message = f"The row has {len(cells)} cells, the heading {width - len(unnamed)}."
            cure = "Put a text that holds a comma in double quotes."
            issues.append(_issue(Rule.CELLS_BEYOND_HEADING, file, line, message, cure))
        else:
            rows.append((line, cells))
    return CsvTable(tuple(heading), tuple(rows), tuple(issues))


def _heading_issues(
    file: str, heading: list[str], required: Sequence[str], optional: Sequence[str] | None
) -> list[Issue]:
    """What is wrong with the columns; where `optional` is None, further ones may have any name."""
    issues = []
    known = [*required, *(optional or ())]
    unknown = [name for name in heading if name and name not in known]
    for name in unknown if optional is not None else ():
        message = f"“{name}” is not a column of this file."
        issues.append(_issue(Rule.UNKNOWN_COLUMN, file, 1, message, cure_for(name, known), name))
    for name in (name for name in required if name not in heading):
        message = f"The column “{name}” is missing."
        issues.append(_issue(Rule.MISSING_COLUMN, file, 1, message, f"Add the column “{name}”.", name))
    twice = {name for name in heading if name and heading.count(name) > 1}
    issues += [
        _issue(Rule.DUPLICATE_KEY, file, 1, f"The column “{name}” is there twice.", "Remove one.", name)
        for name in sorted(twice)
    ]
    return issues


def _issue(rule: Rule, file: str, line: int, message: str, cure: str, column: str | None = None) -> Issue:
    return Issue(rule=rule, message=message, cure=cure, file=file, line=line, column=column or None)
