"""Series: one indicator's figures for one slice, period after period, with gaps kept as gaps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one indicator and slice over consecutive periods; None where there is no figure."""

    indicator: str
    slice: Slice
    periods: tuple[Period, ...]
    figures: tuple[Figure | None, ...]

    def __len__(self) -> int:
        return len(self.periods)

    @property
    def values(self) -> NDArray[np.float64]:
        """The values for a chart, (periods,); NaN where there is no figure or no value."""
        found = [None if figure is None else figure.value for figure in self.figures]
        return np.array([np.nan if value is None else float(value) for value in found], dtype=np.float64)

    def upto(self, period: Period) -> Self:
        """Cut the series after a period; nothing is left when it starts later."""
        kept = sum(each <= period for each in self.periods)
        return type(self)(
            indicator=self.indicator,
            slice=self.slice,
            periods=self.periods[:kept],
            figures=self.figures[:kept],
        )


def series_of(figures: Iterable[Figure], *, through: Period | None = None) -> list[Series]:
    """Group figures into series, sorted by indicator and slice, gaps between periods filled with None.

    A series runs from its first figure to its last, or to `through` where that is later: the period
    by which a figure was to be there. Raises ValueError when one series holds two figures of one
    period, or periods of different grains.
    """
    grouped: dict[tuple[str, Slice], dict[Period, Figure]] = defaultdict(dict)
    for figure in figures:
        by_period = grouped[figure.indicator, figure.slice]
        if figure.period in by_period:
            raise ValueError(f"two figures of {figure.indicator}, {figure.slice} for {figure.period.code}")
        by_period[figure.period] = figure
    return [_series(*key, grouped[key], through) for key in sorted(grouped)]


def _series(indicator: str, slice_: Slice, by_period: dict[Period, Figure], through: Period | None) -> Series:
    if len({period.grain for period in (*by_period, *filter(None, [through]))}) > 1:
        raise ValueError(f"{indicator}, {slice_} has periods of different grains")
    first, last = min(by_period), max(by_period)
    periods = tuple(first.until(last if through is None else max(last, through)))
    return Series(
        indicator=indicator,
        slice=slice_,
        periods=periods,
        figures=tuple(by_period.get(period) for period in periods),
    )
