"""What changed among figures already reported: said beside the figure, and listed with its cause."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from trustboard.reports.cells import cell_of, style_of
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import RestatedLine
from trustboard.reports.words import counted, day_text, plain_period
from trustboard.vocabulary.figure import Accumulator, Figure, Kind
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.restatement import Cause, Restatement

CAUSES = {
    Cause.LATE_DATA: "Late data: a later file holds this period again",
    Cause.DEFINITION: "The indicator's definition changed",
    Cause.STANDARD: "The standard changed; the number is the same",
    Cause.STRUCTURE: "Units were merged, moved or renamed",
    Cause.PROGRAM: "The program calculates this differently",
    Cause.CORRECTION: "Corrected by decision",
}


def was_text(inputs: BoardInputs, indicator: str, period: Period, style: NumberStyle) -> str:
    """What a restated figure was before; empty where it was not restated."""
    found = inputs.restated.get((indicator, period))
    if found is None:
        return ""
    if found.is_number_the_same:
        return f"Restated: was {found.verdict_before}"
    return f"Restated: was {before_text(found, style)}"


def restated_lines(inputs: BoardInputs) -> tuple[RestatedLine, ...]:
    """One line for each indicator and cause, the latest period's change told in full."""
    grouped: dict[tuple[str, Cause], list[Restatement]] = defaultdict(list)
    for each in inputs.restated.values():
        grouped[each.indicator, each.cause].append(each)
    order = {name: place for place, name in enumerate(inputs.scorecard.indicators)}
    keys = sorted(grouped, key=lambda key: (order[key[0]], key[1]))
    return tuple(_line(inputs, key[0], key[1], grouped[key]) for key in keys)


def each_restated(inputs: BoardInputs, only: str) -> tuple[RestatedLine, ...]:
    """Every restated period of one indicator, the latest first."""
    found = sorted(
        (each for each in inputs.restated.values() if each.indicator == only), key=lambda each: each.period
    )
    return tuple(_line(inputs, only, each.cause, [each]) for each in reversed(found))


def _line(
    inputs: BoardInputs, indicator: str, cause: Cause, restatements: Sequence[Restatement]
) -> RestatedLine:
    found = sorted(restatements, key=lambda each: each.period)
    last, style = found[-1], style_of(inputs.workspace.indicators[indicator])
    change = _change(inputs, last, style)
    if len(found) > 1:
        change = f"in {plain_period(last.period)}, {change}"
    return RestatedLine(
        ref=indicator,
        name=inputs.workspace.indicators[indicator].title,
        periods=_periods(each.period for each in found),
        change=change,
        cause=f"{CAUSES[cause]}; known from {day_text(last.restated_on)}",
    )


def _change(inputs: BoardInputs, restated: Restatement, style: NumberStyle) -> str:
    """Say what became of the number, and of its verdict where that changed."""
    verdict = f"{restated.verdict_before} became {restated.verdict_after}"
    if restated.is_number_the_same:
        return verdict
    number = f"{before_text(restated, style)} became {_after(inputs, restated, style)}"
    return number if restated.verdict_before == restated.verdict_after else f"{number}; {verdict}"


def before_text(restated: Restatement, style: NumberStyle) -> str:
    """Write the figure as it was first reported, of every kind."""
    return _text(_figure(restated, restated.before, restated.before_kind, restated.before_per), style)


def _after(inputs: BoardInputs, restated: Restatement, style: NumberStyle) -> str:
    """Write the figure as it is now, by today's definition."""
    if restated.after is None:
        return "no figure"
    indicator = inputs.workspace.indicators[restated.indicator]
    return _text(_figure(restated, restated.after, indicator.kind, indicator.per), style)


def _figure(restated: Restatement, parts: Accumulator, kind: Kind, per: int) -> Figure:
    return Figure(
        indicator=restated.indicator,
        slice=restated.slice,
        period=restated.period,
        kind=kind,
        parts=parts,
        per=per,
    )


def _text(figure: Figure, style: NumberStyle) -> str:
    cell = cell_of(figure, style)
    return f"{cell.text} ({cell.detail})" if cell.detail and cell.number is not None else cell.text.lower()


def _periods(periods: Iterable[Period]) -> str:
    found = list(periods)
    if len(found) == 1:
        return plain_period(found[0])
    is_whole = len(found[0].until(found[-1])) == len(found)
    stretch = f"{plain_period(found[0])} to {plain_period(found[-1])}"
    return stretch if is_whole else f"{counted(len(found), 'period')} from {stretch}"
