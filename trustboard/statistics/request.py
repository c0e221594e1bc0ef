"""Turns the arguments of `xmr` into arrays that fit together, or says what is wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from trustboard.statistics.arrays import Codes, Flags, Floats, Ints
from trustboard.statistics.conventions import Conventions, conventions_of
from trustboard.statistics.errors import (
    BaselineError,
    DirectionError,
    MagnitudeError,
    RebaseError,
    ShapeError,
)
from trustboard.statistics.kinds import Direction, Profile

LARGEST = 1e150
"""Above this, differences and limits would overflow."""

SMALLEST_BASELINE = 12
"""A baseline of fewer points is refused, as NHSRplotthedots refuses it."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """How limits are worked out and points judged: everything about a chart but its data."""

    conventions: Conventions
    screen_outliers: bool
    fix_after_n_points: int | None


@dataclass(frozen=True, kw_only=True)
class Request:
    """Checked arguments: values and target (series, points), lengths and direction (series,)."""

    values: Floats
    lengths: Ints
    rebase: Flags | None
    target: Floats
    direction: Codes
    is_single: bool
    is_complete: bool
    method: Method


def check_method(
    profile: Profile | Conventions | str,
    screen_outliers: bool,
    fix_after_n_points: int | None,
    minimum_points: int | None,
) -> Method:
    """Check the settings of a chart. Raises ProfileError or BaselineError."""
    conventions = conventions_of(profile)
    if fix_after_n_points is not None:
        _check_count("fix_after_n_points", fix_after_n_points, SMALLEST_BASELINE)
    if minimum_points is not None:
        _check_count("minimum_points", minimum_points, 2)
        conventions = replace(conventions, short_below=int(minimum_points))
    return Method(
        conventions=conventions,
        screen_outliers=bool(screen_outliers),
        fix_after_n_points=None if fix_after_n_points is None else int(fix_after_n_points),
    )


def _check_count(name: str, count: int, smallest: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < smallest:
        raise BaselineError(f"{name} must be a whole number of at least {smallest}, not {count!r}.")


def check_values(values: ArrayLike) -> tuple[Floats, bool]:
    """Give values as (series, points), and whether they came as one series.

    Raises ShapeError for anything that is not one or two dimensions of numbers, MagnitudeError for infinity.
    """
    array = _as_floats("values", values)
    if array.ndim not in (1, 2):
        raise ShapeError(f"values must be (points,) or (series, points), not {array.ndim} dimensions.")
    if array.shape[-1] == 0:
        raise ShapeError("values must have at least one point.")
    is_single = array.ndim == 1
    return (array[np.newaxis] if is_single else array), is_single


def _as_floats(name: str, values: ArrayLike) -> Floats:
    """Read numbers as floats; what a masked array hides becomes NaN."""
    try:
        if isinstance(values, np.ma.MaskedArray):
            return np.where(np.ma.getmaskarray(values), np.nan, np.asarray(values.data, dtype=np.float64))
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ShapeError(f"{name} must be numbers in a rectangle; use NaN where one is missing.") from None


def check_magnitude(name: str, array: Floats) -> bool:
    """Say whether every number is present. Raises MagnitudeError for infinity and the like."""
    usable = (array >= -LARGEST) & (array <= LARGEST)
    if usable.all():
        return True
    wrong = ~usable & ~np.isnan(array)
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        raise MagnitudeError(
            f"{name} at {place} is {array[place]}; numbers must be between -1e150 and 1e150, "
            "or NaN where one is missing."
        )
    return False


def check_lengths(lengths: ArrayLike | None, values: Floats) -> Ints:
    """Give the number of points of each series. Raises ShapeError where they do not fit the values."""
    series, points = values.shape
    if lengths is None:
        return np.full(series, points, dtype=np.intp)
    array = np.atleast_1d(np.asarray(lengths))
    if array.shape != (series,) or not np.issubdtype(array.dtype, np.integer):
        raise ShapeError(f"lengths must be {series} whole numbers, one for each series.")
    if array.size and not 0 <= array.min() <= array.max() <= points:
        raise ShapeError(f"lengths must lie between 0 and the {points} points of the array.")
    beyond = ~np.isnan(values) & (np.arange(points) >= array[:, np.newaxis])
    if beyond.any():
        row, column = np.argwhere(beyond)[0]
        raise ShapeError(f"series {row} has a value at point {column}, beyond its length {array[row]}.")
    return array.astype(np.intp)


def check_target(target: ArrayLike | None, values: Floats, *, is_single: bool) -> Floats:
    """Give a target for every point, NaN where there is none. Raises ShapeError or MagnitudeError."""
    if target is None:
        return np.broadcast_to(np.nan, values.shape)
    array = _as_floats("target", target)
    check_magnitude("target", array)
    if array.ndim == 1 and not is_single:
        array = array[:, np.newaxis]
    fits = array.ndim == 0 or array.shape in (values.shape, (values.shape[0], 1), values.shape[is_single:])
    if not fits:
        raise ShapeError(
            f"target has shape {array.shape}; give one number, one for each series, or one for each point."
        )
    return np.broadcast_to(array, values.shape)


def check_direction(direction: Direction | str | Sequence[Direction | str], series: int) -> Codes:
    """Give +1, -1 or 0 for each series. Raises DirectionError or ShapeError."""
    if isinstance(direction, str):
        return np.full(series, _sign(direction), dtype=np.int8)
    signs = np.array([_sign(one) for one in direction], dtype=np.int8)
    if signs.shape != (series,):
        raise ShapeError(f"direction must be one for all, or {series}: one for each series.")
    return signs


def _sign(direction: Direction | str) -> int:
    try:
        return Direction(direction).sign
    except ValueError:
        names = ", ".join(f"'{known.value}'" for known in Direction)
        raise DirectionError(f"{direction!r} is not a direction; use one of {names}.") from None


def check_rebase(
    rebase: ArrayLike | Iterable[int] | None, lengths: Ints, points: int, *, is_single: bool
) -> Flags | None:
    """Give True at each point that starts a new epoch, or None where none does. Raises RebaseError."""
    if rebase is None:
        return None
    array = np.asarray(rebase)
    marks = array[np.newaxis] if is_single and array.ndim == 1 else array
    if marks.dtype != np.bool_:
        marks = _marks_at(array, points, is_single=is_single)
    if marks.shape != (len(lengths), points):
        raise RebaseError(f"rebase has shape {array.shape}; it must be True or False for each point.")
    if (marks & (np.arange(points) >= lengths[:, np.newaxis])).any():
        raise RebaseError("rebase marks a point beyond the length of its series.")
    return marks if marks.any() else None


def _marks_at(indices: np.ndarray, points: int, *, is_single: bool) -> Flags:
    if not is_single:
        raise RebaseError("for a batch, rebase must be an array of True and False, shaped as the values.")
    if indices.size and not np.issubdtype(indices.dtype, np.integer):
        raise RebaseError("rebase must be True or False for each point, or a list of whole-number indices.")
    marks = np.zeros((1, points), dtype=np.bool_)
    if indices.size == 0:
        return marks
    rising = indices.ndim == 1 and bool((np.diff(indices) > 0).all())
    if not rising or indices[0] < 0 or indices[-1] >= points:
        raise RebaseError(f"rebase indices must rise and lie between 0 and {points - 1}.")
    marks[0, indices] = True
    return marks
