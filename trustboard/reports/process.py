"""The SPC chart of an indicator page: points, axis, legend, and the sentences that say what it shows."""

from collections.abc import Mapping, Sequence

from trustboard.definitions.breaks import Break, SourceChange
from trustboard.definitions.contract import Contract
from trustboard.judgement.chart import Chart
from trustboard.judgement.chart import ChartPoint as JudgedPoint
from trustboard.reports.axis import ticks_between
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import ChartPoint, EpochNote, Mark, ProcessChart, Tick
from trustboard.reports.subject import Subject
from trustboard.reports.trend import mark_of, targets_at
from trustboard.reports.words import (
    ASSURANCES,
    GRAIN_NOUNS,
    STATES,
    capitalised,
    counted,
    day_text,
    plain_period,
    standard_text,
)
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import PointType
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance

MOST_CHARTED = 60
LEGEND = {
    Mark.COMMON: "Common cause: usual ups and downs",
    Mark.IMPROVEMENT: "Special cause: improving",
    Mark.CONCERN: "Special cause: concerning",
    Mark.NEUTRAL: "Special cause: neither good nor bad",
}
SIGNALS = {
    Mark.COMMON: "",
    Mark.IMPROVEMENT: "Improving",
    Mark.CONCERN: "Concerning",
    Mark.NEUTRAL: "Unusual",
}


def process_chart_of(subject: Subject) -> ProcessChart:
    """Build the chart of the latest 60 periods; the table beneath it has them all."""
    chart, style = subject.chart, subject.style
    title = subject.indicator.title
    if chart is None or not chart.points:
        text = "There are no figures to chart."
        return ProcessChart(
            title=title, description=text, axis_title=style.axis_title, points=(), ticks=(), notes=(text,)
        )
    judged = chart.points[-MOST_CHARTED:]
    points = tuple(_point(chart, point) for point in judged)
    epochs = _epochs(chart.recalculations, judged, subject.inputs.workspace.contracts)
    stretch = f"{plain_period(judged[0].period)} to {plain_period(judged[-1].period)}"
    return ProcessChart(
        title=f"{title}, {stretch}",
        description=" ".join(filter(None, _description(subject, chart, judged))),
        axis_title=style.axis_title,
        points=points,
        ticks=_ticks(points, style),
        legend=_legend(points, epochs),
        epochs=epochs,
        notes=_notes(chart),
        **_labels(subject, points[-1]),
    )


def _point(chart: Chart, point: JudgedPoint) -> ChartPoint:
    target, upper_target = targets_at(chart, point.period)
    return ChartPoint(
        label=point.period.label,
        short_label=point.period.short_label,
        value=point.value,
        mean=point.mean,
        lower=point.lower_limit,
        upper=point.upper_limit,
        target=target,
        upper_target=upper_target,
        epoch=point.epoch,
        mark=mark_of(point.point_type),
        state="" if point.value is not None else _state(point),
    )


def _state(point: JudgedPoint) -> str:
    return STATES[State.NOT_COLLECTED if point.figure is None else point.figure.state]


def _epochs(
    recalculations: Sequence[tuple[Period, Break]],
    shown: Sequence[JudgedPoint],
    contracts: Mapping[str, Contract],
) -> tuple[EpochNote, ...]:
    place = {point.period: index for index, point in enumerate(shown)}
    return tuple(
        EpochNote(
            index=place[period],
            short_text=_short(each),
            text=_epoch_text(plain_period(period), each, contracts),
        )
        for period, each in recalculations
        if period in place
    )


def _short(each: Break) -> str:
    return "Source changed" if isinstance(each.cause, SourceChange) else "Limits recalculated"


def _epoch_text(since: str, each: Break, contracts: Mapping[str, Contract]) -> str:
    """A decision names who took it; a change of source says where the numbers come from, before and after."""
    cause = each.cause
    if isinstance(cause, SourceChange):
        before, after = contracts[cause.before].title, contracts[cause.after].title
        return (
            f"From {since} counted from records ({after}); before that as returned ({before}): "
            f"{cause.why.rstrip('.')}. Limits are worked out anew from there."
        )
    return (
        f"Limits recalculated from {since}: {cause.why.rstrip('.')}. "
        f"Decided by {cause.decided_by} on {day_text(cause.decided_on)}."
    )


def _ticks(points: Sequence[ChartPoint], style: NumberStyle) -> tuple[Tick, ...]:
    numbers = [
        number
        for point in points
        for number in (point.value, point.lower, point.upper, point.target, point.upper_target)
        if number is not None
    ]
    return ticks_between(min(numbers), max(numbers), style) if numbers else ()


def _legend(points: Sequence[ChartPoint], epochs: Sequence[EpochNote]) -> tuple[tuple[str, str], ...]:
    """Only what is drawn is explained."""
    drawn = {point.mark for point in points if point.value is not None}
    is_judged = any(point.mean is not None for point in points)
    words = LEGEND if is_judged else {Mark.COMMON: "The figure of a period"}
    entries = [(mark.value, text) for mark, text in words.items() if mark in drawn]
    if is_judged:
        entries += [("mean", "Mean"), ("limits", "Process limits: where the usual ups and downs lie")]
    if any(point.target is not None for point in points):
        entries.append(("target", "Standard"))
    if epochs:
        entries.append(("epoch", " / ".join(dict.fromkeys(each.short_text for each in epochs))))
    if any(point.value is None for point in points):
        entries.append(("missing", "No number"))
    return tuple(entries)


def _notes(chart: Chart) -> tuple[str, ...]:
    hidden = len(chart.points) - MOST_CHARTED
    cut = f"The chart shows the latest {MOST_CHARTED} of {len(chart.points)} periods; the table has them all."
    return tuple(filter(None, (chart.note, cut if hidden > 0 else "")))


def _labels(subject: Subject, last: ChartPoint) -> dict[str, str]:
    """Words for the right ends of the lines."""
    style, standard = subject.style, subject.in_force.colouring

    def written(number: float | None, name: str = "") -> str:
        return "" if number is None else f"{name} {style.line(number)}".strip()

    return {
        "mean_label": written(last.mean, "Mean"),
        "lower_label": written(last.lower, "Lower"),
        "upper_label": written(last.upper, "Upper"),
        "target_label": "" if standard is None else capitalised(standard_text(standard, style)),
    }


def _description(subject: Subject, chart: Chart, shown: Sequence[JudgedPoint]) -> list[str]:
    """Say in plain sentences what someone would see."""
    last, style = shown[-1], subject.style
    noun = GRAIN_NOUNS[last.period.grain]
    kind = "SPC chart" if any(point.mean is not None for point in shown) else "Line chart"
    return [
        f"{kind} of {counted(len(shown), noun)}.",
        _latest(last, style),
        _lines(last, style),
        _standard(subject),
        _recalculated(chart, shown),
        _special(shown),
    ]


def _latest(last: JudgedPoint, style: NumberStyle) -> str:
    when = plain_period(last.period)
    if last.value is None:
        return f"{capitalised(when)} has no number: {_state(last).lower()}."
    meanings = {
        Mark.IMPROVEMENT: "which is a change for the better",
        Mark.CONCERN: "which is a change for the worse",
        Mark.NEUTRAL: "which is unusual, neither good nor bad in itself",
    }
    mark = mark_of(last.point_type)
    if mark in meanings:
        cause = f" ({last.special_cause})" if last.special_cause else ""
        return f"{capitalised(when)} was {style.value(last.value)}, {meanings[mark]}{cause}."
    usual = ", within the usual ups and downs" if last.point_type is PointType.COMMON_CAUSE else ""
    return f"{capitalised(when)} was {style.value(last.value)}{usual}."


def _lines(last: JudgedPoint, style: NumberStyle) -> str:
    if last.mean is None or last.lower_limit is None or last.upper_limit is None:
        return ""
    lower, upper = style.line(last.lower_limit), style.line(last.upper_limit)
    return f"The mean is {style.line(last.mean)} and the process limits are {lower} and {upper}."


def _standard(subject: Subject) -> str:
    standard, assurance = subject.in_force.colouring, subject.verdict.assurance
    if standard is None or subject.is_neutral:
        return ""
    asked = f"The standard is {standard_text(standard, subject.style)}"
    if assurance in (Assurance.NOT_SHOWN, Assurance.NO_STANDARD):
        return f"{asked}."
    words = ASSURANCES[assurance]
    return f"{asked}: {words[0].lower()}{words[1:]}."


def _recalculated(chart: Chart, shown: Sequence[JudgedPoint]) -> str:
    found = [each for each in chart.recalculations if each[0] > shown[0].period]
    changed = [plain_period(period) for period, each in found if isinstance(each.cause, SourceChange)]
    decided = [plain_period(period) for period, each in found if not isinstance(each.cause, SourceChange)]
    texts = [f"Limits were recalculated from {', '.join(decided)}."] if decided else []
    texts += [f"From {each} the numbers come from another source, and limits start anew." for each in changed]
    return " ".join(texts)


def _special(shown: Sequence[JudgedPoint]) -> str:
    special = sum(mark_of(point.point_type) is not Mark.COMMON for point in shown[:-1])
    return (
        f"Before that, {counted(special, 'point is', 'points are')} marked as special cause."
        if special
        else ""
    )
