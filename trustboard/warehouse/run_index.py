"""The read-only index of a run: figure and verdict in one row, found by slice, indicator and period."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from trustboard.vocabulary.period import Period
from trustboard.warehouse.tables import FIGURES, VERDICTS, Row

INDEX_FILE = "index.sqlite"

_KEY = FIGURES.key
_SHARED = len(_KEY) + 1  # the key, and the end of the period
_FIGURE, _VERDICT = FIGURES.names[_SHARED:], VERDICTS.names[_SHARED:]
_COLUMNS = (*_KEY, "period_end", *_FIGURE, *_VERDICT)
_CODES = _KEY[1:4]  # empty text stands for none: a key holds no NULL

_SCHEMA = f"""
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE figure (
  {", ".join(f"{name} TEXT NOT NULL" for name in (*_KEY, "period_end"))},
  {", ".join(f"{name} ANY" for name in (*_FIGURE, *_VERDICT))},
  PRIMARY KEY ({", ".join(_KEY)})
) STRICT, WITHOUT ROWID;
"""


class Whichever(Enum):
    """Stands for "whichever" where None means "none"."""

    ANY = "any"


ANY: Final = Whichever.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows to read. For commissioner, council and group None means the whole unit."""

    indicator: str | Collection[str] | None = None
    unit: str | Collection[str] | None = None
    commissioner: str | Whichever | None = ANY
    council: str | Whichever | None = ANY
    group: str | Whichever | None = ANY
    period_from: Period | None = None
    period_to: Period | None = None

    def condition(self, *, no_code: str | None) -> tuple[str, list[str]]:
        """The condition in SQL with its parameters; `no_code` is how a table writes None."""
        parts: list[tuple[str, list[str]]] = []
        for column, wanted in (("unit", self.unit), ("indicator", self.indicator)):
            if wanted is not None:
                parts.append(_one_of(column, [wanted] if isinstance(wanted, str) else sorted(wanted)))
        for column, code in zip(_CODES, (self.commissioner, self.council, self.group), strict=True):
            if not isinstance(code, Whichever):
                parts.append(_equal(column, no_code if code is None else code))
        if self.period_from:
            parts.append(("period_start >= ?", [self.period_from.start.isoformat()]))
        if self.period_to:
            end = self.period_to.end.isoformat()
            parts.append(("period_start <= ? AND period_end <= ?", [end, end]))
        return " AND ".join(text for text, _ in parts) or "true", [
            cell for _, cells in parts for cell in cells
        ]


def _one_of(column: str, wanted: list[str]) -> tuple[str, list[str]]:
    return f"{column} IN ({', '.join('?' * len(wanted))})", wanted


def _equal(column: str, code: str | None) -> tuple[str, list[str]]:
    return (f"{column} IS NULL", []) if code is None else (f"{column} = ?", [code])


def write_index(figures: Sequence[Row], verdicts: Sequence[Row], place: Path) -> None:
    """Write the index of a run from the sorted rows of its figures and verdicts."""
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        marks = ", ".join("?" * (_SHARED + len(_FIGURE) + len(_VERDICT)))
        connection.executemany(f"INSERT INTO figure VALUES ({marks})", _joined(figures, verdicts))
        connection.execute("COMMIT")


def _joined(figures: Sequence[Row], verdicts: Sequence[Row]) -> Iterator[Row]:
    """Lay figures and verdicts of the same key side by side, in the order of the key."""
    left = {row[:_SHARED]: row[_SHARED:] for row in figures}
    right = {row[:_SHARED]: row[_SHARED:] for row in verdicts}
    no_figure, no_verdict = (None,) * len(_FIGURE), (None,) * len(_VERDICT)
    only_judged = [key for key in right if key not in left]
    keys = sorted([*left, *only_judged], key=_ordered) if only_judged else left
    for key in keys:
        yield (*_ordered(key), *left.get(key, no_figure), *right.get(key, no_verdict))


def _ordered(key: Row) -> Row:
    return tuple(cell or "" for cell in key)


def query(wanted: Filter, *, there: Collection[str] = _COLUMNS) -> tuple[str, list[str]]:
    """The question put to an index that has the columns `there`, with its parameters."""
    condition, parameters = wanted.condition(no_code="")
    columns = ", ".join(name if name in there else f"NULL AS {name}" for name in _COLUMNS)
    return f"SELECT {columns} FROM figure WHERE {condition} ORDER BY {', '.join(_KEY)}", parameters


@dataclass(frozen=True)
class RunIndex:
    """An index that was written; never changes, so that reading takes no lock."""

    place: Path

    def rows(self, wanted: Filter) -> list[Row]:
        """The rows wanted, in the order of the key: key, period end, figure's cells, verdict's cells."""
        with contextlib.closing(self._connect()) as connection:
            there = {row[1] for row in connection.execute("PRAGMA table_info(figure)")}
            return connection.execute(*query(wanted, there=there)).fetchall()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.place.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def figure_cells(row: Row) -> Row | None:
    """The row of FIGURES in a row of the index; None where there is no figure."""
    end = _SHARED + len(_FIGURE)
    return None if row[_SHARED] is None else (*key_cells(row), *row[_SHARED:end])


def verdict_cells(row: Row) -> Row | None:
    """The cells of VERDICTS after the key in a row of the index; None where nothing was judged."""
    cells = row[_SHARED + len(_FIGURE) :]
    return None if cells[2] is None else cells


def key_cells(row: Row) -> Row:
    """The key and the period's end in a row of the index."""
    return (row[0], row[1] or None, row[2] or None, row[3] or None, *row[4:_SHARED])
