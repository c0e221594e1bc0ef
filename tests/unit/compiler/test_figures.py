"""Rolled-up rows become figures: states by the table, known sums kept, stated numbers once."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.counting import contract, indicator
from trustboard.compiler import Plan, assemble, plan
from trustboard.compiler.figures import plain
from trustboard.definitions.contract import FieldType
from trustboard.expressions import Rule
from trustboard.vocabulary.figure import Accumulator, Kind, Slice
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

EXTRACT = contract({"done": FieldType.INTEGER, "due": FieldType.DECIMAL}, ["commissioner"])
RATE = plan(EXTRACT, [indicator(kind="rate", denominator="due", per=1000)])


def row(chosen: Plan, **told: object) -> list[object]:
    """A rolled-up row: one known row of 3 in 4, unless told otherwise."""
    known: dict[str, object] = {
        "unit": "ZZ1",
        "period_start": date(2018, 4, 1),
        "period_end": date(2018, 4, 30),
        "w0_rows": 1,
        "t0_sum": Decimal("3.000000"),
        "t0_known": 1,
        "t1_sum": Decimal("4.500000"),
        "t1_known": 1,
    }
    known |= told
    return [
        known.get(name, None if name in ("commissioner", "council", "group_code") else 0)
        for name in chosen.columns
    ]


def test_a_row_becomes_a_figure_with_its_parts() -> None:
    (figure,) = assemble(RATE, [row(RATE, s0_value=1, commissioner="C1")])
    assert figure.slice == Slice("ZZ1", commissioner="C1")
    assert (figure.period, figure.kind, figure.per) == (Period.month(2018, 4), Kind.RATE, 1000)
    assert figure.parts == Accumulator(state=State.VALUE, numerator=Decimal(3), denominator=Decimal("4.5"))


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({"s0_value": 2}, State.VALUE),
        ({"s0_value": 2, "s0_no_cases": 1}, State.VALUE),
        ({"s0_value": 2, "s0_suppressed": 1}, State.INCOMPLETE),
        ({"s0_suppressed": 2}, State.SUPPRESSED),
        ({"s0_not_due": 2}, State.NOT_DUE),
        ({"s0_not_collected": 2}, State.NOT_COLLECTED),
        ({"s0_not_collected": 2, "s0_not_due": 1}, State.INCOMPLETE),
        ({"s0_incomplete": 1}, State.INCOMPLETE),
        ({"s0_no_cases": 1}, State.NO_CASES),
        ({}, State.NO_CASES),
    ],
)
def test_states_combine_by_the_table(counts: dict[str, int], state: State) -> None:
    (figure,) = assemble(RATE, [row(RATE, **counts)])
    assert figure.state is state


def test_a_sum_of_nothing_known_is_nothing() -> None:
    (figure,) = assemble(RATE, [row(RATE, s0_suppressed=1, t0_known=0, t0_sum=0)])
    assert figure.parts == Accumulator(state=State.SUPPRESSED, numerator=None, denominator=Decimal("4.5"))


def test_a_slice_without_rows_has_no_figure() -> None:
    assert assemble(RATE, [row(RATE, w0_rows=0)]) == []


def test_figures_come_by_indicator_then_by_row() -> None:
    two = plan(EXTRACT, [indicator("b"), indicator("a")])
    rows = [row(two, unit="ZZ1"), row(two, unit="AMH")]
    assert [(figure.indicator, figure.slice.unit) for figure in assemble(two, rows)] == [
        ("b", "ZZ1"),
        ("b", "AMH"),
        ("a", "ZZ1"),
        ("a", "AMH"),
    ]


def test_a_number_stated_more_than_once_is_a_mistake_that_says_where() -> None:
    stated = plan(EXTRACT, [indicator(kind="stated")])
    rows = [
        row(stated, s0_value=1),
        row(stated, s0_value=1, s0_suppressed=1, commissioner="C1"),
        row(stated, s0_not_due=3, unit="AMH"),
    ]
    with pytest.raises(Mistake) as refused:
        assemble(stated, rows)
    assert [(issue.rule, issue.value) for issue in refused.value.issues] == [
        (Rule.STATED, "ZZ1 × C1"),
        (Rule.STATED, "AMH"),
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.000000", "0"),
        ("100.000000", "100"),
        ("-0.000000", "0"),
        ("2.500000", "2.5"),
        ("1E+3", "1000"),
        ("7", "7"),
    ],
)
def test_equal_numbers_are_written_alike(number: str, written: str) -> None:
    assert str(plain(Decimal(number))) == written


def test_the_largest_sums_keep_every_digit() -> None:
    number = Decimal("12345678901234567890123456789012.123456")
    assert plain(number) == number
    assert plain(Decimal("12345678901234567890123456789012.000000")) == Decimal(
        "12345678901234567890123456789012"
    )
