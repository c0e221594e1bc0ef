"""Working days: Monday to Friday, but for England's bank holidays."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_EVE = date(1999, 12, 31)  # a Friday: days are counted from the day after


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked. `holidays` are in rising order; weekends need not be among them."""

    holidays: tuple[date, ...]

    @classmethod
    def without(cls, days: Iterable[date]) -> "WorkingDays":
        """Build from bank holidays in any order; those at a weekend change nothing."""
        return cls(tuple(sorted({day for day in days if day.weekday() < 5})))

    def is_working(self, day: date) -> bool:
        """Whether a day is neither at a weekend nor a bank holiday."""
        return day.weekday() < 5 and not self._holidays_to(day) > self._holidays_to(day - timedelta(days=1))

    def number_of(self, day: date) -> int:
        """How many working days there are from 1 January 2000 up to and including a day.

        Earlier days have numbers below nought. Outside the years whose bank holidays are known only
        weekends are left out.
        """
        weeks, rest = divmod((day - _EVE).days, 7)  # the week begins on Saturday
        weekdays = weeks * 5 + max(0, rest - 2)
        return weekdays - self._holidays_to(day) + self._holidays_to(_EVE)

    def between(self, first: date, second: date) -> int:
        """How many working days lie after the first day, up to and including the second."""
        return self.number_of(second) - self.number_of(first)

    def numbered(self, first: date, last: date) -> Iterator[tuple[date, int]]:
        """Every day from first to last (both included) with its number."""
        number = self.number_of(first - timedelta(days=1))
        for step in range((last - first).days + 1):
            day = first + timedelta(days=step)
            number += self.is_working(day)
            yield day, number

    def _holidays_to(self, day: date) -> int:
        return bisect_right(self.holidays, day)


def working_days(own: Mapping[date, str]) -> WorkingDays:
    """Working days by England's bank holidays, and a workspace's own (day to name).

    Every year of which the workspace names days is the workspace's: those built in are left aside for it.
    """
    years = {day.year for day in own}
    built_in = (day for day in bank_holidays() if day.year not in years)
    return WorkingDays.without([*built_in, *own])


@cache
def bank_holidays() -> Mapping[date, str]:
    """England's bank holidays by day, with their names, for the years that the program knows."""
    text = files("trustboard.definitions").joinpath("bank_holidays.csv").read_text(encoding="utf-8")
    return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(text.splitlines())}
