"""Time as it passes between days, dates of birth and London's clocks."""

from datetime import date, datetime, time, timedelta

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def day_of(moment: date) -> date:
    """The day of a time; a day is its own."""
    return moment.date() if isinstance(moment, datetime) else moment


def time_of(moment: date) -> datetime:
    """A time; a day begins at midnight."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def days_between(first: date, second: date) -> int:
    """Whole days from the first day to the second; below nought when the second is earlier."""
    return (day_of(second) - day_of(first)).days


def months_between(first: date, second: date) -> int:
    """Whole months, counted by the day of the month: 31 January to 28 February is none."""
    months = (second.year - first.year) * 12 + second.month - first.month
    return months - (second.day < first.day)


def age_on(born: date, on: date) -> int:
    """Whole years; who was born on 29 February has their birthday on 1 March in other years."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (not had_birthday)


def hours_between(first: date, second: date) -> int:
    """Whole hours that really pass between two times on London's clocks, rounded down."""
    return (_universal(second) - _universal(first)) // _HOUR


def minutes_between(first: date, second: date) -> int:
    """Whole minutes that really pass between two times on London's clocks, rounded down."""
    return (_universal(second) - _universal(first)) // _MINUTE


def _universal(moment: date) -> datetime:
    """A time on London's clocks in universal time."""
    shown = time_of(moment)
    return shown - _HOUR if is_summer_time(shown) else shown


def is_summer_time(shown: datetime) -> bool:
    """Whether London's clocks, showing this, are an hour ahead.

    What they show twice in October is the first of the two. What they never show in March, between one
    and two, is taken for summer time.
    """
    begins = datetime.combine(_last_sunday(shown.year, 3), time(1))
    ends = datetime.combine(_last_sunday(shown.year, 10), time(2))
    return begins <= shown < ends


def _last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month that has 31 days."""
    day = date(year, month, 31)
    while day.isoweekday() != 7:
        day -= timedelta(days=1)
    return day
