"""What can be wrong with a request for a chart.

StatisticsError (a ValueError)
├── ShapeError        arrays that do not fit together, or are not numbers
├── MagnitudeError    a value or target that is infinite or too large to compute with
├── DirectionError    an unknown direction of improvement
├── ProfileError      an unknown rule profile
├── BaselineError     fix_after_n_points or minimum_points that cannot carry limits
└── RebaseError       a rebase point that is not a point of the series
"""


class StatisticsError(ValueError):
    """Anything the caller can put right in the arguments of a statistics function."""


class ShapeError(StatisticsError):
    """Arrays do not fit together, or do not hold numbers."""


class MagnitudeError(StatisticsError):
    """A value or target is infinite, or too large to compute with."""


class DirectionError(StatisticsError):
    """The direction of improvement is not one of ours."""


class ProfileError(StatisticsError):
    """The rule profile is not one of ours."""


class BaselineError(StatisticsError):
    """The number of points asked for cannot carry limits."""


class RebaseError(StatisticsError):
    """A rebase point is not a point of the series."""
