"""Rows to Parquet and back, through DuckDB, a column at a time."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.tables import LATER, ColumnType, Row, Table

ENGINE_VERSION = f"DuckDB {duckdb.__version__}"

# With one thread and a fixed size of row group the same rows give the same bytes.
OPTIONS = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"


def write_tables(tables: Mapping[Table, Sequence[Row]], folder: Path) -> None:
    """Write the rows of tables, already in their order, as one Parquet file each."""
    with Session(folders=[folder], threads=1) as session:
        for table, rows in tables.items():
            _write(session, table, rows, folder / table.name)


def _write(session: Session, table: Table, rows: Sequence[Row], place: Path) -> None:
    columns = {
        name: _array([row[number] for row in rows], kind) for number, (name, kind) in enumerate(table.columns)
    }
    casts = ", ".join(f"CAST({_read(name, kind)} AS {kind}) AS {name}" for name, kind in table.columns)
    session.offer("incoming", columns)
    session.run(f"COPY (SELECT {casts} FROM incoming) TO {literal(place)} ({OPTIONS})")


def read_table(
    table: Table, place: Path, where: str = "true", parameters: Sequence[object] = ()
) -> list[Row]:
    """Read the rows of a Parquet file that `write_tables` wrote, in its order, as plain values."""
    with Session(files=[place], threads=1) as session:
        there = {row[0] for row in session.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(place)})")}
        columns = ", ".join(
            _plain(name, kind) if name in there or name not in LATER else f"NULL AS {name}"
            for name, kind in table.columns
        )
        source = f"SELECT {columns} FROM read_parquet({literal(place)})"
        return session.rows(f"SELECT * FROM ({source}) WHERE {where}", parameters)


def _array(cells: list[Any], kind: ColumnType) -> np.ndarray[Any, Any]:
    if kind is ColumnType.FLOAT:
        return np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
    if kind is ColumnType.INTEGER:
        return np.array(cells, dtype=np.int64)
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def _read(name: str, kind: ColumnType) -> str:
    return f"nullif({name}, 'nan'::DOUBLE)" if kind is ColumnType.FLOAT else name


def _plain(name: str, kind: ColumnType) -> str:
    """Dates and decimals come back as text, as they were given; a decimal's zeros at the end go."""
    if kind is ColumnType.DATE:
        return f"CAST({name} AS VARCHAR) AS {name}"
    if kind is ColumnType.DECIMAL:
        return f"rtrim(rtrim(CAST({name} AS VARCHAR), '0'), '.') AS {name}"
    return name
