"""Marks the answers that cannot be given because a value or the limits are missing.

Under conventions that leave missing values unjudged, only the points that are not judged lack answers. Under
NHSRplotthedots' conventions a rule is evaluated with three-valued logic, as R does: its answer is missing
wherever the missing value, had it been known, could have completed the pattern.
"""

import numpy as np

from trustboard.statistics.arrays import Bits, Flags
from trustboard.statistics.conventions import Conventions
from trustboard.statistics.epochs import Block
from trustboard.statistics.kinds import Rule
from trustboard.statistics.limits import Limits
from trustboard.statistics.rules import RUN, Places, Signals, hold_throughout

EVERY_RULE = Rule.OUTSIDE | Rule.TREND | Rule.TWO_IN_THREE | Rule.SHIFT | Rule.CLOSE_TO_LIMITS


def find_undetermined(
    block: Block, limits: Limits, places: Places, signals: Signals, conventions: Conventions
) -> Bits | None:
    """Give bits of `Rule` for each point, (points, epochs), or None where every answer is known."""
    has_limits = limits.has_limits
    if block.known is None and has_limits.all():
        return None
    inside = np.ones(block.values.shape, dtype=np.bool_) if block.inside is None else block.inside
    missing = inside & np.isnan(block.values)
    unplaced = missing | (inside & ~has_limits)
    bits = np.zeros(block.values.shape, dtype=np.int16)
    bits[missing] |= Rule.RELATIVE_TO_MEAN.value
    if not conventions.missing_counts:
        bits[unplaced] |= EVERY_RULE.value
        return bits
    bits[unplaced] |= (Rule.OUTSIDE | Rule.CLOSE_TO_LIMITS).value
    bits[_open_shifts(places, missing) & ~signals.shift] |= Rule.SHIFT.value
    bits[_open_two_in_three(places, missing, unplaced, signals)] |= Rule.TWO_IN_THREE.value
    return bits


def _open_shifts(places: Places, missing: Flags) -> Flags:
    """Points in a seven whose last value is missing, or whose missing values could complete a shift."""
    points = len(missing)
    could_end = np.zeros_like(missing)
    could_end[RUN - 1 :] = (
        hold_throughout(places.above | missing, RUN) | hold_throughout(places.below | missing, RUN)
    ) & ~hold_throughout(~missing, RUN)
    ends = could_end & ~missing | missing
    padded = np.concatenate([ends, np.zeros((RUN - 1, missing.shape[1]), dtype=np.bool_)])
    within: Flags = np.any([padded[ahead : ahead + points] for ahead in range(RUN)], axis=0)
    return within


def _open_two_in_three(places: Places, missing: Flags, unplaced: Flags, signals: Signals) -> Flags:
    """Points that may be far out and stand in three that may be on one side, when one of these is unknown."""
    edge = np.zeros((2, missing.shape[1]), dtype=np.bool_)
    gap, unknown, above, below = (
        np.concatenate([edge, flags, edge]) for flags in (missing, unplaced, places.above, places.below)
    )
    has_gap = ~hold_throughout(~gap, 3)
    has_unknown = ~hold_throughout(~unknown, 3)
    is_open = has_unknown & (has_gap | hold_throughout(above, 3) | hold_throughout(below, 3))
    points = len(missing)
    near = is_open[:points] | is_open[1 : points + 1] | is_open[2 : points + 2]
    return near & (places.close | unplaced) & ~signals.two_in_three
