"""The days of a world: month ends, week ends, leap days, clock changes, and the days beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from tests.support.record_worlds.choices import Choices
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period, add_months

DAY = timedelta(days=1)
# Leap days, both clock changes, the turns of years, and years with neither.
FIRST_MONTHS = (date(2024, 2, 1), date(2023, 12, 1), date(2024, 3, 1), date(2025, 2, 1), date(2024, 9, 1))
OFFSETS = (0, 1, -1, 2, 3, 4, 6, 7, 8, 14, 27, 28, 29, 30, 31, 32, 90, 126, 127)
HOURS = (
    time(0, 0),
    time(23, 59, 59),
    time(0, 30),
    time(0, 59, 59),
    time(1, 0),
    time(1, 30),
    time(2, 0),
    time(4, 0),
    time(9, 15),
    time(12, 0),
    time(23, 30),
)
ZONE_CHANGES = (date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30))
BIRTHDAYS = (date(2006, 2, 28), date(2004, 2, 29), date(2008, 2, 29), date(1959, 3, 1))


@dataclass(frozen=True)
class Days:
    """The months a world is about. All extracts' coverage starts near the first and ends near the last.

    `favoured` are a few days that records, code lists and written-out dates meet on.
    """

    first: date
    months: int
    favoured: tuple[date, ...] = ()

    @classmethod
    def some(cls, choices: Choices, *, long: bool) -> "Days":
        """A few months, or more than a year of them."""
        days = cls(choices.pick(FIRST_MONTHS), choices.number(14, 19) if long else choices.number(2, 5))
        return replace(days, favoured=tuple(choices.pick(days.boundaries) for _ in range(3)))

    @property
    def last(self) -> date:
        """The last day."""
        return add_months(self.first, self.months) - DAY

    @cached_property
    def boundaries(self) -> tuple[date, ...]:
        """First and last days of months, of some weeks, and odd days, with the days beside them."""
        turns = [add_months(self.first, step) for step in range(self.months + 1)]
        weeks = [Period.containing(turn + timedelta(days=9), Grain.WEEK).start for turn in turns[:2]]
        odd = [day for day in ZONE_CHANGES if self.first <= day <= self.last]
        leap = [date(2024, 2, 29)] if self.first <= date(2024, 2, 29) <= self.last else []
        near = [turn + DAY * step for turn in turns for step in (0, -1, 1, -2)]
        near += [week + DAY * step for week in weeks for step in (0, -1)]
        return tuple(dict.fromkeys([*near, *odd, *leap]))

    def day(self, choices: Choices) -> date:
        """A favoured day, another at or beside a boundary, or any day of the months."""
        kind = choices.number(0, 9)
        if kind < 8:
            return choices.pick(self.favoured if kind < 5 and self.favoured else self.boundaries)
        return self.first + DAY * choices.number(0, (self.last - self.first).days)

    def near(self, choices: Choices, anchor: date) -> date:
        """A day so far from another that constants of definitions are met, missed by one, and exceeded."""
        kind = choices.number(0, 11)
        if kind < 9:
            return anchor + DAY * choices.pick(OFFSETS if choices.chance(40) else OFFSETS[:9])
        return self.day(choices) if kind < 11 else choices.pick(BIRTHDAYS)

    def moment(self, choices: Choices, anchor: date) -> datetime:
        """A time of day, often just before or after midnight or a clock change."""
        return datetime.combine(anchor, choices.pick(HOURS))

    def grains(self, grains: Sequence[Grain]) -> list[Grain]:
        """Those grains of which a whole period lies within the months."""
        return [grain for grain in grains if any(self._holds(each) for each in self._periods(grain))]

    def _periods(self, grain: Grain) -> list[Period]:
        return periods_between(self.first, self.last, grain)

    def _holds(self, period: Period) -> bool:
        return self.first <= period.start and period.end <= self.last

    def coverage(self, choices: Choices) -> Coverage:
        """What an extract covers: the months, at times a month less at either end, or one left out."""
        first = add_months(self.first, 1) if self.months > 2 and choices.chance(10) else self.first
        last = self.last
        if self.months > 2 and choices.chance(12):
            last = last.replace(day=1) - DAY
        inner = months_between(first, last)[1:-1]
        missing = frozenset([choices.pick(inner)]) if inner and choices.chance(15) else frozenset[date]()
        return Coverage(first, last, missing)


def months_between(first: date, last: date) -> Sequence[date]:
    """First days of the months from one day to another."""
    return [period.start for period in periods_between(first, last, Grain.MONTH)]


def periods_between(first: date, last: date, grain: Grain) -> list[Period]:
    """Every period of a grain that shares a day with a stretch."""
    return Period.containing(first, grain).until(Period.containing(last, grain))
