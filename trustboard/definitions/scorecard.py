"""Which indicators a scorecard shows, for which unit, in which order."""

from datetime import date

from pydantic import Field

from trustboard.definitions.model import Definition


class ScorecardChange(Definition):
    """An announced change to the set shown."""

    on: date
    what: str
    why: str


class Scorecard(Definition):
    """One scorecard of a framework year (scorecards.yaml holds a list)."""

    scorecard: str
    title: str
    unit: str
    compare_with: str | None = None  # a unit shown beside, such as the whole of England
    by: str = "domain"  # domain | perspective
    national_set: str | None = None  # the membership set whose indicators make "national standards"
    indicators: list[str]
    changes: list[ScorecardChange] = Field(default_factory=list)
