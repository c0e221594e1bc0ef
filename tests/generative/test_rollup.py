"""Adding up over units: however the units beneath are parted, the whole is the sum of the parts."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.generative.definitions import PERIODS, UNITS, contracts, indicators, rows
from tests.support.counting import Asked, Key, by_duckdb
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.figure import Accumulator, Combining, Figure, Kind, sum_parts
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session

WHOLE = "WHOLE"


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


@st.composite
def partings(draw: st.DrawFn) -> Asked:
    """A whole that holds every unit, and parts that share the units out among them."""
    extract = draw(contracts())
    added = indicators(extract, "added").filter(
        lambda each: each.kind is not Kind.STATED and each.combine.units is not Combining.NONE
    )
    parts = {unit: draw(st.sampled_from(("PART1", "PART2", "PART3"))) for unit in UNITS}
    holders = [(holder, unit) for unit, part in parts.items() for holder in (WHOLE, part)]
    return Asked(
        extract=extract,
        indicators=(draw(added),),
        rows=tuple(draw(st.lists(rows(extract), min_size=2, max_size=10))),
        closure=tuple(ClosureRow(*pair, period.start, False) for period in PERIODS for pair in holders),
    )


def summed(figures: dict[Key, Figure], of_whole: Key) -> Accumulator:
    """The sum of the parts' figures for the same period and cut."""
    indicator, slice_, period = of_whole
    parts = [
        figure
        for (other, part, when), figure in figures.items()
        if (other, replace(part, unit=WHOLE), when) == (indicator, slice_, period) and part.unit != WHOLE
    ]
    return sum_parts(figure.parts for figure in parts)


def is_count_of_nobody(figure: Figure) -> bool:
    """A count of no rows is written as nought, which beside a suppressed part is no longer "no cases"."""
    return figure.kind is Kind.COUNT and figure.parts == Accumulator(state=State.VALUE, numerator=Decimal(0))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(asked=partings())
def test_a_whole_is_the_sum_of_its_parts_however_parted(asked: Asked, session: Session) -> None:
    figures = by_duckdb(asked, session)
    assume(not any(is_count_of_nobody(figure) for figure in figures.values()))
    wholes = {key: figure for key, figure in figures.items() if key[1].unit == WHOLE}
    assert {key: figure.parts for key, figure in wholes.items()} == {
        key: summed(figures, key) for key in wholes
    }
    assert {replace(part, unit=WHOLE) for _, part, _ in figures} == {slice_ for _, slice_, _ in wholes}


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(asked=partings(), data=st.data())
def test_figures_do_not_depend_on_the_order_of_rows(
    asked: Asked, data: st.DataObject, session: Session
) -> None:
    shuffled = data.draw(st.permutations(asked.rows))
    moved = replace(asked, rows=tuple(shuffled))
    first, second = by_duckdb(asked, session), by_duckdb(moved, session)
    assert list(first.items()) == list(second.items())
