"""The period of each row in SQL: from a column, two dates, year and month, the file's name or a constant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trustboard.definitions.contract import Contract, FieldType, PeriodRule, YearKind
from trustboard.intake.cells import Reading, text_of
from trustboard.intake.columns import Columns
from trustboard.intake.dates import FIRST_YEAR, ISO, LAST_YEAR, date_sql
from trustboard.intake.demands import Demand, says
from trustboard.intake.part import Part
from trustboard.intake.table import Table
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.session import identifier, literal

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, whole in enumerate(_NAMES.split(), 1) for name in (whole, whole[:3])} | {
    "sept": 9
}
_FIRST = {Grain.FINANCIAL_YEAR: 4, Grain.ACADEMIC_YEAR: 9}
_CURE = "Correct the period, or mend period in the contract."


@dataclass(frozen=True, kw_only=True)
class PeriodReading:
    """How rows get their period: dates read from the cells, then start, end and length, and demands."""

    dates: tuple[Reading, ...]  # over the cells' text
    period: tuple[Reading, ...]  # over the dates: period_start, period_end, window_months
    demands: tuple[Demand, ...]


def read_periods(part: Part, contract: Contract, columns: Columns, table: Table) -> PeriodReading:
    """Write the SQL for the contract's way of saying the period.

    Raises Mistake where the file's name should say it and does not.
    """
    rule = contract.period
    if rule.start_field is not None and rule.end_field is not None:
        return _from_two_dates(contract, columns, table)
    if rule.year_field is not None:
        return _from_year(contract, columns)
    if rule.field is not None:
        return _from_field(contract, columns, table)
    period = Period.parse(rule.constant) if rule.constant else _in_file_name(part, rule)
    return PeriodReading(dates=(), period=_whole(f"DATE '{period.start}'", rule.grain), demands=())


def _whole(day: str, grain: Grain, window: str | None = None) -> tuple[Reading, ...]:
    """Write start, end and length in months of the period of a grain in which a day falls."""
    start, end = start_sql(day, grain), end_sql(day, grain)
    return (
        Reading(name="period_start", sql=start),
        Reading(name="period_end", sql=end),
        Reading(name="window_months", sql=window or f"{grain.months}::INTEGER"),
    )


def start_sql(day: str, grain: Grain) -> str:
    """Write SQL for the first day of the period in which a day falls."""
    if grain is Grain.MONTH:
        return f"({day} - CAST(day({day}) - 1 AS INTEGER))"  # three times as fast as date_trunc
    if grain in _FIRST:
        earlier = _FIRST[grain] - 1
        return (
            f"CAST(date_trunc('year', {day} - INTERVAL {earlier} MONTH) + INTERVAL {earlier} MONTH AS DATE)"
        )
    return f"CAST(date_trunc('{grain.value}', {day}) AS DATE)"


def end_sql(day: str, grain: Grain) -> str:
    """Write SQL for the last day of the period in which a day falls."""
    if grain is Grain.MONTH:
        return f"last_day({day})"
    span = "7 DAY" if grain is Grain.WEEK else f"{grain.months} MONTH"
    return f"CAST({start_sql(day, grain)} + INTERVAL {span} - INTERVAL 1 DAY AS DATE)"


def _format(contract: Contract, field: str, given: str | None) -> str:
    return given or contract.fields[field].date_format or ISO


def _from_field(contract: Contract, columns: Columns, table: Table) -> PeriodReading:
    rule, name = contract.period, contract.period.field or ""
    format_ = _format(contract, name, rule.format)
    field = contract.fields[name]
    if field.type is FieldType.DATE and format_ == (field.date_format or ISO):
        demand = unread_period(columns, name, name, f"this is not a date written {format_}")
        return PeriodReading(dates=(), period=_whole(identifier(name), rule.grain), demands=(demand,))
    sql = date_sql(text_of(name), format_, has_iso_dates=table.has_iso_dates)
    return PeriodReading(
        dates=(Reading(name="period:day", sql=sql),),
        period=_whole(identifier("period:day"), rule.grain),
        demands=(unread_period(columns, name, "period:day", f"this is not a period written {format_}"),),
    )


def unread_period(columns: Columns, field: str, reading: str, message: str) -> Demand:
    """Demand that a field says the period: that `reading`, made of its cell, is known."""
    return Demand(
        rule="period-unreadable",
        column=columns.fields[field].heading,
        broken=f"{identifier(reading)} IS NULL",
        value=text_of(field),
        message=f"CASE WHEN {text_of(field)} IS NULL THEN 'the cell is blank' ELSE {says(message)} END",
        cure=_CURE,
    )


def _from_two_dates(contract: Contract, columns: Columns, table: Table) -> PeriodReading:
    rule = contract.period
    names = {
        "period:first": (rule.start_field or "", rule.start_format),
        "period:last": (rule.end_field or "", rule.end_format),
    }
    readings, demands = [], []
    for reading, (name, given) in names.items():
        format_ = _format(contract, name, given)
        sql = date_sql(text_of(name), format_, has_iso_dates=table.has_iso_dates)
        readings.append(Reading(name=reading, sql=sql))
        demands.append(unread_period(columns, name, reading, f"this is not a date written {format_}"))
    first, last = identifier("period:first"), identifier("period:last")
    window = f"CAST(date_diff('month', {first}, {last}) + 1 AS INTEGER)"
    whole = _whole(last, rule.grain, "0" if rule.grain is Grain.WEEK else window)
    return PeriodReading(
        dates=tuple(readings), period=whole, demands=(*demands, *_span_demands(columns, rule, whole))
    )


def _span_demands(columns: Columns, rule: PeriodRule, whole: tuple[Reading, ...]) -> Iterator[Demand]:
    """The two dates must span whole periods: a swapped day and month shows here."""
    first, last = identifier("period:first"), identifier("period:last")
    start_field, end_field = rule.start_field or "", rule.end_field or ""
    grain = rule.grain.value.replace("_", " ")
    begins = f"{first} = period_start" if rule.grain is Grain.WEEK else f"day({first}) = 1"
    yield Demand(
        rule="period-not-whole",
        column=columns.fields[start_field].heading,
        broken=f"NOT ({begins}) OR {first} > {last}",
        value=text_of(start_field),
        message=f"'the row runs from ' || {_shown(first)} || ' to ' || {_shown(last)} || "
        f"{literal(f', which is no whole {grain}')}",
        cure="Check the order of day and month in start_format, then correct the date.",
    )
    yield Demand(
        rule="period-not-whole",
        column=columns.fields[end_field].heading,
        broken=f"{last} <> period_end",
        value=text_of(end_field),
        message=f"{_shown(last)} || {literal(f' is not the last day of a {grain}')}",
        cure="Check the order of day and month in end_format, then correct the date.",
    )


def _shown(day: str) -> str:
    return f"strftime({day}, '%-d %B %Y')"


def _from_year(contract: Contract, columns: Columns) -> PeriodReading:
    rule, year_field = contract.period, contract.period.year_field or ""
    year = text_of(year_field)
    years = _financial_year(year) if rule.year_is is YearKind.FINANCIAL else _calendar_year(year)
    readings = [Reading(name="period:year", sql=years)]
    form = "a financial year such as 2010-11" if rule.year_is is YearKind.FINANCIAL else "a year such as 2010"
    demands = [unread_period(columns, year_field, "period:year", f"this is not {form}")]
    month = str(_FIRST.get(rule.grain, 4))
    if rule.month_field is not None:
        readings.append(Reading(name="period:month", sql=_month(text_of(rule.month_field))))
        demands.append(
            unread_period(columns, rule.month_field, "period:month", "this is not the name of a month")
        )
        month = identifier("period:month")
    year = identifier("period:year")
    if rule.year_is is YearKind.FINANCIAL:
        year = f"{year} + CASE WHEN {month} < 4 THEN 1 ELSE 0 END"
    day = f"make_date({year}, {month}, 1)"
    return PeriodReading(dates=tuple(readings), period=_whole(day, rule.grain), demands=tuple(demands))


def _financial_year(cell: str) -> str:
    """The year in which it starts; 2010-12 is refused."""
    first, second = f"CAST(left({cell}, 4) AS BIGINT)", f"CAST(right({cell}, 2) AS BIGINT)"
    form = f"regexp_full_match({cell}, '[0-9]{{4}}[-/]([0-9]{{2}}|[0-9]{{4}})')"
    follows = f"({first} + 1) % 100 = {second} AND {first} BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
    long = f"length({cell}) = 7 OR CAST(right({cell}, 4) AS BIGINT) = {first} + 1"
    return f"CASE WHEN {form} THEN CASE WHEN {follows} AND ({long}) THEN {first} END END"


def _calendar_year(cell: str) -> str:
    year = f"CAST({cell} AS BIGINT)"
    inside = f"CASE WHEN {year} BETWEEN {FIRST_YEAR} AND {LAST_YEAR} THEN {year} END"
    return f"CASE WHEN regexp_full_match({cell}, '[0-9]{{4}}') THEN {inside} END"


def _month(cell: str) -> str:
    choices = " ".join(f"WHEN '{name}' THEN {number}::BIGINT" for name, number in _MONTHS.items())
    return f"CASE lower({cell}) {choices} END"


def _in_file_name(part: Part, rule: PeriodRule) -> Period:
    """Find the period in the name of the file (or of the member inside the zip, first)."""
    pattern = re.compile(rule.file_name or "", re.IGNORECASE)
    for name in (part.member, part.file_name):
        if name and (found := pattern.search(name)) and (day := _day_of(found.groupdict())):
            return Period.containing(day, rule.grain)
    raise Mistake([_nameless(part, rule)])


def _day_of(groups: dict[str, str | None]) -> date | None:
    year, month, day = groups.get("year") or "", groups.get("month") or "", groups.get("day") or "1"
    if not re.fullmatch(r"\d{4}|\d{2}|\d{4}[-/]\d{2}", year):
        return None
    is_financial = len(year) == 7
    first = int(year[:4]) + (2000 if len(year) == 2 else 0)
    number = _MONTHS.get(month.lower()) or (int(month) if month.isdecimal() else 4 if not month else 0)
    try:
        return date(first + (is_financial and number < 4), number, int(day))
    except ValueError:
        return None


def _nameless(part: Part, rule: PeriodRule) -> Issue:
    return part.issue(
        "period-not-in-name",
        "the file's name does not say its period as the contract expects",
        "Give the file its publisher's name back, or mend period.file_name in the contract: "
        f"{rule.file_name}",
        value=part.member or part.file_name,
    )
