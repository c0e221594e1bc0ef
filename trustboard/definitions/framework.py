"""A year's performance framework: standards, set memberships, quality priorities and its approval."""

from enum import StrEnum

from pydantic import Field

from trustboard.definitions.model import Day, Definition, FinancialYear, Slug, Text
from trustboard.vocabulary.standard import Standard


class Approval(Definition):
    """Who approved the framework, when and in which minute."""

    approved_by: Text  # who approved it (a body or role)
    approved_on: Day  # when
    reference: Text  # in which minute


class Membership(Definition):
    """An indicator's place in a named set, by date: in the Single Oversight Framework on that date."""

    set: Text  # the name of the set
    indicator: str  # the indicator's id
    effective_from: Day  # the first day it is in the set
    effective_to: Day | None = None  # the last day; absent: still in it
    source: str = ""  # where that is said


class Milestone(Definition):
    """A step of a quality priority."""

    due: Day  # when it should be done
    what: Text  # what should be done
    done_on: Day | None = None  # when it was done


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

    on: Day  # when it was said
    status: PriorityWord  # how it stands
    note: str = ""  # more words


class QualityPriority(Definition):
    """One of the year's quality priorities."""

    priority: Slug  # its permanent name
    title: Text  # its name on pages
    why: Text  # why it was chosen
    lead: Text  # who leads it (a role)
    measures: list[str] = Field(default_factory=list)  # indicators that show its progress
    milestones: list[Milestone] = Field(default_factory=list)  # steps on the way
    statuses: list[PriorityStatus] = Field(default_factory=list)  # how it stood, each with its date
    outcome: PriorityStatus | None = None  # at year end


class Framework(Definition):
    """One folder under frameworks/: framework.yaml with standards.csv beside it."""

    year: FinancialYear  # the financial year, that of the folder: 2026-27
    approval: Approval  # who approved it
    standards: tuple[Standard, ...] = ()  # filled in from standards.csv
    memberships: list[Membership] = Field(default_factory=list)  # which indicators are in which set, by date
    quality_priorities: list[QualityPriority] = Field(default_factory=list)  # the year's quality priorities
