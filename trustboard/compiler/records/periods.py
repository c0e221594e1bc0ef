"""Which periods have figures, which cells those add up, and which have no numbers yet, or never had any."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from trustboard.compiler.records.recipes import Recipe, Standing
from trustboard.expressions.record_counting import Mode
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period, add_months
from trustboard.vocabulary.state import State

DAY = timedelta(days=1)
Coverages = Mapping[str, Coverage]


class Span(NamedTuple):
    """The days that a figure's period adds up, both included; more than its own with a window."""

    period_start: date
    span_start: date
    span_end: date


def figure_periods(recipe: Recipe, coverage: Coverages) -> list[Period]:
    """List the periods of which every part's days lie within its extract's coverage, in order."""
    standing = recipe.standings[0]
    covered = coverage.get(standing.extract)
    if covered is None or any(each.extract not in coverage for each in recipe.standings):
        return []
    shift = timedelta(days=standing.when.shift_days)
    first = Period.containing(covered.first_day + shift, recipe.grain)
    last = Period.containing(covered.last_day + shift, recipe.grain)
    return [period for period in first.until(last) if _is_covered(recipe, period, coverage)]


def span_of(recipe: Recipe, period: Period) -> Span:
    """Tell which days a figure adds up: of open clocks and weeks, its own period's."""
    start = period.start
    if recipe.window > recipe.grain.months and recipe.grain is not Grain.WEEK:
        start = add_months(period.end + DAY, -recipe.window)
    return Span(period.start, start, period.end)


def cells_of(cell_grain: Grain, span: Span) -> list[Period]:
    """List the cells' periods within a span, in order."""
    first = Period.containing(span.span_start, cell_grain)
    return first.until(Period.containing(span.span_end, cell_grain))


def absence(recipe: Recipe, period: Period, coverage: Coverages) -> State | None:
    """Tell why a period has no numbers: a month was never sent, or it is not due; None where it has."""
    for each in recipe.standings:
        if coverage[each.extract].has_gap(*_days_read(recipe, each, period)):
            return State.NOT_COLLECTED
    if recipe.lag_days and not all(_is_due(recipe, each, period, coverage) for each in recipe.standings):
        return State.NOT_DUE
    return None


def _is_due(recipe: Recipe, standing: Standing, period: Period, coverage: Coverages) -> bool:
    """Whether all that a part reads reaches so many days past the last one counted."""
    due_on = period.end + timedelta(days=recipe.lag_days - standing.when.shift_days)
    read = (standing.extract, *standing.references)
    return all(extract in coverage and coverage[extract].last_day >= due_on for extract in read)


def _is_covered(recipe: Recipe, period: Period, coverage: Coverages) -> bool:
    return all(coverage[each.extract].covers(*_days_read(recipe, each, period)) for each in recipe.standings)


def _days_read(recipe: Recipe, standing: Standing, period: Period) -> tuple[date, date]:
    if standing.when.mode is Mode.OPEN:
        return period.end, period.end
    shift = timedelta(days=standing.when.shift_days)  # none while a clock runs
    span = span_of(recipe, period)
    return span.span_start - shift, span.span_end - shift


def spans_of(recipes: Iterable[Recipe], coverage: Coverages) -> list[Span]:
    """List the spans of every period that any of some recipes has, each once, in order."""
    return sorted(set(_spans(recipes, coverage)))


def _spans(recipes: Iterable[Recipe], coverage: Coverages) -> Iterator[Span]:
    for recipe in recipes:
        yield from (span_of(recipe, period) for period in figure_periods(recipe, coverage))
