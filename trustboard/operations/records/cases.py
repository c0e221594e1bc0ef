"""Worked cases put to the embedded engine, by the same plan and queries that count a month's files."""

from collections.abc import Mapping, Sequence

from trustboard.compiler import assemble, cells_sql, plan, rollup_sql
from trustboard.compiler.records import (
    CLOSURE,
    SPANS,
    Answered,
    RecordPlan,
    Slot,
    assemble_records,
    histogram_sql,
    plan_records,
    recount_sql,
    rollup_histogram_sql,
    spanned_histogram_sql,
    spanned_sql,
)
from trustboard.compiler.records import (
    cells_sql as record_cells_sql,
)
from trustboard.compiler.records import (
    rollup_sql as record_rollup_sql,
)
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import Type, field_types, record_counting_of
from trustboard.operations.records.relations import Relations, records_of
from trustboard.reference.records import AskedCase, asked_case
from trustboard.reference.working import case_closure, counted_case_rows, nothing_counted
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import settled_shape

_KEYS = {name: "TEXT" for name in ("unit", "commissioner", "council", "group_code")}
_PERIOD = {"period_start": "DATE", "period_end": "DATE", "window_months": "BIGINT"}
_TYPES = {Type.TEXT: "TEXT", Type.DATE: "DATE", Type.NUMBER: "DECIMAL(18,6)"}


def case_by_engine(
    indicator: Indicator, surroundings: Surroundings, case: Case, engine: DuckDBEngine
) -> Figure:
    """Answer a worked case by the engine; raises Mistake where the case or the definition cannot be read."""
    contract = surroundings.contracts[indicator.extract]
    if contract.records is None:
        return _counted(indicator, contract, case, engine)
    counting = record_counting_of(indicator, surroundings)
    asked = asked_case(indicator, surroundings, case, counting)
    planned = plan_records([counting], surroundings)
    _offer(asked, surroundings, engine)
    answered = _answers(planned, asked, Relations(engine, surroundings))
    figures = assemble_records(
        planned,
        answered,
        coverage=asked.coverage,
        closures={pass_.grain: asked.closure for pass_ in planned.passes},
        trust=surroundings.trust,
    )
    return next(each for each in figures if each.slice == asked.slice and each.period == asked.period)


def _offer(asked: AskedCase, surroundings: Surroundings, engine: DuckDBEngine) -> None:
    """Offer the case's rows of every extract of records; those it does not name are empty."""
    for extract, contract in surroundings.contracts.items():
        if contract.records is None:
            continue
        shape = settled_shape(contract)
        rows = [tuple(row[name] for name in shape) for row in asked.rows.get(extract, ())]
        engine.offer_rows(records_of(extract), rows, shape)
        engine.offer_rows(f"pointed to in {extract}", rows, shape)
    engine.offer_rows("closure", asked.closure, CLOSURE)


def _answers(planned: RecordPlan, asked: AskedCase, relations: Relations) -> Mapping[Slot, Answered]:
    engine, answered = relations.engine, {}
    assert isinstance(engine, DuckDBEngine)
    for index, pass_ in enumerate(planned.passes):
        stretches = planned.stretches(index, asked.coverage)
        sources = relations.offer_tables(pass_, stretches)
        engine.make("cells", record_cells_sql(pass_, sources=sources))
        if pass_.histograms:
            engine.make("bins", histogram_sql(pass_, sources=sources))
            engine.make("rolled bins", rollup_histogram_sql(pass_, cells="bins", closure="closure"))
        if not pass_.is_recount:
            engine.make("rolled", record_rollup_sql(pass_, cells="cells", closure="closure"))
        for slot in (each for each in planned.slots if each.pass_index == index):
            engine.offer_rows("spans", planned.spans(slot, asked.coverage), SPANS)
            if pass_.is_recount:
                query = recount_sql(pass_, cells="cells", closure="closure", spans="spans")
            else:
                query = spanned_sql(pass_, rolled="rolled", spans="spans")
            bins = spanned_histogram_sql(rolled="rolled bins", spans="spans") if pass_.histograms else None
            answered[slot] = Answered(engine.rows(query), engine.rows(bins) if bins else ())
    return answered


def _counted(indicator: Indicator, contract: Contract, case: Case, engine: DuckDBEngine) -> Figure:
    """Answer a case of an extract that arrives counted."""
    planned = plan(contract, [indicator])
    shape = _KEYS | _PERIOD | _field_shape(contract)
    rows = counted_case_rows(indicator, contract, case)
    engine.offer_rows("accepted", [_cells(row, list(shape)) for row in rows], shape)
    engine.offer_rows("closure", case_closure(indicator), CLOSURE)
    engine.make("cells", cells_sql(planned, source="accepted"))
    figures = assemble(planned, engine.rows(rollup_sql(planned, cells="cells", closure="closure")))
    return figures[0] if figures else nothing_counted(indicator)


def _field_shape(contract: Contract) -> dict[str, str]:
    shape: dict[str, str] = {}
    for name, type_ in field_types(contract).items():
        shape[name] = _TYPES[type_]
        if type_ is Type.NUMBER:
            shape[f"{name}__state"] = "TEXT"
    return shape


def _cells(row: Mapping[str, object], names: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)
