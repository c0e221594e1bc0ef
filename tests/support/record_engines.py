"""One question to every engine: the figures of a world's indicators by the reference, by DuckDB and by Spark.

The SQL engines are asked one query for each slot of a plan: what a calculation keeps in files between cells,
roll-ups and figures stands here in one statement, named by WITH.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.support.record_worlds.features import cell_grain
from tests.support.record_worlds.world import Key, World
from trustboard.compiler.records import (
    CLOSURE,
    FIRST_WORKING_DAY,
    LAST_WORKING_DAY,
    SPANS,
    STRETCHES,
    WORKING_DAYS,
    Answered,
    Pass,
    RecordPlan,
    Slot,
    Sources,
    assemble_records,
    cells_sql,
    histogram_sql,
    plan_records,
    recount_sql,
    rollup_histogram_sql,
    rollup_sql,
    spanned_histogram_sql,
    spanned_sql,
)
from trustboard.definitions.working_days import working_days
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference.records import answer_counting
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.engine import Engine
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session, identifier, literal

Answering = Callable[[World], Mapping[Key, Figure]]
Shape = Mapping[str, str]


class Query(NamedTuple):
    """One query of a slot: its final numbers, or those of its histograms."""

    slot: Slot
    is_histogram: bool
    sql: str


def countings_of(world: World) -> tuple[RecordCounting, ...]:
    """A world's indicators, read and checked."""
    return tuple(record_counting_of(each, world.surroundings) for each in world.indicators)


def answer_by_reference(world: World, countings: Sequence[RecordCounting] | None = None) -> dict[Key, Figure]:
    """Figures of the slow engine."""
    figures: list[Figure] = []
    for counting in countings_of(world) if countings is None else countings:
        grains = {cell_grain(counting, part) for part in counting.parts}
        closure = [line for grain in grains for line in world.closure(grain)]
        figures += answer_counting(counting, world.surroundings, world.rows, closure, world.coverage)
    return keyed(figures)


class DuckDB:
    """The compiled engine in a session, whose temporary tables it makes anew for every world."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = working_days({}).numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY)
        self._make("working_days", WORKING_DAYS, rows)

    def answer(self, world: World, countings: Sequence[RecordCounting] | None = None) -> dict[Key, Figure]:
        """Figures of a world's indicators."""
        asked = Asked.of(world, countings_of(world) if countings is None else countings)
        for name, shape, rows in asked.tables():
            self._make(name, shape, rows)
        return asked.figures({query: self._session.rows(query.sql) for query in asked.queries("duckdb")})

    def _make(self, name: str, shape: Shape, rows: Iterable[Iterable[object]]) -> None:
        self._session.run(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS {values_sql(shape, rows)}")


@dataclass(frozen=True)
class Asked:
    """A world's question to an SQL engine; `prefix` keeps the relations of several worlds apart."""

    world: World
    plan: RecordPlan
    prefix: str = ""

    @classmethod
    def of(cls, world: World, countings: Sequence[RecordCounting], prefix: str = "") -> "Asked":
        """Plan a world's indicators."""
        return cls(world, plan_records(countings, world.surroundings), prefix)

    def tables(self) -> Iterator[tuple[str, Shape, Iterable[Sequence[object]]]]:
        """Every relation that the queries read, but for the working days: name, columns and rows."""
        for name, contract in self.world.surroundings.contracts.items():
            shape = settled_shape(contract)
            yield self.prefix + name, shape, [[row[each] for each in shape] for row in self.world.rows[name]]
        for table in self.world.surroundings.lookups.values():
            lookup = dict.fromkeys(("key", *table.columns), "TEXT") | _VALID
            lines = [(row.key, *row.values, row.valid_from, row.valid_to) for row in table.rows]
            yield f"{self.prefix}lookup {table.name}", lookup, lines
        for grain in dict.fromkeys(pass_.grain for pass_ in self.plan.passes):
            yield f"{self.prefix}closure {grain}", CLOSURE, self.world.closure(grain)

    def queries(self, dialect: str) -> Iterator[Query]:
        """Every query of the plan, in one order."""
        for slot in self.plan.slots:
            pass_ = self.plan.passes[slot.pass_index]
            spans = self.plan.spans(slot, self.world.coverage)
            if not spans:
                continue
            stretches = self.plan.stretches(slot.pass_index, self.world.coverage)
            small = {
                "stretches": values_sql(STRETCHES, ((each.start, each.end) for each in stretches), dialect),
                "spans": values_sql(SPANS, spans, dialect),
            }
            yield Query(slot, False, _with(small | self._numbers(pass_, dialect)))
            if pass_.histograms:
                yield Query(slot, True, _with(small | self._bins(pass_, dialect)))

    def _numbers(self, pass_: Pass, dialect: str) -> dict[str, str]:
        cells = cells_sql(pass_, sources=self._sources(pass_), dialect=dialect)
        closure = f"{self.prefix}closure {pass_.grain}"
        if pass_.is_recount:
            last = recount_sql(pass_, cells="cells", closure=closure, spans="spans", dialect=dialect)
            return {"cells": cells, "": last}
        rolled = rollup_sql(pass_, cells="cells", closure=closure, dialect=dialect)
        return {
            "cells": cells,
            "rolled": rolled,
            "": spanned_sql(pass_, rolled="rolled", spans="spans", dialect=dialect),
        }

    def _bins(self, pass_: Pass, dialect: str) -> dict[str, str]:
        closure = f"{self.prefix}closure {pass_.grain}"
        return {
            "cells": histogram_sql(pass_, sources=self._sources(pass_), dialect=dialect),
            "rolled": rollup_histogram_sql(pass_, cells="cells", closure=closure, dialect=dialect),
            "": spanned_histogram_sql(rolled="rolled", spans="spans", dialect=dialect),
        }

    def _sources(self, pass_: Pass) -> Sources:
        return Sources(
            records=self.prefix + pass_.extract,
            extracts={extract: self.prefix + extract for extract in pass_.referenced_extracts},
            lookups={table: f"{self.prefix}lookup {table}" for table in pass_.lookups},
        )

    def figures(self, answers: Mapping[Query, Sequence[tuple[Any, ...]]]) -> dict[Key, Figure]:
        """Put figures together from the answers to the queries."""
        rows = {(query.slot, query.is_histogram): answer for query, answer in answers.items()}
        answered = {
            slot: Answered(rows.get((slot, False), ()), rows.get((slot, True), ()))
            for slot in self.plan.slots
        }
        grains = {pass_.grain for pass_ in self.plan.passes}
        return keyed(
            assemble_records(
                self.plan,
                answered,
                coverage=self.world.coverage,
                closures={grain: self.world.closure(grain) for grain in grains},
                trust=self.world.surroundings.trust,
            )
        )


_VALID = {"valid_from": "DATE", "valid_to": "DATE"}


def _with(parts: Mapping[str, str]) -> str:
    """Put named queries before the last one, which has no name."""
    named = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in parts.items() if name)
    return f"WITH {named}\n{parts['']}"


def values_sql(shape: Shape, rows: Iterable[Iterable[object]], dialect: str = "duckdb") -> str:
    """A relation of those columns and rows, written out. Values pass as text, so that all stay exact."""
    types = shape if dialect == "duckdb" else {name: _SPARK.get(kind, kind) for name, kind in shape.items()}
    mark = '"' if dialect == "duckdb" else "`"
    columns = ", ".join(
        f"CAST(v{place} AS {kind}) AS {mark}{name}{mark}" for place, (name, kind) in enumerate(types.items())
    )
    lines = ", ".join(f"({', '.join(map(_written, row))})" for row in rows)
    names = ", ".join(f"v{place}" for place in range(len(shape)))
    empty = f"({', '.join(['NULL'] * len(shape))})"
    where = "" if lines else " WHERE false"
    return f"SELECT {columns} FROM (VALUES {lines or empty}) AS given({names}){where}"


_SPARK = {"TEXT": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}


def _written(value: object) -> str:
    return "NULL" if value is None else literal(str(value))


def keyed(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """Figures by what they belong to; two of one key are a fault."""
    found: dict[Key, Figure] = {}
    for figure in figures:
        key = (figure.indicator, figure.slice, figure.period)
        assert key not in found, key
        found[key] = figure
    return found


class OnSpark:
    """The compiled engine on Spark: many worlds in one question, because each question costs a job."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        rows = working_days({}).numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY)
        engine.offer_rows("working_days", rows, WORKING_DAYS)

    def answer(self, world: World) -> dict[Key, Figure]:
        """Figures of a world's indicators."""
        asked = Asked.of(world, countings_of(world))
        for name, shape, rows in asked.tables():
            self._engine.offer_rows(name, rows, shape)
        return asked.figures({query: self._engine.rows(query.sql) for query in asked.queries("spark")})
