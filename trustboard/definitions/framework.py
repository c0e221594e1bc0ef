"""A year's performance framework: standards, set memberships, quality priorities and its approval."""

from enum import StrEnum

from pydantic import Field

from trustboard.definitions.model import Day, Definition, FinancialYear, Slug, Text
from trustboard.vocabulary.standard import Standard


class Approval(Definition):
    """Who approved the framework, when and in which minute."""

    approved_by: Text
    approved_on: Day
    reference: Text


class Membership(Definition):
    """An indicator's place in a named set, by date: in the Single Oversight Framework on that date."""

    set: Text
    indicator: str
    effective_from: Day
    effective_to: Day | None = None
    source: str = ""


class Milestone(Definition):
    """A step of a quality priority."""

    due: Day
    what: Text
    done_on: Day | None = None


class PriorityWord(StrEnum):
    """How a quality priority stands; the last three are outcomes at year end."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly_achieved"
    NOT_ACHIEVED = "not_achieved"

    @property
    def is_outcome(self) -> bool:
        """Whether this word closes the year."""
        return self.value.endswith("achieved")


class PriorityStatus(Definition):
    """A quality priority's status in words, as it was said on a date."""

    on: Day
    status: PriorityWord
    note: str = ""


class QualityPriority(Definition):
    """One of the year's quality priorities."""

    priority: Slug
    title: Text
    why: Text
    lead: Text
    measures: list[str] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
    statuses: list[PriorityStatus] = Field(default_factory=list)
    outcome: PriorityStatus | None = None  # at year end


class Framework(Definition):
    """One folder under frameworks/: framework.yaml with standards.csv beside it."""

    year: FinancialYear
    approval: Approval
    standards: tuple[Standard, ...] = ()
    memberships: list[Membership] = Field(default_factory=list)
    quality_priorities: list[QualityPriority] = Field(default_factory=list)
