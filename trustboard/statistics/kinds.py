"""The fixed vocabulary of an XmR chart: directions, profiles, causes, point types, icons and notes.

Results carry these as small integer codes, one per point or series; `SpecialCause(code).label` gives the
wording. Labels are spelt as NHSRplotthedots spells them, so that results of both can be laid side by side.
"""

from enum import IntEnum, IntFlag, StrEnum


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        """+1 where higher is better, -1 where lower is, 0 where neither is."""
        return {"increase": 1, "decrease": -1, "neutral": 0}[self.value]


class Profile(StrEnum):
    """A named set of conventions; docs/deviations.md lists where the two differ."""

    MDC = "mdc"
    NHSR = "nhsr"


class Labelled(IntEnum):
    """An integer code with a wording."""

    @property
    def label(self) -> str:
        """The wording, in the spelling of NHSRplotthedots where it has one; empty for "not judged"."""
        return LABELS[type(self)][int(self)]


class SpecialCause(Labelled):
    """The one rule that labels a point. Odd codes point up, even codes down."""

    COMMON_CAUSE = 0
    ABOVE_UPPER_LIMIT = 1
    BELOW_LOWER_LIMIT = 2
    TREND_INCREASING = 3
    TREND_DECREASING = 4
    TWO_IN_THREE_ABOVE = 5
    TWO_IN_THREE_BELOW = 6
    SHIFT_ABOVE = 7
    SHIFT_BELOW = 8
    NOT_JUDGED = 9


class PointType(Labelled):
    """What the label means for the reader, given which way is better."""

    COMMON_CAUSE = 0
    SPECIAL_CAUSE_IMPROVEMENT = 1
    SPECIAL_CAUSE_CONCERN = 2
    SPECIAL_CAUSE_NEUTRAL_HIGH = 3
    SPECIAL_CAUSE_NEUTRAL_LOW = 4
    NOT_JUDGED = 5


class VariationIcon(Labelled):
    """Making Data Count's variation icons: what the process is doing now."""

    COMMON_CAUSE = 0
    IMPROVEMENT_HIGH = 1
    IMPROVEMENT_LOW = 2
    CONCERN_HIGH = 3
    CONCERN_LOW = 4
    NEUTRAL_HIGH = 5
    NEUTRAL_LOW = 6
    NONE = 7


class Assurance(Labelled):
    """Whether the process will meet its target if nothing changes."""

    INCONSISTENT = 0
    CONSISTENT_PASS = 1
    CONSISTENT_FAIL = 2
    NOT_JUDGED = 3


class AssuranceIcon(Labelled):
    """Making Data Count's assurance icons: hit and miss, pass, fail."""

    INCONSISTENT = 0
    PASS = 1
    FAIL = 2
    NONE = 3


class Rule(IntFlag):
    """Per-point columns that can be without an answer, as bits of `XmrResult.undetermined`."""

    RELATIVE_TO_MEAN = 1
    CLOSE_TO_LIMITS = 2
    OUTSIDE = 4
    TREND = 8
    TWO_IN_THREE = 16
    SHIFT = 32


class Note(IntFlag):
    """Why a series has no limits or no verdict, or how its latest limits were come by."""

    NO_LIMITS = 1
    NO_VALUES = 2
    TOO_FEW_POINTS = 4
    TOO_MANY_GAPS = 8
    CONSTANT = 16
    MOSTLY_CONSTANT = 32
    SCREENING_SET_ASIDE = 64
    LAST_VALUE_MISSING = 128
    NO_TARGET = 256
    NEUTRAL = 512
    TARGET_ON_LIMIT = 1024

    @property
    def sentences(self) -> tuple[str, ...]:
        """One plain sentence for each note that is set."""
        return tuple(SENTENCES[note] for note in Note if note in self)


LABELS: dict[type[Labelled], tuple[str, ...]] = {
    SpecialCause: (
        "Common Cause",
        "Above UCL",
        "Below LCL",
        "7 Point Trend (Increasing)",
        "7 Point Trend (Decreasing)",
        "2 in 3 Above CL",
        "2 in 3 Below CL",
        "7 Points Above CL",
        "7 Points Below CL",
        "",
    ),
    PointType: (
        "common_cause",
        "special_cause_improvement",
        "special_cause_concern",
        "special_cause_neutral_high",
        "special_cause_neutral_low",
        "",
    ),
    VariationIcon: (
        "common_cause",
        "improvement_high",
        "improvement_low",
        "concern_high",
        "concern_low",
        "neutral_high",
        "neutral_low",
        "",
    ),
    Assurance: ("inconsistent", "consistent_pass", "consistent_fail", ""),
    AssuranceIcon: ("inconsistent", "pass", "fail", ""),
}

SENTENCES: dict[Note, str] = {
    Note.NO_LIMITS: "No limits are given.",
    Note.NO_VALUES: "There are no values to work limits out from.",
    Note.TOO_FEW_POINTS: "There are fewer values than limits should rest on.",
    Note.TOO_MANY_GAPS: "Too few values stand next to each other to measure the usual change.",
    Note.CONSTANT: "Every value behind the limits is the same.",
    Note.MOSTLY_CONSTANT: "More than half of the values behind the limits are the same; that value is usual.",
    Note.SCREENING_SET_ASIDE: "Large changes count towards the limits, which would be too narrow without.",
    Note.LAST_VALUE_MISSING: "The latest value is missing.",
    Note.NO_TARGET: "There is no target for the latest point.",
    Note.NEUTRAL: "Neither direction is better, so the target is not judged.",
    Note.TARGET_ON_LIMIT: "The target lies exactly on a limit.",
}
