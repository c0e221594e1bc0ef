"""Names for the array types used throughout the package, and a mean that rounding does not spoil."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]
Bits = NDArray[np.int16]
Ints = NDArray[np.intp]

SPLIT = 2.0**27 + 1
"""Splits a double into two halves of 26 bits each (Dekker, Numerische Mathematik 18, 1971)."""


def column_means(rows: Floats, count: Ints) -> Floats:
    """Add up rows and divide by `count`, as if with twice the precision; NaN where the count is 0.

    A plain mean may be off in its last bit, and then the mean of a constant 0.1 lies above 0.1. It may also
    depend on how many columns are added up together; this one does not.
    """
    high, low = np.zeros(rows.shape[1:]), np.zeros(rows.shape[1:])
    for row in rows:
        raised = high + row
        taken = raised - high
        low += (high - (raised - taken)) + (row - taken)
        high = raised
    quotient = high / count
    return quotient + (_remainder(high, quotient, count) + low) / count


def _remainder(dividend: Floats, quotient: Floats, count: Ints) -> Floats:
    """Give dividend - quotient × count without rounding, for counts below 2**26."""
    product = quotient * count
    scaled = SPLIT * quotient
    upper = scaled - (scaled - quotient)
    lost = (upper * count - product) + (quotient - upper) * count
    return (dividend - product) - lost
