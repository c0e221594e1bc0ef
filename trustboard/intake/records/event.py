"""The event of a record in SQL: the day it happened, the month that holds it, and whether it is to come."""

from dataclasses import dataclass, replace
from datetime import date

from trustboard.definitions.contract import Contract
from trustboard.intake.cells import Reading, text_of
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand
from trustboard.intake.part import Part
from trustboard.intake.periods import read_periods, start_sql, unread_period
from trustboard.intake.records.days_and_times import forms_of
from trustboard.intake.table import Table
from trustboard.vocabulary.period import Grain
from trustboard.warehouse.session import identifier

EVENT_DAY = '"event:day"'


@dataclass(frozen=True, kw_only=True)
class Event:
    """How a record gets its event: readings of three stages over one another, and what must hold.

    `first_day` is SQL for the day from which it can have happened. `is_one_month`: every record of the
    file belongs to the same month.
    """

    dates: tuple[Reading, ...]  # over the cells' text
    period: tuple[Reading, ...]  # over the dates
    day: Reading  # over both: the day
    first_day: str
    demands: tuple[Demand, ...]
    is_one_month: bool


def read_event(part: Part, contract: Contract, columns: Columns, table: Table) -> Event:
    """Write the SQL for the event's day by the contract's rule for periods.

    Where a field says it, it is that field's day; else the last day of the period that the rule gives.
    Raises Mistake where the file's name should say it and does not.
    """
    if contract.period.field is not None:
        return _of_field(contract, columns, contract.period.field)
    periods = read_periods(part, contract, columns, table)
    return Event(
        dates=periods.dates,
        period=periods.period,
        day=Reading(name="event:day", sql="period_end"),
        first_day="period_start",
        demands=periods.demands,
        is_one_month=not periods.dates,
    )


def _of_field(contract: Contract, columns: Columns, name: str) -> Event:
    forms = " or ".join(forms_of(contract.fields[name].date_format))
    unread = unread_period(columns, name, "event:day", f"this is not a date written {forms}")
    return Event(
        dates=(),
        period=(),
        day=Reading(name="event:day", sql=f"CAST({identifier(name)} AS DATE)"),
        first_day=EVENT_DAY,
        demands=(replace(unread, cure="Correct the date: without it a record belongs to no month."),),
        is_one_month=False,
    )


def event_month_sql() -> str:
    """Write SQL for the first day of the event's month."""
    return start_sql(EVENT_DAY, Grain.MONTH)


def future_demand(event: Event, contract: Contract, columns: Columns, today: date) -> Demand:
    """Demand that no event is dated after the day of loading."""
    assert contract.records is not None
    name = contract.period.field or contract.period.start_field
    day = event.first_day
    return Demand(
        rule="event-in-future",
        column=columns.fields[name].heading if name is not None else "",
        broken=f"{day} > DATE '{today.isoformat()}'",
        value=text_of(name) if name is not None else f"CAST({day} AS VARCHAR)",
        message=f"strftime({day}, '%-d %B %Y') "
        f"|| ' is still to come: the day of loading is {today.day} {today:%B %Y}'",
        cure="Correct the date; where events may be planned ahead, say future_events: warn in the contract.",
        on_breach=contract.records.future_events,
    )
