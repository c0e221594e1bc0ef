"""Figures of records: quantiles keep histograms, maxima the largest, different people their number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.vocabulary.figure import (
    Accumulator,
    Combining,
    Figure,
    Kind,
    Slice,
    combine_over_time,
    sum_parts,
)
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

MEDIAN = Decimal("0.5")
NOBODY = Accumulator(state=State.NO_CASES)


def histogram(*numbers: int) -> Histogram:
    found = Histogram.of(MEDIAN, ((number, 1) for number in numbers))
    assert found is not None
    return found


def measured(*numbers: int) -> Accumulator:
    return Accumulator(state=State.VALUE, histogram=histogram(*numbers), largest=Decimal(max(numbers)))


def figure(kind: Kind, parts: Accumulator, month: int = 4) -> Figure:
    period = Period.month(2026, month)
    return Figure(indicator="waits", slice=Slice("A"), period=period, kind=kind, parts=parts)


def test_a_quantile_is_taken_of_the_histogram_at_the_end() -> None:
    total = measured(1, 2, 3).plus(measured(100))
    assert total.histogram == histogram(1, 2, 3, 100)
    found = figure(Kind.QUANTILE, total)
    assert (found.state, found.value) == (State.VALUE, Decimal("2.5"))


def test_a_maximum_is_the_largest_of_both() -> None:
    total = measured(1, 7).plus(measured(3))
    assert figure(Kind.MAXIMUM, total).value == Decimal(7)
    assert measured(3).plus(measured(1, 7)).largest == Decimal(7)


@pytest.mark.parametrize("kind", [Kind.QUANTILE, Kind.MAXIMUM])
def test_without_anything_measured_there_are_no_cases(kind: Kind) -> None:
    for parts in (NOBODY, Accumulator(state=State.VALUE)):
        found = figure(kind, parts)
        assert (found.state, found.value) == (State.NO_CASES, None)
    assert not figure(kind, measured(1)).has_denominator


@pytest.mark.parametrize("kind", [Kind.QUANTILE, Kind.MAXIMUM, Kind.DISTINCT])
def test_another_state_has_no_value(kind: Kind) -> None:
    parts = Accumulator(state=State.NOT_DUE, histogram=histogram(1), largest=Decimal(1), numerator=Decimal(1))
    assert (figure(kind, parts).state, figure(kind, parts).value) == (State.NOT_DUE, None)


def test_nobody_is_nought_people() -> None:
    found = figure(Kind.DISTINCT, NOBODY)
    assert (found.state, found.value) == (State.VALUE, Decimal(0))
    assert figure(Kind.DISTINCT, Accumulator(state=State.VALUE, numerator=Decimal(7))).value == Decimal(7)


def test_what_is_not_measured_on_one_side_stays_as_it_is() -> None:
    assert measured(4).plus(NOBODY) == NOBODY.plus(measured(4)) == measured(4)
    assert NOBODY.plus(NOBODY) == NOBODY


PARTS = st.one_of(
    st.just(NOBODY), st.lists(st.integers(0, 500), min_size=1, max_size=9).map(lambda each: measured(*each))
)


@given(PARTS, PARTS, PARTS)
def test_measures_add_up_in_any_order_and_grouping(
    one: Accumulator, two: Accumulator, three: Accumulator
) -> None:
    assert one.plus(two) == two.plus(one)
    assert one.plus(two).plus(three) == one.plus(two.plus(three)) == sum_parts([three, one, two])


def test_quantiles_and_maxima_combine_over_time_from_their_parts() -> None:
    for kind, value in ((Kind.QUANTILE, Decimal("5")), (Kind.MAXIMUM, Decimal(9))):
        months = [figure(kind, measured(1, 5), 4), figure(kind, NOBODY, 5), figure(kind, measured(9), 6)]
        total = combine_over_time(months, Combining.SUM, expected=3)
        assert total is not None
        assert figure(kind, total).value == value
        fewer = combine_over_time(months, Combining.SUM, expected=4)
        assert fewer is not None
        assert figure(kind, fewer).state is State.INCOMPLETE
