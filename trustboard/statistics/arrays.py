"""Names for the array types used throughout the package, and a sum that never depends on the batch."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]
Bits = NDArray[np.int16]
Ints = NDArray[np.intp]


def total(rows: Floats) -> Floats:
    """Add up rows from first to last; zeros where there are none.

    `sum(axis=0)` may add in another order when there is one column only, and the last bits of an answer
    would then depend on which series were computed together.
    """
    result = np.zeros(rows.shape[1:])
    for row in rows:
        result += row
    return result
