"""The machine's clock, and the day in London on which a moment fell.

Audit times are UTC; people say "as it was known on 12 May" and mean a day in London.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def utc_now() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


def london_day(moment: datetime) -> date:
    """The calendar day in London at a moment that carries its zone."""
    return moment.astimezone(LONDON).date()
