"""Histograms of whole numbers: what a quantile keeps, because histograms add up and quantiles do not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each whole number occurs, and which quantile is asked of them (0.5 is the median).

    `counts` holds (number, how often) in rising order, each number once, none of them zero times;
    at least one.
    """

    quantile: Decimal
    counts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, quantile: Decimal, counts: Iterable[tuple[int, int]]) -> Self | None:
        """Gather counts, in any order and split in any way; None where there is nothing to count."""
        gathered: Counter[int] = Counter()
        for number, times in counts:
            gathered[number] += times
        kept = tuple((number, times) for number, times in sorted(gathered.items()) if times)
        return cls(quantile, kept) if kept else None

    @property
    def total(self) -> int:
        """How many numbers there are."""
        return sum(times for _, times in self.counts)

    @property
    def value(self) -> Decimal:
        """The quantile, in proportion between two neighbours (R's type 7, Excel's PERCENTILE.INC)."""
        place = (self.total - 1) * self.quantile
        below = int(place)
        first, second = self._at(below), self._at(min(below + 1, self.total - 1))
        return first + (place - below) * (second - first)

    def _at(self, position: int) -> Decimal:
        """The number at a position of the row in rising order, counted from 0."""
        for number, times in self.counts:
            if position < times:
                return Decimal(number)
            position -= times
        raise IndexError(position)

    def plus(self, other: "Histogram") -> "Histogram":
        """Add two histograms of one quantile."""
        if self.quantile != other.quantile:
            raise ValueError(f"quantiles {self.quantile} and {other.quantile} do not add up")
        added = Histogram.of(self.quantile, (*self.counts, *other.counts))
        assert added is not None
        return added
