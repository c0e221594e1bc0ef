"""Codes held to a dated list: on the day of the event the code must be on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.intake.cells import demand_on
from trustboard.intake.columns import Column
from trustboard.intake.demands import Demand
from trustboard.intake.records.event import EVENT_DAY
from trustboard.warehouse.session import Session, identifier, literal

Lists = Mapping[str, Sequence[CodeEntry]]


def offer_lists(session: Session, contract: Contract, lists: Lists) -> None:
    """Make the code lists that a contract names readable as tables, for what the messages say."""
    for name in _named(contract):
        table = identifier(_table(name))
        session.run(f"CREATE TABLE {table} (code VARCHAR, valid_from DATE, valid_to DATE)")
        rows = [f"({literal(e.code)}, {_day(e.valid_from)}, {_day(e.valid_to)})" for e in lists.get(name, ())]
        if rows:
            session.run(f"INSERT INTO {table} VALUES {', '.join(rows)}")


def code_list_demands(column: Column, lists: Lists) -> Iterator[Demand]:
    """Demand of a field with a `code_list` that its code is on the list on the day of the event."""
    name = column.field.code_list
    if name is None or (column.index is None and column.field.constant is None):
        return
    value, table = f"upper({identifier(column.name)})", identifier(_table(name))
    is_on_it = f"(SELECT count(*) > 0 FROM {table} WHERE code = {value})"
    nearest = f"(SELECT arg_min(code, levenshtein(code, {value})) FROM {table})"
    message = (
        f"CASE WHEN {is_on_it} THEN {literal(f'the code was on the list {name} ')} || {_spans(table, value)} "
        f"|| ', and not on ' || strftime({EVENT_DAY}, '%-d %B %Y') "
        f"ELSE {literal(f'the code is not on the list {name}')} "
        f"|| COALESCE('; the nearest is ' || {nearest}, ', which is empty') END"
    )
    yield demand_on(
        column,
        "code-not-on-list",
        f"{value} IS NOT NULL AND NOT ({_holds(value, lists.get(name, ()))})",
        message,
        f"Correct it, or mend the list {name} under codes/.",
    )


def _named(contract: Contract) -> list[str]:
    return sorted({field.code_list for field in contract.fields.values() if field.code_list is not None})


def _table(name: str) -> str:
    return f"codes:{name}"


def _holds(value: str, entries: Sequence[CodeEntry]) -> str:
    """SQL that is TRUE where the value is on the list on the day of the event, by codes of the same dates."""
    by_dates: dict[tuple[date | None, date | None], list[str]] = {}
    for entry in entries:
        by_dates.setdefault((entry.valid_from, entry.valid_to), []).append(entry.code)
    conditions = []
    for (first, last), codes in by_dates.items():
        limits = [f"{value} IN ({', '.join(literal(code) for code in sorted(set(codes)))})"]
        limits += [f"{EVENT_DAY} >= {_day(first)}"] if first is not None else []
        limits += [f"{EVENT_DAY} <= {_day(last)}"] if last is not None else []
        conditions.append(" AND ".join(limits))
    return " OR ".join(f"COALESCE({condition}, FALSE)" for condition in conditions) or "FALSE"


def _spans(table: str, value: str) -> str:
    """SQL for the dates between which a code is on the list: from 1 April 2020 to 31 March 2024."""
    first = "COALESCE('from ' || strftime(valid_from, '%-d %B %Y'), '')"
    last = "COALESCE('up to ' || strftime(valid_to, '%-d %B %Y'), '')"
    span = f"concat_ws(' ', NULLIF({first}, ''), NULLIF({last}, ''))"
    together = f"string_agg({span}, ' and ' ORDER BY valid_from NULLS FIRST)"
    return f"(SELECT {together} FROM {table} WHERE code = {value})"


def _day(day: date | None) -> str:
    return "NULL" if day is None else f"DATE '{day.isoformat()}'"
