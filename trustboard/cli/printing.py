"""Printing for people and programs: tables, CSV, JSON and lists of issues."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import click

from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.spreadsheet import guarded

MOST_ISSUES = 100
Row = Mapping[str, Any]


def print_rows(rows: Sequence[Row], form: str, columns: Sequence[str]) -> None:
    """Print rows as an aligned table (chosen columns), or all of them as CSV or JSON."""
    if form == "json":
        click.echo(json.dumps(rows, default=_plain, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        click.echo(_table(rows, columns))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _guarded(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return str(_plain(value)) if isinstance(value, (Decimal, date)) else str(value)


def _guarded(value: Any) -> str:
    """Write a cell for a spreadsheet: a text that would run as a formula is led by an apostrophe."""
    return guarded(value) if isinstance(value, str) else _cell(value)


def _table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    if not rows:
        return "Nothing matches."
    texts = [[_short(row[column]) for column in columns] for row in rows]
    heading = [column.replace("_", " ") for column in columns]
    widths = [max(len(line[at]) for line in [heading, *texts]) for at in range(len(columns))]
    right = [_is_number(rows, column) for column in columns]
    lines = [heading, ["-" * width for width in widths], *texts]
    return "\n".join(_line(line, widths, right) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if is_right else cell.ljust(width)
        for cell, width, is_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _is_number(rows: Sequence[Row], column: str) -> bool:
    return any(isinstance(row[column], (int, float, Decimal)) for row in rows)


def _short(value: Any) -> str:
    if isinstance(value, (float, Decimal)) and value != int(value):
        return f"{value:.4f}"
    return _cell(value)


def print_issues(issues: Sequence[Issue]) -> None:
    """Print issues on the error stream, errors first told apart from warnings, the first hundred whole."""
    for issue in issues[:MOST_ISSUES]:
        label, colour = ("error", "red") if issue.severity is Severity.ERROR else ("warning", "yellow")
        click.echo(f"{click.style(label, fg=colour, bold=True)}: {issue}", err=True)
    if len(issues) > MOST_ISSUES:
        click.echo(f"… and {len(issues) - MOST_ISSUES:,} more.", err=True)


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: 1 file, 2 files."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
