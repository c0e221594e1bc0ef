"""One series' XmR chart, for reading in a notebook and for drawing."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from trustboard.statistics.arrays import Bits, Codes, Flags, Floats, Ints
from trustboard.statistics.kinds import (
    Assurance,
    AssuranceIcon,
    Direction,
    Note,
    PointType,
    SpecialCause,
    VariationIcon,
)

POINT_ARRAYS = (
    "values",
    "target",
    "mean",
    "lower_limit",
    "upper_limit",
    "lower_two_sigma",
    "upper_two_sigma",
    "epoch",
    "short_group",
    "relative_to_mean",
    "close_to_limits",
    "rule_outside",
    "rule_trend",
    "rule_two_in_three",
    "rule_shift",
    "undetermined",
    "near_tie",
    "special_cause",
    "point_type",
)


def words(code: IntEnum) -> str:
    """A code's name as plain words."""
    return code.name.lower().replace("_", " ")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class XmrSeries:
    """One series without padding: arrays are (points,), and verdicts on the latest point are enums.

    Fields are as in `XmrResult`. causes, types: the codes of special_cause and point_type as enums.
    Its repr is a summary of four to six lines.
    """

    values: Floats
    target: Floats
    mean: Floats
    lower_limit: Floats
    upper_limit: Floats
    lower_two_sigma: Floats
    upper_two_sigma: Floats
    epoch: Ints
    short_group: Flags
    relative_to_mean: Codes
    close_to_limits: Flags
    rule_outside: Flags
    rule_trend: Flags
    rule_two_in_three: Flags
    rule_shift: Flags
    undetermined: Bits
    near_tie: Flags
    special_cause: Codes
    point_type: Codes
    direction: Direction
    causes: tuple[SpecialCause, ...]
    types: tuple[PointType, ...]
    variation: PointType
    variation_icon: VariationIcon
    assurance: Assurance
    assurance_icon: AssuranceIcon
    note: Note

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        lines = [self._heading()]
        if len(self):
            lines += [self._limits(), f"  variation: {words(self.variation)}{self._cause()}"]
            lines.append(f"  assurance: {words(self.assurance)}{self._target()}")
        notes = (self.note & ~Note.NO_LIMITS if len(self) else self.note).sentences
        return "\n".join([*lines, *(f"  {sentence}" for sentence in notes)])

    def _heading(self) -> str:
        if not len(self):
            return "XmR chart of no points"
        latest = "missing" if np.isnan(self.values[-1]) else f"{self.values[-1]:.6g}"
        better = "neither way" if self.direction is Direction.NEUTRAL else self.direction.value
        return f"XmR chart of {len(self)} points, {better} is better, latest {latest}"

    def _limits(self) -> str:
        since = int((self.epoch == self.epoch[-1]).argmax())
        limits = f"limits {self.lower_limit[-1]:.6g} to {self.upper_limit[-1]:.6g}"
        limits = "no limits" if Note.NO_LIMITS in self.note else limits
        return f"  mean {self.mean[-1]:.6g}, {limits}" + (f" since point {since}" if since else "")

    def _cause(self) -> str:
        return f" ({self.causes[-1].label})" if self.causes[-1].label else ""

    def _target(self) -> str:
        return "" if np.isnan(self.target[-1]) else f", target {self.target[-1]:.6g}"
