"""The rows that a slot's queries gave, found again by slice and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from trustboard.compiler.figures import plain
from trustboard.compiler.records.passes import PERIOD, SLICE, Pass
from trustboard.compiler.records.recount import PEOPLE

SliceKey = tuple[str, str | None, str | None, str | None]  # unit, commissioner, council, group
Row = Sequence[Any]
Bins = Sequence[tuple[int, int]]
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a slot's queries gave: `spanned_sql` or `recount_sql`, and `spanned_histogram_sql`."""

    rows: Iterable[Row] = ()
    histogram_rows: Iterable[Row] = ()


class Numbers:
    """One slot's rows, by slice and the first day of the figure's period."""

    def __init__(self, pass_: Pass, answered: Answered) -> None:
        measures = PEOPLE if pass_.is_recount else tuple(pass_.measures)
        self._positions = {name: i for i, name in enumerate((*SLICE, PERIOD, *measures))}
        self._rows: dict[SliceKey, dict[date, Row]] = {}
        for row in answered.rows:
            self._rows.setdefault((row[0], row[1], row[2], row[3]), {})[row[4]] = row
        self._bins: dict[SliceKey, dict[date, dict[int, list[tuple[int, int]]]]] = {}
        for unit, commissioner, council, group, start, atom, value, times in answered.histogram_rows:
            periods = self._bins.setdefault((unit, commissioner, council, group), {})
            periods.setdefault(start, {}).setdefault(atom, []).append((value, times))

    def place(self, name: str) -> int:
        """Tell where in a row a measure stands."""
        return self._positions[name]

    def of(self, key: SliceKey) -> Mapping[date, Row]:
        """Give a slice's rows; there is none for a period without records."""
        return self._rows.get(key, {})

    def bins_of(self, key: SliceKey) -> Mapping[date, Mapping[int, Bins]]:
        """Give a slice's histograms, by the atom's position: each whole number and how often it occurs."""
        return self._bins.get(key, {})

    def slices(self, name: str, starts: frozenset[date]) -> set[SliceKey]:
        """Find the slices of which a measure counts anything in any period that starts on these days."""
        place = self.place(name)
        return {
            key
            for key, rows in self._rows.items()
            if any(row[place] and start in starts for start, row in rows.items())
        }


def number(found: Decimal | int) -> Decimal:
    """Write a count or a sum as a decimal without trailing noughts."""
    if not found:
        return NOUGHT
    return plain(found) if isinstance(found, Decimal) else Decimal(found)
