"""Which days an extract's records cover: what lies outside was never sent, and is not nought."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days from the first to the last month an extract holds (both included), and the gaps between.

    `missing_months` are first days of months between for which no file stands.
    """

    first_day: date
    last_day: date
    missing_months: frozenset[date] = frozenset()

    def covers(self, start: date, end: date) -> bool:
        """Whether every day from start to end lies within the first and the last day."""
        return self.first_day <= start and end <= self.last_day

    def has_gap(self, start: date, end: date) -> bool:
        """Whether any month that shares a day with start … end is missing."""
        return any(start.replace(day=1) <= month <= end for month in self.missing_months)
