"""What lies outside the days an extract covers was never sent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.vocabulary.coverage import Coverage

YEAR = Coverage(date(2026, 1, 1), date(2026, 12, 31), frozenset({date(2026, 5, 1), date(2026, 8, 1)}))


@pytest.mark.parametrize(
    ("start", "end", "is_covered"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 6, 10), date(2026, 6, 10), True),
        (date(2025, 12, 31), date(2026, 1, 5), False),
        (date(2026, 12, 1), date(2027, 1, 1), False),
        (date(2027, 1, 1), date(2027, 1, 31), False),
    ],
)
def test_days_are_covered_from_the_first_to_the_last(start: date, end: date, is_covered: bool) -> None:
    assert YEAR.covers(start, end) is is_covered


@pytest.mark.parametrize(
    ("start", "end", "has_gap"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), True),
        (date(2026, 5, 31), date(2026, 6, 30), True),
        (date(2026, 4, 1), date(2026, 5, 1), True),
        (date(2026, 4, 1), date(2026, 4, 30), False),
        (date(2026, 6, 1), date(2026, 7, 31), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 8, 15), date(2026, 8, 15), True),
    ],
)
def test_a_gap_is_any_missing_month_that_shares_a_day(start: date, end: date, has_gap: bool) -> None:
    assert YEAR.has_gap(start, end) is has_gap


def test_without_missing_months_there_is_no_gap() -> None:
    assert not Coverage(date(2026, 1, 1), date(2026, 12, 31)).has_gap(date(2025, 1, 1), date(2027, 1, 1))


@given(st.dates(date(2025, 11, 1), date(2027, 2, 1)), st.integers(0, 200))
def test_gaps_are_found_day_by_day(start: date, length: int) -> None:
    days = [start + timedelta(days=step) for step in range(length + 1)]
    assert YEAR.has_gap(start, days[-1]) is any(day.replace(day=1) in YEAR.missing_months for day in days)
    assert YEAR.covers(start, days[-1]) is all(YEAR.first_day <= day <= YEAR.last_day for day in days)
