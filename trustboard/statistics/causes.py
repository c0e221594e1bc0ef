"""Names the one cause of each point, in order of precedence, and what it means for the reader."""

import numpy as np

from trustboard.statistics.arrays import Codes, Flags
from trustboard.statistics.kinds import PointType, SpecialCause
from trustboard.statistics.rules import Places, Signals

HIGH = np.array([0, 1, -1, 1, -1, 1, -1, 1, -1, 0], dtype=np.int8)
"""For each code of SpecialCause, whether it points up (+1), down (-1) or nowhere (0)."""


def _point_types() -> Codes:
    """A code of PointType for each direction (lower, neither, higher is better) and code of SpecialCause."""
    types = np.zeros((3, len(SpecialCause)), dtype=np.int8)
    for row, better in enumerate((-1, 0, 1)):
        good, bad = PointType.SPECIAL_CAUSE_IMPROVEMENT, PointType.SPECIAL_CAUSE_CONCERN
        high, low = PointType.SPECIAL_CAUSE_NEUTRAL_HIGH, PointType.SPECIAL_CAUSE_NEUTRAL_LOW
        up, down = {-1: (bad, good), 0: (high, low), 1: (good, bad)}[better]
        types[row, HIGH > 0] = up
        types[row, HIGH < 0] = down
        types[row, SpecialCause.NOT_JUDGED] = PointType.NOT_JUDGED
    return types.ravel()


POINT_TYPES = _point_types()


def name_causes(places: Places, signals: Signals, not_judged: Flags | None) -> Codes:
    """Give a code of SpecialCause for each point: outside, then trend, then two in three, then shift."""
    low = (~places.above).view(np.int8)
    causes = signals.shift * (low + SpecialCause.SHIFT_ABOVE.value)
    np.copyto(causes, low + SpecialCause.TWO_IN_THREE_ABOVE.value, where=signals.two_in_three)
    falling = (~signals.rising).view(np.int8)
    np.copyto(causes, falling + SpecialCause.TREND_INCREASING.value, where=signals.trend)
    np.copyto(causes, low + SpecialCause.ABOVE_UPPER_LIMIT.value, where=signals.outside)
    if not_judged is not None:
        causes[not_judged] = SpecialCause.NOT_JUDGED
    return causes


def find_point_types(causes: Codes, direction: Codes) -> Codes:
    """Give a code of PointType for each point. causes: (points, epochs); direction: (epochs,) +1, 0, -1."""
    row_of_table = (direction + 1) * np.int8(len(SpecialCause))
    return POINT_TYPES[causes + row_of_table]
