"""The rows that a slot's queries gave, found again by slice and period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from trustboard.compiler.figures import plain
from trustboard.compiler.records.passes import SLICE, Pass
from trustboard.compiler.records.recount import PEOPLE

SliceKey = tuple[str, str | None, str | None, str | None]  # unit, commissioner, council, group
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a slot's queries gave: `spanned_sql` or `recount_sql`, and `spanned_histogram_sql`."""

    rows: Iterable[Sequence[Any]] = ()
    histogram_rows: Iterable[Sequence[Any]] = ()


class Numbers:
    """One slot's rows. What no row holds is nought."""

    def __init__(self, pass_: Pass, answered: Answered) -> None:
        measures = PEOPLE if pass_.is_recount else tuple(pass_.measures)
        self._is_recount = pass_.is_recount
        self._positions = {name: i for i, name in enumerate((*SLICE, "period_start", *measures))}
        self._rows: dict[SliceKey, dict[date, Sequence[Any]]] = {}
        self._bins: dict[tuple[int, SliceKey, date], list[tuple[int, int]]] = {}
        for row in answered.rows:
            unit, commissioner, council, group, start = row[:5]
            self._rows.setdefault((unit, commissioner, council, group), {})[start] = row
        for unit, commissioner, council, group, start, atom, value, times in answered.histogram_rows:
            key: SliceKey = (unit, commissioner, council, group)
            self._bins.setdefault((atom, key, start), []).append((value, times))

    def slices(self, atom: int, starts: frozenset[date]) -> set[SliceKey]:
        """Find the slices of which an atom counts a record in any period that starts on these days."""
        place = self._positions["records" if self._is_recount else f"a{atom}_count"]
        return {
            key
            for key, rows in self._rows.items()
            if any(row[place] and start in starts for start, row in rows.items())
        }

    def number(self, name: str, key: SliceKey, start: date) -> Decimal:
        """Read a column of a slice and period."""
        found = self._held(name, key, start)
        if not found:
            return NOUGHT
        return plain(found) if isinstance(found, Decimal) else Decimal(found)

    def largest(self, name: str, key: SliceKey, start: date) -> Decimal | None:
        """Read a maximum; None where nothing was measured."""
        found = self._held(name, key, start)
        return None if found is None else plain(Decimal(found))

    def bins(self, atom: int, key: SliceKey, start: date) -> Sequence[tuple[int, int]]:
        """Read a histogram: each whole number and how often it occurs."""
        return self._bins.get((atom, key, start), ())

    def _held(self, name: str, key: SliceKey, start: date) -> Any:
        row = self._rows.get(key, {}).get(start)
        return None if row is None else row[self._positions[name]]
