"""The lines and points of whole series' charts, as numbers: what a chart shows and what a run stores."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from trustboard.definitions.indicator import Indicator
from trustboard.judgement.process import Floats, Ints, Processes, read
from trustboard.judgement.series import Series
from trustboard.statistics import PointType as Code
from trustboard.statistics import Profile, SpecialCause, XmrResult
from trustboard.vocabulary.point import Point, PointType

CHUNK = 4096
"""Series drawn at once."""

LIMITS = ("mean", "lower_limit", "upper_limit", "lower_two_sigma", "upper_two_sigma")

LINES = ("value", *LIMITS)
"""What a chart draws at each point."""

POINT_TYPES: dict[int, PointType] = {
    Code.COMMON_CAUSE: PointType.COMMON_CAUSE,
    Code.SPECIAL_CAUSE_IMPROVEMENT: PointType.SPECIAL_CAUSE_IMPROVEMENT,
    Code.SPECIAL_CAUSE_CONCERN: PointType.SPECIAL_CAUSE_CONCERN,
    Code.SPECIAL_CAUSE_NEUTRAL_HIGH: PointType.SPECIAL_CAUSE_NEUTRAL_HIGH,
    Code.SPECIAL_CAUSE_NEUTRAL_LOW: PointType.SPECIAL_CAUSE_NEUTRAL_LOW,
    Code.NOT_JUDGED: PointType.NOT_JUDGED,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """One series' chart, every array (points,); NaN where there is nothing to draw.

    point_type and special_cause are codes of statistics; a point without a value, or of an epoch with
    too few values, is not judged and has no lines. note: bits of statistics' `Note` for the latest epoch.
    """

    value: Floats
    standard: Floats
    mean: Floats
    lower_limit: Floats
    upper_limit: Floats
    lower_two_sigma: Floats
    upper_two_sigma: Floats
    epoch: Ints
    point_type: Ints
    special_cause: Ints
    note: int

    def points(self, series: Series) -> Iterator[Point]:
        """Each point as it is stored with a run."""
        columns = (self.value, self.mean, self.lower_limit, self.upper_limit, self.standard)
        numbers = [[number if number == number else None for number in column.tolist()] for column in columns]
        codes = (self.epoch.tolist(), self.point_type.tolist())
        for period, value, mean, lower, upper, target, epoch, point_type in zip(
            series.periods, *numbers, *codes, strict=True
        ):
            yield Point(
                indicator=series.indicator,
                slice=series.slice,
                period=period,
                value=value,
                mean=mean,
                lower=lower,
                upper=upper,
                epoch=epoch,
                point_type=POINT_TYPES[point_type],
                target=target,
            )


def draw(indicator: Indicator, processes: Processes, *, profile: Profile) -> list[Drawing]:
    """Draw every series whole, a chunk at a time."""
    drawings: list[Drawing] = []
    for first in range(0, len(processes.lengths), CHUNK):
        rows = np.arange(first, min(first + CHUNK, len(processes.lengths)))
        part = processes.cut(rows, processes.lengths[rows])
        drawings += _drawings(part, read(indicator, part, profile=profile), indicator.minimum_points)
    return drawings


def _drawings(part: Processes, result: XmrResult, minimum_points: int) -> Iterator[Drawing]:
    is_charted = _values_of_epoch(part) >= minimum_points
    is_judged = is_charted & ~np.isnan(part.values)
    lines = {name: np.where(is_charted, getattr(result, name), np.nan) for name in LIMITS}
    point_type = np.where(is_judged, result.point_type, Code.NOT_JUDGED)
    special_cause = np.where(is_judged, result.special_cause, SpecialCause.NOT_JUDGED)
    for row, length in enumerate(part.lengths.tolist()):
        kept = (row, slice(0, length))
        yield Drawing(
            value=part.values[kept],
            standard=part.standard[kept],
            **{name: line[kept] for name, line in lines.items()},
            epoch=result.epoch[kept],
            point_type=point_type[kept],
            special_cause=special_cause[kept],
            note=int(result.note[row]),
        )


def _values_of_epoch(part: Processes) -> Ints:
    """How many values the epoch of each point has: the count at the epoch's last point."""
    width = part.starts.shape[1]
    is_last = np.append(part.starts[:, 1:], np.ones((len(part.starts), 1), dtype=np.bool_), axis=1)
    last = np.where(is_last, np.arange(width), width - 1)
    ends = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return np.take_along_axis(part.counts, ends, axis=1)
