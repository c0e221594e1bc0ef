"""The cells of a row to typed values in SQL, and what must hold of each by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import Blank, Contract, FieldType
from trustboard.definitions.nearest import MOST_NAMES
from trustboard.intake.columns import Column
from trustboard.intake.dates import ISO, date_sql
from trustboard.intake.demands import Demand, says
from trustboard.intake.numbers import NumberReading, tidy_sql
from trustboard.intake.table import Table
from trustboard.warehouse.session import identifier, literal

DATE_CURE = "Write the date in that form, or mend the format in the contract."


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One value read from a row: its name, SQL over the stage before, and what must hold of it."""

    name: str
    sql: str


def text_of(name: str) -> str:
    """Name the column that holds a field's cell as text."""
    return identifier(f"t:{name}")


def state_of(name: str) -> str:
    """Name the column that holds a number's state."""
    return identifier(f"{name}__state")


def cell_sql(index: int, table: Table) -> str:
    """Write SQL for a cell of the file without blanks around it; NULL where nothing is left."""
    cell = f"c{index}"
    return cell if table.is_tight else f"NULLIF({tidy_sql(cell)}, '')"


def text_reading(column: Column, table: Table) -> Reading:
    """Read a field's cell as text: from its column, or the contract's constant.

    A number's cell is taken as it stands: most are plain and need no trimming.
    """
    if column.index is not None:
        sql = f"c{column.index}" if column.field.type.is_number else cell_sql(column.index, table)
    else:
        sql = "NULL::VARCHAR" if column.field.constant is None else literal(column.field.constant)
    return Reading(name=f"t:{column.name}", sql=sql)


def number_reading(contract: Contract, table: Table, type_: FieldType, blank: Blank) -> NumberReading:
    """Say how numbers of this contract are read."""
    return NumberReading(
        type=type_,
        blank=blank,
        markers=contract.markers,
        has_thousands=contract.thousands,
        may_join_digits=table.may_join_digits,
    )


def value_reading(column: Column, contract: Contract, table: Table) -> Reading:
    """Read a field's value from its text, in the field's type; a number's state comes a stage later."""
    field, cell = column.field, text_of(column.name)
    if field.type.is_number:
        blank = field.blank if column.index is not None or field.constant is not None else Blank.NOT_COLLECTED
        sql = number_reading(contract, table, field.type, blank).value_sql(cell)
    elif field.type is FieldType.DATE:
        sql = date_sql(cell, field.date_format or ISO, has_iso_dates=table.has_iso_dates)
    else:
        sql = f"upper({cell})" if field.type is FieldType.CODE else cell
    return Reading(name=column.name, sql=sql)


def state_reading(column: Column, contract: Contract, table: Table) -> Reading:
    """Read the state of a number field."""
    field = column.field
    is_absent = column.index is None and field.constant is None
    blank = Blank.NOT_COLLECTED if is_absent else field.blank
    reading = number_reading(contract, table, field.type, blank)
    return Reading(
        name=f"{column.name}__state",
        sql=reading.state_sql(identifier(column.name), text_of(column.name)),
    )


def demands_on(column: Column) -> Iterator[Demand]:
    """List what must hold of one field by itself."""
    if column.index is None and column.field.constant is None:
        return
    kind = column.field.type
    if kind.is_number:
        yield from number_demands(column, column.name, kind)
        return
    if not column.field.may_be_blank:
        yield demand_on(
            column,
            "blank-cell",
            f"{text_of(column.name)} IS NULL",
            says("the cell is blank"),
            "Fill it in, or say may_be_blank: true in the contract.",
        )
    if kind is FieldType.DATE:
        yield _date_demand(column)
    if column.field.codes is not None:
        yield code_demand(column, column.field.codes)


def number_demands(column: Column, name: str, kind: FieldType) -> Iterator[Demand]:
    """List what must hold of a number: that it can be read, and its limits."""
    cell, value = text_of(column.name), identifier(name)
    unread = f"{state_of(name)} IS NULL"
    yield demand_on(
        column,
        "blank-number",
        f"COALESCE({tidy_sql(cell)}, '') = '' AND {unread}",
        says("the cell is blank, and a blank is not accepted here"),
        "Fill it in (0 if there were none), or say under blank what a blank cell means.",
        gate=unread,
        value="NULL",
    )
    yield demand_on(
        column,
        "not-a-number",
        f"{tidy_sql(cell)} <> '' AND {unread}",
        says(f"this is not {'a whole number' if kind is FieldType.INTEGER else 'a number'}"),
        "Write digits only (1234.5), or add the text to the markers in the contract; "
        "for 1,234 say thousands: true.",
        gate=unread,
    )
    yield from limit_demands(column, value)


def limit_demands(column: Column, value: str) -> Iterator[Demand]:
    """List the limits of a number, given as SQL."""
    if column.field.minimum is not None:
        limit = f"{column.field.minimum:.15g}"
        yield demand_on(
            column, "below-minimum", f"{value} < {limit}", says(f"this is below {limit}"), _LIMIT_CURE
        )
    if column.field.maximum is not None:
        limit = f"{column.field.maximum:.15g}"
        yield demand_on(
            column, "above-maximum", f"{value} > {limit}", says(f"this is above {limit}"), _LIMIT_CURE
        )


_LIMIT_CURE = "Correct the number, or change the limit in the contract."


def _date_demand(column: Column) -> Demand:
    format_ = column.field.date_format or ISO
    return demand_on(
        column,
        "not-a-date",
        f"{text_of(column.name)} IS NOT NULL AND {identifier(column.name)} IS NULL",
        says(f"this is not a date written {format_}"),
        DATE_CURE,
    )


def code_demand(column: Column, codes: Sequence[str]) -> Demand:
    """Demand that a code is one of a fixed list."""
    known = sorted({code.upper() if column.field.type is FieldType.CODE else code for code in codes})
    listed = ", ".join(literal(code) for code in known)
    value = identifier(column.name)
    shown = ", ".join(known[:MOST_NAMES]) + (", …" if len(known) > MOST_NAMES else "")
    nearest = f"list_min([{{'away': levenshtein({value}, code), 'code': code}} FOR code IN [{listed}]]).code"
    return demand_on(
        column,
        "unknown-code",
        f"{value} NOT IN ({listed})",
        f"'the code is not in the list; the nearest is ' || {nearest}",
        f"Correct it, or add it to codes in the contract. Known: {shown}.",
    )


def demand_on(
    column: Column,
    rule: str,
    broken: str,
    message: str,
    cure: str,
    *,
    gate: str = "",
    value: str | None = None,
) -> Demand:
    """Write a demand on one field; by default the report shows its cell as text."""
    return Demand(
        rule=rule,
        column=column.heading,
        broken=broken,
        message=message,
        cure=cure,
        value=value or text_of(column.name),
        on_breach=column.field.on_breach,
        gate=gate,
    )
