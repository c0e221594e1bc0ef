"""Reads series from a CSV file for `trustboard spc`: every problem is found before any is reported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from trustboard.cli.spc_dates import read_dates
from trustboard.definitions.csv_file import CsvRow, read_csv
from trustboard.statistics import Direction
from trustboard.vocabulary.issue import Issue, Mistake

NEEDED = ("series", "date", "value")
OPTIONAL = ("target", "direction", "rebase")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
LARGEST = 1e150
STARTS_EPOCH = {"0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}


@dataclass(frozen=True, kw_only=True)
class Table:
    """Series side by side as `xmr` takes them: (series, points), padded at the end."""

    names: tuple[str, ...]
    dates: tuple[tuple[date, ...], ...]
    values: np.ndarray
    target: np.ndarray
    rebase: np.ndarray
    lengths: np.ndarray
    directions: tuple[Direction, ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One row, read. A blank value or target is NaN; a blank direction is None."""

    row: CsvRow
    on: date
    value: float
    target: float
    starts_epoch: bool
    direction: Direction | None


def read_table(path: Path) -> Table:
    """Read every series of a file; points are put in order of date. Raises Mistake with all issues."""
    content = read_csv(path.name, path.read_bytes(), required=NEEDED, optional=OPTIONAL)
    issues = list(content.issues)
    series = _Reader(path.name, issues).read(content.rows)
    if not series and not issues:
        issues.append(
            Issue(
                rule="spc-no-rows",
                message="There are no rows beneath the headings.",
                cure="Add a row for each point.",
                file=path.name,
                line=1,
            )
        )
    if issues:
        raise Mistake(sorted(issues, key=lambda issue: issue.line or 0))
    return _table(series)


class _Reader:
    """Reads rows of one file, and collects what is wrong with them."""

    def __init__(self, file: str, issues: list[Issue]) -> None:
        self.file = file
        self.issues = issues

    def read(self, rows: Sequence[CsvRow]) -> dict[str, list[Point]]:
        """Give the points of each series, in order of date; series in order of appearance."""
        dates = read_dates([row.cells.get("date", "") for row in rows])
        series: dict[str, list[Point]] = {}
        for row, on in zip(rows, dates, strict=True):
            point = self._point(row, on)
            if point is not None:
                series.setdefault(row.cells["series"], []).append(point)
        for points in series.values():
            points.sort(key=lambda point: (point.on, point.row.line))
            self._check_repeats(points)
            self._check_directions(points)
        return series

    def _point(self, row: CsvRow, on: date | None) -> Point | None:
        if "series" not in row.cells:
            self._add("spc-no-series", row, "series", "The row belongs to no series.", "Name the series.")
        if on is None:
            self._add("spc-date", row, "date", *_wrong_date(row.cells.get("date", "")))
        value, target = self._number(row, "value"), self._number(row, "target")
        starts_epoch, direction = self._starts_epoch(row), self._direction(row)
        if on is None or "series" not in row.cells:
            return None
        return Point(
            row=row, on=on, value=value, target=target, starts_epoch=starts_epoch, direction=direction
        )

    def _number(self, row: CsvRow, column: str) -> float:
        text = row.cells.get(column, "")
        if not text:
            return float("nan")
        if NUMBER.fullmatch(text) and abs(float(text)) <= LARGEST:
            return float(text)
        cure = "Write digits with a point, such as 1234.5; leave it blank where the number is missing."
        self._add("spc-number", row, column, "This is not a number that can be charted.", cure)
        return float("nan")

    def _starts_epoch(self, row: CsvRow) -> bool:
        text = row.cells.get("rebase", "0").lower()
        if text not in STARTS_EPOCH:
            cure = "Write 1 at the point from which limits start anew, and 0 or nothing elsewhere."
            self._add("spc-rebase", row, "rebase", "This is neither yes nor no.", cure)
        return STARTS_EPOCH.get(text, False)

    def _direction(self, row: CsvRow) -> Direction | None:
        text = row.cells.get("direction", "").lower()
        if not text:
            return None
        try:
            return Direction(text)
        except ValueError:
            names = ", ".join(direction.value for direction in Direction)
            self._add("spc-direction", row, "direction", "This is not a direction.", f"Write one of {names}.")
            return None

    def _check_repeats(self, points: Sequence[Point]) -> None:
        for before, point in pairwise(points):
            if before.on == point.on:
                message = f"The series has this date already, on line {before.row.line}."
                self._add("spc-repeated-date", point.row, "date", message, "Keep one of the two rows.")

    def _check_directions(self, points: Sequence[Point]) -> None:
        stated = [point for point in points if point.direction is not None]
        for point in stated[1:]:
            if point.direction != stated[0].direction:
                message = f"Line {stated[0].row.line} says {stated[0].direction} for the same series."
                self._add(
                    "spc-two-directions", point.row, "direction", message, "A series has one direction."
                )

    def _add(self, rule: str, row: CsvRow, column: str, message: str, cure: str) -> None:
        value = row.cells.get(column, "")
        self.issues.append(
            Issue(
                rule=rule,
                message=message,
                cure=cure,
                file=self.file,
                line=row.line,
                column=column,
                value=value,
            )
        )


def _wrong_date(text: str) -> tuple[str, str]:
    if "/" in text:
        return (
            "This is not a date, or the column leaves open which part is the day and which the month.",
            "Write dates as 2026-10-31.",
        )
    return "This is not a date.", "Write dates as 2026-10-31."


def _table(series: Mapping[str, Sequence[Point]]) -> Table:
    lengths = np.array([len(points) for points in series.values()])
    shape = (len(series), int(lengths.max()))
    values, target = np.full(shape, np.nan), np.full(shape, np.nan)
    rebase = np.zeros(shape, dtype=np.bool_)
    for row, points in enumerate(series.values()):
        values[row, : len(points)] = [point.value for point in points]
        target[row, : len(points)] = [point.target for point in points]
        rebase[row, : len(points)] = [point.starts_epoch for point in points]
    return Table(
        names=tuple(series),
        dates=tuple(tuple(point.on for point in points) for points in series.values()),
        values=values,
        target=target,
        rebase=rebase,
        lengths=lengths,
        directions=tuple(_direction_of(points) for points in series.values()),
    )


def _direction_of(points: Sequence[Point]) -> Direction:
    stated = (point.direction for point in points if point.direction is not None)
    return next(stated, Direction.INCREASE)
