"""A record indicator's definition answered row by row: which records count for which slice and period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import localcontext

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import Part, RecordCounting
from trustboard.reference.records.periods import Coverages, absence, cells_of, figure_periods
from trustboard.reference.records.places import Closure, Structure
from trustboard.reference.records.seen import Row, World
from trustboard.reference.records.tallying import Tally, accumulated, tallied
from trustboard.vocabulary.figure import Accumulator, Figure, Slice
from trustboard.vocabulary.period import Period

DIGITS = 100  # enough to keep every sum and product exact


def answer_records(
    indicator: Indicator,
    surroundings: Surroundings,
    rows: Mapping[str, Sequence[Row]],
    closure: Closure,
    coverage: Coverages,
) -> list[Figure]:
    """Answer a record indicator over settled rows, by extract: every figure it has, by period and slice.

    `closure` holds the periods of all cells: months or weeks, and for open clocks the figures' own; where
    their grains differ, by grain.
    Raises Mistake where the definition is wrong.
    """
    return answer_counting(record_counting_of(indicator, surroundings), surroundings, rows, closure, coverage)


def answer_counting(
    counting: RecordCounting,
    surroundings: Surroundings,
    rows: Mapping[str, Sequence[Row]],
    closure: Closure,
    coverage: Coverages,
) -> list[Figure]:
    """Answer what is already read from the definition; else as `answer_records`."""
    periods = figure_periods(counting, coverage)
    with localcontext(prec=DIGITS):
        reading = Reading(counting, World.of(surroundings, rows), Structure(closure))
        slices = reading.slices(periods)
        return [
            reading.figure(slice_, period, coverage)
            for period in periods
            for slice_ in slices
            if reading.is_valid(slice_, period)
        ]


class Reading:
    """One indicator read over its records; what was found of a cell is kept, as windows overlap."""

    def __init__(self, counting: RecordCounting, world: World, structure: Structure) -> None:
        self.counting, self.world, self.structure = counting, world, structure
        self._tallies: dict[tuple[Part, Period], list[Tally]] = {}

    def tallies(self, part: Part | None, period: Period) -> Iterator[Tally]:
        """What a part finds in the cells of a figure's period, for any slice."""
        if part is None:
            return
        for cell in cells_of(self.counting, part, period):
            key = (part, cell)
            if key not in self._tallies:
                self._tallies[key] = list(tallied(self.counting, part, cell, self.world, self.structure))
            yield from self._tallies[key]

    def slices(self, periods: Iterable[Period]) -> list[Slice]:
        """The trust, and every slice for which a record of the population counts in any of the periods."""
        found = {Slice(self.world.surroundings.trust)}
        for period in periods:
            for part in self.counting.parts:
                found |= {slice_ for tally in self.tallies(part, period) for slice_ in tally.slices}
        return sorted(found)

    def is_valid(self, slice_: Slice, period: Period) -> bool:
        """Whether a slice's unit is in the organisation in the last cell of a period."""
        last = cells_of(self.counting, self.counting.numerator, period)[-1]
        return self.structure.has(slice_.unit, last)

    def figure(self, slice_: Slice, period: Period, coverage: Coverages) -> Figure:
        """The figure of one slice and period: no numbers where a month was not sent, or it is not due."""
        absent = absence(self.counting, period, coverage, self.world.surroundings.contracts)
        return Figure(
            indicator=self.counting.indicator,
            slice=slice_,
            period=period,
            kind=self.counting.kind,
            parts=self._parts(slice_, period) if absent is None else Accumulator(state=absent),
            per=self.counting.per,
        )

    def _parts(self, slice_: Slice, period: Period) -> Accumulator:
        numerator, denominator = (
            [tally for tally in self.tallies(part, period) if slice_ in tally.slices]
            for part in (self.counting.numerator, self.counting.denominator)
        )
        return accumulated(self.counting, numerator, denominator)
