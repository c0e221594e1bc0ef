"""What a figure keeps, by its kind, read from the numbers of its slots."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from trustboard.compiler.records.atoms import Atom, Count, Distinct
from trustboard.compiler.records.numbers import Numbers, SliceKey, number
from trustboard.compiler.records.recipes import Arm, Recipe, Source
from trustboard.vocabulary.figure import Accumulator, Kind
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.state import State

OfPeriod = Callable[[date], Accumulator]
OfSlice = Callable[[SliceKey], OfPeriod]
AtomOf = Callable[[Source], Atom]


def parts_of(recipe: Recipe, arm: Arm, numbers: Mapping[int, Numbers], atom_of: AtomOf) -> OfSlice:
    """Say how to read one arm's parts: of a slice, then of a period by its first day.

    `numbers` holds those of each pass. Where a slice has no row, nothing was counted: nought.
    """
    held, index = numbers[arm.numerator.pass_index], arm.numerator.atom
    if recipe.kind is Kind.QUANTILE:
        assert recipe.quantile is not None
        return _histograms(held, index, recipe.quantile)
    if recipe.kind is Kind.MAXIMUM:
        return _largest(held, held.place(f"a{index}_largest"))
    above = _reader(held, _column_of(arm.numerator, atom_of))
    if arm.denominator is None:
        return _alone(above)
    other = numbers[arm.denominator.pass_index]
    name = f"a{index}_known" if recipe.kind is Kind.MEAN else _column_of(arm.denominator, atom_of)
    return _pair(above, _reader(other, name))


def _column_of(source: Source, atom_of: AtomOf) -> str:
    match atom_of(source):
        case Count():
            return f"a{source.atom}_count"
        case Distinct():
            return "people"
        case _:
            return f"a{source.atom}_sum"


Read = Callable[[SliceKey], Callable[[date], Decimal | int]]


def _reader(held: Numbers, name: str) -> Read:
    place = held.place(name)

    def of_slice(key: SliceKey) -> Callable[[date], Decimal | int]:
        rows = held.of(key)
        return lambda start: rows[start][place] if start in rows else 0

    return of_slice


def _alone(above: Read) -> OfSlice:
    @cache  # most figures are small numbers, met again and again
    def parts(numerator: Decimal | int) -> Accumulator:
        return Accumulator(state=State.VALUE, numerator=number(numerator))

    def of_slice(key: SliceKey) -> OfPeriod:
        numerator = above(key)
        return lambda start: parts(numerator(start))

    return of_slice


def _pair(above: Read, below: Read) -> OfSlice:
    @cache
    def parts(numerator: Decimal | int, denominator: Decimal | int) -> Accumulator:
        return Accumulator(state=State.VALUE, numerator=number(numerator), denominator=number(denominator))

    def of_slice(key: SliceKey) -> OfPeriod:
        numerator, denominator = above(key), below(key)
        return lambda start: parts(numerator(start), denominator(start))

    return of_slice


def _largest(held: Numbers, place: int) -> OfSlice:
    def of_slice(key: SliceKey) -> OfPeriod:
        rows = held.of(key)

        def of_period(start: date) -> Accumulator:
            found = rows[start][place] if start in rows else None
            return Accumulator(state=State.VALUE, largest=None if found is None else number(found))

        return of_period

    return of_slice


def _histograms(held: Numbers, index: int, quantile: Decimal) -> OfSlice:
    def of_slice(key: SliceKey) -> OfPeriod:
        periods = held.bins_of(key)

        def of_period(start: date) -> Accumulator:
            bins = periods.get(start, {}).get(index, ())
            return Accumulator(state=State.VALUE, histogram=Histogram.of(quantile, bins))

        return of_period

    return of_slice
