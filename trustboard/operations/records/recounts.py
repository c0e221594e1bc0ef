"""Different people, counted again for every unit and period of figures, but only where they must be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trustboard.compiler.records import (
    CLOSURE,
    SPANS,
    RecordPlan,
    Slot,
    Span,
    recount_sql,
    whole_closure_sql,
)
from trustboard.definitions.structure import ClosureRow
from trustboard.operations.records.cells import Passing, Say
from trustboard.operations.records.made_of import MadeOf, digest
from trustboard.operations.records.roll_ups import kept_sql, rolled_of
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Period
from trustboard.warehouse.engine import DuckDBEngine


@dataclass(frozen=True)
class Recount:
    """The figures of one slot of a pass of distinct people: what each period's people are made of.

    `spans` are the days that each period adds up, `cells` the periods of cells within them.
    """

    slot: Slot
    passing: Passing
    spans: Mapping[Period, Span]
    cells: Mapping[Period, Sequence[Period]]
    made_of: Mapping[Period, MadeOf]

    @property
    def shelf(self) -> str:
        """Under which name its results are kept."""
        return f"people by {self.slot.grain.value} over {self.slot.window}"

    @property
    def stale(self) -> dict[Period, list[str]]:
        """The periods whose people must be counted again, each with why."""
        return self.passing.kept.shelf(self.shelf).stale(self.made_of)


def recount_of(
    plan: RecordPlan,
    slot: Slot,
    passing: Passing,
    closure: Sequence[ClosureRow],
    coverage: Mapping[str, Coverage],
) -> Recount:
    """Tell of every period of a slot what its people are made of: cells, and who counts for whom in them."""
    made = rolled_of(passing, closure)
    spans = {Period.containing(span.period_start, slot.grain): span for span in plan.spans(slot, coverage)}
    cells = {period: _within(passing, span) for period, span in spans.items()}
    return Recount(
        slot=slot,
        passing=passing,
        spans=spans,
        cells=cells,
        made_of={period: dict(_together([made[cell] for cell in each])) for period, each in cells.items()},
    )


def _within(passing: Passing, span: Span) -> list[Period]:
    return [cell for cell in passing.made_of if span.span_start <= cell.start <= span.span_end]


def _together(made: Sequence[MadeOf]) -> Iterator[tuple[str, str]]:
    """Hash each thing of several cells' at once."""
    for name in made[0]:
        yield name, digest(each[name] for each in made)


def recount(
    asked: Recount, closure: Sequence[ClosureRow], engine: DuckDBEngine, *, trust: str, say: Say
) -> None:
    """Count people again for the periods whose cells or structure changed, and keep them."""
    stale, passing = list(asked.stale), asked.passing
    if not stale:
        return
    say(f"counting people again, {passing.label}: {len(stale)} of {len(asked.spans)} periods")
    cells = sorted({cell for period in stale for cell in asked.cells[period]})
    starts = {cell.start for cell in cells}
    engine.offer_rows("structure", [row for row in closure if row.period_start in starts], CLOSURE)
    engine.offer_rows("spans", [asked.spans[period] for period in stale], SPANS)
    engine.show("people", kept_sql(passing, "cells", cells))
    engine.make("closure", whole_closure_sql(cells="people", closure="structure", trust=trust))
    query = recount_sql(passing.pass_, cells="people", closure="closure", spans="spans")
    name = passing.kept.put_file(lambda place: engine.write(query, place))
    passing.kept.shelf(asked.shelf).put(name, {period: asked.made_of[period] for period in stale})
    passing.kept.save()
