"""Periods of reporting: week, month, quarter and years, and how to step through them."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

_FINANCIAL_YEAR_STARTS = 4
_ACADEMIC_YEAR_STARTS = 9


class Grain(StrEnum):
    """How long a reporting period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    ACADEMIC_YEAR = "academic_year"

    @property
    def words(self) -> str:
        """The grain in words: financial year."""
        return self.value.replace("_", " ")

    @property
    def months(self) -> int:
        """Length in calendar months; a week has none (0)."""
        return {"week": 0, "month": 1, "quarter": 3}.get(self.value, 12)


def add_months(day: date, months: int) -> date:
    """Move a first-of-month date by whole months."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; `end` is its last day. Orders by start within a grain."""

    start: date
    end: date
    grain: Grain

    def __post_init__(self) -> None:
        """Refuse a period that is not a whole one of its grain."""
        if self != self.containing(self.start, self.grain):
            raise ValueError(f"{self.start} to {self.end} is not a whole {self.grain}")

    @classmethod
    def containing(cls, day: date, grain: Grain) -> Self:
        """Return the period of that grain in which a day falls. Weeks start on Monday."""
        if grain is Grain.WEEK:
            start = day - timedelta(days=day.weekday())
            return cls._whole(start, start + timedelta(days=6), grain)
        if grain is Grain.MONTH:
            start = day.replace(day=1)
        elif grain is Grain.QUARTER:
            start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        else:
            first = _FINANCIAL_YEAR_STARTS if grain is Grain.FINANCIAL_YEAR else _ACADEMIC_YEAR_STARTS
            start = date(day.year - (day.month < first), first, 1)
        return cls._whole(start, add_months(start, grain.months) - timedelta(days=1), grain)

    @classmethod
    def _whole(cls, start: date, end: date, grain: Grain) -> Self:
        """Build without the check that `containing` itself answers."""
        period = object.__new__(cls)
        for name, value in (("start", start), ("end", end), ("grain", grain)):
            object.__setattr__(period, name, value)
        return period

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a calendar month."""
        return cls.containing(date(year, month, 1), Grain.MONTH)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2018-04`, `2018-Q2`, `2018-W05`, `2018/19` or `AY2018/19`; raises ValueError."""
        code = text.strip().upper()
        for pattern, read in _FORMS:
            if match := re.fullmatch(pattern, code, re.ASCII):
                try:
                    period = cls.containing(*read(*match.groups()))
                except (ValueError, OverflowError):  # month 13, week 60
                    break
                if period.code == code:  # not 2018/20
                    return period
        raise ValueError(
            f"{text!r} is not a period: write a month as 2018-04, a quarter as 2018-Q2 (calendar), "
            "a week as 2018-W05, a financial year as 2018/19, an academic year as AY2018/19"
        )

    @property
    def code(self) -> str:
        """The short form that `parse` reads back; months as `2018-04`."""
        if self.grain is Grain.MONTH:
            return f"{self.start.year:04d}-{self.start.month:02d}"
        if self.grain is Grain.QUARTER:
            return f"{self.start.year:04d}-Q{(self.start.month + 2) // 3}"
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            return f"{year:04d}-W{week:02d}"
        prefix = "AY" if self.grain is Grain.ACADEMIC_YEAR else ""
        return f"{prefix}{self.start.year:04d}/{self.end.year % 100:02d}"

    @property
    def label(self) -> str:
        """The form for a page: `October 2026 (M7)`."""
        if self.grain is Grain.MONTH:
            return f"{calendar.month_name[self.start.month]} {self.start.year} (M{self.financial_month})"
        if self.grain is Grain.QUARTER:
            number = (self.financial_month + 2) // 3
            return f"Quarter {number} of {self.financial_year.code}"
        if self.grain is Grain.WEEK:
            return f"week to {self.end.day} {calendar.month_name[self.end.month]} {self.end.year}"
        return self.code.removeprefix("AY")

    @property
    def short_label(self) -> str:
        """A form for chart axes: `Oct 26`."""
        if self.grain is Grain.MONTH:
            return f"{calendar.month_abbr[self.start.month]} {self.start.year % 100:02d}"
        return self.code

    @property
    def financial_month(self) -> int:
        """1 for April to 12 for March, of the period's first day."""
        return (self.start.month - _FINANCIAL_YEAR_STARTS) % 12 + 1

    @property
    def financial_year(self) -> "Period":
        """The financial year (April to March) in which the period starts."""
        return Period.containing(self.start, Grain.FINANCIAL_YEAR)

    def shift(self, steps: int) -> "Period":
        """Return the period that many steps later (earlier if negative)."""
        if self.grain is Grain.WEEK:
            return Period.containing(self.start + timedelta(weeks=steps), self.grain)
        return Period.containing(add_months(self.start, steps * self.grain.months), self.grain)

    @property
    def previous(self) -> "Period":
        """The period just before."""
        return self.shift(-1)

    @property
    def a_year_before(self) -> "Period":
        """The same period of the year before (weeks: 52 weeks before)."""
        per_year = 52 if self.grain is Grain.WEEK else 12 // self.grain.months
        return self.shift(-per_year)

    def until(self, last: "Period") -> "list[Period]":
        """List the periods from this one to `last`, both included; empty when `last` is earlier.

        Raises ValueError when the two are not of one grain.
        """
        if last.grain is not self.grain:
            raise ValueError(f"{self.code} is a {self.grain} and {last.code} is a {last.grain}")
        periods, current = [], self
        while current <= last:
            periods.append(current)
            current = current.shift(1)
        return periods

    def year_to_date(self) -> "list[Period]":
        """List the periods of this financial year up to and including this one."""
        first = Period.containing(self.financial_year.start, self.grain)
        if first.start < self.financial_year.start:
            first = first.shift(1)
        return first.until(self)


_FORMS: tuple[tuple[str, Callable[..., tuple[date, Grain]]], ...] = (
    (r"(\d{4})-(\d\d)", lambda y, m: (date(int(y), int(m), 1), Grain.MONTH)),
    (r"(\d{4})-Q([1-4])", lambda y, q: (date(int(y), int(q) * 3 - 2, 1), Grain.QUARTER)),
    (r"(\d{4})-W(\d\d)", lambda y, w: (date.fromisocalendar(int(y), int(w), 1), Grain.WEEK)),
    (r"(\d{4})/\d\d", lambda y: (date(int(y), _FINANCIAL_YEAR_STARTS, 1), Grain.FINANCIAL_YEAR)),
    (r"AY(\d{4})/\d\d", lambda y: (date(int(y), _ACADEMIC_YEAR_STARTS, 1), Grain.ACADEMIC_YEAR)),
)
