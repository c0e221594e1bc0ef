"""The scorecard as plain tables: CSV for spreadsheets, JSON for programs.

CSV files are UTF-8 with a byte-order mark, because Excel on Windows reads them as its own code page without
one; other readers skip it. A text that a spreadsheet would run as a formula is led by an apostrophe.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from trustboard.rendering.json_form import Json, as_json
from trustboard.reports.page import BoardScorecard, Cell, DataLine, Row
from trustboard.vocabulary.spreadsheet import guarded

Value = str | float | int | None


SCORECARD_COLUMNS = (
    "ref",
    "indicator",
    "group",
    "reason",
    "domain",
    "perspective",
    "national",
    "period",
    "standard",
    "standard_basis",
    "standard_value",
    "standard_upper_value",
    "state",
    "value",
    "value_shown",
    "numerator",
    "denominator",
    "verdict",
    "verdict_reason",
    "variation",
    "assurance",
    "year_to_date_state",
    "year_to_date",
    "previous_state",
    "previous",
    "year_before_state",
    "year_before",
    "comparison_with",
    "comparison_state",
    "comparison",
    "restated",
)
DATA_COLUMNS = (
    "ref",
    "indicator",
    "period",
    "state",
    "value",
    "value_shown",
    "numerator",
    "denominator",
    "mean",
    "lower_limit",
    "upper_limit",
    "standard",
    "standard_value",
    "verdict",
    "signal",
    "restated",
)


def whole(number: float | None) -> float | int | None:
    """Give whole numbers without a decimal point."""
    return int(number) if number is not None and number.is_integer() else number


def write_csv(model: BoardScorecard, path: Path) -> None:
    """Write one line per indicator, in the scorecard's order, with the columns of SCORECARD_COLUMNS."""
    rows = (_scorecard_line(model, page.row) for page in model.pages)
    _write(path, SCORECARD_COLUMNS, rows)


def write_data_csv(model: BoardScorecard, path: Path) -> None:
    """Write one line per indicator and period, the earliest first, with the columns of DATA_COLUMNS."""
    _write(path, DATA_COLUMNS, _data_lines(model))


def write_json(model: BoardScorecard, path: Path) -> None:
    """Write the whole scorecard as JSON; its shape is in docs/reference/board-scorecard.md."""
    form: Json = as_json(model)
    path.write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])


def _scorecard_line(model: BoardScorecard, row: Row) -> tuple[Value, ...]:
    other = row.comparison
    return (
        row.ref,
        row.name,
        model.group_title(row.group),
        row.reason,
        row.domain,
        row.perspective,
        "yes" if row.is_national else "no",
        row.period_label or model.about.period,
        row.standard.text,
        row.standard.basis,
        row.standard.number,
        row.standard.upper_number,
        row.value.state.value,
        row.value.number,
        row.value.text,
        whole(row.value.numerator),
        whole(row.value.denominator),
        row.badge.word,
        row.badge.reason,
        row.variation.words,
        row.assurance.words,
        *_state_and_number(row.year_to_date),
        *_state_and_number(row.previous),
        *_state_and_number(row.last_year),
        model.comparison_name,
        *(_state_and_number(other) if other else (None, None)),
        row.restated,
    )


def _state_and_number(cell: Cell) -> tuple[Value, Value]:
    return (cell.state.value if cell.is_defined else "not_defined"), cell.number


def _data_lines(model: BoardScorecard) -> Iterator[tuple[Value, ...]]:
    for page in model.pages:
        for line in reversed(page.data):
            yield (page.row.ref, page.row.name, *_data_line(line))


def _data_line(line: DataLine) -> tuple[Value, ...]:
    return (
        line.period_code,
        line.value.state.value,
        line.value.number,
        line.value.text,
        whole(line.value.numerator),
        whole(line.value.denominator),
        line.mean_number,
        line.lower_number,
        line.upper_number,
        line.standard,
        line.standard_number,
        line.verdict.word if line.verdict else "",
        line.signal,
        line.restated,
    )
