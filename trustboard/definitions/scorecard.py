"""Which indicators a scorecard shows, for which unit, in which order."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from trustboard.definitions.model import Definition, Slug, Text


class Arrangement(StrEnum):
    """What the whole list of indicators is arranged by."""

    DOMAIN = "domain"  # the CQC's five questions
    PERSPECTIVE = "perspective"  # the balanced scorecard


class ScorecardChange(Definition):
    """An announced change to the set shown."""

    on: date
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
    indicators: list[str]
    changes: list[ScorecardChange] = Field(default_factory=list)
