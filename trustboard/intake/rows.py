"""What holds of a row as a whole: whether it is blank, has the heading's width, and nothing unnamed."""

from collections.abc import Sequence

from trustboard.definitions.contract import Contract, OtherColumns
from trustboard.intake.cells import Reading, cell_sql, text_of
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand, says
from trustboard.intake.numbers import tidy_sql
from trustboard.intake.table import Table


def is_blank_sql(table: Table) -> str:
    """SQL that is TRUE for a row of blanks: quickly told, but where the first cell begins with one."""
    cells = ", ".join(f"c{index}" for index in range(1, len(table.names) + 1))
    first = f"COALESCE({cells})"
    if table.is_tight:
        return f"{first} IS NULL"
    slowly = f"{tidy_sql(f'concat({cells})')} = ''"
    plain = f"WHEN {first} BETWEEN '!' AND '~' THEN FALSE"
    return f"CASE WHEN {first} IS NULL THEN TRUE {plain} ELSE {slowly} END"


def width_demand(width: int) -> Demand:
    """Demand that a row has as many cells as the heading."""
    return Demand(
        rule="row-width",
        column="",
        broken="width IS NOT NULL",
        value="width",
        message=f"'the row has ' || width || ' cells where the heading has {width}'",
        cure="Look for a delimiter inside a text (it needs quotes), or a row that was cut off.",
    )


def unnamed_columns(contract: Contract, columns: Columns, table: Table) -> Sequence[int]:
    """Columns without a heading that must then be empty."""
    if contract.other_columns is not OtherColumns.REJECT:
        return []
    taken = {column.index for column in columns.fields.values()}
    return [index for index, name in enumerate(table.names, 1) if not name and index not in taken]


def unnamed_reading(index: int, table: Table) -> Reading:
    """Read a cell of a column without a heading as text."""
    return Reading(name=f"t:column {index}", sql=cell_sql(index, table))


def unnamed_demand(index: int) -> Demand:
    """Demand that a cell of a column without a heading is empty."""
    text = text_of(f"column {index}")
    return Demand(
        rule="column-unexpected",
        column=f"column {index}",
        broken=f"{text} IS NOT NULL",
        value=text,
        message=says("there is something in a column without a heading"),
        cure="Give the column a heading and add it to the fields, or say other_columns: ignore.",
    )
