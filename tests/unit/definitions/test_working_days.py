"""Working days by England's bank holidays: the days built in are those that were published, and counting is exact."""

import csv
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.definitions.working_days import WorkingDays, bank_holidays, working_days

DAY = timedelta(days=1)
DAYS = st.dates(date(1990, 1, 1), date(2045, 12, 31))
BUILT_IN = working_days({})


def one_by_one(days: WorkingDays, first: date, second: date) -> int:
    """Working days after the first up to the second, counted one by one; backwards they are negative."""
    if second < first:
        return -one_by_one(days, second, first)
    return sum(days.is_working(first + DAY * step) for step in range(1, (second - first).days + 1))


@given(DAYS, st.integers(-900, 900), st.sets(st.dates(date(1995, 1, 1), date(2030, 1, 1)), max_size=40))
def test_between_is_the_count_of_working_days_one_by_one(first: date, step: int, own: set[date]) -> None:
    days = working_days(dict.fromkeys(own, "Day off"))
    assert days.between(first, first + DAY * step) == one_by_one(days, first, first + DAY * step)


@given(DAYS, DAYS, DAYS)
def test_stretches_add_up(first: date, second: date, third: date) -> None:
    between = BUILT_IN.between
    assert between(first, second) + between(second, third) == between(first, third)


@given(DAYS, st.integers(0, 60))
def test_numbered_days_have_their_numbers(first: date, length: int) -> None:
    found = list(BUILT_IN.numbered(first, first + DAY * length))
    assert found == [(first + DAY * n, BUILT_IN.number_of(first + DAY * n)) for n in range(length + 1)]
    assert list(BUILT_IN.numbered(first, first - DAY)) == []


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1999, 12, 30), -1),
        (date(1999, 12, 31), 0),
        (date(2000, 1, 1), 0),
        (date(2000, 1, 2), 0),
        (date(2000, 1, 3), 1),
        (date(2000, 1, 7), 5),
        (date(2000, 1, 8), 5),
        (date(2000, 1, 10), 6),
    ],
)
def test_days_are_numbered_from_the_year_2000(day: date, number: int) -> None:
    assert BUILT_IN.number_of(day) == number


@pytest.mark.parametrize(
    "day",
    [
        date(2010, 12, 27),  # Christmas on a Saturday
        date(2010, 12, 28),
        date(2011, 1, 3),  # New Year on a Saturday
        date(2011, 4, 29),  # a wedding
        date(2012, 6, 4),  # spring moved
        date(2012, 6, 5),  # a jubilee
        date(2016, 12, 27),  # Christmas on a Sunday
        date(2020, 5, 8),  # early May moved
        date(2020, 12, 28),  # Boxing Day on a Saturday
        date(2022, 1, 3),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),  # a funeral
        date(2023, 5, 8),  # a coronation
        date(2024, 3, 29),  # Good Friday
        date(2025, 4, 21),  # Easter Monday
        date(2027, 12, 27),
        date(2027, 12, 28),
        date(2028, 1, 3),
        date(2028, 8, 28),
    ],
)
def test_bank_holidays_are_not_worked(day: date) -> None:
    assert day.weekday() < 5
    assert not BUILT_IN.is_working(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 5, 28),
        date(2020, 5, 4),
        date(2022, 5, 30),
        date(2011, 12, 28),
        date(2021, 12, 29),
        date(2009, 12, 25),  # outside the known years only weekends are left out
        date(2029, 12, 25),
    ],
)
def test_days_that_look_like_bank_holidays_are_worked(day: date) -> None:
    assert BUILT_IN.is_working(day)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian rule."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + DAY * (moon - weekday)


@pytest.mark.parametrize("year", range(2010, 2029))
def test_every_year_has_its_days_of_rule(year: int) -> None:
    found = {day for day in bank_holidays() if day.year == year}
    assert {easter(year) - 2 * DAY, easter(year) + DAY} <= found
    assert len(found) == 8 + {2011: 1, 2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    months = Counter(day.month for day in found)
    assert (months[1], months[8], months[12]) == (1, 1, 2)
    assert all(day.weekday() < 5 for day in found)


def test_every_bank_holiday_built_in_names_its_source() -> None:
    text = files("trustboard.definitions").joinpath("bank_holidays.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert {row["source"] for row in rows} == {"https://www.gov.uk/bank-holidays"}
    assert len(rows) == len(bank_holidays()) == 157
    assert bank_holidays()[date(2022, 9, 19)].startswith("Bank Holiday for the State Funeral")


def test_a_holiday_at_a_weekend_changes_nothing() -> None:
    assert WorkingDays.without([date(2026, 7, 4), date(2026, 7, 6), date(2026, 7, 6)]).holidays == (
        date(2026, 7, 6),
    )
