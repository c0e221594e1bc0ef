"""Worked cases of record indicators: rows of one unit in, parts of one period's figure out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import localcontext

from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference.comparing import difference
from trustboard.reference.records.answering import DIGITS, Reading
from trustboard.reference.records.case_rows import case_period, case_rows
from trustboard.reference.records.periods import cells_of, days_read
from trustboard.reference.records.places import Structure
from trustboard.reference.records.seen import Row, Seen, World
from trustboard.reference.records.values import text
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State


@dataclass(frozen=True, slots=True)
class AskedCase:
    """A worked case as it is put to an engine: the figure of `slice` and `period` is to come out.

    `rows` and `coverage` are by extract. Every unit counts for the trust, whichever the rows name. Nothing
    is not due, unless the case says so: then the records end with the period.
    """

    slice: Slice
    period: Period
    rows: Mapping[str, list[Row]]
    coverage: Mapping[str, Coverage]
    closure: tuple[ClosureRow, ...]
    world: World

    def figure(self, counting: RecordCounting) -> Figure:
        """Answer the case by a counting: the indicator's own, or one that is a little different."""
        with localcontext(prec=DIGITS):
            structure = Structure(_closure(counting, self.world, self.period))
            return Reading(counting, self.world, structure).figure(self.slice, self.period, self.coverage)


def worked_record_case(indicator: Indicator, surroundings: Surroundings, case: Case) -> Issue | None:
    """Answer one worked case; returns what does not agree, or None when all does."""
    try:
        counting = record_counting_of(indicator, surroundings)
        figure = asked_case(indicator, surroundings, case, counting).figure(counting)
    except Mistake as mistake:
        return mistake.issues[0]
    return difference(indicator, case, figure)


def asked_case(
    indicator: Indicator, surroundings: Surroundings, case: Case, counting: RecordCounting
) -> AskedCase:
    """Make ready what an engine needs to answer a case; raises Mistake with what cannot be read."""
    rows = case_rows(indicator, surroundings, case)
    period = case_period(indicator, case)
    world = World.of(surroundings, rows)
    with localcontext(prec=DIGITS):
        closure = _closure(counting, world, period)
    coverage = _coverage(counting, surroundings, period, case)
    return AskedCase(Slice(surroundings.trust), period, rows, coverage, closure, world)


def _closure(counting: RecordCounting, world: World, period: Period) -> tuple[ClosureRow, ...]:
    """Every unit that a row names counts for the trust, as its own."""
    trust = world.surroundings.trust
    lines = [
        ClosureRow(trust, text(part.place.unit, Seen(record, cell, world)) or trust, cell.start, True)
        for part in counting.parts
        for cell in cells_of(counting, part, period)
        for record in world.records.get(part.extract, ())
    ]
    own = [
        ClosureRow(trust, trust, cell.start, True)
        for part in counting.parts
        for cell in cells_of(counting, part, period)
    ]
    return tuple(dict.fromkeys([*own, *lines]))


def _coverage(
    counting: RecordCounting, surroundings: Surroundings, period: Period, case: Case
) -> dict[str, Coverage]:
    first = min(days_read(counting, part, period)[0] for part in counting.parts).replace(day=1)
    lag = 0 if case.state is State.NOT_DUE else counting.lag_days
    covered = Coverage(first, period.end + timedelta(days=lag))
    return {name: covered for name, each in surroundings.contracts.items() if each.records is not None}
