"""RAG: operators, tolerance and ties, compared without rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.judging import FIRST, TRUST, figure_of, ratio_of, standard_of
from trustboard.judgement.rag import bounds, is_met, rag_of
from trustboard.vocabulary.figure import Accumulator, Figure, Kind
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import NoRag, Rag

#   better   standard                       value   colour
TABLE = """
    higher | >= 0.50                        | 0.50  | green
    higher | >= 0.50                        | 0.499 | red
    higher | >= 0.50 tolerance 0.05         | 0.50  | green
    higher | >= 0.50 tolerance 0.05         | 0.49  | amber
    higher | >= 0.50 tolerance 0.05         | 0.45  | amber
    higher | >= 0.50 tolerance 0.05         | 0.449 | red
    higher | >= 0.50 tolerance 0            | 0.50  | green
    higher | >= 0.50 tolerance 0            | 0.49  | red
    higher | > 0.50                         | 0.51  | green
    higher | > 0.50                         | 0.50  | red
    higher | > 0.50 tolerance 0.05          | 0.50  | amber
    higher | > 0.50 tolerance 0.05          | 0.45  | amber
    higher | > 0.50 tolerance 0.05          | 0.44  | red
    lower  | <= 18                          | 18    | green
    lower  | <= 18                          | 18.1  | red
    lower  | <= 18 tolerance 2              | 19    | amber
    lower  | <= 18 tolerance 2              | 20    | amber
    lower  | <= 18 tolerance 2              | 20.01 | red
    lower  | < 18                           | 17.9  | green
    lower  | < 18                           | 18    | red
    lower  | < 18 tolerance 2               | 18    | amber
    lower  | < 18 tolerance 2               | 20    | amber
    lower  | < 18 tolerance 2               | 20.1  | red
    lower  | = 0                            | 0     | green
    lower  | = 0                            | 1     | red
    lower  | = 0 tolerance 1                | 1     | amber
    lower  | = 0 tolerance 1                | 2     | red
    band   | between 85 92                  | 85    | green
    band   | between 85 92                  | 92    | green
    band   | between 85 92                  | 84.9  | red
    band   | between 85 92                  | 92.1  | red
    band   | between 85 92 tolerance 3      | 82    | amber
    band   | between 85 92 tolerance 3      | 95    | amber
    band   | between 85 92 tolerance 3      | 81.9  | red
    band   | between 85 92 tolerance 3      | 95.1  | red
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("better", "rule", "value", "colour"), ROWS)
def test_colours(better: str, rule: str, value: str, colour: str) -> None:
    assert rag_of(figure_of(value), standard_of(rule), Better(better)) == (Rag(colour), None)


@pytest.mark.parametrize(
    ("better", "rule", "value", "reason"),
    [
        ("neutral", ">= 0.5", 0.4, NoRag.NEUTRAL),
        ("neutral", None, 0.4, NoRag.NEUTRAL),
        ("higher", None, 0.4, NoRag.NO_STANDARD),
        ("higher", None, None, NoRag.NO_STANDARD),
        ("higher", ">= 0.5", None, NoRag.NO_VALUE),
    ],
)
def test_no_colour_has_a_reason(better: str, rule: str | None, value: float | None, reason: NoRag) -> None:
    standard = None if rule is None else standard_of(rule)
    assert rag_of(figure_of(value), standard, Better(better)) == (None, reason)


def test_a_period_without_a_figure_has_no_colour() -> None:
    assert rag_of(None, standard_of(">= 0.5"), Better.HIGHER) == (None, NoRag.NO_VALUE)


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALUE])
def test_only_a_value_is_coloured(state: State) -> None:
    figure = figure_of(None, state=state)
    assert rag_of(figure, standard_of(">= 0"), Better.HIGHER) == (None, NoRag.NO_VALUE)


def test_no_cases_is_neither_nought_nor_a_hundred_per_cent() -> None:
    nothing = ratio_of(0, 0)
    assert rag_of(nothing, standard_of(">= 0"), Better.HIGHER) == (None, NoRag.NO_VALUE)
    with pytest.raises(ValueError, match="no value to compare"):
        is_met(nothing, standard_of(">= 0"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule", "met"),
    [
        (3, 5, ">= 0.6", True),
        (59_999_999, 100_000_000, ">= 0.6", False),  # 60.0 % when rounded for the page
        (60_000_001, 100_000_000, "<= 0.6", False),
        (1, 3, ">= 0.3333333333333333333333333333", True),
        (1, 3, "<= 0.3333333333333333333333333333", False),  # the digits of a quotient would end here
        (10**30 - 1, 10**30, ">= 1", False),
        (10**30 + 1, 10**30, "> 1", True),
    ],
)
def test_nothing_is_rounded_before_it_is_compared(
    numerator: int, denominator: int, rule: str, met: bool
) -> None:
    standard = standard_of(rule)
    assert is_met(ratio_of(numerator, denominator), standard) is met
    exact = Fraction(numerator, denominator)
    assert (
        met
        is {
            ">=": exact >= Fraction(standard.value),
            "<=": exact <= Fraction(standard.value),
            ">": exact > Fraction(standard.value),
        }[rule.split()[0]]
    )


def picked_of(kind: Kind, parts: Accumulator) -> Figure:
    """A figure whose value is picked out of what was measured."""
    return Figure(indicator="waits", slice=TRUST, period=FIRST, kind=kind, parts=parts)


def test_a_quantile_and_a_maximum_are_judged_by_their_value() -> None:
    counts = Histogram.of(Decimal("0.5"), [(27, 1), (34, 1)])
    median = picked_of(Kind.QUANTILE, Accumulator(state=State.VALUE, histogram=counts))
    longest = picked_of(Kind.MAXIMUM, Accumulator(state=State.VALUE, largest=Decimal(354)))
    assert rag_of(median, standard_of("<= 30.5"), Better.LOWER) == (Rag.GREEN, None)
    assert rag_of(median, standard_of("<= 30.4"), Better.LOWER) == (Rag.RED, None)
    assert rag_of(longest, standard_of("<= 354"), Better.LOWER) == (Rag.GREEN, None)
    assert rag_of(longest, standard_of("<= 353"), Better.LOWER) == (Rag.RED, None)


def test_nothing_measured_is_not_judged() -> None:
    for kind in (Kind.QUANTILE, Kind.MAXIMUM):
        nothing = picked_of(kind, Accumulator(state=State.VALUE))
        assert rag_of(nothing, standard_of(">= 0"), Better.HIGHER) == (None, NoRag.NO_VALUE)


def test_a_rate_is_compared_per_so_many() -> None:
    assert is_met(ratio_of(12, 48_000, per=1000), standard_of("<= 0.25"))
    assert not is_met(ratio_of(13, 48_000, per=1000), standard_of("<= 0.25"))


def test_a_ratio_with_a_negative_denominator_is_compared_by_its_value() -> None:
    assert is_met(ratio_of(6, -2), standard_of("<= -3"))
    assert not is_met(ratio_of(6, -2), standard_of("<= -3.5"))
    assert not is_met(ratio_of(6, -2), standard_of(">= 0"))


@pytest.mark.parametrize(
    ("rule", "lowest", "highest"),
    [
        (">= 5", "5", None),
        ("> 5", "5", None),
        ("<= 5", None, "5"),
        ("< 5", None, "5"),
        ("= 5", "5", "5"),
        ("between 5 7", "5", "7"),
    ],
)
def test_bounds_of_a_standard(rule: str, lowest: str | None, highest: str | None) -> None:
    found = tuple(None if each is None else str(each) for each in bounds(standard_of(rule)))
    assert found == (lowest, highest)
    assert all(each is None or isinstance(each, Decimal) for each in bounds(standard_of(rule)))
