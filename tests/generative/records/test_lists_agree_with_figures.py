"""The records that are listed behind a figure are as many, and as much, as the figure that DuckDB gives."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from math import floor

import pytest

from tests.support.record_engines import DuckDB, countings_of
from tests.support.record_strategies import seeded_world
from tests.support.record_worlds.features import cell_grain
from tests.support.record_worlds.world import Key, World
from trustboard.expressions.nodes import Node, Type
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference.records import Listed, list_records
from trustboard.reference.records.listing import Counted
from trustboard.vocabulary.figure import Figure, Kind
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session

WORLDS = 120
MOST_FIGURES = 6  # of one indicator
EACH_KIND = 5  # figures of every kind that are compared at the least


def _listed(world: World, counting: RecordCounting, key: Key) -> Listed:
    name, slice_, period = key
    (indicator,) = (each for each in world.indicators if each.id == name)
    closure = {grain: world.closure(grain) for grain in {cell_grain(counting, p) for p in counting.parts}}
    return list_records(indicator, world.surroundings, world.rows, closure, slice_=slice_, period=period)


def _adds_up(records: tuple[Counted, ...], counted: Node | None, part: Decimal | None) -> None:
    """Where records are counted, as many; where numbers are added up, as much."""
    if counted is not None and counted.type is Type.NUMBER:
        assert sum((each.amount or Decimal(0) for each in records), Decimal(0)) == (part or 0)
    else:
        assert len(records) == (part or 0)


def _compare(counting: RecordCounting, listed: Listed, figure: Figure) -> None:
    parts, numerator = figure.parts, listed.numerator
    match counting.kind:
        case Kind.QUANTILE:
            assert parts.histogram is not None
            assert Counter(floor(each.amount or 0) for each in numerator) == dict(parts.histogram.counts)
        case Kind.MAXIMUM:
            assert max(each.amount or Decimal(0) for each in numerator) == parts.largest
        case Kind.DISTINCT:
            assert len({each.text for each in numerator}) == parts.numerator
        case Kind.MEAN:
            _adds_up(numerator, counting.numerator.counted, parts.numerator)
            assert len(listed.denominator) == parts.denominator
        case _:
            _adds_up(numerator, counting.numerator.counted, parts.numerator)
            if counting.denominator is not None:
                _adds_up(listed.denominator, counting.denominator.counted, parts.denominator)


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    with Session(threads=1) as session:
        yield DuckDB(session)


def test_lists_are_as_long_as_the_figures_say(duckdb: DuckDB) -> None:
    compared: Counter[Kind] = Counter()
    for seed in range(WORLDS):
        world = seeded_world(seed)
        countings = {each.indicator: each for each in countings_of(world)}
        figures = duckdb.answer(world, tuple(countings.values()))
        for name, counting in countings.items():
            asked = [key for key in figures if key[0] == name and figures[key].state is State.VALUE]
            for key in asked[:: max(1, len(asked) // MOST_FIGURES)]:
                _compare(counting, _listed(world, counting, key), figures[key])
                compared[counting.kind] += 1
    rare = {kind: compared[kind] for kind in set(Kind) - {Kind.STATED} if compared[kind] < EACH_KIND}
    assert not rare, compared
