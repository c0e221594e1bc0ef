"""Writes what `trustboard spc` found: points.csv, series.csv and notes.csv, or rows for a table."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from trustboard.cli.spc_files import Table
from trustboard.statistics import Note, PointType, Rule, XmrResult, XmrSeries
from trustboard.statistics.series import words

POINT_COLUMNS = (
    "series",
    "date",
    "rebase_group",
    "mean",
    "lpl",
    "upl",
    "relative_to_mean",
    "close_to_limits",
    "rule_outside",
    "rule_trend",
    "rule_two_in_three",
    "rule_shift",
    "special_cause_type",
    "point_type",
    "short_group_warning",
    "near_tie",
)
SERIES_COLUMNS = (
    "series",
    "n",
    "n_common_cause",
    "n_improvement",
    "n_concern",
    "n_neutral_high",
    "n_neutral_low",
    "variation_type",
    "latest_special_cause_type",
    "variation_icon",
    "assurance_type",
    "assurance_icon",
)
COUNTED = dict(zip(SERIES_COLUMNS[2:7], PointType, strict=False))
FLAGS = {
    "relative_to_mean": Rule.RELATIVE_TO_MEAN,
    "close_to_limits": Rule.CLOSE_TO_LIMITS,
    "rule_outside": Rule.OUTSIDE,
    "rule_trend": Rule.TREND,
    "rule_two_in_three": Rule.TWO_IN_THREE,
    "rule_shift": Rule.SHIFT,
}

Row = Mapping[str, str]


def write_results(folder: Path, table: Table, result: XmrResult) -> list[Path]:
    """Write the three files, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    charts = [result.series(index) for index in range(len(result))]
    points = (
        row
        for name, dates, chart in zip(table.names, table.dates, charts, strict=True)
        for row in _point_rows(name, dates, chart)
    )
    series = (_series_row(name, chart) for name, chart in zip(table.names, charts, strict=True))
    notes = (
        {"series": name, "note": sentence}
        for name, chart in zip(table.names, charts, strict=True)
        for sentence in chart.note.sentences
    )
    return [
        _write(folder / "points.csv", POINT_COLUMNS, points),
        _write(folder / "series.csv", SERIES_COLUMNS, series),
        _write(folder / "notes.csv", ("series", "note"), notes),
    ]


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _point_rows(name: str, dates: Sequence[date], chart: XmrSeries) -> Iterator[Row]:
    columns = {
        "date": [on.isoformat() for on in dates],
        "rebase_group": [str(epoch) for epoch in chart.epoch],
        "mean": _numbers(chart.mean),
        "lpl": _numbers(chart.lower_limit),
        "upl": _numbers(chart.upper_limit),
        **{column: _flags(chart, column, rule) for column, rule in FLAGS.items()},
        "special_cause_type": [cause.label for cause in chart.causes],
        "point_type": [kind.label for kind in chart.types],
        "short_group_warning": [str(int(flag)) for flag in chart.short_group],
        "near_tie": [str(int(flag)) for flag in chart.near_tie],
    }
    for fields in zip(*columns.values(), strict=True):
        yield {"series": name, **dict(zip(columns, fields, strict=True))}


def _numbers(line: np.ndarray) -> list[str]:
    """Each number so that it reads back to the same one; empty where there is none."""
    return ["" if np.isnan(number) else repr(float(number)) for number in line]


def _flags(chart: XmrSeries, column: str, rule: Rule) -> list[str]:
    """Each flag as a whole number; empty where a missing value or limit leaves no answer."""
    unanswered = (chart.undetermined & rule.value) != 0
    flags = getattr(chart, column)
    return ["" if blank else str(int(flag)) for flag, blank in zip(flags, unanswered, strict=True)]


def _series_row(name: str, chart: XmrSeries) -> Row:
    return {
        "series": name,
        "n": str(len(chart)),
        **{column: str(chart.types.count(kind)) for column, kind in COUNTED.items()},
        "variation_type": chart.variation.label,
        "latest_special_cause_type": chart.causes[-1].label,
        "variation_icon": chart.variation_icon.label,
        "assurance_type": chart.assurance.label,
        "assurance_icon": chart.assurance_icon.label,
    }


def table_row(name: str, chart: XmrSeries) -> Mapping[str, object]:
    """One series for a table on the screen; None where there is nothing to show."""
    return {
        "series": name,
        "n": len(chart),
        "latest": _rounded(chart.values[-1]),
        "mean": _rounded(chart.mean[-1]),
        "lower limit": _rounded(chart.lower_limit[-1]),
        "upper limit": _rounded(chart.upper_limit[-1]),
        "target": _rounded(chart.target[-1]),
        "variation": words(chart.variation),
        "assurance": words(chart.assurance),
        "notes": " ".join((chart.note & ~Note.NO_TARGET).sentences),
    }


def _rounded(number: float) -> str:
    return "" if np.isnan(number) else f"{number:.6g}"
