"""Statistics of performance figures: NumPy arrays in, NumPy arrays out, many series at once.

A library of its own: it imports nothing else of Trustboard, and is meant for notebooks too.
"""

from trustboard.statistics.chart import xmr
from trustboard.statistics.conventions import MDC, NHSR, Conventions
from trustboard.statistics.errors import (
    BaselineError,
    DirectionError,
    MagnitudeError,
    ProfileError,
    RebaseError,
    ShapeError,
    StatisticsError,
)
from trustboard.statistics.kinds import (
    Assurance,
    AssuranceIcon,
    Direction,
    Note,
    PointType,
    Profile,
    Rule,
    SpecialCause,
    VariationIcon,
)
from trustboard.statistics.result import XmrResult
from trustboard.statistics.series import XmrSeries

__all__ = [
    "MDC",
    "NHSR",
    "Assurance",
    "AssuranceIcon",
    "BaselineError",
    "Conventions",
    "Direction",
    "DirectionError",
    "MagnitudeError",
    "Note",
    "PointType",
    "Profile",
    "ProfileError",
    "RebaseError",
    "Rule",
    "ShapeError",
    "SpecialCause",
    "StatisticsError",
    "VariationIcon",
    "XmrResult",
    "XmrSeries",
    "xmr",
]
