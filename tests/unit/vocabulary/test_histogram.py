"""Histograms add up, and give the quantile of the numbers they were gathered from."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.vocabulary.histogram import Histogram

QUANTILES = st.sampled_from(["0.05", "0.25", "0.5", "0.75", "0.92", "0.95"]).map(Decimal)
NUMBERS = st.lists(st.integers(-1_000, 100_000), min_size=1, max_size=60)
MEDIAN = Decimal("0.5")


def gathered(quantile: Decimal, numbers: list[int]) -> Histogram:
    found = Histogram.of(quantile, ((number, 1) for number in numbers))
    assert found is not None
    return found


@given(QUANTILES, NUMBERS)
def test_the_value_is_the_quantile_of_the_numbers(quantile: Decimal, numbers: list[int]) -> None:
    value = gathered(quantile, numbers).value
    assert float(value) == pytest.approx(float(np.quantile(numbers, float(quantile))), abs=1e-6)


@given(QUANTILES, NUMBERS, NUMBERS)
def test_adding_is_gathering_both_in_any_order(quantile: Decimal, left: list[int], right: list[int]) -> None:
    first, second = gathered(quantile, left), gathered(quantile, right)
    assert first.plus(second) == second.plus(first) == gathered(quantile, left + right)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_adding_works_in_any_grouping(one: list[int], two: list[int], three: list[int]) -> None:
    first, second, third = (gathered(MEDIAN, numbers) for numbers in (one, two, three))
    assert first.plus(second).plus(third) == first.plus(second.plus(third))


@given(NUMBERS)
def test_counts_stand_once_in_rising_order(numbers: list[int]) -> None:
    found = gathered(MEDIAN, numbers)
    assert [number for number, _ in found.counts] == sorted(set(numbers))
    assert all(times == numbers.count(number) for number, times in found.counts)
    assert found.total == len(numbers)


@pytest.mark.parametrize(
    ("quantile", "counts", "value"),
    [
        ("0.5", [(3, 1)], "3"),
        ("0.5", [(3, 1), (4, 1)], "3.5"),
        ("0.5", [(4, 2), (1, 1)], "4"),
        ("0.25", [(10, 1), (20, 1), (40, 1), (80, 1)], "17.5"),
        ("0.92", [(0, 99), (100, 1)], "0"),
        ("0.999", [(0, 1), (1000, 1)], "999"),
        ("0.5", [(-4, 1), (4, 1)], "0"),
    ],
)
def test_a_quantile_lies_in_proportion_between_two_neighbours(
    quantile: str, counts: list[tuple[int, int]], value: str
) -> None:
    found = Histogram.of(Decimal(quantile), counts)
    assert found is not None
    assert found.value == Decimal(value)


def test_counts_split_in_any_way_are_one_histogram() -> None:
    assert Histogram.of(MEDIAN, [(3, 1), (5, 2), (3, 4)]) == Histogram.of(MEDIAN, [(5, 2), (3, 5), (9, 0)])


def test_nothing_counted_is_no_histogram() -> None:
    assert Histogram.of(MEDIAN, []) is None
    assert Histogram.of(MEDIAN, [(3, 0)]) is None


def test_an_empty_histogram_has_no_value() -> None:
    with pytest.raises(IndexError):
        _ = Histogram(MEDIAN, ()).value


def test_histograms_of_two_quantiles_do_not_add_up() -> None:
    with pytest.raises(ValueError, match=r"quantiles 0\.5 and 0\.92 do not add up"):
        gathered(MEDIAN, [1]).plus(gathered(Decimal("0.92"), [1]))
