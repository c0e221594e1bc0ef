"""Which records of a cell an indicator counts, for which slices and with how much."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from trustboard.expressions.nodes import Type
from trustboard.expressions.record_counting import Part, RecordCounting
from trustboard.reference.records.periods import belongs
from trustboard.reference.records.places import Structure, slices_of
from trustboard.reference.records.seen import Record, Seen, World
from trustboard.reference.records.values import is_true, number, text
from trustboard.vocabulary.figure import Accumulator, Kind, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

_MEASURING = frozenset({Kind.MEAN, Kind.QUANTILE, Kind.MAXIMUM})


@dataclass(frozen=True, slots=True)
class Tally:
    """One record of a cell that meets the population, and what it adds.

    `amount` is what it adds to its part: 1 or 0 of a condition, a number (None: not known). `text` is the
    person (or other text) of a distinct count. `is_counted`: it meets the condition, or what it adds is
    known.
    """

    record: Record
    cell: Period
    slices: frozenset[Slice]
    is_counted: bool
    amount: Decimal | None = None
    text: str | None = None


def tallied(
    counting: RecordCounting, part: Part, cell: Period, world: World, structure: Structure
) -> Iterator[Tally]:
    """Go through the records of one cell that meet the population."""
    for record in world.records.get(part.extract, ()):
        seen = Seen(record, cell, world)
        if belongs(part.when, seen) and is_true(part.population, seen):
            slices = frozenset(slices_of(counting, part, seen, structure))
            yield _tally(counting, part, seen, slices)


def _tally(counting: RecordCounting, part: Part, seen: Seen, slices: frozenset[Slice]) -> Tally:
    """A proportion's numerator takes none that its denominator leaves out."""
    if part.counted is not None and part.counted.type is Type.TEXT:
        person = text(part.counted, seen)
        return Tally(seen.record, seen.period, slices, person is not None, text=person)
    if part.counted is not None and part.counted.type is Type.NUMBER:
        amount = number(part.counted, seen)
        return Tally(seen.record, seen.period, slices, amount is not None, amount)
    is_counted = is_true(part.counted, seen)
    if counting.kind is Kind.PROPORTION and counting.denominator is not None:
        is_counted = is_counted and is_true(counting.denominator.counted, seen)
    return Tally(seen.record, seen.period, slices, is_counted, Decimal(is_counted))


def accumulated(
    counting: RecordCounting, numerator: Iterable[Tally], denominator: Iterable[Tally]
) -> Accumulator:
    """Add up the tallies of one slice and figure."""
    met = list(numerator)
    if counting.kind is Kind.DISTINCT:
        return _number(Decimal(len({tally.text for tally in met} - {None})))
    if counting.kind in _MEASURING:
        return _measured(counting, [tally.amount for tally in met if tally.amount is not None])
    if counting.denominator is None:
        return _number(_sum(met))
    return _number(_sum(met), _sum(denominator))


def _measured(counting: RecordCounting, known: list[Decimal]) -> Accumulator:
    if counting.kind is Kind.MEAN:
        return _number(sum(known, Decimal(0)), Decimal(len(known)))
    if counting.kind is Kind.MAXIMUM:
        return Accumulator(state=State.VALUE, largest=max(known, default=None))
    assert counting.quantile is not None
    whole = [(int(amount.to_integral_value(ROUND_FLOOR)), 1) for amount in known]
    return Accumulator(state=State.VALUE, histogram=Histogram.of(counting.quantile, whole))


def _number(numerator: Decimal, denominator: Decimal | None = None) -> Accumulator:
    return Accumulator(state=State.VALUE, numerator=numerator, denominator=denominator)


def _sum(tallies: Iterable[Tally]) -> Decimal:
    return sum((tally.amount for tally in tallies if tally.amount is not None), Decimal(0))
