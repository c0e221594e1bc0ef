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
    """

    values: Floats
    inside: Flags | None
    known: Flags | None


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
    if epochs.is_one_each and is_complete:
        return Block(values=np.ascontiguousarray(values[part].T), inside=None, known=None)
    if epochs.is_one_each:
        lifted = np.ascontiguousarray(values[part].T)
        inside = np.arange(values.shape[1])[:, np.newaxis] < epochs.length[part]
    else:
        place, inside = _places(epochs, part)
        lifted = values[epochs.series[part], np.minimum(place, values.shape[1] - 1)]
        lifted[~inside] = np.nan
    known = ~np.isnan(lifted)
    return Block(
        values=lifted,
        inside=None if inside.all() else inside,
        known=None if known.all() else known,
    )


def put(into: NDArray[Number], epochs: Epochs, part: slice, found: NDArray[Number]) -> None:
    """Lay what was found for some epochs, (points, epochs), back into (points, series)."""
    if epochs.is_one_each:
        into[:, part] = found
        return
    place, inside = _places(epochs, part)
    series = np.broadcast_to(epochs.series[part], place.shape)
    into[place[inside], series[inside]] = found[inside]


def _places(epochs: Epochs, part: slice) -> tuple[Ints, Flags]:
    """The point of its series at which each point of a block lies, and whether it exists."""
    offset = np.arange(max(1, epochs.length[part].max()))[:, np.newaxis]
    return offset + epochs.start[part], offset < epochs.length[part]
