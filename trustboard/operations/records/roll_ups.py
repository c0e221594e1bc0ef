"""Cells to units, period by period, kept; and what the figures of each slot add up to."""

from collections.abc import Iterable, Mapping, Sequence

from trustboard.compiler.records import (
    CLOSURE,
    SPANS,
    Answered,
    Pass,
    RecordPlan,
    Slot,
    rollup_histogram_sql,
    rollup_sql,
    spanned_histogram_sql,
    spanned_sql,
    whole_closure_sql,
)
from trustboard.definitions.structure import ClosureRow
from trustboard.operations.records.cells import Passing, Say
from trustboard.operations.records.kept import Shelf
from trustboard.operations.records.made_of import PROGRAM, MadeOf, key_of, structure_of
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Period
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.session import literal

SORTS = {"cells": "rolled", "bins": "rolled bins"}
FORMAT = "1"  # of roll-ups: raised when the same cells are added up in another way


def roll_up(
    passing: Passing, closure: Sequence[ClosureRow], engine: DuckDBEngine, *, trust: str, say: Say
) -> None:
    """Add a pass's cells up to units, for the periods whose cells or structure changed.

    Cells of units that the organisation lacks then count for the trust, by its code.
    """
    made = rolled_of(passing, closure)
    stale = list(passing.kept.shelf("rolled").stale(made))
    if not stale:
        return
    say(f"adding up {passing.label}: {len(stale)} of {len(made)} periods")
    starts = {period.start for period in stale}
    engine.offer_rows("structure", [row for row in closure if row.period_start in starts], CLOSURE)
    for sort in _sorts(passing.pass_):
        engine.show(sort, kept_sql(passing, sort, stale))
        engine.make("closure", whole_closure_sql(cells=sort, closure="structure", trust=trust))
        query = _rollup(passing, sort)
        name = passing.kept.put_file(lambda place, sql=query: engine.write(sql, place))  # type: ignore[misc]
        passing.kept.shelf(SORTS[sort]).put(name, {period: made[period] for period in stale})
    passing.kept.save()


def rolled_of(passing: Passing, closure: Iterable[ClosureRow]) -> dict[Period, MadeOf]:
    """List what decides each period's roll-ups: its cells, and who counts for whom in it."""
    rows: dict[object, list[ClosureRow]] = {}
    for row in closure:
        rows.setdefault(row.period_start, []).append(row)
    return {
        period: {
            PROGRAM: FORMAT,
            "its cells": key_of(made),
            "the organisation": structure_of(rows.get(period.start, ())),
        }
        for period, made in passing.made_of.items()
    }


def _rollup(passing: Passing, sort: str) -> str:
    if sort == "bins":
        return rollup_histogram_sql(passing.pass_, cells=sort, closure="closure")
    return rollup_sql(passing.pass_, cells=sort, closure="closure", most_records=passing.most_records)


def _sorts(pass_: Pass) -> tuple[str, ...]:
    return ("cells", "bins") if pass_.histograms else ("cells",)


def kept_sql(passing: Passing, sort: str, periods: Iterable[Period]) -> str:
    """Write the query of all that is kept of some periods, from the files that hold them."""
    shelf: Shelf = passing.kept.shelf(sort)
    arms = (
        f"SELECT * FROM read_parquet({literal(passing.kept.path(file))})"
        f" WHERE period_start IN ({', '.join(f'DATE {literal(start.isoformat())}' for start in starts)})"
        for file, starts in shelf.files(periods).items()
    )
    return "\nUNION ALL\n".join(arms)


def answer_slot(
    plan: RecordPlan, slot: Slot, passing: Passing, engine: DuckDBEngine, coverage: Mapping[str, Coverage]
) -> Answered:
    """Add kept periods up to the periods of a slot's figures."""
    spans = plan.spans(slot, coverage)
    if not spans:
        return Answered()
    pass_, periods = passing.pass_, list(passing.made_of)
    engine.offer_rows("spans", spans, SPANS)
    engine.show("rolled", kept_sql(passing, "rolled", periods))
    rows = engine.rows(spanned_sql(pass_, rolled="rolled", spans="spans", slot=slot))
    if not pass_.histograms:
        return Answered(rows)
    engine.show("rolled bins", kept_sql(passing, "rolled bins", periods))
    return Answered(rows, engine.rows(spanned_histogram_sql(rolled="rolled bins", spans="spans")))
