"""Which records belong to a period, in plain words: by which date, or while which clock runs."""

from trustboard.definitions.combining import is_rolling
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Clock, Indicator, PeriodUse
from trustboard.reports.words import GRAIN_NOUNS, GRAINS, counted
from trustboard.vocabulary.period import Grain

STILL_TO_COME = "A stop that is not known is still to come."


def belonging_text(use: PeriodUse, contract: Contract, indicator: Indicator) -> str:
    """Say which records a figure counts; its grain and the months that it covers are the indicator's."""
    noun = _stretch(indicator)
    if use.open_at_end is not None:
        clock = _clock(use.open_at_end)
        return f"Those whose clock is open when the {noun} ends: {clock}. {STILL_TO_COME}"
    if use.during is not None:
        cell = _cell(indicator.period.grain)
        once = "" if cell == noun else f", once for each {cell}"
        runs = f"from “{use.during.start}” to “{use.during.stop}”"
        return f"Those whose clock runs on any day of the {noun}{once}: {runs}. {STILL_TO_COME}"
    date = f"“{use.date}”" if use.date else f"“{contract.period.field}”, the date of the event"
    return f"Those dated within the {noun} by {date}. {_shift(use.shift_days, noun)}".strip()


def _cell(grain: Grain) -> str:
    return "week" if grain is Grain.WEEK else "month"


def _stretch(indicator: Indicator) -> str:
    """What a figure covers: its period, or as many months as it spans."""
    if is_rolling(indicator) and indicator.period.window_months is not None:
        return f"{indicator.period.window_months} months"
    return GRAIN_NOUNS[indicator.period.grain]


def _clock(clock: Clock) -> str:
    return f"started by its last day (“{clock.start}”) and not stopped by then (“{clock.stop}”)"


def _shift(days: int, noun: str) -> str:
    if not days:
        return ""
    begin, many = "begin" if noun.endswith("s") else "begins", counted(days, "day")
    end = begin.replace("begin", "end")
    return f"The {noun} {begin} and {end} {many} earlier than in the calendar."


def period_text(indicator: Indicator) -> str:
    """Say how long a period is, and how many months each figure covers where these are more."""
    text, window = GRAINS[indicator.period.grain], indicator.period.window_months
    if window is None or not is_rolling(indicator):
        return text
    return f"{text}; each figure covers {counted(window, 'month')}"


def due_text(indicator: Indicator) -> str:
    """Say how long a figure waits until it is due; empty where it does not."""
    days = indicator.period.lag_days
    if not days:
        return ""
    return f"The files reach {counted(days, 'day')} past the last day that is counted. Until then: not due"
