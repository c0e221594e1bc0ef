"""Reads the reference files of statistical process control into cases: arguments and expected answers."""

import csv
import gzip
import io
import math
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from trustboard.statistics import Profile, Rule, XmrSeries, xmr

REPO = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TRUSTBOARD_REFERENCE") or REPO.parent / "shared" / "reference") / "spc"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """One call of the peer: its arguments, and its rows of answers (none where it stopped with an error)."""

    name: str
    dates: tuple[str, ...]
    values: np.ndarray
    target: float
    arguments: Mapping[str, Any]
    points: tuple[Row, ...]
    series: Row

    @property
    def has_answer(self) -> bool:
        """Whether the peer answered."""
        return self.series.get("status", "ok") == "ok"

    def chart(self, profile: Profile = Profile.NHSR, **changes: Any) -> XmrSeries:
        """Draw up the chart of this case."""
        return xmr(self.values, profile=profile, target=self.target, **{**self.arguments, **changes}).series()


def rows(name: str) -> Iterator[Row]:
    """The rows of one reference file, packed or not."""
    path = FOLDER / name
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def number(text: str) -> float:
    """A number; NaN where the field is empty."""
    return float(text) if text else math.nan


@cache
def synthetic_cases() -> dict[str, Case]:
    """Every synthetic case by its id."""
    data = _series("synthetic_input.csv")
    answers = _by(rows("synthetic_expected.csv"), "case_id")
    verdicts = {row["case_id"]: row for row in rows("synthetic_expected_series.csv")}
    return {
        row["case_id"]: _case(
            row["case_id"], data[row["series_id"]], row, answers[(row["case_id"],)], verdicts[row["case_id"]]
        )
        for row in rows("synthetic_cases.csv")
    }


@cache
def attendance_cases() -> dict[str, Case]:
    """Every run of every accident and emergency series, by run and series."""
    data = _series("ae_attendances_input.csv.gz")
    answers = _by(rows("ae_attendances_expected.csv.gz"), "run_id", "series_id")
    cases = {}
    for row in rows("ae_attendances_expected_series.csv.gz"):
        key = (row["run_id"], row["series_id"])
        cases["|".join(key)] = _case("|".join(key), data[row["series_id"]], row, answers[key], row)
    return cases


def _series(name: str) -> dict[str, list[tuple[str, str]]]:
    data: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(name):
        data[row["series_id"]].append((row["date"], row["value"]))
    return data


def _by(found: Iterator[Row], *keys: str) -> dict[tuple[str, ...], list[Row]]:
    grouped: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in found:
        grouped[tuple(row[key] for key in keys)].append(row)
    return grouped


def _case(name: str, data: list[tuple[str, str]], row: Row, points: list[Row], series: Row) -> Case:
    dates = tuple(date for date, _ in data)
    wanted = set(row["rebase_dates"].split(";"))
    fixed = row["fix_after_n_points"]
    return Case(
        name=name,
        dates=dates,
        values=np.array([number(value) for _, value in data]),
        target=number(row["target"]),
        arguments={
            "direction": row["improvement_direction"],
            "screen_outliers": row["screen_outliers"] == "TRUE",
            "fix_after_n_points": int(fixed) if fixed else None,
            "rebase": np.array([date in wanted for date in dates]),
        },
        points=tuple(points),
        series=series,
    )


FLAGS = {
    "relative_to_mean": ("relative_to_mean", Rule.RELATIVE_TO_MEAN),
    "close_to_limits": ("close_to_limits", Rule.CLOSE_TO_LIMITS),
    "rule_outside": ("rule_outside", Rule.OUTSIDE),
    "rule_trend": ("rule_trend", Rule.TREND),
    "rule_two_in_three": ("rule_two_in_three", Rule.TWO_IN_THREE),
    "rule_shift": ("rule_shift", Rule.SHIFT),
}
LINES = {"mean": "mean", "lpl": "lower_limit", "upl": "upper_limit"}


def point_labels(chart: XmrSeries) -> list[dict[str, str]]:
    """Everything about each point but its lines, spelt as in the reference files."""
    columns = {
        "rebase_group": [str(epoch) for epoch in chart.epoch],
        "special_cause_type": [cause.label for cause in chart.causes],
        "point_type": [kind.label for kind in chart.types],
        "short_group_warning": [str(int(flag)) for flag in chart.short_group],
        "near_tie": [str(int(flag)) for flag in chart.near_tie],
    }
    for column, (field, rule) in FLAGS.items():
        blank = (chart.undetermined & rule.value) != 0
        found = getattr(chart, field)
        columns[column] = ["" if no else str(int(flag)) for flag, no in zip(found, blank, strict=True)]
    return [dict(zip(columns, labels, strict=True)) for labels in zip(*columns.values(), strict=True)]


def series_labels(chart: XmrSeries) -> dict[str, str]:
    """The series columns, spelt as in the reference files."""
    kinds = [kind.label for kind in chart.types]
    return {
        "n": str(len(chart)),
        "n_common_cause": str(kinds.count("common_cause")),
        "n_improvement": str(kinds.count("special_cause_improvement")),
        "n_concern": str(kinds.count("special_cause_concern")),
        "n_neutral_high": str(kinds.count("special_cause_neutral_high")),
        "n_neutral_low": str(kinds.count("special_cause_neutral_low")),
        "variation_type": chart.variation.label,
        "latest_special_cause_type": chart.causes[-1].label,
        "variation_icon": chart.variation_icon.label,
        "assurance_type": chart.assurance.label,
        "assurance_icon": chart.assurance_icon.label,
    }
