"""Figures: the ratio is taken last, states are kept, and nothing is ever averaged."""

from decimal import Decimal
from fractions import Fraction

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
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

APRIL = Period.month(2018, 4)
COUNTS = st.integers(min_value=0, max_value=10**12).map(Decimal)
PARTS = st.one_of(
    st.builds(Accumulator, state=st.just(State.VALUE), numerator=COUNTS, denominator=COUNTS),
    st.builds(
        Accumulator,
        state=st.sampled_from([state for state in State if state is not State.VALUE]),
        numerator=st.none() | COUNTS,
        denominator=st.none() | COUNTS,
    ),
)


def parts(numerator: str | None, denominator: str | None = None, state: str = "value") -> Accumulator:
    return Accumulator(
        state=State(state),
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
    )


def figure(accumulator: Accumulator, *, kind: Kind = Kind.PROPORTION, per: int = 1, month: int = 4) -> Figure:
    return Figure(
        indicator="mh_eip_2w",
        slice=Slice("R1L"),
        period=Period.month(2018, month),
        kind=kind,
        parts=accumulator,
        per=per,
    )


@pytest.mark.parametrize(
    ("kind", "accumulator", "per", "state", "value"),
    [
        ("proportion", parts("382", "523"), 1, "value", Decimal(382) / 523),
        ("proportion", parts("0", "523"), 1, "value", Decimal(0)),
        ("proportion", parts("0", "0"), 1, "no_cases", None),
        ("proportion", parts("3", None), 1, "no_cases", None),
        ("proportion", parts(None, "523"), 1, "value", None),
        ("proportion", parts("3", "10", "incomplete"), 1, "incomplete", None),
        ("rate", parts("12", "48000"), 1000, "value", Decimal("0.25")),
        ("mean", parts("450", "30"), 1, "value", Decimal(15)),
        ("ratio", parts("7", "2"), 1, "value", Decimal("3.5")),
        ("count", parts("0"), 1, "value", Decimal(0)),
        ("count", parts("17"), 1, "value", Decimal(17)),
        ("stated", parts("73.2"), 1, "value", Decimal("73.2")),
        ("count", parts(None, state="suppressed"), 1, "suppressed", None),
        ("stated", parts(None, state="not_due"), 1, "not_due", None),
        ("mean", parts(None, state="not_collected"), 1, "not_collected", None),
    ],
)
def test_the_value_is_worked_out_from_the_parts(
    kind: str, accumulator: Accumulator, per: int, state: str, value: Decimal | None
) -> None:
    found = figure(accumulator, kind=Kind(kind), per=per)
    assert (found.state, found.value) == (state, value)


@given(PARTS, PARTS)
def test_addition_works_in_any_order(left: Accumulator, right: Accumulator) -> None:
    assert left.plus(right) == right.plus(left)


@given(PARTS, PARTS, PARTS)
def test_addition_works_in_any_grouping(one: Accumulator, two: Accumulator, three: Accumulator) -> None:
    assert one.plus(two).plus(three) == one.plus(two.plus(three))
    assert sum_parts([one, two, three]) == sum_parts([sum_parts([one, two]), three])


@given(PARTS)
def test_adding_nothing_changes_nothing(part: Accumulator) -> None:
    assert sum_parts([part]) == part


def test_the_sum_of_nothing_has_no_cases() -> None:
    assert sum_parts([]) == Accumulator(state=State.NO_CASES)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=12))
def test_a_combined_value_is_the_ratio_of_sums(pairs: list[tuple[int, int]]) -> None:
    total = sum_parts(parts(str(top), str(bottom)) for top, bottom in pairs)
    exact = Fraction(sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs))
    value = figure(total).value
    assert value is not None
    assert abs(Fraction(value) - exact) <= exact * Fraction(1, 10**27)


def test_the_ratio_of_sums_is_not_the_average_of_ratios() -> None:
    total = sum_parts([parts("1", "1"), parts("0", "99")])
    assert figure(total).value == Decimal("0.01")


@pytest.mark.parametrize(
    ("combining", "months", "expected", "total"),
    [
        ("sum", [parts("1", "2"), parts("3", "4")], 2, parts("4", "6")),
        ("sum", [parts("1", "2"), parts("3", "4")], 3, parts("4", "6", "incomplete")),
        ("sum", [parts("0", "0"), parts("3", "4")], 2, parts("3", "4")),
        ("sum", [parts("0", "0"), parts("0", "0")], 2, parts("0", "0", "no_cases")),
        ("sum", [parts(None, None, "suppressed"), parts("3", "4")], 2, parts("3", "4", "incomplete")),
        ("sum", [], 2, None),
        ("latest", [parts("1", "2"), parts("3", "4")], 2, parts("3", "4")),
        ("latest", [parts("1", "2"), parts("0", "0")], 2, parts("0", "0", "no_cases")),
        ("latest", [], 1, None),
        ("none", [parts("1", "2")], 1, None),
    ],
)
def test_figures_combine_over_time_as_their_indicator_says(
    combining: str, months: list[Accumulator], expected: int, total: Accumulator | None
) -> None:
    figures = [figure(part, month=month) for month, part in enumerate(months, start=4)]
    assert combine_over_time(figures, Combining(combining), expected=expected) == total


def test_slices_sort_by_unit_and_the_unit_stands_before_its_cuts() -> None:
    whole, cut, council, group, other = (
        Slice("R1L"),
        Slice("R1L", commissioner="07G"),
        Slice("R1L", council="E10000012"),
        Slice("R1L", group="white"),
        Slice("RDY"),
    )
    assert sorted([other, cut, council, group, whole]) == [whole, group, council, cut, other]
    assert [each.is_whole for each in (whole, cut, council, group)] == [True, False, False, False]


def test_a_slice_is_cut_once_at_most() -> None:
    with pytest.raises(ValueError, match="is cut more than once"):
        Slice("R1L", commissioner="07G", group="white")


def test_a_count_of_nobody_is_nought_and_a_share_of_nobody_has_no_cases() -> None:
    nobody = Accumulator(state=State.NO_CASES)
    made = {
        kind: Figure(indicator="x", slice=Slice("A"), period=Period.month(2018, 4), kind=kind, parts=nobody)
        for kind in (Kind.COUNT, Kind.PROPORTION)
    }
    assert (made[Kind.COUNT].state, made[Kind.COUNT].value) == (State.VALUE, Decimal(0))
    assert (made[Kind.PROPORTION].state, made[Kind.PROPORTION].value) == (State.NO_CASES, None)
