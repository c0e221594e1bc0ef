"""What a figure keeps, by its kind, read from the numbers of its slots."""

from collections.abc import Callable, Mapping
from datetime import date

from trustboard.compiler.records.atoms import Atom, Count, Distinct
from trustboard.compiler.records.numbers import Numbers, SliceKey
from trustboard.compiler.records.recipes import Arm, Recipe, Source
from trustboard.vocabulary.figure import Accumulator, Kind
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.state import State

Parts = Callable[[SliceKey, date], Accumulator]
AtomOf = Callable[[Source], Atom]


def parts_of(recipe: Recipe, arm: Arm, numbers: Mapping[int, Numbers], atom_of: AtomOf) -> Parts:
    """Say how to read the parts of one arm's figures; `numbers` holds those of each pass."""
    source = arm.numerator
    held, index = numbers[source.pass_index], source.atom
    if recipe.kind is Kind.QUANTILE:
        quantile = recipe.quantile
        assert quantile is not None
        return lambda key, start: Accumulator(
            state=State.VALUE, histogram=Histogram.of(quantile, held.bins(index, key, start))
        )
    if recipe.kind is Kind.MAXIMUM:
        return lambda key, start: Accumulator(
            state=State.VALUE, largest=held.largest(f"a{index}_largest", key, start)
        )
    return _pair(recipe, arm, numbers, atom_of)


def _pair(recipe: Recipe, arm: Arm, numbers: Mapping[int, Numbers], atom_of: AtomOf) -> Parts:
    above, below = arm.numerator, arm.denominator
    held, name = numbers[above.pass_index], _column(above, atom_of)
    if below is None:
        return lambda key, start: Accumulator(state=State.VALUE, numerator=held.number(name, key, start))
    other = numbers[below.pass_index]
    other_name = f"a{below.atom}_known" if recipe.kind is Kind.MEAN else _column(below, atom_of)
    return lambda key, start: Accumulator(
        state=State.VALUE,
        numerator=held.number(name, key, start),
        denominator=other.number(other_name, key, start),
    )


def _column(source: Source, atom_of: AtomOf) -> str:
    match atom_of(source):
        case Count():
            return f"a{source.atom}_count"
        case Distinct():
            return "people"
        case _:
            return f"a{source.atom}_sum"
