"""The frozen plan of record indicators: what each extract is asked, each thing once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trustboard.compiler.normal import compared, normal
from trustboard.compiler.records.atoms import Atom, Count, Distinct, Histogram, Maximum, Sum
from trustboard.compiler.records.passes import Join, Pass
from trustboard.compiler.records.periods import Coverages, Span, cells_of, spans_of
from trustboard.compiler.records.recipes import Arm, Recipe, Source, Standing
from trustboard.definitions.contract import FieldType
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.nodes import And, Call, Field, Function, Literal, Node, Or, Type, fields_of
from trustboard.expressions.record_counting import Mode, Part, Place, RecordCounting
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain, Period

By = tuple[str, Node] | None
UNKNOWN = "UNKNOWN"  # the commissioner or council of a record that has none
NOT_KNOWN = "NOT KNOWN"  # the equality group of a record that has none
Measure = type[Sum] | type[Histogram] | type[Maximum] | type[Distinct]
MEASURES: Mapping[Kind, Measure] = {
    Kind.MEAN: Sum,
    Kind.QUANTILE: Histogram,
    Kind.MAXIMUM: Maximum,
    Kind.DISTINCT: Distinct,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """The numbers of a pass for figures of one grain and window (in months): one query each."""

    pass_index: int
    grain: Grain
    window: int

    def is_single(self, pass_: Pass) -> bool:
        """Whether each of its figures stands on one cell period of its pass."""
        return self.grain is pass_.grain and (self.window <= self.grain.months or self.grain is Grain.WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlan:
    """All that a set of record indicators needs, each thing once. Equal definitions make equal plans."""

    passes: tuple[Pass, ...]
    recipes: tuple[Recipe, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot that the recipes read."""
        return tuple(dict.fromkeys(slot for recipe in self.recipes for slot in slots_of(recipe)))

    def spans(self, slot: Slot, coverage: Coverages) -> list[Span]:
        """List the spans of a slot: one for each period that an indicator has figures of, in order."""
        return spans_of((recipe for recipe in self.recipes if slot in slots_of(recipe)), coverage)

    def stretches(self, pass_index: int, coverage: Coverages) -> list[Period]:
        """List the cell periods that a pass is asked for, in order."""
        grain = self.passes[pass_index].grain
        spans = (
            span
            for slot in self.slots
            if slot.pass_index == pass_index
            for span in self.spans(slot, coverage)
        )
        return sorted({cell for span in spans for cell in cells_of(grain, span)})


def slots_of(recipe: Recipe) -> tuple[Slot, ...]:
    """List the slots that a recipe reads."""
    indexes = dict.fromkeys(source.pass_index for source in recipe.sources)
    return tuple(Slot(index, recipe.grain, recipe.window) for index in indexes)


def plan_records(countings: Sequence[RecordCounting], surroundings: Surroundings) -> RecordPlan:
    """Plan record indicators, of any extracts, together.

    The surroundings say how references are joined, and whose a record without a unit is: the trust's.
    """
    shelves = _Shelves(surroundings)
    recipes = tuple(_recipe(counting, shelves) for counting in countings)
    return RecordPlan(passes=shelves.passes(), recipes=recipes)


def _recipe(counting: RecordCounting, shelves: "_Shelves") -> Recipe:
    return Recipe(
        indicator=counting.indicator,
        kind=counting.kind,
        per=counting.per,
        quantile=counting.quantile,
        grain=counting.grain,
        window=counting.window,
        lag_days=counting.lag_days,
        standings=tuple(shelves.standing(counting, part) for part in counting.parts),
        arms=tuple(_arm(counting, by, shelves) for by in (None, *counting.by)),
    )


def _arm(counting: RecordCounting, by: By, shelves: "_Shelves") -> Arm:
    def put(part: Part, atom: Atom) -> Source:
        return shelves.put(counting, part, by, atom)

    numerator = put(counting.numerator, _numerator(counting))
    below = counting.denominator
    denominator = None if below is None else put(below, _tally(below))
    if counting.kind is Kind.MEAN:
        denominator = numerator
    if counting.kind is Kind.DISTINCT:  # its rows say themselves how many records there are
        return Arm(by and by[0], numerator, None, (numerator,))
    there = (put(part, Count(_joined([part.population]))) for part in counting.parts)
    return Arm(by and by[0], numerator, denominator, tuple(dict.fromkeys(there)))


def _numerator(counting: RecordCounting) -> Atom:
    part = counting.numerator
    measure = MEASURES.get(counting.kind)
    if measure is not None:
        assert part.counted is not None
        return measure(_joined([part.population]), part.counted)
    if counting.kind is Kind.PROPORTION and counting.denominator is not None:
        return Count(_joined([part.population, counting.denominator.counted, part.counted]))
    return _tally(part)


def _tally(part: Part) -> Atom:
    """Add up a number where it is known, or count the records that meet a condition."""
    if part.counted is not None and part.counted.type is Type.NUMBER:
        return Sum(_joined([part.population]), part.counted)
    return Count(_joined([part.population, part.counted]))


def _joined(conditions: Iterable[Node | None]) -> Node | None:
    """Join conditions by "and", in normal form; None where there is none."""
    given = tuple(normal(condition) for condition in conditions if condition is not None)
    return _gathered(And(given)) if given else None


def _gathered(condition: Node) -> Node:
    """Write a condition in one way: terms of terms pulled up, each once, in one order."""
    condition = compared(condition)
    if not isinstance(condition, And | Or):
        return condition
    sort = type(condition)
    below = [_gathered(term) for term in condition.terms]
    terms = {part for term in below for part in (term.terms if isinstance(term, sort) else (term,))}
    return sort(tuple(sorted(terms, key=repr))) if len(terms) > 1 else terms.pop()


class _Shelves:
    """The passes as they grow, each atom once, in the order in which they are first asked for."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._atoms: dict[Pass, dict[Atom, int]] = {}

    def put(self, counting: RecordCounting, part: Part, by: By, atom: Atom) -> Source:
        """Ask for an atom; a pass is known by everything but its atoms and joins."""
        key = Pass(
            extract=part.extract,
            when=part.when,
            place=self._place(part.place, by),
            grain=_cell_grain(counting, part),
            by=by and (by[0], _or_else(by[1], NOT_KNOWN)),
            is_own_only=counting.combining is Combining.NONE,
            joins=(),
            whole_fields=(),
            atoms=(atom,) if isinstance(atom, Distinct) else (),
        )
        shelf = self._atoms.setdefault(key, {})
        return Source(list(self._atoms).index(key), shelf.setdefault(atom, len(shelf)))

    def passes(self) -> tuple[Pass, ...]:
        """Give the passes with all their atoms, and what those read."""
        return tuple(self._full(replace(key, atoms=tuple(atoms))) for key, atoms in self._atoms.items())

    def _full(self, pass_: Pass) -> Pass:
        joins = tuple(self._joins(pass_.extract, pass_.nodes))
        extracts = {"": pass_.extract} | {join.name: join.extract for join in joins}
        return replace(
            pass_,
            joins=joins,
            whole_fields=tuple(field.name for field in pass_.fields if self._is_whole(field, extracts)),
        )

    def _is_whole(self, field: Field, extracts: Mapping[str, str]) -> bool:
        reference, _, name = field.name.rpartition(".")
        fields = self._surroundings.contracts[extracts[reference]].accepted_fields
        return fields.get(name) is FieldType.INTEGER

    def standing(self, counting: RecordCounting, part: Part) -> Standing:
        """Say which extracts a part stands on."""
        place = part.place
        where = (place.unit, place.consultant, place.commissioner, place.council)
        what = (part.when.start, part.when.stop, part.population, part.counted)
        read = [node for node in (*what, *where, *(node for _, node in counting.by)) if node is not None]
        pointed_to = dict.fromkeys(join.extract for join in self._joins(part.extract, read))
        return Standing(part.extract, part.when, tuple(pointed_to))

    def _place(self, place: Place, by: By) -> Place:
        """Say where records count that name no unit, or no code to cut by; an equality cut stands alone."""
        unit = _or_else(place.unit, self._surroundings.trust)
        if by is not None:
            return Place(unit)
        commissioner, council = (
            None if cut is None else _or_else(cut, UNKNOWN) for cut in (place.commissioner, place.council)
        )
        return Place(unit, place.consultant, commissioner, council)

    def _joins(self, extract: str, nodes: Iterable[Node]) -> Iterator[Join]:
        """List the references that some expressions read through, in order of the alphabet."""
        fields = (field.name for node in nodes for field in fields_of(node))
        for name in sorted({field.partition(".")[0] for field in fields if "." in field}):
            records = self._surroundings.contracts[extract].records
            assert records is not None
            reference = records.references[name]
            key = self._surroundings.contracts[reference.extract].key
            assert key is not None
            yield Join(name, reference.extract, tuple(zip(reference.fields, key, strict=True)))


def _or_else(code: Node, otherwise: str) -> Node:
    """Give a code, or a written-out one where it is not known."""
    match code:
        case Call(Function.COALESCE, (*_, Literal())):
            return code
        case _:
            return Call(Function.COALESCE, (code, Literal(otherwise)), Type.TEXT)


def _cell_grain(counting: RecordCounting, part: Part) -> Grain:
    if part.when.mode is Mode.OPEN or counting.grain is Grain.WEEK:
        return counting.grain
    return Grain.MONTH
