"""Finds the value that more than half of the values of a column share, where there is one."""

import numpy as np

from trustboard.statistics.arrays import Flags, Floats, Ints


def usual_values(values: Floats, count: Ints) -> tuple[Floats, Ints]:
    """Give each column's majority value (NaN where none) and how many values share it (0 where none).

    values: (points, columns), NaN where missing. count: the number of values of each column.
    """
    usual = np.full(values.shape[1], np.nan)
    share = np.zeros(values.shape[1], dtype=np.intp)
    columns = np.flatnonzero(_may_have_one(values, count))
    if columns.size:
        chosen = values[:, columns]
        candidate = _candidates(chosen)
        votes = (chosen == candidate).sum(axis=0, dtype=np.intp)
        won = 2 * votes > count[columns]
        usual[columns[won]] = candidate[won]
        share[columns[won]] = votes[won]
    return usual, share


def _may_have_one(values: Floats, count: Ints) -> Flags:
    """Leave out columns that cannot: in a majority without gaps two equal values stand at most two apart."""
    if len(values) < 3:
        return count > 0
    close: Flags = (values[1:] == values[:-1]).any(axis=0) | (values[2] == values[0])
    return close | ((count < len(values)) & (count > 0))


def _candidates(values: Floats) -> Floats:
    """The only value of each column that can have a majority (Boyer and Moore's vote)."""
    candidate = np.full(values.shape[1], np.nan)
    lead = np.zeros(values.shape[1], dtype=np.intp)
    for row in values:
        present = ~np.isnan(row)
        candidate = np.where(present & (lead == 0), row, candidate)
        lead += np.where(row == candidate, 1, -1) * present
    return candidate
