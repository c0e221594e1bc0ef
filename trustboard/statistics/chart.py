"""The XmR chart (individuals and moving range): the one function that analysts call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trustboard.statistics.arrays import Bits, Codes, Flags
from trustboard.statistics.causes import find_point_types, name_causes
from trustboard.statistics.conventions import Conventions
from trustboard.statistics.epochs import Block, Epochs, epochs_of, put, take
from trustboard.statistics.kinds import Direction, PointType, Profile, SpecialCause
from trustboard.statistics.latest import LatestLimits, Verdicts, read_latest
from trustboard.statistics.limits import Limits, find_limits, join_limits
from trustboard.statistics.request import (
    Request,
    check_direction,
    check_lengths,
    check_magnitude,
    check_method,
    check_rebase,
    check_target,
    check_values,
)
from trustboard.statistics.result import XmrResult
from trustboard.statistics.rules import apply_rules, place_values
from trustboard.statistics.undetermined import find_undetermined


def xmr(
    values: ArrayLike,
    *,
    lengths: ArrayLike | None = None,
    rebase: ArrayLike | Iterable[int] | None = None,
    target: ArrayLike | None = None,
    direction: Direction | str | Sequence[Direction | str] = Direction.INCREASE,
    screen_outliers: bool = True,
    fix_after_n_points: int | None = None,
    minimum_points: int | None = None,
    profile: Profile | Conventions | str = Profile.MDC,
) -> XmrResult:
    """Draw up XmR charts: limits, the four rules of special cause, and a verdict on the latest point.

    values: (points,) for one series or (series, points) for a batch, in order of time; NaN where missing.
    lengths: (series,) number of points of each, where series differ; pad the array with NaN beyond.
    rebase: True at each point that starts a new epoch with limits of its own, shaped as the values; for one
        series a list of indices will do.
    target: one number, (series,) or one for each point; NaN where there is none.
    direction: which way is better, one for all or one for each series.
    screen_outliers: leave out the largest moving ranges when working out limits.
    fix_after_n_points: work limits out from the first so many points of each epoch only; 12 or more.
    minimum_points: points below which an epoch is short; the profile's own number where None.
    profile: `mdc`, `nhsr`, or conventions of your own.

    Raises ShapeError, MagnitudeError, DirectionError, ProfileError, BaselineError or RebaseError, each a
    StatisticsError and a ValueError.
    """
    method = check_method(profile, screen_outliers, fix_after_n_points, minimum_points)
    array, is_single = check_values(values)
    is_complete = check_magnitude("values", array)
    series_lengths = check_lengths(lengths, array)
    request = Request(
        values=array,
        lengths=series_lengths,
        rebase=check_rebase(rebase, series_lengths, array.shape[1], is_single=is_single),
        target=check_target(target, array, is_single=is_single),
        direction=check_direction(direction, len(array)),
        is_single=is_single,
        is_complete=is_complete,
        method=method,
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return _chart(request)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything found for each point, (points, series), filled in block by block."""

    relative_to_mean: Codes
    close_to_limits: Flags
    rule_outside: Flags
    rule_trend: Flags
    rule_two_in_three: Flags
    rule_shift: Flags
    undetermined: Bits
    special_cause: Codes
    point_type: Codes


def _chart(request: Request) -> XmrResult:
    epochs = epochs_of(request.lengths, request.rebase)
    sheet = _blank_sheet(request)
    limits = join_limits([_fill(sheet, request, epochs, part) for part in epochs.blocks()])
    verdicts = _read_latest(sheet, request, epochs, limits)
    return _result(request, epochs, limits, sheet, verdicts)


def _blank_sheet(request: Request) -> Sheet:
    series, points = request.values.shape

    def codes(fill: int) -> Codes:
        return np.full((points, series), fill, dtype=np.int8)

    def flags() -> Flags:
        return np.zeros((points, series), dtype=np.bool_)

    return Sheet(
        relative_to_mean=codes(0),
        close_to_limits=flags(),
        rule_outside=flags(),
        rule_trend=flags(),
        rule_two_in_three=flags(),
        rule_shift=flags(),
        undetermined=np.zeros((points, series), dtype=np.int16),
        special_cause=codes(SpecialCause.NOT_JUDGED),
        point_type=codes(PointType.NOT_JUDGED),
    )


def _fill(sheet: Sheet, request: Request, epochs: Epochs, part: slice) -> Limits:
    """Work out some epochs, note what is found on the sheet, and give their limits."""
    conventions = request.method.conventions
    block = take(request.values, epochs, part, is_complete=request.is_complete)
    limits = find_limits(block, epochs.length[part], request.method)
    places = place_values(block.values, limits, conventions)
    signals = apply_rules(block.values, places, limits, conventions)
    causes = name_causes(places, signals, _not_judged(block, limits, conventions))
    types = find_point_types(causes, request.direction[epochs.series[part]])
    undetermined = find_undetermined(block, limits, places, signals, conventions)
    put(sheet.relative_to_mean, block, places.above.view(np.int8) - places.below.view(np.int8))
    put(sheet.close_to_limits, block, places.close)
    put(sheet.rule_outside, block, signals.outside)
    put(sheet.rule_trend, block, signals.trend)
    put(sheet.rule_two_in_three, block, signals.two_in_three)
    put(sheet.rule_shift, block, signals.shift)
    put(sheet.special_cause, block, causes)
    put(sheet.point_type, block, types)
    if undetermined is not None:
        put(sheet.undetermined, block, undetermined)
    return limits


def _not_judged(block: Block, limits: Limits, conventions: Conventions) -> Flags | None:
    """Points without a label: padding, and what the conventions leave unjudged."""
    labelled = block.inside if conventions.missing_counts else block.known
    if conventions.judges_without_limits or limits.has_limits.all():
        return None if labelled is None else ~labelled
    bare = np.broadcast_to(~limits.has_limits, block.values.shape)
    return bare if labelled is None else bare | ~labelled


def _read_latest(sheet: Sheet, request: Request, epochs: Epochs, limits: Limits) -> Verdicts:
    series = np.arange(len(request.values))
    last = np.maximum(request.lengths - 1, 0)
    latest_epoch = np.searchsorted(epochs.series, series, side="right") - 1
    return read_latest(
        cause=sheet.special_cause[last, series],
        point_type=sheet.point_type[last, series],
        value=request.values[series, last],
        target=np.where(request.lengths > 0, request.target[series, last], np.nan),
        length=request.lengths,
        direction=request.direction,
        limits=LatestLimits(
            lower=limits.lower[latest_epoch],
            upper=limits.upper[latest_epoch],
            usual=limits.usual[latest_epoch],
            tie=limits.tie[latest_epoch],
            note=limits.note[latest_epoch],
        ),
        conventions=request.method.conventions,
    )


def _result(request: Request, epochs: Epochs, limits: Limits, sheet: Sheet, verdicts: Verdicts) -> XmrResult:
    """Turn the sheet the reader's way, series first; one series given in one dimension loses the other."""
    row = 0 if request.is_single else slice(None)
    one = () if request.is_single else (len(request.values),)
    points = {name: column.T[row] for name, column in vars(sheet).items()}
    series = {name: column.reshape(one) for name, column in vars(verdicts).items()}
    return XmrResult(
        **points,
        **series,
        values=request.values[row],
        target=request.target[row],
        lengths=request.lengths.reshape(one),
        direction=request.direction.reshape(one),
        method=request.method,
        epochs=epochs,
        limits=limits,
    )
