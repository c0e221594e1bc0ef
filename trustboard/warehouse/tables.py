"""The tables of a run: their columns, their order, and a hash of what they hold.

A row holds plain values in the order of its table's columns: text, whole numbers, floats or None.
Dates are ISO text, decimals are exact text.
"""

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = tuple[Any, ...]

WHOLE_DIGITS, DECIMAL_PLACES = 26, 12


class ColumnType(StrEnum):
    """What a column holds, as the engine calls it."""

    TEXT = "VARCHAR"
    DATE = "DATE"
    DECIMAL = f"DECIMAL({WHOLE_DIGITS + DECIMAL_PLACES},{DECIMAL_PLACES})"
    FLOAT = "DOUBLE"
    INTEGER = "BIGINT"


@dataclass(frozen=True)
class Table:
    """One table of a run: file name, columns in order, and how many of them name a row."""

    name: str
    columns: tuple[tuple[str, ColumnType], ...]
    key_length: int

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return self.names[: self.key_length]

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Put rows in the order of their key; raises ValueError when two have the same."""
        ordered = sorted(rows, key=lambda row: [cell or "" for cell in row[: self.key_length]])
        for before, after in itertools.pairwise(ordered):
            if before[: self.key_length] == after[: self.key_length]:
                raise ValueError(f"{self.name} holds this twice: {after[: self.key_length]}")
        return ordered


def _table(name: str, *columns: tuple[str, ColumnType]) -> Table:
    return Table(name, _KEY + columns, key_length=len(_KEY) - 1)  # the end follows from start and grain


def _columns(names: str, kind: ColumnType) -> tuple[tuple[str, ColumnType], ...]:
    return tuple((name, kind) for name in names.split())


_KEY = (
    *_columns("unit commissioner council group_code indicator", ColumnType.TEXT),
    ("period_start", ColumnType.DATE),
    ("grain", ColumnType.TEXT),
    ("period_end", ColumnType.DATE),
)
FIGURES = _table(
    "figures.parquet",
    *_columns("kind state", ColumnType.TEXT),
    *_columns("numerator denominator", ColumnType.DECIMAL),
    ("per", ColumnType.INTEGER),
    ("measured", ColumnType.TEXT),
)
VERDICTS = _table(
    "verdicts.parquet",
    *_columns("rag no_rag variation assurance verdict_group standard_id other_standard_ids", ColumnType.TEXT),
    *_columns("mean lower_limit upper_limit", ColumnType.FLOAT),
    ("note", ColumnType.TEXT),
)
POINTS = _table(
    "points.parquet",
    *_columns("value mean lower upper", ColumnType.FLOAT),
    ("epoch", ColumnType.INTEGER),
    ("point_type", ColumnType.TEXT),
    ("target", ColumnType.FLOAT),
)
RESTATEMENTS = _table(
    "restatements.parquet",
    ("before_state", ColumnType.TEXT),
    *_columns("before_numerator before_denominator", ColumnType.DECIMAL),
    ("after_state", ColumnType.TEXT),
    *_columns("after_numerator after_denominator", ColumnType.DECIMAL),
    ("cause", ColumnType.TEXT),
    *_columns("first_reported_on restated_on", ColumnType.DATE),
    *_columns("run_before before_kind", ColumnType.TEXT),
    ("before_per", ColumnType.INTEGER),
    *_columns("verdict_before verdict_after before_measured after_measured", ColumnType.TEXT),
)
LATER = frozenset({"measured", "before_measured", "after_measured"})
"""Columns that runs of format 1 lack. Where they hold nothing they count for nothing in a hash."""


def content_hash(table: Table, rows: Sequence[Row]) -> str:
    """A hash over sorted rows, however they are written to a file.

    Floats count to twelve significant digits: processors may differ in the last ones.
    """
    digest = hashlib.sha256(table.name.encode("utf-8"))
    for number, (name, kind) in enumerate(table.columns):
        cells = [row[number] for row in rows]
        if name in LATER and all(cell is None for cell in cells):
            continue
        if kind is ColumnType.FLOAT:
            cells = [None if cell is None else f"{cell:.12g}" for cell in cells]
        digest.update(json.dumps([name, cells]).encode("utf-8"))
    return digest.hexdigest()
