"""Judge figures: verdicts and chart points of every series, by what is known on a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustboard.definitions.organisation import Unit
from trustboard.definitions.workspace import Workspace
from trustboard.judgement.judge import judge
from trustboard.judgement.series import Series, series_of
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
    return stopped is seen to have stopped; that of a unit which has ended runs to its last figure.
    """
    book, profile = book_of(workspace), profile_of(workspace)
    verdicts: dict[VerdictKey, Verdict] = {}
    points: list[Point] = []
    for indicator in workspace.indicators.values():
        own = [figure for figure in figures if figure.indicator == indicator.id]
        if not own:
            continue
        series = _series(workspace, own)
        for judged in judge(indicator, series, book, known_on=known_on, profile=profile):
            verdicts.update(judged.rows())
            if judged.series.slice.is_whole:
                points += judged.points()
    return Assessment(verdicts, points)


def _series(workspace: Workspace, figures: Sequence[Figure]) -> list[Series]:
    last = max(figure.period for figure in figures)
    ended = {code for code, lines in workspace.organisation.by_code.items() if _has_ended(lines[-1], last)}
    going = [figure for figure in figures if figure.slice.unit not in ended]
    closed = [figure for figure in figures if figure.slice.unit in ended]
    return [*series_of(going, through=last), *series_of(closed)]


def _has_ended(line: Unit, period: Period) -> bool:
    return line.valid_to is not None and line.valid_to < period.start
