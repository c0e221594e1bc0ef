"""The judgement of one figure: against its standard, by its process, and the group it falls into."""

from dataclasses import dataclass
from enum import StrEnum


class Rag(StrEnum):
    """The colour, only where a threshold exists."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def word(self) -> str:
        """The word that always stands beside the colour."""
        return {"green": "achieved", "amber": "within tolerance", "red": "not achieved"}[self.value]


class NoRag(StrEnum):
    """Why a figure has no colour."""

    NEUTRAL = "neutral measure: never coloured"
    NO_STANDARD = "no standard in force"
    NO_VALUE = "no value to judge"


class Variation(StrEnum):
    """What the process is doing at its latest point."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    NOT_SHOWN = "not_shown"  # too few points, or no latest value

    @property
    def is_concern(self) -> bool:
        """Whether this is special cause of concern."""
        return self in (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)

    @property
    def is_improvement(self) -> bool:
        """Whether this is special cause of improvement."""
        return self in (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)


class Assurance(StrEnum):
    """Whether the process, as it is, will meet its standard."""

    CONSISTENTLY_HITS = "consistently_hits"
    HIT_AND_MISS = "hit_and_miss"
    CONSISTENTLY_FAILS = "consistently_fails"
    NO_STANDARD = "no_standard"
    NOT_SHOWN = "not_shown"


class Group(StrEnum):
    """Where an indicator stands on a scorecard: exactly one of three."""

    IMPROVE = "improve"
    WELL = "well"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one (indicator, slice, period).

    `standard_id` names the standard that colours the cell; `other_standard_ids` the ones that apply
    beside it. `note` says in words why something is not shown. Limits are those at the period.
    """

    rag: Rag | None
    no_rag: NoRag | None
    variation: Variation
    assurance: Assurance
    group: Group
    standard_id: str | None = None
    other_standard_ids: tuple[str, ...] = ()
    mean: float | None = None
    lower_limit: float | None = None
    upper_limit: float | None = None
    note: str = ""
