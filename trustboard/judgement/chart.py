"""The SPC chart of one series: what to draw at each period, and the standards it is held to over time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from trustboard.definitions.breaks import Break
from trustboard.definitions.indicator import Indicator
from trustboard.judgement import notes
from trustboard.judgement.drawing import LINES, POINT_TYPES, Drawing, draw
from trustboard.judgement.process import Floats, Processes, lay_out, recalculations, standards_of
from trustboard.judgement.rag import bounds
from trustboard.judgement.series import Series
from trustboard.judgement.standards import InForce, StandardBook
from trustboard.statistics import Profile, SpecialCause
from trustboard.vocabulary.figure import Figure, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import PointType
from trustboard.vocabulary.standard import Standard

CAUSES: dict[int, str] = {
    SpecialCause.COMMON_CAUSE: "",
    SpecialCause.ABOVE_UPPER_LIMIT: "above the upper limit",
    SpecialCause.BELOW_LOWER_LIMIT: "below the lower limit",
    SpecialCause.TREND_INCREASING: "part of seven or more points rising",
    SpecialCause.TREND_DECREASING: "part of seven or more points falling",
    SpecialCause.TWO_IN_THREE_ABOVE: "one of two in three points close to the upper limit",
    SpecialCause.TWO_IN_THREE_BELOW: "one of two in three points close to the lower limit",
    SpecialCause.SHIFT_ABOVE: "part of seven or more points above the mean",
    SpecialCause.SHIFT_BELOW: "part of seven or more points below the mean",
    SpecialCause.NOT_JUDGED: "",
}
"""The rule that makes a point special, in words; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One period of a chart. Numbers are in the figure's own terms; None where there is none.

    `epoch` counts from 0, one more at each recalculation of the limits. `point_type` is what the point
    means on this chart; `special_cause` the rule behind it, in words.
    """

    period: Period
    figure: Figure | None
    value: float | None
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None
    lower_two_sigma: float | None
    upper_two_sigma: float | None
    epoch: int
    point_type: PointType
    special_cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStep:
    """A standard over the stretch of periods in which it applied: one step of the target line.

    `lowest` and `highest` bound the values that meet it; None where that side is open.
    """

    standard: Standard
    first: Period
    last: Period
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All there is to draw of one series.

    `targets` are the steps of the standards that colour, in order of time; `other_targets` those of the
    standards that apply beside them. `recalculations` are what starts an epoch.
    """

    indicator: str
    slice: Slice
    points: tuple[ChartPoint, ...]
    targets: tuple[TargetStep, ...]
    other_targets: tuple[TargetStep, ...]
    recalculations: tuple[tuple[Period, Break], ...]
    note: str


def chart(
    indicator: Indicator,
    series: Series,
    book: StandardBook,
    *,
    known_on: date,
    profile: Profile = Profile.MDC,
) -> Chart:
    """Draw up the chart of a series as given: cut it first to see it as at an earlier period."""
    in_force = standards_of(indicator, series, book, known_on=known_on)
    processes = lay_out(indicator, [series], [in_force], known_on=known_on)
    [drawing] = draw(indicator, processes, profile=profile)
    points = tuple(_points(series, drawing))
    return Chart(
        indicator=indicator.id,
        slice=series.slice,
        points=points,
        targets=_colouring_steps(series, in_force),
        other_targets=_other_steps(series, in_force),
        recalculations=tuple(
            (series.periods[place], each)
            for place, each in recalculations(indicator, series, known_on=known_on)
        ),
        note=_note(indicator, series, processes, points, drawing.note),
    )


def _points(series: Series, drawing: Drawing) -> Iterator[ChartPoint]:
    columns = {line: _numbers(getattr(drawing, line)) for line in LINES}
    for place, (period, figure) in enumerate(zip(series.periods, series.figures, strict=True)):
        yield ChartPoint(
            period=period,
            figure=figure,
            **{line: column[place] for line, column in columns.items()},
            epoch=int(drawing.epoch[place]),
            point_type=POINT_TYPES[int(drawing.point_type[place])],
            special_cause=CAUSES[int(drawing.special_cause[place])],
        )


def _numbers(column: Floats) -> list[float | None]:
    return [None if np.isnan(number) else number for number in column.tolist()]


def _colouring_steps(series: Series, in_force: Sequence[InForce]) -> tuple[TargetStep, ...]:
    return _steps(series, [each.colouring for each in in_force])


def _other_steps(series: Series, in_force: Sequence[InForce]) -> tuple[TargetStep, ...]:
    """The steps of every standard that applied beside another, by start and identifier."""
    others = {other for each in in_force for other in each.others}
    found = [
        step
        for other in others
        for step in _steps(series, [other if other in each.others else None for each in in_force])
    ]
    return tuple(sorted(found, key=lambda step: (step.first, step.standard.standard_id)))


def _steps(series: Series, held_to: Iterable[Standard | None]) -> tuple[TargetStep, ...]:
    """Join neighbouring periods held to the same standard."""
    pairs = zip(series.periods, held_to, strict=True)
    found = []
    for standard, stretch in groupby(pairs, key=lambda pair: pair[1]):
        periods = [period for period, _ in stretch]
        if standard is not None:
            found.append(_step(standard, periods[0], periods[-1]))
    return tuple(found)


def _step(standard: Standard, first: Period, last: Period) -> TargetStep:
    lowest, highest = (None if bound is None else float(bound) for bound in bounds(standard))
    return TargetStep(standard=standard, first=first, last=last, lowest=lowest, highest=highest)


def _note(
    indicator: Indicator, series: Series, processes: Processes, points: Sequence[ChartPoint], note: int
) -> str:
    """Say in words what a reader must know before trusting the lines."""
    if not points:
        return "There are no figures."
    sentences = [notes.missing_value(points[-1].figure, points[-1].period)]
    counted = int(processes.counts[0, -1])
    if counted < indicator.minimum_points:
        start = int(np.where(processes.starts[0], np.arange(len(points)), 0).max())
        since = series.periods[start] if start else None
        sentences.append(notes.too_few(counted, indicator.minimum_points, since))
    else:
        sentences += notes.on_chart(note)
    if indicator.kind is Kind.PROPORTION and _reaches_beyond_the_possible(points):
        sentences.append(notes.BEYOND_THE_POSSIBLE)
    if indicator.kind in (Kind.COUNT, Kind.RATE) and _reaches_below_nought(points):
        sentences.append(notes.BELOW_NOUGHT)
    return " ".join(filter(None, sentences))


def _reaches_beyond_the_possible(points: Sequence[ChartPoint]) -> bool:
    return any(
        point.lower_limit is not None
        and point.upper_limit is not None
        and (point.lower_limit < 0 or point.upper_limit > 1)
        for point in points
    )


def _reaches_below_nought(points: Sequence[ChartPoint]) -> bool:
    return any(point.lower_limit is not None and point.lower_limit < 0 for point in points)
