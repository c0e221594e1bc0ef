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

    on: Day
    what: Text
    why: Text


class Scorecard(Definition):
    """One scorecard of a framework year (scorecards.yaml holds a list)."""

    scorecard: Slug
    title: Text
    unit: str
    compare_with: str | None = None  # a unit shown beside, such as the whole of England
    by: Arrangement = Arrangement.DOMAIN
    national_set: str | None = None  # the membership set whose indicators make "national standards"
    indicators: Annotated[list[str], Field(min_length=1)]
    changes: list[ScorecardChange] = Field(default_factory=list)
