"""Dates and times of records as files write them, to SQL: the contract's form, or ISO; nothing by guess."""

import re

from trustboard.intake.dates import FIRST_YEAR, ISO, LAST_YEAR, DateFormat

_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"
_TIMES = (" %H:%M:%S", " %H:%M", "T%H:%M:%S", "T%H:%M", " %H:%M:%S.%f", "T%H:%M:%S.%f")
_LONG_FRACTION = r"(:[0-9]{2}\.[0-9]{6})[0-9]+$"
_TIME_OF_DAY = re.compile(r"[ T]hh.*$", re.IGNORECASE)


def forms_of(format_: str | None) -> list[str]:
    """The forms in which a date may stand: the contract's, and ISO where it cannot be mistaken for it.

    A time of day within the format is passed over: hours and minutes are understood beside every form.
    """
    form = _TIME_OF_DAY.sub("", format_ or ISO)
    return [form] if form.lower().startswith("yyyy") else [form, ISO]


def date_value_sql(cell: str, format_: str | None) -> str:
    """Write SQL for the DATE in a cell; a time of midnight behind it does no harm, any other does."""
    forms = [DateFormat(form) for form in forms_of(format_)]
    day = re.sub(r"'", "''", _MIDNIGHT)
    without = f"regexp_replace({cell}, '{day}', '')"
    first, *others = [form.date_sql(cell) for form in forms]
    slowly = ", ".join([*others, *(form.date_sql(without) for form in forms)])
    return _quickly(cell, first, f"COALESCE({slowly})")


def time_value_sql(cell: str, format_: str | None) -> str:
    """Write SQL for the TIMESTAMP in a cell: hours and minutes, with or without seconds; a date is midnight.

    It is the time that London's clocks show: one with a zone behind it is not understood.
    """
    forms = [DateFormat(form) for form in forms_of(format_)]
    first, *others = [_time_sql(cell, form) for form in forms]
    shorter = f"regexp_replace({cell}, '{_LONG_FRACTION}', '\\1')"
    slowly = ", ".join([*others, *(_time_sql(shorter, form) for form in forms)])
    return _quickly(cell, first, f"COALESCE({slowly})")


def _quickly(cell: str, first: str, slowly: str) -> str:
    """Settle the usual cell, and the blank one, before anything else is tried."""
    return f"COALESCE({first}, CASE WHEN {cell} IS NOT NULL THEN {slowly} END)"


def _time_sql(cell: str, form: DateFormat) -> str:
    patterns = [f"{pattern}{time}" for pattern in form.patterns for time in (*_TIMES, "")]
    listed = ", ".join("'" + pattern.replace("'", "''") + "'" for pattern in patterns)
    moment = f"TRY_STRPTIME({cell}, [{listed}])"
    guards = [
        f"{moment} >= TIMESTAMP '{FIRST_YEAR}-01-01'",
        f"{moment} < TIMESTAMP '{LAST_YEAR + 1}-01-01'",
    ]
    if form.length is not None:
        guards.append(f"length(split_part(replace({cell}, 'T', ' '), ' ', 1)) = {form.length}")
    return f"CASE WHEN {' AND '.join(guards)} THEN {moment} END"
