"""Figures of record indicators through the compiler and DuckDB, step by step as a calculation takes them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.support.counting import fill
from trustboard.compiler.records import (
    CLOSURE,
    FIRST_WORKING_DAY,
    LAST_WORKING_DAY,
    SPANS,
    STRETCHES,
    WORKING_DAYS,
    Answered,
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
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.working_days import WorkingDays
from trustboard.expressions.record_counting import RecordCounting
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Grain
from trustboard.warehouse.session import Session

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Closing = Callable[[Grain], Sequence[ClosureRow]]
TYPES = {
    FieldType.CODE: "TEXT",
    FieldType.TEXT: "TEXT",
    FieldType.INTEGER: "BIGINT",
    FieldType.DECIMAL: "DECIMAL(18,6)",
    FieldType.DATE: "DATE",
    FieldType.TIME: "TIMESTAMP",
    FieldType.BOOLEAN: "BOOLEAN",
}


def compiled_figures(
    countings: Sequence[RecordCounting],
    surroundings: Surroundings,
    rows: Rows,
    closure: Closing,
    coverage: Mapping[str, Coverage],
    session: Session,
) -> list[Figure]:
    """Figures of the compiled engine; `closure` gives that of every period of a grain."""
    plan = plan_records(countings, surroundings)
    offer(session, surroundings, rows)
    answered: dict[Slot, Answered] = {}
    for index, pass_ in enumerate(plan.passes):
        lines = [line._asdict() for line in closure(pass_.grain)]
        fill(session, "closure", CLOSURE, lines)
        answered |= answers(session, plan, index, coverage, surroundings.trust)
    closures = {pass_.grain: closure(pass_.grain) for pass_ in plan.passes}
    return assemble_records(plan, answered, coverage=coverage, closures=closures, trust=surroundings.trust)


def answers(
    session: Session, plan: RecordPlan, index: int, coverage: Mapping[str, Coverage], trust: str
) -> dict[Slot, Answered]:
    """What the queries of one pass give, for each of its slots."""
    pass_ = plan.passes[index]
    stretches = plan.stretches(index, coverage)
    fill(session, "stretches", STRETCHES, [period_row(each.start, each.end) for each in stretches])
    sources = sources_of(plan, index)
    make(session, "cells", cells_sql(pass_, sources=sources))
    make(session, "held", whole_closure_sql(cells="cells", closure="closure", trust=trust))
    if not pass_.is_recount:
        make(session, "rolled", rollup_sql(pass_, cells="cells", closure="held"))
    if pass_.histograms:
        make(session, "bins", histogram_sql(pass_, sources=sources))
        make(session, "rolled bins", rollup_histogram_sql(pass_, cells="bins", closure="held"))
    found = {}
    for slot in plan.slots:
        if slot.pass_index == index:
            fill(session, "spans", SPANS, [span._asdict() for span in plan.spans(slot, coverage)])
            found[slot] = answer(session, plan, slot)
    return found


def answer(session: Session, plan: RecordPlan, slot: Slot) -> Answered:
    pass_ = plan.passes[slot.pass_index]
    if pass_.is_recount:
        return Answered(session.rows(recount_sql(pass_, cells="cells", closure="held", spans="spans")))
    bins = spanned_histogram_sql(rolled="rolled bins", spans="spans")
    return Answered(
        session.rows(spanned_sql(pass_, rolled="rolled", spans="spans", slot=slot)),
        session.rows(bins) if pass_.histograms else (),
    )


def sources_of(plan: RecordPlan, index: int) -> Sources:
    """Relations by the names under which `offer` makes them."""
    pass_ = plan.passes[index]
    return Sources(
        records=pass_.extract,
        extracts={extract: extract for extract in pass_.referenced_extracts},
        lookups={table: f"lookup {table}" for table in pass_.lookups},
    )


def offer(session: Session, surroundings: Surroundings, rows: Rows) -> None:
    """Make tables of settled rows, lookup tables and working days."""
    for name, contract in surroundings.contracts.items():
        fill(session, f'"{name}"', settled_shape(contract), rows.get(name, ()))
    for table in surroundings.lookups.values():
        shape = dict.fromkeys(("key", *table.columns), "TEXT") | {"valid_from": "DATE", "valid_to": "DATE"}
        lines = [
            dict(zip(shape, (row.key, *row.values, row.valid_from, row.valid_to), strict=True))
            for row in table.rows
        ]
        fill(session, f'"lookup {table.name}"', shape, lines)
    make_working_days(session, surroundings.working_days)


def make_working_days(session: Session, days: WorkingDays) -> None:
    """Make the table of every day's number."""
    session.offer("numbered", _numbered(days))
    casts = ", ".join(f"CAST({name} AS {type_}) AS {name}" for name, type_ in WORKING_DAYS.items())
    make(session, "working_days", f"SELECT {casts} FROM numbered")


@cache
def _numbered(working_days: WorkingDays) -> Mapping[str, npt.NDArray[np.generic]]:
    days, numbers = zip(*working_days.numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY), strict=True)
    return {"day": np.array(days, dtype="datetime64[s]"), "number": np.array(numbers)}


def settled_shape(contract: Contract) -> dict[str, str]:
    """Columns of settled rows, with DuckDB's types."""
    fields = {name: TYPES[type_] for name, type_ in contract.accepted_fields.items()}
    return {"event_month": "DATE", "record_key": "TEXT"} | fields


def make(session: Session, table: str, sql: str) -> None:
    session.run(f'CREATE OR REPLACE TEMP TABLE "{table}" AS {sql}')


def period_row(start: object, end: object) -> dict[str, object]:
    return {"period_start": start, "period_end": end}
