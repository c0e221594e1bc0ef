"""Cuts series into epochs at their rebase points, so that everything else can treat an epoch as a series.

Work goes on in blocks of epochs laid side by side, points down and epochs across: neighbouring points of
all epochs then lie in neighbouring rows, and a block stays in the processor's cache.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from trustboard.statistics.arrays import Flags, Floats, Ints

Number = TypeVar("Number", bound=np.generic)

BLOCK = 1024
"""Epochs in a block: 1,024 × 48 points of eight bytes are 400 kB."""


@dataclass(frozen=True, kw_only=True)
class Epochs:
    """Where each epoch lies: its series, number within the series, first point and number of points.

    In order of series, then of time. A series without points has one epoch without points.
    """

    series: Ints
    number: Ints
    start: Ints
    length: Ints
    is_one_each: bool

    def __len__(self) -> int:
        return len(self.series)

    def blocks(self) -> Iterator[slice]:
        """Slices of epochs small enough to work on at once; one empty slice where there are no epochs."""
        for start in range(0, max(1, len(self)), BLOCK):
            yield slice(start, min(start + BLOCK, len(self)))


@dataclass(frozen=True, kw_only=True)
class Block:
    """Values of some epochs, (points, epochs), each left-aligned and padded with NaN.

    inside: True where there is a point; None where the block is full.
    known: True where there is a value; None where the block is full of values.
    columns: the series of whole series. Else the points of the block at `found` lie at `places` of the
    sheet (points, series); both count as if the array were one row.
    """

    values: Floats
    inside: Flags | None
    known: Flags | None
    columns: slice | None = None
    found: Ints | None = None
    places: Ints | None = None


def epochs_of(lengths: Ints, rebase: Flags | None) -> Epochs:
    """Find the epochs of series of these lengths; each True in `rebase` starts one."""
    series = np.arange(len(lengths))
    if rebase is None:
        zeros = np.zeros(len(lengths), dtype=np.intp)
        return Epochs(series=series, number=zeros, start=zeros, length=lengths, is_one_each=True)
    begins = rebase.copy()
    begins[:, 0] = True
    series, start = np.nonzero(begins)
    is_last = np.append(series[1:] != series[:-1], True)
    end = np.where(is_last, lengths[series], np.append(start[1:], 0))
    number = np.cumsum(rebase, axis=1, dtype=np.intp)[series, start]
    return Epochs(series=series, number=number, start=start, length=end - start, is_one_each=False)


def take(values: Floats, epochs: Epochs, part: slice, *, is_complete: bool) -> Block:
    """Lift the values of some epochs out of (series, points)."""
    if not epochs.is_one_each:
        return _take_parts(values, epochs, part)
    lifted = np.ascontiguousarray(values[part].T)
    if is_complete:
        return Block(values=lifted, inside=None, known=None, columns=part)
    inside = np.arange(values.shape[1])[:, np.newaxis] < epochs.length[part]
    return Block(values=lifted, inside=_unless_all(inside), known=_known(lifted), columns=part)


def _take_parts(values: Floats, epochs: Epochs, part: slice) -> Block:
    series, length = epochs.series[part], epochs.length[part]
    offset = np.arange(max(1, length.max()))[:, np.newaxis]
    inside = offset < length
    point = np.minimum(offset + epochs.start[part], values.shape[1] - 1)
    lifted = values[series, point]
    lifted[~inside] = np.nan
    found = np.flatnonzero(inside)
    return Block(
        values=lifted,
        inside=_unless_all(inside),
        known=_known(lifted),
        found=found,
        places=(point * len(values) + series).ravel()[found],
    )


def _known(values: Floats) -> Flags | None:
    return _unless_all(~np.isnan(values))


def _unless_all(flags: Flags) -> Flags | None:
    return None if flags.all() else flags


def put(sheet: NDArray[Number], block: Block, answers: NDArray[Number]) -> None:
    """Lay what was found for a block, (points, epochs), where it belongs on a sheet (points, series)."""
    if block.columns is not None:
        sheet[:, block.columns] = answers
    else:
        sheet.reshape(-1)[block.places] = answers.reshape(-1)[block.found]
