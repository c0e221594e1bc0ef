"""Moving ranges and their screening, in small drawn tables."""

from math import nan

import numpy as np
import pytest

from trustboard.statistics.ranges import moving_ranges


def measure(values, *, screen=True):
    column = np.array(values, dtype=float)[:, np.newaxis]
    with np.errstate(invalid="ignore"):
        ranges = moving_ranges(column, has_gaps=bool(np.isnan(column).any()), screen=screen)
    return int(ranges.count[0]), float(ranges.mean[0]), int(ranges.kept[0]), float(ranges.screened[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 4, 3], (3, 4 / 3, 3, 4 / 3)),
        ([1, 2, nan, 4, 3], (2, 1, 2, 1)),
        ([0, 1, 0, 1, 0, 1, 0, 1, 0, 99], (9, 107 / 9, 8, 1)),
        ([5, 5, 5], (2, 0, 0, nan)),
        ([7], (0, nan, 0, nan)),
        ([nan, 7, nan], (0, nan, 0, nan)),
    ],
    ids=["all kept", "gap", "outlier left out", "constant", "one value", "no neighbours"],
)
def test_ranges_are_measured_and_screened(values, expected):
    assert measure(values) == pytest.approx(expected, nan_ok=True)


def test_without_the_screen_every_range_is_kept():
    assert measure([0, 1, 0, 1, 0, 1, 0, 1, 0, 99], screen=False) == pytest.approx((9, 107 / 9, 9, 107 / 9))
