"""The four rules of special cause, each on its own: outside, trend, two in three, shift.

Arrays are (points, epochs). A missing value is on neither side of anything, so it breaks every pattern.
"""

from dataclasses import dataclass

import numpy as np

from trustboard.statistics.arrays import Flags, Floats
from trustboard.statistics.conventions import Conventions
from trustboard.statistics.limits import TWO_SIGMA, Limits

RUN = 7
"""Points in a row that make a shift or a trend."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where each value lies: above or below the mean, outside the limits, or beyond two sigma but inside."""

    above: Flags
    below: Flags
    outside: Flags
    close: Flags


@dataclass(frozen=True, kw_only=True)
class Signals:
    """Which points each rule picks out, and whether a point of a trend is labelled as rising."""

    outside: Flags
    trend: Flags
    rising: Flags
    two_in_three: Flags
    shift: Flags


def place_values(values: Floats, limits: Limits, conventions: Conventions) -> Places:
    """Compare each value with the lines of its epoch."""
    tie, two_sigma = limits.tie, TWO_SIGMA * limits.spread
    above, below = values > limits.mean + tie, values < limits.mean - tie
    outside = (values > limits.upper + tie) | (values < limits.lower - tie)
    close = (values > limits.mean + two_sigma + tie) | (values < limits.mean - two_sigma - tie)
    close &= ~outside
    if conventions.usual_value_is_central and not np.isnan(limits.usual).all():
        elsewhere = values != limits.usual
        for flags in (above, below, outside, close):
            flags &= elsewhere
    return Places(above=above, below=below, outside=outside, close=close)


def apply_rules(values: Floats, places: Places, limits: Limits, conventions: Conventions) -> Signals:
    """Apply each rule alone; an epoch without limits has signals only where the conventions judge it."""
    trend, rising = find_trends(values, keeps_direction=conventions.trend_keeps_direction)
    far = places.close | places.outside if conventions.outside_counts_in_two_in_three else places.close
    two_in_three = find_two_in_three(places.above, far) | find_two_in_three(places.below, far)
    shift = find_runs(places.above) | find_runs(places.below)
    if not conventions.judges_without_limits and not limits.has_limits.all():
        for flags in (trend, two_in_three, shift):
            flags &= limits.has_limits
    return Signals(outside=places.outside, trend=trend, rising=rising, two_in_three=two_in_three, shift=shift)


def find_runs(side: Flags) -> Flags:
    """Points of any stretch of seven on one side."""
    return spread(hold_throughout(side, RUN), RUN, len(side))


def find_trends(values: Floats, *, keeps_direction: bool) -> tuple[Flags, Flags]:
    """Points of any seven that rise or fall strictly, and which of them to call rising.

    Where a point ends one trend and starts another, the later one names it. Without `keeps_direction` the
    step to the next point names it even when that step belongs to neither trend.
    """
    up, down = values[1:] > values[:-1], values[1:] < values[:-1]
    in_rise = spread(hold_throughout(up, RUN - 1), RUN, len(values))
    in_fall = spread(hold_throughout(down, RUN - 1), RUN, len(values))
    trend = in_rise | in_fall
    edge = np.zeros((1, values.shape[1]), dtype=np.bool_)
    rises_next, rose = np.concatenate([up, edge]), np.concatenate([edge, up])
    if keeps_direction:
        return trend, in_rise & (rises_next | ~in_fall)
    next_too = np.concatenate([trend[1:], edge])
    return trend, np.where(next_too, rises_next, rose)


def find_two_in_three(side: Flags, far: Flags) -> Flags:
    """Points far out that belong to three in a row on one side of which at least two are far out."""
    first, second, third = (far[place : len(far) - 2 + place] for place in range(3))
    two = (first & second) | (first & third) | (second & third)
    return spread(hold_throughout(side, 3) & two, 3, len(side)) & far


def hold_throughout(flags: Flags, width: int) -> Flags:
    """For each window of this width, whether every flag in it is set; (points - width + 1, epochs)."""
    windows = max(0, len(flags) - width + 1)
    held = flags[:windows].copy()
    for place in range(1, width):
        held &= flags[place : place + windows]
    return held


def spread(windows: Flags, width: int, points: int) -> Flags:
    """Flag every point of each window that is set: the other way from `hold_throughout`."""
    flags = np.zeros((points, windows.shape[1]), dtype=np.bool_)
    for place in range(width):
        flags[place : place + len(windows)] |= windows
    return flags
