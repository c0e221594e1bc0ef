"""What runs the record-level work: one way to speak to DuckDB on this machine, or to Spark."""

import contextlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from trustboard.definitions.settings import Engine as Chosen
from trustboard.definitions.settings import Settings
from trustboard.warehouse.disk import PART, settle, sync_file
from trustboard.warehouse.parquet import ENGINE_VERSION, OPTIONS
from trustboard.warehouse.session import Session, identifier, literal

Shape = Mapping[str, str]  # column -> TEXT, DATE, TIMESTAMP, BIGINT, DECIMAL(18,6), DOUBLE or BOOLEAN


class Engine(Protocol):
    """Runs SQL of one dialect over Parquet files that it is offered under names."""

    @property
    def dialect(self) -> str:
        """Either duckdb or spark: which SQL it understands."""

    @property
    def version(self) -> str:
        """Such as DuckDB 2.0.0."""

    def offer(self, name: str, files: Sequence[Path], shape: Shape) -> None:
        """Make Parquet files readable as one view with the columns of `shape`; without files it is empty.

        A name offered before is replaced.
        """

    def offer_rows(self, name: str, rows: Iterable[Sequence[object]], shape: Shape) -> None:
        """Make plain rows (a small table: periods, units, working days) readable under a name."""

    def write(self, sql: str, place: Path) -> int:
        """Write the result of a query as one Parquet file, whole or not at all; returns its rows."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Fetch all rows of a query. DECIMAL comes as Decimal, DATE as date, TIMESTAMP as datetime."""


@contextlib.contextmanager
def open_engine(settings: Settings, *, folders: Iterable[Path], spill: Path) -> Iterator[Engine]:
    """Open the engine that the settings name, which reads and writes files of `folders` only.

    `spill` is a folder for what does not fit in memory. Raises Mistake where Spark is asked for and
    cannot be had.
    """
    if settings.engine is Chosen.SPARK:
        from trustboard.warehouse.spark import open_spark  # pyspark is an extra

        with open_spark(settings.spark, spill=spill, memory=settings.memory) as engine:
            yield engine
        return
    with Session(folders=folders, spill=spill, memory=settings.memory, threads=settings.threads) as session:
        yield DuckDBEngine(session)


@dataclass(frozen=True)
class DuckDBEngine:
    """DuckDB in this process, over the files that its session may reach."""

    session: Session
    dialect: str = "duckdb"
    version: str = ENGINE_VERSION

    def offer(self, name: str, files: Sequence[Path], shape: Shape) -> None:
        """Make Parquet files readable as one view; see `Engine`."""
        source = f"read_parquet([{', '.join(map(literal, files))}])" if files else _nothing(shape)
        self.show(name, _typed(shape, source))

    def offer_rows(self, name: str, rows: Iterable[Sequence[object]], shape: Shape) -> None:
        """Make plain rows readable under a name; see `Engine`."""
        cells = list(zip(*rows, strict=True)) or [()] * len(shape)
        given, kept = f"{name} as given", identifier(f"{name} as kept")
        self.session.offer(given, dict(zip(shape, map(_texts, cells), strict=True)))
        self.session.run(f"CREATE OR REPLACE TEMP TABLE {kept} AS {_typed(shape, identifier(given))}")
        self.show(name, f"SELECT * FROM {kept}")

    def show(self, name: str, sql: str) -> None:
        """Make a query readable under a name; it runs when it is read."""
        self.session.run(f"CREATE OR REPLACE TEMP VIEW {identifier(name)} AS {sql}")

    def make(self, name: str, sql: str) -> None:
        """Run a query and keep its result in memory under a name of its own."""
        self.session.run(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS {sql}")

    def write(self, sql: str, place: Path) -> int:
        """Write a query's result as one Parquet file; see `Engine`."""
        part = place.with_name(f".{secrets.token_hex(8)}{PART}")
        try:
            rows = self.session.run(f"COPY ({sql}) TO {literal(part)} ({OPTIONS})")
            sync_file(part)
            settle(part, place)
        finally:
            part.unlink(missing_ok=True)
        return rows

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Fetch all rows of a query."""
        return self.session.rows(sql)


def _typed(shape: Shape, source: str) -> str:
    columns = {identifier(column): kind for column, kind in shape.items()}
    casts = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in columns.items())
    return f"SELECT {casts} FROM {source}"


def _nothing(shape: Shape) -> str:
    return f"(SELECT {', '.join(f'NULL AS {identifier(column)}' for column in shape)} WHERE false)"


def _texts(values: Sequence[object]) -> "np.ndarray[Any, np.dtype[np.object_]]":
    """Cells as text, from which the engine casts: exact for dates, times, decimals and truth values."""
    array = np.empty(len(values), dtype=object)
    array[:] = [None if value is None else str(value) for value in values]
    return array
