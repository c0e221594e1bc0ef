"""Lays series of one indicator side by side and reads what their processes are doing (SPC)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from trustboard import statistics
from trustboard.definitions.breaks import Break, breaks_of
from trustboard.definitions.indicator import Indicator
from trustboard.judgement.series import Series
from trustboard.judgement.standards import InForce, StandardBook
from trustboard.statistics import Direction, Profile, VariationIcon, XmrResult
from trustboard.vocabulary.standard import Better, Operator, Standard
from trustboard.vocabulary.verdict import Variation

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

VARIATIONS: dict[int, Variation] = {
    VariationIcon.COMMON_CAUSE: Variation.COMMON_CAUSE,
    VariationIcon.IMPROVEMENT_HIGH: Variation.IMPROVEMENT_HIGH,
    VariationIcon.IMPROVEMENT_LOW: Variation.IMPROVEMENT_LOW,
    VariationIcon.CONCERN_HIGH: Variation.CONCERN_HIGH,
    VariationIcon.CONCERN_LOW: Variation.CONCERN_LOW,
    VariationIcon.NEUTRAL_HIGH: Variation.NEUTRAL_HIGH,
    VariationIcon.NEUTRAL_LOW: Variation.NEUTRAL_LOW,
    VariationIcon.NONE: Variation.NOT_SHOWN,
}

_DIRECTIONS = {Better.HIGHER: Direction.INCREASE, Better.LOWER: Direction.DECREASE}

_HELD_BY_STATISTICS = {(Better.HIGHER, Operator.AT_LEAST), (Better.LOWER, Operator.AT_MOST)}


@dataclass(frozen=True, kw_only=True)
class Processes:
    """Series side by side, (series, points), each from its first period on; NaN and False beyond its length.

    standard: the value of the standard that colours each point (a band's lower end). target: the same
    where it is a target in the sense of SPC. starts: True at each point from which a person decided to
    recalculate the limits. counts: values since the last such point, this one included.
    """

    values: Floats
    standard: Floats
    target: Floats
    starts: Flags
    counts: Ints
    lengths: Ints

    def cut(self, rows: Ints, lengths: Ints) -> "Processes":
        """Pick series, each cut after its first so many points; a series may be picked more than once."""
        width = max(1, int(lengths.max()))
        inside = np.arange(width) < lengths[:, np.newaxis]
        return Processes(
            values=np.where(inside, self.values[rows, :width], np.nan),
            standard=self.standard[rows, :width],
            target=self.target[rows, :width],
            starts=self.starts[rows, :width] & inside,
            counts=self.counts[rows, :width],
            lengths=lengths,
        )


def standards_of(
    indicator: Indicator, series: Series, book: StandardBook, *, known_on: date
) -> list[InForce]:
    """The standards of each period of a series. None colours a neutral measure: all apply beside it."""
    found = [
        book.in_force(indicator.id, series.slice.unit, period, known_on=known_on) for period in series.periods
    ]
    return [each.without_colour() for each in found] if indicator.better is Better.NEUTRAL else found


def lay_out(
    indicator: Indicator,
    series: Sequence[Series],
    in_force: Sequence[Sequence[InForce]],
    *,
    known_on: date,
) -> Processes:
    """Lay series side by side with the standards and recalculations known on a date."""
    shape = (len(series), max((1, *map(len, series))))
    values, standard, target = (np.full(shape, np.nan) for _ in range(3))
    starts = np.zeros(shape, dtype=np.bool_)
    for row, (each, held_to) in enumerate(zip(series, in_force, strict=True)):
        values[row, : len(each)] = each.values
        standard[row, : len(each)] = [_value(one.colouring) for one in held_to]
        target[row, : len(each)] = [_target(one.colouring, indicator.better) for one in held_to]
        starts[row, [place for place, _ in recalculations(indicator, each, known_on=known_on)]] = True
    lengths = np.array([len(each) for each in series], dtype=np.intp)
    counts = _values_since_start(values, starts)
    return Processes(
        values=values, standard=standard, target=target, starts=starts, counts=counts, lengths=lengths
    )


def is_held_by_statistics(standard: Standard, better: Better) -> bool:
    """Whether a standard is a target in the sense of SPC: at least where higher is better, or the reverse."""
    return (better, standard.operator) in _HELD_BY_STATISTICS


def _value(standard: Standard | None) -> float:
    return np.nan if standard is None else float(standard.value)


def _target(standard: Standard | None, better: Better) -> float:
    if standard is None or not is_held_by_statistics(standard, better):
        return np.nan
    return float(standard.value)


def recalculations(indicator: Indicator, series: Series, *, known_on: date) -> list[tuple[int, Break]]:
    """Places in a series from which limits are recalculated, each with what brings it, in order.

    A break known on the date names the first period of the new limits; it holds for its unit and
    every cut of it, or for all units. One from before the series, or at its first period, leaves
    nothing to recalculate.
    """
    found = []
    for each in breaks_of(indicator):
        place = sum(period.start < each.first.start for period in series.periods)
        is_ours = each.unit in (None, series.slice.unit) and each.known_from <= known_on
        if is_ours and 0 < place < len(series):
            found.append((place, each))
    return sorted(found, key=lambda each: (each[0], each[1].known_from))


def _values_since_start(values: Floats, starts: Flags) -> Ints:
    """Count values from the latest start up to and including each point."""
    so_far = np.cumsum(~np.isnan(values), axis=1)
    points = np.arange(values.shape[1])
    start = np.maximum.accumulate(np.where(starts, points, 0), axis=1)
    before = np.take_along_axis(so_far, np.maximum(start - 1, 0), axis=1)
    return so_far - np.where(start > 0, before, 0)


def read(indicator: Indicator, processes: Processes, *, profile: Profile) -> XmrResult:
    """Draw up the charts of a batch as the indicator and the rule profile say."""
    return statistics.xmr(
        processes.values,
        lengths=processes.lengths,
        rebase=processes.starts,
        target=processes.target,
        direction=_DIRECTIONS.get(indicator.better, Direction.NEUTRAL),
        minimum_points=indicator.minimum_points,
        profile=profile,
    )
