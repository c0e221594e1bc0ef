"""One question to every engine: the figures of a world's indicators by the reference and by DuckDB.

The SQL engines are asked one query for each slot of a plan: what a calculation keeps in files between cells,
roll-ups and figures stands here in one statement, named by WITH.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.record_settling import settled_files
from tests.support.record_values import Shape, values_sql
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
    whole_closure_sql,
)
from trustboard.compiler.records.passes import CODES
from trustboard.compiler.records.sources import MOST_RECORDS
from trustboard.definitions.working_days import working_days
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference.records import answer_counting
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session, identifier, literal

Answering = Callable[[World], Mapping[Key, Figure]]


class Query(NamedTuple):
    """One query of a slot: its final numbers, or those of its histograms; and its columns with their types."""

    slot: Slot
    is_histogram: bool
    sql: str
    types: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name for name, _ in self.types)

    def read(self, texts: Sequence[str | None]) -> tuple[Any, ...]:
        """Cells from their texts."""
        return tuple(
            None if text is None else _READ.get(kind, Decimal)(text)
            for text, (_, kind) in zip(texts, self.types, strict=True)
        )


class Kept(NamedTuple):
    """A query of cells, the relation that is to hold them, and its columns."""

    name: str
    sql: str
    shape: Shape


_READ: Mapping[str, Callable[[str], Any]] = {"TEXT": str, "DATE": date.fromisoformat, "BIGINT": int}
_SLICE = {
    "unit": "TEXT",
    "commissioner": "TEXT",
    "council": "TEXT",
    "group_code": "TEXT",
    "period_start": "DATE",
}
_KEYS = dict.fromkeys(CODES, "TEXT") | {"period_start": "DATE"}
_PEOPLE = {"records": "BIGINT", "people": "BIGINT"}
_BINS = {"atom": "BIGINT", "value": "BIGINT", "times": "BIGINT"}


def countings_of(world: World) -> tuple[RecordCounting, ...]:
    """A world's indicators, read and checked."""
    return tuple(record_counting_of(each, world.surroundings) for each in world.indicators)


def answer_by_reference(world: World, countings: Sequence[RecordCounting] | None = None) -> dict[Key, Figure]:
    """Figures of the slow engine."""
    figures: list[Figure] = []
    for counting in countings_of(world) if countings is None else countings:
        closure = {grain: world.closure(grain) for grain in {cell_grain(counting, p) for p in counting.parts}}
        figures += answer_counting(counting, world.surroundings, world.rows, closure, world.coverage)
    return keyed(figures)


class DuckDB:
    """The compiled engine in a session, whose temporary tables it makes anew for every world.

    Records that a later file changed are settled in a store under `folder`, which the session may reach.
    """

    def __init__(self, session: Session, folder: Path | None = None) -> None:
        self._session, self._folder = session, folder
        rows = working_days({}).numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY)
        self._make("working_days", values_sql(WORKING_DAYS, rows))

    def answer(self, world: World, countings: Sequence[RecordCounting] | None = None) -> dict[Key, Figure]:
        """Figures of a world's indicators."""
        asked = Asked.of(world, countings_of(world) if countings is None else countings)
        for name, shape, rows in asked.tables():
            self._make(name, values_sql(shape, rows))
        for name in world.earlier if self._folder is not None else ():
            self._settle(world, name)
        return asked.figures({query: self._session.rows(query.sql) for query in asked.queries("duckdb")})

    def _settle(self, world: World, extract: str) -> None:
        assert self._folder is not None
        files = settled_files(world, extract, self._folder, self._session)
        if files:
            paths = ", ".join(map(literal, files))
            self._make(extract, f"SELECT * FROM read_parquet([{paths}])")
        else:
            self._session.run(f"DELETE FROM {identifier(extract)}")

    def _make(self, name: str, sql: str) -> None:
        self._session.run(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS {sql}")


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

    def kept(self, dialect: str) -> Iterator[Kept]:
        """Every query of cells that figures need, as a calculation asks it: on Spark these alone."""
        needed = (slot.pass_index for slot in self.plan.slots if self.plan.spans(slot, self.world.coverage))
        for index in dict.fromkeys(needed):
            pass_ = self.plan.passes[index]
            numbers = {"person": "TEXT"} if pass_.is_recount else pass_.measures
            shapes = {"cells": _KEYS | numbers, "bins": _KEYS | _BINS}
            for sort, sql in self._sorts(pass_, dialect).items():
                sql = _with({"stretches": self._stretches(index, dialect), "": sql})
                yield Kept(self._kept_name(sort, index), sql, shapes[sort])

    def queries(self, dialect: str, *, are_kept: bool = False) -> Iterator[Query]:
        """Every query of the plan, in one order; over cells that are kept already, or that it counts itself."""
        for slot in self.plan.slots:
            index, pass_ = slot.pass_index, self.plan.passes[slot.pass_index]
            spans = self.plan.spans(slot, self.world.coverage)
            if not spans:
                continue
            small = {
                "stretches": self._stretches(index, dialect),
                "spans": values_sql(SPANS, spans, dialect),
            }
            sorts = self._sorts(pass_, dialect)
            if are_kept:
                sorts = {sort: f"SELECT * FROM {identifier(self._kept_name(sort, index))}" for sort in sorts}
            measures = _PEOPLE if pass_.is_recount else pass_.measures
            numbers = tuple((_SLICE | measures).items())
            asked = small | self._numbers(pass_, slot, sorts["cells"], dialect)
            yield Query(slot, False, _with(asked), numbers)
            if pass_.histograms:
                bins = tuple((_SLICE | _BINS).items())
                yield Query(slot, True, _with(small | self._bins(pass_, sorts["bins"], dialect)), bins)

    def _kept_name(self, sort: str, index: int) -> str:
        return f"{self.prefix}{sort} {index}"

    def _stretches(self, index: int, dialect: str) -> str:
        stretches = self.plan.stretches(index, self.world.coverage)
        return values_sql(STRETCHES, ((each.start, each.end) for each in stretches), dialect)

    def _sorts(self, pass_: Pass, dialect: str) -> dict[str, str]:
        """The queries of a pass's cells: of those that add up, and of its histograms."""
        sources = self._sources(pass_)
        found = {"cells": cells_sql(pass_, sources=sources, dialect=dialect)}
        if pass_.histograms:
            found["bins"] = histogram_sql(pass_, sources=sources, dialect=dialect)
        return found

    def _numbers(self, pass_: Pass, slot: Slot, cells: str, dialect: str) -> dict[str, str]:
        held = self._held(pass_, dialect)
        if pass_.is_recount:
            last = recount_sql(pass_, cells="cells", closure="held", spans="spans", dialect=dialect)
            return {"cells": cells, "held": held, "": last}
        most = self._most_records(pass_)
        rolled = rollup_sql(pass_, cells="cells", closure="held", most_records=most, dialect=dialect)
        return {
            "cells": cells,
            "held": held,
            "rolled": rolled,
            "": spanned_sql(pass_, rolled="rolled", spans="spans", slot=slot, dialect=dialect),
        }

    def _held(self, pass_: Pass, dialect: str) -> str:
        closure, trust = f"{self.prefix}closure {pass_.grain}", self.world.surroundings.trust
        return whole_closure_sql(cells="cells", closure=closure, trust=trust, dialect=dialect)

    def _most_records(self, pass_: Pass) -> int:
        """The least bound that a calculation gives, so that counts stand as close as they ever do; or none."""
        rows = len(self.world.rows[pass_.extract])
        return MOST_RECORDS if rows and not rows % 4 else max(1, rows)

    def _bins(self, pass_: Pass, bins: str, dialect: str) -> dict[str, str]:
        return {
            "cells": bins,
            "held": self._held(pass_, dialect),
            "rolled": rollup_histogram_sql(pass_, cells="cells", closure="held", dialect=dialect),
            "": spanned_histogram_sql(rolled="rolled", spans="spans", dialect=dialect),
        }

    def _sources(self, pass_: Pass) -> Sources:
        return Sources(
            records=self.prefix + pass_.extract,
            extracts={extract: self.prefix + extract for extract in pass_.referenced_extracts},
            lookups={table: f"{self.prefix}lookup {table}" for table in pass_.lookups},
            most_records=self._most_records(pass_),
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


def keyed(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """Figures by what they belong to; two of one key are a fault."""
    found: dict[Key, Figure] = {}
    for figure in figures:
        key = (figure.indicator, figure.slice, figure.period)
        assert key not in found, key
        found[key] = figure
    return found
