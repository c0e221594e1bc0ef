"""The sentences beside a verdict or a chart: why something is not shown, or how it came about."""

from trustboard.statistics import Note
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

_STATES = {
    State.VALUE: "its number is missing",
    State.NO_CASES: "no cases",
    State.SUPPRESSED: "suppressed",
    State.NOT_DUE: "not due yet",
    State.NOT_COLLECTED: "not collected",
    State.INCOMPLETE: "incomplete",
}

_ON_VERDICT = {
    Note.TOO_MANY_GAPS.value: "Too few values stand side by side to work out limits.",
    Note.TARGET_ON_LIMIT.value: "The standard lies exactly on a limit.",
}

_ON_CHART = {
    **_ON_VERDICT,
    Note.CONSTANT.value: "Every value is the same.",
    Note.MOSTLY_CONSTANT.value: "More than half of the values are the same; that value counts as usual.",
    Note.SCREENING_SET_ASIDE.value: "Large changes were kept for the limits: without them none is left.",
}


BEYOND_THE_POSSIBLE = (
    "The limits reach below 0 % or above 100 %: they show how much the value usually varies, "
    "and are not cut off."
)
"""Beside the chart of a proportion whose limits lie where no value can."""


BELOW_NOUGHT = (
    "The lower limit is below nought: it shows how much the value usually varies, and is not cut off."
)
"""Beside the chart of a count or a rate of things counted, neither of which can be negative."""


def missing_value(figure: Figure | None, period: Period) -> str:
    """Say why a period has no value; empty when it has one."""
    if figure is None:
        return f"There is no figure for {period.label}."
    if figure.value is None:
        return f"No value for {period.label}: {_STATES[figure.state]}."
    return ""


def too_few(points: int, needed: int, since: Period | None) -> str:
    """Say that there are too few points for limits, counted from where these start."""
    where = "" if since is None else f" since the limits were recalculated from {since.label}"
    return f"Too few points to chart{where}: {points} of {needed} needed."


def on_verdict(note: int) -> list[str]:
    """Say what a reader of a verdict must know about its limits; `note` holds bits of `Note`."""
    return _sentences(note, _ON_VERDICT)


def on_chart(note: int) -> list[str]:
    """Say what a reader of a chart must know about its limits; `note` holds bits of `Note`."""
    return _sentences(note, _ON_CHART)


def _sentences(note: int, words: dict[int, str]) -> list[str]:
    return [sentence for bit, sentence in words.items() if bit & note]
