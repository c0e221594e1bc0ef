"""Centre line and process limits of an XmR chart.

Mean ± 2.66 × the mean moving range: Provost and Murray, The Health Care Data Guide (2011), chapter 5.
"""

from dataclasses import dataclass, fields

import numpy as np

from trustboard.statistics.arrays import Bits, Flags, Floats, Ints, column_means
from trustboard.statistics.conventions import Conventions
from trustboard.statistics.epochs import Block
from trustboard.statistics.kinds import Note
from trustboard.statistics.ranges import Ranges, moving_ranges
from trustboard.statistics.request import Method
from trustboard.statistics.usual import usual_values

LIMIT = 2.66
TWO_SIGMA = 2 * (LIMIT / 3)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """One number for each epoch; NaN where there is none.

    spread: the mean moving range that the limits rest on. usual: the value that more than half of the
    baseline takes. tie: how near a line a value lies on it. note: bits of `Note`. is_short: too few points.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    spread: Floats
    usual: Floats
    tie: Floats
    note: Bits
    is_short: Flags

    @property
    def has_limits(self) -> Flags:
        """True where there are limits."""
        return ~np.isnan(self.upper)


def join_limits(parts: list[Limits]) -> Limits:
    """Lay the limits of several blocks end to end."""
    names = [field.name for field in fields(Limits)]
    return Limits(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def find_limits(block: Block, length: Ints, method: Method) -> Limits:
    """Work out the limits of each epoch of a block from its baseline. length: points of each epoch."""
    values = block.values[: method.fix_after_n_points]
    known = None if block.known is None else block.known[: method.fix_after_n_points]
    count = _count(known, values)
    usual, share = _usual(values, count, method.conventions)
    ranges = moving_ranges(values, has_gaps=known is not None, screen=method.screen_outliers)
    is_short = (length if method.conventions.missing_counts else count) < method.conventions.short_below
    has_gaps = (ranges.count < method.conventions.minimum_ranges) & (count > 0) & ~is_short
    spread, set_aside = _spread(ranges, share > 0, method.conventions)
    withheld = has_gaps if method.conventions.short_has_limits else has_gaps | is_short
    spread[withheld] = np.nan
    note = _bits(
        {
            Note.NO_VALUES: count == 0,
            Note.TOO_FEW_POINTS: is_short & (count > 0),
            Note.TOO_MANY_GAPS: has_gaps,
            Note.CONSTANT: (share == count) & (count > 0) & ~withheld,
            Note.MOSTLY_CONSTANT: (share < count) & (share > 0) & ~withheld,
            Note.SCREENING_SET_ASIDE: set_aside & ~withheld,
        }
    )
    return _limits(_mean(values, known, count), spread, usual, note, is_short, method.conventions.tie)


def _limits(mean: Floats, spread: Floats, usual: Floats, note: Bits, is_short: Flags, tie: float) -> Limits:
    lower, upper = mean - LIMIT * spread, mean + LIMIT * spread
    size = np.fmax(np.abs(mean), np.fmax(np.abs(lower), np.abs(upper)))
    return Limits(
        mean=mean,
        lower=lower,
        upper=upper,
        spread=spread,
        usual=usual,
        tie=tie * size,
        note=note | _bits({Note.NO_LIMITS: np.isnan(upper)}),
        is_short=is_short,
    )


def _bits(conditions: dict[Note, Flags]) -> Bits:
    """Set the bit of each note where its condition holds."""
    size = len(next(iter(conditions.values())))
    bits = np.zeros(size, dtype=np.int16)
    for note, holds in conditions.items():
        bits[holds] |= note.value
    return bits


def _count(known: Flags | None, values: Floats) -> Ints:
    if known is None:
        return np.full(values.shape[1], len(values), dtype=np.intp)
    count: Ints = known.sum(axis=0, dtype=np.intp)
    return count


def _mean(values: Floats, known: Flags | None, count: Ints) -> Floats:
    return column_means(values if known is None else np.where(known, values, 0.0), count)


def _usual(values: Floats, count: Ints, conventions: Conventions) -> tuple[Floats, Ints]:
    if conventions.usual_value_is_central:
        return usual_values(values, count)
    return np.full(values.shape[1], np.nan), np.zeros(values.shape[1], dtype=np.intp)


def _spread(ranges: Ranges, has_usual: Flags, conventions: Conventions) -> tuple[Floats, Flags]:
    """Choose the mean moving range, and say where screening was set aside to keep some variation."""
    if not conventions.keeps_some_variation:
        return ranges.screened.copy(), np.zeros(has_usual.shape, dtype=np.bool_)
    emptied = (ranges.kept == 0) | (ranges.screened == 0)
    is_whole = (emptied | has_usual) & (ranges.kept < ranges.count)
    spread = np.where(is_whole, ranges.mean, ranges.screened)
    return spread, is_whole & (ranges.mean > 0)
