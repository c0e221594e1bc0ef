"""Cells of records to typed values in SQL, and what must hold of each by itself.

A blank cell holds nothing (NULL), of whatever type; a cell that cannot be read is told apart from it.
"""

from collections.abc import Iterator
from dataclasses import replace

from trustboard.definitions.contract import Blank, Contract, FieldType
from trustboard.intake.cells import Reading, code_demand, demand_on, limit_demands, text_of, text_reading
from trustboard.intake.columns import Column
from trustboard.intake.demands import Demand, says
from trustboard.intake.numbers import NumberReading, tidy_sql
from trustboard.intake.records.damage import damage_demands, damages_of
from trustboard.intake.records.days_and_times import date_value_sql, forms_of, time_value_sql
from trustboard.intake.records.person_keys import hashed_sql
from trustboard.intake.table import Table
from trustboard.warehouse.session import identifier, literal

TRUE_WORDS, FALSE_WORDS = ("Y", "YES", "1", "TRUE", "T"), ("N", "NO", "0", "FALSE", "F")
TYPES = {
    FieldType.CODE: "VARCHAR",
    FieldType.TEXT: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.DECIMAL: "DECIMAL(18, 6)",
    FieldType.DATE: "DATE",
    FieldType.TIME: "TIMESTAMP",
    FieldType.BOOLEAN: "BOOLEAN",
}
_NUMBER_CURE = "Write digits only (1234.5); for 1,234 say thousands: true in the contract."
_DATE_CURE = "Write the date so, or mend date_format in the contract; with a time of day say type: time."
_TIME_CURE = "Write the time as London's clocks show it, without a zone, or mend date_format in the contract."


def record_text(column: Column, table: Table) -> Reading:
    """Read a field's cell as text; of a person's identifier nothing but its keyed hash leaves the cell."""
    reading = text_reading(column, table)
    if not column.field.person_key:
        return reading
    cell = reading.sql
    cases = [f"WHEN {each.condition(cell)} THEN {literal(each.rule)}" for each in damages_of(table)]
    cases.append(f"WHEN {cell} IS NOT NULL THEN {hashed_sql(cell)}")
    return replace(reading, sql=f"CASE {' '.join(cases)} END")


def record_value(column: Column, contract: Contract, table: Table) -> Reading:
    """Read a field's value from its text, in the field's type."""
    return Reading(name=column.name, sql=_value_sql(column, contract, table, text_of(column.name)))


def _value_sql(column: Column, contract: Contract, table: Table, cell: str) -> str:
    field = column.field
    if field.person_key:
        return cell
    match field.type:
        case FieldType.INTEGER | FieldType.DECIMAL:
            reading = NumberReading(
                type=field.type,
                blank=Blank.NOT_COLLECTED,
                markers={},
                has_thousands=contract.thousands,
                may_join_digits=table.may_join_digits,
            )
            return reading.value_sql(cell)
        case FieldType.DATE:
            return date_value_sql(cell, field.date_format)
        case FieldType.TIME:
            return time_value_sql(cell, field.date_format)
        case FieldType.BOOLEAN:
            no = f"WHEN {_is_one_of(cell, FALSE_WORDS)} THEN FALSE"
            return f"CASE WHEN {_is_one_of(cell, TRUE_WORDS)} THEN TRUE {no} END"
        case FieldType.CODE:
            return f"upper({cell})"
        case FieldType.TEXT:
            return cell


def _is_one_of(cell: str, words: tuple[str, ...]) -> str:
    return f"upper({cell}) IN ({', '.join(literal(word) for word in words)})"


def unread_sql(column: Column) -> str | None:
    """SQL that is TRUE where a cell holds something that cannot be read; None for texts, which always can."""
    cell, value = text_of(column.name), identifier(column.name)
    if column.field.type in (FieldType.CODE, FieldType.TEXT):
        return None
    if column.field.type.is_number:
        return f"{value} IS NULL AND {cell} IS NOT NULL AND {tidy_sql(cell)} <> ''"
    return f"{cell} IS NOT NULL AND {value} IS NULL"


def record_demands(column: Column, table: Table, *, in_key: bool, is_dated: bool) -> Iterator[Demand]:
    """List what must hold of one field by itself.

    What belongs to the key is never blank. Of the field that dates the row (`is_dated`) blanks and
    misreadings are told with the event.
    """
    if column.index is None and column.field.constant is None and not in_key:
        return
    if not is_dated:
        yield from _reading_demands(column, in_key=in_key)
    if column.field.type.is_number:
        yield from limit_demands(column, identifier(column.name))
    if column.field.type in (FieldType.CODE, FieldType.TEXT):
        yield from damage_demands(column, table)
    if column.field.codes is not None:
        yield code_demand(column, column.field.codes)


def _reading_demands(column: Column, *, in_key: bool) -> Iterator[Demand]:
    unread, value = unread_sql(column), identifier(column.name)
    is_required = in_key or not column.field.may_be_blank
    gate = f"{value} IS NULL" if is_required else ""
    if unread is not None:
        yield _unread_demand(column, unread, gate)
    if is_required:
        blank = gate if unread is None else f"{gate} AND NOT COALESCE({unread}, FALSE)"
        part = ", and it is part of the record's key" if in_key else ""
        cure = "Fill it in." if in_key else "Fill it in, or say may_be_blank: true in the contract."
        yield demand_on(column, "blank-cell", blank, says(f"the cell is blank{part}"), cure, gate=gate)


def _unread_demand(column: Column, unread: str, gate: str) -> Demand:
    """Demand that a cell can be read."""
    field = column.field
    if field.type is FieldType.BOOLEAN:
        message, cure = says("this is neither yes nor no"), "Write Y or N, 1 or 0, true or false."
        return demand_on(column, "not-yes-or-no", unread, message, cure, gate=gate)
    if field.type.is_number:
        message = says(f"this is not {'a whole number' if field.type is FieldType.INTEGER else 'a number'}")
        return demand_on(column, "not-a-number", unread, message, _NUMBER_CURE, gate=gate)
    forms = " or ".join(forms_of(field.date_format))
    if field.type is FieldType.DATE:
        message = says(f"this is not a date written {forms}")
        return demand_on(column, "not-a-date", unread, message, _DATE_CURE, gate=gate)
    message = says(f"this is not a time written {forms} with hh:mm or hh:mm:ss")
    return demand_on(column, "not-a-time", unread, message, _TIME_CURE, gate=gate)
