"""A year's performance framework: standards, set memberships, quality priorities and its approval."""

from datetime import date

from pydantic import Field

from trustboard.definitions.model import Definition
from trustboard.vocabulary.standard import Standard


class Approval(Definition):
    """Who approved the framework, when and in which minute."""

    approved_by: str
    approved_on: date
    reference: str


class Membership(Definition):
    """An indicator's place in a named set, by date: in the Single Oversight Framework on that date."""

    set: str
    indicator: str
    effective_from: date
    effective_to: date | None = None
    source: str = ""


class Milestone(Definition):
    """A step of a quality priority."""

    due: date
    what: str
    done_on: date | None = None


class PriorityStatus(Definition):
    """A quality priority's status in words, as it was said on a date."""

    on: date
    status: str  # on_track | at_risk | off_track | achieved | partly_achieved | not_achieved
    note: str = ""


class QualityPriority(Definition):
    """One of the year's quality priorities."""

    priority: str
    title: str
    why: str
    lead: str
    measures: list[str] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
    statuses: list[PriorityStatus] = Field(default_factory=list)
    outcome: PriorityStatus | None = None  # at year end


class Framework(Definition):
    """One folder under frameworks/: framework.yaml with standards.csv beside it."""

    year: str
    approval: Approval
    standards: tuple[Standard, ...] = ()
    memberships: list[Membership] = Field(default_factory=list)
    quality_priorities: list[QualityPriority] = Field(default_factory=list)
