"""Days, months, ages and London's clocks, by hand and beside the zone database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.reference.records.clock import (
    age_on,
    days_between,
    hours_between,
    is_summer_time,
    minutes_between,
    months_between,
)

LONDON = ZoneInfo("Europe/London")
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), 0),
        (date(2024, 2, 28), date(2024, 3, 1), 2),
        (date(2026, 4, 2), date(2026, 4, 1), -1),
        (at("2026-04-01 23:59"), at("2026-04-02 00:00"), 1),
        (at("2026-04-01 00:00"), date(2026, 4, 2), 1),
    ],
)
def test_days_are_counted_by_the_day_not_by_24_hours(first: date, second: date, days: int) -> None:
    assert days_between(first, second) == days


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2025, 12, 15), date(2026, 12, 15), 12),
        (date(2026, 2, 15), date(2026, 1, 15), -1),
        (date(2026, 2, 15), date(2026, 1, 14), -2),
    ],
)
def test_a_month_is_whole_on_its_day_of_the_month(first: date, second: date, months: int) -> None:
    assert months_between(first, second) == months


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 4, 1), date(2026, 3, 31), 17),
        (date(2008, 4, 1), date(2026, 4, 1), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 4, 2), date(2026, 4, 1), -1),
    ],
)
def test_an_age_grows_on_the_birthday(born: date, on: date, years: int) -> None:
    assert age_on(born, on) == years


@pytest.mark.parametrize(
    ("first", "second", "minutes"),
    [
        (at("2026-03-28 22:00"), at("2026-03-29 22:00"), 23 * 60),  # spring: a day of 23 hours
        (at("2026-10-24 22:00"), at("2026-10-25 22:00"), 25 * 60),  # autumn: of 25
        (at("2026-03-29 00:59"), at("2026-03-29 02:00"), 1),
        (at("2026-03-29 00:59"), at("2026-03-29 01:00"), -59),  # one o'clock is never shown
        (at("2026-10-25 01:59"), at("2026-10-25 02:00"), 61),  # the first of two 01:59
        (at("2026-06-01 09:00:30"), at("2026-06-01 09:02:29"), 1),
        (at("2026-06-01 09:02:29"), at("2026-06-01 09:00:30"), -2),
        (at("2026-06-01 09:00"), date(2026, 6, 2), 15 * 60),
    ],
)
def test_minutes_are_those_that_really_pass(first: date, second: date, minutes: int) -> None:
    assert minutes_between(first, second) == minutes


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        (at("2026-03-29 00:30"), at("2026-03-29 04:30"), 3),
        (at("2026-10-25 00:30"), at("2026-10-25 04:30"), 5),
        (at("2026-06-01 09:00"), at("2026-06-01 12:59:59"), 3),
        (at("2026-06-01 12:00"), at("2026-06-01 11:59"), -1),
    ],
)
def test_hours_are_rounded_down(first: datetime, second: datetime, hours: int) -> None:
    assert hours_between(first, second) == hours


@given(
    st.datetimes(at("1996-01-01 00:00"), at("2037-12-31 00:00")),  # the rule of last Sundays began in 1996
    st.booleans(),
)
def test_summer_time_is_as_the_zone_database_has_it(shown: datetime, near: bool) -> None:
    if near:  # the hours around a change
        shown = shown.replace(month=10, day=25 + shown.day % 7, hour=shown.hour % 4)
    aware = shown.replace(tzinfo=LONDON, fold=0)
    is_shown_at_all = aware.astimezone(ZoneInfo("UTC")).astimezone(LONDON).replace(tzinfo=None) == shown
    if is_shown_at_all:
        assert is_summer_time(shown) == bool(aware.utcoffset())
    else:
        assert is_summer_time(shown)
