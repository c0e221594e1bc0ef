"""bank_holidays.csv: a workspace's own bank holidays, in place of those built in."""

from collections import Counter
from datetime import date

from trustboard.definitions.csv_file import read_csv
from trustboard.definitions.model import Day, Definition, Text
from trustboard.definitions.rules import Rule
from trustboard.definitions.shape import build_row
from trustboard.vocabulary.issue import Issue

REQUIRED = ("date", "name")
FEWEST = 8  # England has had eight or more in every year since 1978


class HolidayLine(Definition):
    """One line of bank_holidays.csv. A year named here stands whole in place of the one built in."""

    date: Day  # the day that is not worked
    name: Text  # its name


def read_bank_holidays(file: str, content: bytes) -> tuple[dict[date, str], list[Issue]]:
    """Read the days with their names, and every issue."""
    table = read_csv(file, content, required=REQUIRED, optional=())
    issues = list(table.issues)
    days: dict[date, str] = {}
    lines: dict[date, int] = {}
    for row in table.rows:
        holiday, found = build_row(file, row, HolidayLine)
        issues += found
        if holiday is None:
            continue
        if holiday.date in days:
            message = f"{holiday.date} is also on line {lines[holiday.date]}."
            issues.append(_issue(Rule.LISTED_TWICE, file, row.line, message, "Keep one.", holiday.date))
        lines.setdefault(holiday.date, row.line)
        days[holiday.date] = holiday.name
    return days, issues or _short_years(file, lines)


def _short_years(file: str, lines: dict[date, int]) -> list[Issue]:
    counts = Counter(day.year for day in lines)
    first = {day.year: line for day, line in sorted(lines.items(), reverse=True)}
    return [
        _issue(
            Rule.BANK_HOLIDAYS,
            file,
            first[year],
            f"{year} has {count} bank holiday{'s' if count > 1 else ''} here, fewer than England ever has.",
            f"Write every bank holiday of {year}: the year stands whole in place of the one built in.",
        )
        for year, count in sorted(counts.items())
        if count < FEWEST
    ]


def _issue(rule: Rule, file: str, line: int, message: str, cure: str, day: date | None = None) -> Issue:
    value = None if day is None else str(day)
    return Issue(rule=rule, message=message, cure=cure, file=file, line=line, column="date", value=value)
