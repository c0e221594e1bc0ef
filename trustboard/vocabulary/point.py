"""A point of a control chart: where it lies, and what the process around it says."""

from dataclasses import dataclass
from enum import StrEnum

from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.period import Period


class PointType(StrEnum):
    """What a point says to its reader, given which way is better."""

    COMMON_CAUSE = "common_cause"
    SPECIAL_CAUSE_IMPROVEMENT = "special_cause_improvement"
    SPECIAL_CAUSE_CONCERN = "special_cause_concern"
    SPECIAL_CAUSE_NEUTRAL_HIGH = "special_cause_neutral_high"
    SPECIAL_CAUSE_NEUTRAL_LOW = "special_cause_neutral_low"
    NOT_JUDGED = "not_judged"  # no value, or too few points for limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of one series, judged with the whole series; numbers in the figure's own terms.

    None stands for what there is not: a missing value, no limits, no target. `epoch` counts from 0
    and rises by one at each recalculation of limits.
    """

    indicator: str
    slice: Slice
    period: Period
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    epoch: int
    point_type: PointType
    target: float | None = None
