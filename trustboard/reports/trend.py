"""The small trend of a row: two years, the standard's step and a sentence for those who do not see it."""

from trustboard.judgement.chart import Chart, ChartPoint, TargetStep
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import Mark, Trend
from trustboard.reports.words import GRAIN_NOUNS, counted, plain_period
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.point import PointType

LENGTHS = {
    Grain.WEEK: 104,
    Grain.MONTH: 24,
    Grain.QUARTER: 8,
    Grain.FINANCIAL_YEAR: 10,
    Grain.ACADEMIC_YEAR: 10,
}  # two years, except for yearly figures


_MARKS = {
    PointType.SPECIAL_CAUSE_IMPROVEMENT: Mark.IMPROVEMENT,
    PointType.SPECIAL_CAUSE_CONCERN: Mark.CONCERN,
    PointType.SPECIAL_CAUSE_NEUTRAL_HIGH: Mark.NEUTRAL,
    PointType.SPECIAL_CAUSE_NEUTRAL_LOW: Mark.NEUTRAL,
}


def mark_of(point_type: PointType) -> Mark:
    """How a point of that meaning is drawn."""
    return _MARKS.get(point_type, Mark.COMMON)


def step_at(chart: Chart, period: Period) -> TargetStep | None:
    """The standard's step that covers a period."""
    return next((step for step in chart.targets if step.first <= period <= step.last), None)


def targets_at(chart: Chart, period: Period) -> tuple[float | None, float | None]:
    """The number to draw for the standard, and a band's upper end where it has two."""
    step = step_at(chart, period)
    if step is None:
        return None, None
    if step.lowest is None:
        return step.highest, None
    return step.lowest, None if step.highest == step.lowest else step.highest


def trend_of(chart: Chart | None, style: NumberStyle) -> Trend:
    """Cut the last two years of a chart."""
    if chart is None or not chart.points:
        return Trend(values=(), targets=(), last_mark=Mark.COMMON, words="No figures to show")
    points = chart.points[-LENGTHS[chart.points[-1].period.grain] :]
    before = (None,) * (
        LENGTHS[points[-1].period.grain] - len(points)
    )  # so that all trends share one scale of time
    return Trend(
        values=(*before, *(point.value for point in points)),
        targets=(*before, *(targets_at(chart, point.period)[0] for point in points)),
        last_mark=mark_of(points[-1].point_type),
        words=_words(points, style),
    )


def _words(points: tuple[ChartPoint, ...], style: NumberStyle) -> str:
    """Say the trend in a sentence: from, to, lowest, highest, gaps."""
    noun = GRAIN_NOUNS[points[0].period.grain]
    values = [point.value for point in points if point.value is not None]
    stretch = f"{counted(len(points), noun)} to {plain_period(points[-1].period)}"
    if not values:
        return f"Trend, {stretch}: no numbers"
    shown = [style.value(value) for value in (values[0], values[-1], min(values), max(values))]
    gaps = len(points) - len(values)
    missing = f"; {counted(gaps, noun)} without a number" if gaps else ""
    return f"Trend, {stretch}: from {shown[0]} to {shown[1]}, lowest {shown[2]}, highest {shown[3]}{missing}"
