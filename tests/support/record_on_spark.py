"""Spark asked for the figures of worlds: of all in their queries, or of cells alone, as a calculation does."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.record_engines import Asked, Query, countings_of
from tests.support.record_values import Shape, values_sql
from tests.support.record_worlds.world import Key, World
from trustboard.compiler.records import FIRST_WORKING_DAY, LAST_WORKING_DAY, WORKING_DAYS
from trustboard.definitions.working_days import working_days
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.engine import Engine
from trustboard.warehouse.session import Session, identifier, literal

Cells = Sequence[str | None]


class OnSpark:
    """The compiled engine on Spark, which reads records from Parquet files under `folder`, one for each month.

    Every question is a job, so several worlds' questions are put as one.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
        rows = working_days({}).numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY)
        engine.offer_rows("working_days", rows, WORKING_DAYS)
        engine.rows("CACHE TABLE working_days")

    def answer(self, world: World) -> dict[Key, Figure]:
        """Figures of one world's indicators, all of it worked out by Spark."""
        (asked,) = self._offered([world])
        queries = list(asked.queries("spark"))
        found = self._rows([(query.sql, query.columns) for query in queries])
        answers: Mapping[Query, Sequence[tuple[Any, ...]]] = {
            query: [query.read(cells) for cells in rows] for query, rows in zip(queries, found, strict=True)
        }
        return asked.figures(answers)

    def answer_all(self, worlds: Sequence[World], home: Session) -> list[dict[Key, Figure]]:
        """Figures of every world's indicators: Spark counts cells, and DuckDB at home adds them up."""
        asked = self._offered(worlds)
        kept = [each for one in asked for each in one.kept("spark")]
        found = self._rows([(each.sql, list(each.shape)) for each in kept])
        for each, rows in zip(kept, found, strict=True):
            _make(home, each.name, each.shape, rows)
        return [_added_up(one, home) for one in asked]

    def _offered(self, worlds: Sequence[World]) -> list[Asked]:
        """Offer all that some worlds' questions read."""
        asked = [Asked.of(world, countings_of(world), f"w{place} ") for place, world in enumerate(worlds)]
        for each in asked:
            for name, shape, rows in each.tables():
                if name.removeprefix(each.prefix) in each.world.rows:
                    self._engine.offer(name, monthly_files(self._folder, shape, rows), shape)
                else:
                    self._engine.offer_rows(name, rows, shape)
        return asked

    def _rows(self, queries: Sequence[tuple[str, Sequence[str]]]) -> list[list[Cells]]:
        """Put queries, each with its columns, as one question; every cell comes as a text."""
        arms = (_as_texts(number, sql, columns) for number, (sql, columns) in enumerate(queries))
        found: list[list[Cells]] = [[] for _ in queries]
        for number, texts in self._engine.rows("\nUNION ALL\n".join(arms)):
            found[number].append(texts)
        return found


def _as_texts(number: int, sql: str, columns: Sequence[str]) -> str:
    """A query's rows beside those of others: its number, and its cells as texts."""
    cells = ", ".join(f"CAST({name} AS STRING)" for name in columns)
    return f"SELECT {number} AS question, array({cells}) AS cells FROM (\n{sql}\n)"


def _added_up(asked: Asked, home: Session) -> dict[Key, Figure]:
    """Figures over cells that are kept at home."""
    for name, shape, rows in asked.tables():
        if name.startswith(f"{asked.prefix}closure "):
            _make(home, name, shape, rows)
    return asked.figures({each: home.rows(each.sql) for each in asked.queries("duckdb", are_kept=True)})


def _make(session: Session, name: str, shape: Shape, rows: Iterable[Iterable[object]]) -> None:
    session.run(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS {values_sql(shape, rows)}")


def monthly_files(folder: Path, shape: Shape, rows: Iterable[Sequence[object]]) -> list[Path]:
    """Write records as Parquet files, one for each month of their events."""
    months: dict[object, list[Sequence[object]]] = {}
    for row in rows:
        months.setdefault(row[list(shape).index("event_month")], []).append(row)
    place = Path(tempfile.mkdtemp(dir=folder))
    with Session(folders=[place], threads=1) as session:
        for month, lines in months.items():
            session.run(f"COPY ({values_sql(shape, lines)}) TO {literal(place / f'{month}.parquet')}")
    return sorted(place.glob("*.parquet"))
