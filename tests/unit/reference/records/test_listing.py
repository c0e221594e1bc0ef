"""The records behind a number: as many as the figure says, and why others nearly counted."""

from decimal import Decimal

import pytest

from tests.support.record_strategies import seeded_world
from tests.support.record_worlds.world import World
from trustboard.definitions.indicator import Indicator
from trustboard.expressions import record_counting_of
from trustboard.expressions.nodes import Type
from trustboard.expressions.record_counting import Part
from trustboard.reference import Counted, Listed, answer_records, list_records
from trustboard.vocabulary.figure import Figure, Kind
from trustboard.vocabulary.state import State

SEEDS = range(60)


def listed(world: World, indicator: Indicator, figure: Figure) -> Listed:
    closure = world.closure(indicator.period.grain)
    return list_records(
        indicator, world.surroundings, world.rows, closure, slice_=figure.slice, period=figure.period
    )


def some_figures(world: World, indicator: Indicator) -> list[Figure]:
    """A few of the figures that have numbers: first, last, and between."""
    closure = world.closure(indicator.period.grain)
    figures = answer_records(indicator, world.surroundings, world.rows, closure, world.coverage)
    known = [figure for figure in figures if figure.state in (State.VALUE, State.NO_CASES)]
    return known[:: max(1, len(known) // 6)]


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_as_many_records_as_the_figure_says(seed: int) -> None:
    world = seeded_world(seed)
    for indicator in world.indicators:
        counting = record_counting_of(indicator, world.surroundings)
        for figure in some_figures(world, indicator):
            found = listed(world, indicator, figure)
            _agree(figure, counting.numerator, found.numerator)
            if counting.denominator is not None:
                _adds_up(counting.denominator, found.denominator, figure.parts.denominator)


def _agree(figure: Figure, part: Part, found: tuple[Counted, ...]) -> None:
    amounts = [each.amount for each in found]
    match figure.kind:
        case Kind.QUANTILE:
            histogram = figure.parts.histogram
            assert len(found) == (0 if histogram is None else histogram.total)
        case Kind.MAXIMUM:
            assert max(amounts, default=None) == figure.parts.largest
        case Kind.MEAN:
            assert (sum(amounts), len(found)) == (figure.parts.numerator, figure.parts.denominator)
        case Kind.DISTINCT:
            assert len({each.text for each in found}) == figure.parts.numerator
            assert None not in {each.text for each in found}
        case _:
            _adds_up(part, found, figure.parts.numerator)


def _adds_up(part: Part, found: tuple[Counted, ...], expected: Decimal | None) -> None:
    if part.counted is None or part.counted.type is Type.BOOLEAN:
        assert len(found) == expected
    assert sum(each.amount for each in found) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_what_nearly_counted_is_not_in_the_numerator_and_says_why(seed: int) -> None:
    world = seeded_world(seed)
    for indicator in world.indicators:
        for figure in some_figures(world, indicator):
            found = listed(world, indicator, figure)
            within = {(each.record_key, each.cell) for each in found.numerator}
            for each in found.nearly:
                assert (each.record_key, each.cell) not in within
                assert each.clauses
