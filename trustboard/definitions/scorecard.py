"""Which indicators a scorecard shows, for which unit, in which order."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from trustboard.definitions.model import Day, Definition, Slug, Text


class Arrangement(StrEnum):
    """What the whole list of indicators is arranged by."""

    DOMAIN = "domain"  # the CQC's five questions
    PERSPECTIVE = "perspective"  # the balanced scorecard


class ScorecardChange(Definition):
    """An announced change to the set shown."""

    on: Day  # when
    what: Text  # what changed
    why: Text  # why


class Scorecard(Definition):
    """One scorecard of a framework year (scorecards.yaml holds a list)."""

    scorecard: Slug  # its permanent name
    title: Text  # its name on the page
    unit: str  # code of the unit it is about
    compare_with: str | None = None  # a unit shown beside, such as the whole of England
    by: Arrangement = Arrangement.DOMAIN  # what the whole list is arranged by
    national_set: str | None = None  # the membership set whose indicators make "national standards"
    indicators: Annotated[list[str], Field(min_length=1)]  # ids, in the order shown
    changes: list[ScorecardChange] = Field(default_factory=list)  # announced changes to what is shown
