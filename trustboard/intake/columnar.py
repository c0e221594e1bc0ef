"""Parquet files: every column as text, so that one way of checking serves all formats."""

from trustboard.intake.normalised import cell_names
from trustboard.intake.part import Part
from trustboard.intake.table import Table
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.session import Session, SessionError, identifier, literal

_LAST_ROWS = 10_000


def read_parquet(part: Part, session: Session) -> Table:
    """Read a Parquet file; rows are numbered from 1. Raises Mistake when it cannot."""
    source = f"read_parquet({literal(part.path)}, file_row_number = true)"
    try:
        described = session.rows(f"DESCRIBE SELECT * FROM {source}")
        rows = session.value(f"SELECT count(*) FROM {source}")
    except SessionError as error:
        reason = str(error).splitlines()[0]
        cure = "Ask for the file again, or write it anew with the program that made it."
        raise Mistake(
            [part.issue("file-broken", f"the Parquet file cannot be read ({reason})", cure)]
        ) from None
    columns = [(name, type_) for name, type_, *_ in described if name != "file_row_number"]
    names = cell_names(len(columns))
    cells = ", ".join(
        f"{_text_sql(name, type_)} AS {cell}" for (name, type_), cell in zip(columns, names, strict=True)
    )
    scan = f"SELECT file_row_number + 1 AS line, NULL::INTEGER AS width, {cells} FROM {source}"
    return Table(
        names=tuple(name for name, _ in columns),
        heading_line=0,
        scan=scan,
        rows=rows,
        last_rows=f"{scan} WHERE file_row_number >= {rows - _LAST_ROWS}",
        has_iso_dates=True,
    )


def _text_sql(name: str, type_: str) -> str:
    """SQL for a column as text: a time stamp at midnight is a date, a whole number has no decimals.

    A time stamp with a zone is written as London's clocks show it.
    """
    column = identifier(name)
    if type_ == "TIMESTAMP WITH TIME ZONE":
        column = f"timezone('Europe/London', {column})"
    text = f"CAST({column} AS VARCHAR)"
    if type_.startswith("TIMESTAMP"):
        at_midnight = f"{column} = date_trunc('day', {column})"
        return f"CASE WHEN {at_midnight} THEN CAST(CAST({column} AS DATE) AS VARCHAR) ELSE {text} END"
    if type_ in ("FLOAT", "DOUBLE"):
        return f"CASE WHEN isnan({column}) THEN NULL ELSE regexp_replace({text}, '\\.0$', '') END"
    return text
