"""The functions of the language, one by one, over what their arguments are worth (None: not known)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from trustboard.definitions.working_days import WorkingDays
from trustboard.expressions.nodes import Function
from trustboard.reference.records.clock import (
    age_on,
    day_of,
    days_between,
    hours_between,
    minutes_between,
    months_between,
)
from trustboard.reference.records.seen import Value
from trustboard.vocabulary.period import Period

_HALF = Decimal("0.5")
_DAY = timedelta(days=1)


def call(
    function: Function, given: Sequence[Value | None], *, period: Period, working_days: WorkingDays
) -> Value | None:
    """Work out a function. Where anything it is given is not known, nothing is, unless it says otherwise."""
    known = [each for each in given if each is not None]
    if function in _OF_WHAT_IS_KNOWN:
        return _OF_WHAT_IS_KNOWN[function](known) if known else None
    if function is Function.DAYS_IN_PERIOD:
        return _days_in_period(given[0], given[1], period)
    if len(known) < len(given):
        return None
    if function is Function.WORKING_DAYS:
        return Decimal(working_days.between(*_days(known)))
    return _OF_ALL[function](*known)


def _days(given: Sequence[Any]) -> tuple[date, date]:
    first, second = (day_of(each) for each in given)
    return first, second


def _days_in_period(start: Any, stop: Any, period: Period) -> Decimal | None:
    """Days from the start up to the stop, which is not counted itself, as far as they lie in the period."""
    if start is None:
        return None
    after = period.end + _DAY
    last = after if stop is None else min(day_of(stop), after)
    return Decimal(max(0, (last - max(day_of(start), period.start)).days))


def _add_days(day: Any, days: Any) -> date | None:
    try:
        return day_of(day) + timedelta(days=int(_floor(days)))
    except OverflowError:  # beyond the calendar
        return None


def _floor(number: Any) -> Decimal:
    return Decimal(number).to_integral_value(ROUND_FLOOR)


def _hour_of(moment: datetime) -> Decimal:
    return Decimal(moment.hour)


_OF_WHAT_IS_KNOWN: Mapping[Function, Callable[[Sequence[Any]], Value]] = {
    Function.COALESCE: lambda known: known[0],
    Function.LEAST: min,
    Function.GREATEST: max,
}
_OF_ALL: Mapping[Function, Callable[..., Value | None]] = {
    Function.DATE_DIFF: lambda first, second: Decimal(days_between(first, second)),
    Function.MONTHS_BETWEEN: lambda first, second: Decimal(months_between(first, second)),
    Function.AGE_ON: lambda born, on: Decimal(age_on(born, on)),
    Function.ADD_DAYS: _add_days,
    Function.HOURS_BETWEEN: lambda first, second: Decimal(hours_between(first, second)),
    Function.MINUTES_BETWEEN: lambda first, second: Decimal(minutes_between(first, second)),
    Function.DATE_OF: day_of,
    Function.HOUR_OF: _hour_of,
    Function.WEEKDAY: lambda day: Decimal(day.isoweekday()),
    Function.ABS: abs,
    Function.FLOOR: _floor,
    Function.ROUND: lambda number: _floor(number + _HALF),
}
