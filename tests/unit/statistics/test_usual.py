"""The usual value of a column is the one that more than half of its values share."""

from collections import Counter
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.statistics.usual import usual_values


def usual(values):
    column = np.array(values, dtype=float)[:, np.newaxis]
    found, share = usual_values(column, (~np.isnan(column)).sum(axis=0))
    return (None if np.isnan(found[0]) else float(found[0])), int(share[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3, 3, 3, 3], (3, 4)),
        ([0, 0, 1, 0], (0, 3)),
        ([0, 1, 0, 1], (None, 0)),
        ([0, 1, 0, 2, 0], (0, 3)),
        ([1, 2, 3, 4], (None, 0)),
        ([5], (5, 1)),
        ([5, 6], (None, 0)),
        ([5, 5], (5, 2)),
        ([nan, 2, nan, nan, 2, 3], (2, 2)),
        ([nan, nan, nan], (None, 0)),
    ],
)
def test_the_usual_value_is_a_majority_of_the_known_values(values, expected):
    assert usual(values) == expected


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, nan]), min_size=1, max_size=15))
def test_it_is_found_whatever_the_order_and_the_gaps(values):
    known = [value for value in values if not isnan(value)]
    commonest, count = Counter(known).most_common(1)[0] if known else (None, 0)
    assert usual(values) == ((commonest, count) if 2 * count > len(known) else (None, 0))
