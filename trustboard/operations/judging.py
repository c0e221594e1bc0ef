"""Judge figures: verdicts and chart points of every series, by what is known on a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustboard.definitions.workspace import Workspace
from trustboard.judgement.judge import judge
from trustboard.judgement.series import series_of
from trustboard.judgement.standards import StandardBook
from trustboard.statistics import Profile
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import Point
from trustboard.vocabulary.verdict import Verdict

VerdictKey = tuple[str, Slice, Period]


@dataclass(frozen=True)
class Assessment:
    """Verdicts by indicator, slice and period, and the points of the charts of whole units."""

    verdicts: dict[VerdictKey, Verdict]
    points: list[Point]


def book_of(workspace: Workspace) -> StandardBook:
    """Gather the standards of every framework year."""
    return StandardBook(line for framework in workspace.frameworks.values() for line in framework.standards)


def profile_of(workspace: Workspace) -> Profile:
    """The rule profile that the workspace chose."""
    return Profile(workspace.settings.rule_profile)


def assess(workspace: Workspace, figures: Sequence[Figure], *, known_on: date) -> Assessment:
    """Judge every series by the standards and decisions known on a date.

    A series runs to the last period that its indicator has for any slice, so that a unit whose
    return stopped is seen to have stopped.
    """
    book, profile = book_of(workspace), profile_of(workspace)
    verdicts: dict[VerdictKey, Verdict] = {}
    points: list[Point] = []
    for indicator in workspace.indicators.values():
        own = [figure for figure in figures if figure.indicator == indicator.id]
        if not own:
            continue
        series = series_of(own, through=max(figure.period for figure in own))
        for judged in judge(indicator, series, book, known_on=known_on, profile=profile):
            verdicts.update(judged.rows())
            if judged.series.slice.is_whole:
                points += judged.points()
    return Assessment(verdicts, points)
