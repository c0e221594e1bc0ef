"""Moving ranges: the differences between neighbouring values, and the screening of the largest.

Screening leaves out ranges of 3.267 × their mean and more, once: L. S. Nelson, Control charts for individual
measurements, Journal of Quality Technology 14(3), 1982.
"""

from dataclasses import dataclass

import numpy as np

from trustboard.statistics.arrays import Floats, Ints, column_means

SCREEN = 3.267


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """For each column, how many moving ranges there are and their mean, and the same after screening."""

    count: Ints
    mean: Floats
    kept: Ints
    screened: Floats


def moving_ranges(values: Floats, *, has_gaps: bool, screen: bool) -> Ranges:
    """Measure each column of (points, columns); a missing value takes the ranges beside it along."""
    ranges = np.abs(values[1:] - values[:-1])
    measured = ~np.isnan(ranges) if has_gaps else np.ones_like(ranges, dtype=np.bool_)
    ranges[~measured] = 0.0
    count = measured.sum(axis=0, dtype=np.intp)
    mean = column_means(ranges, count)
    if not screen:
        return Ranges(count=count, mean=mean, kept=count, screened=mean)
    keep = measured & (ranges < SCREEN * mean)
    kept = keep.sum(axis=0, dtype=np.intp)
    return Ranges(count=count, mean=mean, kept=kept, screened=column_means(ranges * keep, kept))
