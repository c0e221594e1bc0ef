"""Reads the latest point of each series: variation, assurance, their icons, and why there are none."""

from dataclasses import dataclass

import numpy as np

from trustboard.statistics.arrays import Bits, Codes, Floats, Ints
from trustboard.statistics.causes import HIGH
from trustboard.statistics.conventions import Conventions
from trustboard.statistics.kinds import (
    Assurance,
    AssuranceIcon,
    Note,
    PointType,
    VariationIcon,
)

ICONS = {
    (PointType.SPECIAL_CAUSE_IMPROVEMENT, 1): VariationIcon.IMPROVEMENT_HIGH,
    (PointType.SPECIAL_CAUSE_IMPROVEMENT, -1): VariationIcon.IMPROVEMENT_LOW,
    (PointType.SPECIAL_CAUSE_CONCERN, 1): VariationIcon.CONCERN_HIGH,
    (PointType.SPECIAL_CAUSE_CONCERN, -1): VariationIcon.CONCERN_LOW,
    (PointType.SPECIAL_CAUSE_NEUTRAL_HIGH, 1): VariationIcon.NEUTRAL_HIGH,
    (PointType.SPECIAL_CAUSE_NEUTRAL_LOW, -1): VariationIcon.NEUTRAL_LOW,
}

ASSURANCE_ICONS = {
    Assurance.INCONSISTENT: AssuranceIcon.INCONSISTENT,
    Assurance.CONSISTENT_PASS: AssuranceIcon.PASS,
    Assurance.CONSISTENT_FAIL: AssuranceIcon.FAIL,
    Assurance.NOT_JUDGED: AssuranceIcon.NONE,
}


@dataclass(frozen=True, kw_only=True)
class LatestLimits:
    """The limits of each series' latest epoch, (series,), its usual value (NaN where none) and its notes."""

    lower: Floats
    upper: Floats
    usual: Floats
    tie: Floats
    note: Bits


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """Codes and notes, (series,)."""

    variation: Codes
    variation_icon: Codes
    assurance: Codes
    assurance_icon: Codes
    note: Bits


def _icon_table() -> Codes:
    """One code of VariationIcon for each code of PointType and each of low, neither, high."""
    table = np.full((len(PointType), 3), VariationIcon.COMMON_CAUSE.value, dtype=np.int8)
    table[PointType.NOT_JUDGED] = VariationIcon.NONE
    for (point_type, high), icon in ICONS.items():
        table[point_type, high + 1] = icon
    return table


ICON_TABLE = _icon_table()
ASSURANCE_ICON_TABLE = np.array([ASSURANCE_ICONS[code] for code in Assurance], dtype=np.int8)


def read_latest(
    cause: Codes,
    point_type: Codes,
    value: Floats,
    target: Floats,
    length: Ints,
    direction: Codes,
    limits: LatestLimits,
    conventions: Conventions,
) -> Verdicts:
    """Give the verdicts on the latest point of each series; every array is (series,).

    The target is the one of the latest point, and it is held against the limits of the latest epoch.
    """
    assurance = _assure(target, direction, limits, conventions)
    on_limit = np.fmin(np.abs(target - limits.lower), np.abs(target - limits.upper)) <= limits.tie
    note = limits.note.copy()
    note[(length > 0) & np.isnan(value)] |= Note.LAST_VALUE_MISSING.value
    note[np.isnan(target) & (direction != 0)] |= Note.NO_TARGET.value
    note[~np.isnan(target) & (direction == 0)] |= Note.NEUTRAL.value
    note[on_limit & (direction != 0)] |= Note.TARGET_ON_LIMIT.value
    return Verdicts(
        variation=point_type,
        variation_icon=ICON_TABLE[point_type, HIGH[cause] + 1],
        assurance=assurance,
        assurance_icon=ASSURANCE_ICON_TABLE[assurance],
        note=note,
    )


def _assure(target: Floats, direction: Codes, limits: LatestLimits, conventions: Conventions) -> Codes:
    """Hold the target against the worst and best that the process is expected to do.

    Its usual value is always among what is expected, even where the limits leave it out.
    """
    is_higher_better = direction > 0
    lower, upper = np.fmin(limits.lower, limits.usual), np.fmax(limits.upper, limits.usual)
    worst = np.where(is_higher_better, lower, -upper)
    best = np.where(is_higher_better, upper, -lower)
    needed = np.where(is_higher_better, target, -target)
    met = worst >= needed - limits.tie if conventions.target_on_limit_is_met else worst > needed + limits.tie
    assurance = np.full(len(target), Assurance.INCONSISTENT.value, dtype=np.int8)
    assurance[met] = Assurance.CONSISTENT_PASS
    assurance[best < needed - limits.tie] = Assurance.CONSISTENT_FAIL
    not_judged = np.isnan(target) | (direction == 0)
    if not conventions.judges_without_limits:
        not_judged |= np.isnan(limits.upper)
    assurance[not_judged] = Assurance.NOT_JUDGED
    return assurance
