"""Rolled-up rows to figures: which slices and periods have one, and what each is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trustboard.compiler.records.atoms import Atom, Distinct
from trustboard.compiler.records.numbers import Answered, Numbers, SliceKey
from trustboard.compiler.records.parts import OfSlice, parts_of
from trustboard.compiler.records.periods import Coverages, absence, cells_of, figure_periods, span_of
from trustboard.compiler.records.plan import RecordPlan, Slot, slots_of
from trustboard.compiler.records.recipes import Arm, Recipe, Source
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.figure import Accumulator, Figure, Slice
from trustboard.vocabulary.period import Grain, Period

Closures = Mapping[Grain, Iterable[ClosureRow]]


def assemble_records(
    plan: RecordPlan,
    answered: Mapping[Slot, Answered],
    *,
    coverage: Coverages,
    closures: Closures,
    trust: str,
) -> list[Figure]:
    """Make the figures of every indicator of a plan, by indicator, arm, slice and period.

    `answered` holds what the queries of each slot gave; a slot without spans may be left out. `closures`
    holds, by grain of cells, the rows of the closure of that grain's periods; `trust` is the code of the
    unit that always has figures.
    """
    numbers = {
        slot: Numbers(plan.passes[slot.pass_index], answered.get(slot, Answered())) for slot in plan.slots
    }
    there = {grain: _there(rows) for grain, rows in closures.items()}
    return [
        figure
        for recipe in plan.recipes
        for figure in _Assembly(plan, recipe, numbers, coverage, there).figures(trust)
    ]


def _there(rows: Iterable[ClosureRow]) -> frozenset[tuple[str, date]]:
    """Gather which units the organisation has in which cell period."""
    return frozenset((row.unit, row.period_start) for row in rows if row.unit == row.source_unit)


@dataclass(frozen=True)
class _When:
    """One figure period: the cell period that says which units there are, and why it has no numbers."""

    period: Period
    last_cell: date
    absent: Accumulator | None


class _Assembly:
    """One indicator's figures."""

    def __init__(
        self,
        plan: RecordPlan,
        recipe: Recipe,
        numbers: Mapping[Slot, Numbers],
        coverage: Coverages,
        there: Mapping[Grain, frozenset[tuple[str, date]]],
    ) -> None:
        self._plan, self._recipe = plan, recipe
        self._numbers = {slot.pass_index: numbers[slot] for slot in slots_of(recipe)}
        self._grain = plan.passes[recipe.arms[0].numerator.pass_index].grain
        self._periods = [self._when(period, coverage) for period in figure_periods(recipe, coverage)]
        self._there = there[self._grain] if self._periods else frozenset[tuple[str, date]]()

    def figures(self, trust: str) -> Iterator[Figure]:
        """Make them, arm by arm; the trust has its own whether anything was counted or not."""
        for arm in self._recipe.arms:
            always: set[SliceKey] = {(trust, None, None, None)} if arm.by is None else set()
            parts = parts_of(self._recipe, arm, self._numbers, self._atom)
            for key in sorted(self._counted(arm) | always, key=_in_order):
                yield from self._of_slice(key, parts)

    def _atom(self, source: Source) -> Atom:
        return self._plan.passes[source.pass_index].atoms[source.atom]

    def _when(self, period: Period, coverage: Coverages) -> _When:
        state = absence(self._recipe, period, coverage)
        last_cell = cells_of(self._grain, span_of(self._recipe, period))[-1]
        return _When(period, last_cell.start, None if state is None else Accumulator(state=state))

    def _counted(self, arm: Arm) -> set[SliceKey]:
        """Find the slices with a record of the population in any of the periods."""
        starts = frozenset(when.period.start for when in self._periods)
        found: set[SliceKey] = set()
        for source in arm.presences:
            atom = self._atom(source)
            name = "records" if isinstance(atom, Distinct) else f"a{source.atom}_count"
            found |= self._numbers[source.pass_index].slices(name, starts)
        return found

    def _of_slice(self, key: SliceKey, parts: OfSlice) -> Iterator[Figure]:
        recipe, slice_, of_period = self._recipe, Slice(*key), parts(key)
        for when in self._periods:
            if (slice_.unit, when.last_cell) in self._there:
                yield Figure(
                    indicator=recipe.indicator,
                    slice=slice_,
                    period=when.period,
                    kind=recipe.kind,
                    parts=when.absent or of_period(when.period.start),
                    per=recipe.per,
                )


def _in_order(key: SliceKey) -> tuple[str, ...]:
    """Whole units before their cuts."""
    return tuple(code or "" for code in key)
