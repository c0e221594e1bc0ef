"""Means are right to the last bit, and do not depend on what else is added up."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.statistics.arrays import column_means

decimals = st.integers(-10_000_000, 10_000_000).map(lambda number: number / 100)


def mean(values: list[float]) -> float:
    return float(column_means(np.array(values)[:, np.newaxis], np.array([len(values)]))[0])


@pytest.mark.parametrize("value", [0.1, 0.07, 1e6 + 0.1, -3.3, 1e-300])
@pytest.mark.parametrize("count", [1, 3, 10, 48])
def test_the_mean_of_equal_values_is_that_value(value, count):
    assert mean([value] * count) == value


@given(st.lists(decimals, min_size=1, max_size=60))
def test_the_mean_is_the_exact_mean_rounded_once(values):
    exact = sum(map(Fraction, values)) / len(values)
    nearest = float(exact)
    beside = [np.nextafter(nearest, side) for side in (-np.inf, np.inf)]
    halfway = [abs(exact - Fraction(float(other))) == abs(exact - Fraction(nearest)) for other in beside]
    assert mean(values) == nearest or any(halfway)


@given(st.lists(decimals, min_size=1, max_size=60), st.integers(1, 5))
def test_the_mean_does_not_depend_on_the_columns_beside_it(values, columns):
    rows = np.repeat(np.array(values)[:, np.newaxis], columns, axis=1)
    assert (column_means(rows, np.full(columns, len(values))) == mean(values)).all()


def test_no_values_have_no_mean():
    with np.errstate(invalid="ignore"):
        assert np.isnan(column_means(np.zeros((0, 2)), np.array([0, 0]))).all()
