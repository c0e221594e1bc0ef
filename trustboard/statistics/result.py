"""What `xmr` gives back: arrays for a batch, and a readable view of one series."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from trustboard.statistics.arrays import Bits, Codes, Flags, Floats, Ints
from trustboard.statistics.epochs import Epochs
from trustboard.statistics.kinds import (
    Assurance,
    AssuranceIcon,
    Direction,
    Note,
    PointType,
    Rule,
    SpecialCause,
    VariationIcon,
)
from trustboard.statistics.limits import TWO_SIGMA, Limits
from trustboard.statistics.request import Method
from trustboard.statistics.series import POINT_ARRAYS, XmrSeries, words

Number = TypeVar("Number", bound=np.generic)

SERIES_CODES = {
    "variation": PointType,
    "variation_icon": VariationIcon,
    "assurance": Assurance,
    "assurance_icon": AssuranceIcon,
    "note": Note,
}
DIRECTIONS = {direction.sign: direction for direction in Direction}

NEAR = 1e-9
"""A value this near a line, relative to the larger of the two, is a near tie: rounding may decide."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class XmrResult:
    """XmR charts of a batch of series.

    Arrays of points are (series, points); arrays of series are (series,). A result of one series given in
    one dimension has arrays (points,) and (). Points beyond a series' length hold NaN, False or "not judged".

    values, target: as given. lengths: points of each series.
    relative_to_mean: -1, 0 or 1; 0 too where there is no value.
    close_to_limits: beyond two sigma, not outside the limits.
    rule_outside, rule_trend, rule_two_in_three, rule_shift: each rule alone.
    undetermined: bits of `Rule` for the six columns above where a missing value or limit leaves no answer.
    special_cause, point_type: codes of `SpecialCause` and `PointType`.
    variation, variation_icon, assurance, assurance_icon: codes for the latest point of each series.
    note: bits of `Note` for each series.
    """

    values: Floats
    target: Floats
    lengths: Ints
    direction: Codes
    relative_to_mean: Codes
    close_to_limits: Flags
    rule_outside: Flags
    rule_trend: Flags
    rule_two_in_three: Flags
    rule_shift: Flags
    undetermined: Bits
    special_cause: Codes
    point_type: Codes
    variation: Codes
    variation_icon: Codes
    assurance: Codes
    assurance_icon: Codes
    note: Bits
    method: Method
    epochs: Epochs
    limits: Limits

    @cached_property
    def mean(self) -> Floats:
        """Centre line at each point."""
        return self._at_points(self.limits.mean, np.float64(np.nan))

    @cached_property
    def lower_limit(self) -> Floats:
        """Lower process limit at each point; NaN where there is none."""
        return self._at_points(self.limits.lower, np.float64(np.nan))

    @cached_property
    def upper_limit(self) -> Floats:
        """Upper process limit at each point; NaN where there is none."""
        return self._at_points(self.limits.upper, np.float64(np.nan))

    @cached_property
    def lower_two_sigma(self) -> Floats:
        """Two thirds of the way from the mean to the lower limit."""
        lines = self.limits.mean - TWO_SIGMA * self.limits.spread
        return self._at_points(lines, np.float64(np.nan))

    @cached_property
    def upper_two_sigma(self) -> Floats:
        """Two thirds of the way from the mean to the upper limit."""
        lines = self.limits.mean + TWO_SIGMA * self.limits.spread
        return self._at_points(lines, np.float64(np.nan))

    @cached_property
    def epoch(self) -> Ints:
        """Epoch of each point: 0 up to the first rebase point, one more from each; -1 beyond the length."""
        return self._at_points(self.epochs.number, np.intp(-1))

    @cached_property
    def short_group(self) -> Flags:
        """Whether the epoch of each point has fewer points than the profile asks for."""
        return self._at_points(self.limits.is_short, np.bool_(False))

    @cached_property
    def near_tie(self) -> Flags:
        """Whether a value lies so near the mean, a limit or a two-sigma line that rounding may decide."""
        near = np.zeros(self.values.shape, dtype=np.bool_)
        lines = (self.mean, self.lower_limit, self.upper_limit, self.lower_two_sigma, self.upper_two_sigma)
        with np.errstate(invalid="ignore"):
            for line in lines:
                size = np.fmax(np.abs(self.values), np.abs(line))
                near |= np.abs(self.values - line) <= NEAR * size
        return near

    @property
    def is_single(self) -> bool:
        """Whether one series was given in one dimension."""
        return self.values.ndim == 1

    def __len__(self) -> int:
        return 1 if self.is_single else len(self.values)

    def __repr__(self) -> str:
        if self.is_single:
            return repr(self.series())
        counts = np.bincount(self.variation, minlength=len(PointType))
        tally = ", ".join(f"{counts[kind]} {words(kind)}" for kind in PointType if counts[kind])
        return f"XmR charts of {len(self)} series, up to {self.values.shape[-1]} points\n  variation: {tally}"

    def series(self, index: int = 0) -> XmrSeries:
        """Give one series without its padding, with enums in place of codes. Raises IndexError."""
        if not -len(self) <= index < len(self):
            raise IndexError(f"There is no series {index}; there are {len(self)}.")
        row = ... if self.is_single else index
        length = int(self.lengths[row])
        points: dict[str, Any] = {name: getattr(self, name)[row][:length] for name in POINT_ARRAYS}
        codes: dict[str, Any] = {
            name: kind(int(getattr(self, name)[row])) for name, kind in SERIES_CODES.items()
        }
        return XmrSeries(
            **points,
            **codes,
            direction=DIRECTIONS[int(self.direction[row])],
            causes=tuple(SpecialCause(int(code)) for code in self.special_cause[row][:length]),
            types=tuple(PointType(int(code)) for code in self.point_type[row][:length]),
        )

    def is_undetermined(self, rule: Rule) -> Flags:
        """Say at which points one of the columns has no answer."""
        return np.asarray((self.undetermined & rule.value) != 0)

    def _at_points(self, of_epoch: NDArray[Number], beyond: Number) -> NDArray[Number]:
        """Give each point what its epoch has, and points beyond the length something else."""
        series, points = self._epoch_of_point.shape
        if self.epochs.is_one_each and bool((self.epochs.length == points).all()):
            found = np.broadcast_to(of_epoch[:, np.newaxis], (series, points))
        else:
            found = np.append(of_epoch, beyond)[self._epoch_of_point]
        return found[0] if self.is_single else found

    @cached_property
    def _epoch_of_point(self) -> Ints:
        """The index of each point's epoch, (series, points); one past the last beyond the length."""
        shape = (len(self), self.values.shape[-1])
        begins = np.zeros(shape, dtype=np.intp)
        begins[self.epochs.series, self.epochs.start] = 1
        index = (np.cumsum(begins) - 1).reshape(shape)
        index[np.arange(shape[1]) >= np.reshape(self.lengths, (-1, 1))] = len(self.epochs)
        return index
