"""Audit times are UTC; the day of an act is London's."""

from datetime import UTC, date, datetime

import pytest

from trustboard.warehouse.clock import london_day, utc_now


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 23, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 7, 31, 22, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 23, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_london(moment: datetime, day: date) -> None:
    assert london_day(moment) == day


def test_the_machines_time_is_utc() -> None:
    assert utc_now().tzinfo is UTC
