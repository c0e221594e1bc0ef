"""Rows to Parquet and back, through DuckDB, a column at a time."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from trustboard.warehouse.tables import ColumnType, Row, Table

ENGINE_VERSION = f"DuckDB {duckdb.__version__}"

# One thread and a fixed size of row group: the same rows give the same bytes.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "preserve_insertion_order": True,
    "pandas_analyze_sample": 0,
}
_OPTIONS = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"


def write_table(table: Table, rows: Sequence[Row], place: Path) -> None:
    """Write rows, already in their order, as one Parquet file."""
    columns = {
        name: _array([row[number] for row in rows], kind) for number, (name, kind) in enumerate(table.columns)
    }
    casts = ", ".join(f"CAST({_read(name, kind)} AS {kind}) AS {name}" for name, kind in table.columns)
    with _engine() as engine:
        engine.register("incoming", columns)
        engine.execute(f"COPY (SELECT {casts} FROM incoming) TO {_quoted(place)} ({_OPTIONS})")


def read_table(
    table: Table, place: Path, where: str = "true", parameters: Sequence[object] = ()
) -> list[Row]:
    """Read the rows of a Parquet file that `write_table` wrote, in its order, as plain values."""
    columns = ", ".join(_plain(name, kind) for name, kind in table.columns)
    with _engine() as engine:
        answer = engine.execute(
            f"SELECT * FROM (SELECT {columns} FROM read_parquet({_quoted(place)})) WHERE {where}",
            list(parameters),
        )
        return answer.fetchall()


@contextlib.contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config=_SETTINGS) as engine:
        yield engine


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


def _quoted(place: Path) -> str:
    escaped = str(place).replace("'", "''")
    return f"'{escaped}'"
