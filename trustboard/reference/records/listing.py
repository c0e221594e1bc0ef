"""The records behind one number: those counted, those it is divided by, and those that nearly counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.expressions.nodes import And, Call, Choose, Field, InCodes, Lookup, Node, Type, children
from trustboard.expressions.record_counting import RecordCounting
from trustboard.expressions.wording import wording
from trustboard.reference.records.answering import DIGITS, Reading
from trustboard.reference.records.definition import default_day, own_numerator
from trustboard.reference.records.periods import belongs, cells_of
from trustboard.reference.records.places import Closure, Structure, slices_of
from trustboard.reference.records.seen import Row, Seen, Value, World
from trustboard.reference.records.tallying import Tally
from trustboard.reference.records.values import value
from trustboard.vocabulary.figure import Kind, Slice
from trustboard.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One record that counts, in one cell: the month, the week, or the period itself of an open clock.

    A record whose clock runs through three months of a quarter stands three times. `amount` is what it
    adds; `text` is the person of a distinct count, as settled: a keyed hash.
    """

    extract: str
    record_key: str
    cell: Period
    row: Row
    amount: Decimal | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of the definition that is not true of a record, with what it reads.

    `where` is the key it stands under. `is_unknown`: it is neither true nor false, as something it reads is
    not known. `values` are what the clause names, and functions, as written, with what each is worth.
    """

    where: str
    text: str
    is_unknown: bool
    values: tuple[tuple[str, Value | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """One record of the period and unit that is not in the numerator, and the clauses that kept it out."""

    extract: str
    record_key: str
    cell: Period
    row: Row
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The records behind one figure.

    There are as many in the numerator, and in the denominator, as the figure says where records are counted;
    where numbers are added up, their amounts add up to it. A mean's denominator is its numerator's records.
    """

    numerator: tuple[Counted, ...]
    denominator: tuple[Counted, ...]
    nearly: tuple[KeptOut, ...]


def list_records(
    indicator: Indicator,
    surroundings: Surroundings,
    rows: Mapping[str, Sequence[Row]],
    closure: Closure,
    *,
    slice_: Slice,
    period: Period,
) -> Listed:
    """List the records behind a figure of a record indicator, each part in the order of the rows.

    `rows` are settled rows by extract, `closure` as `answer_records` takes it. Raises Mistake where the
    definition is wrong.
    """
    counting = record_counting_of(indicator, surroundings)
    with localcontext(prec=DIGITS):
        reading = Reading(counting, World.of(surroundings, rows), Structure(closure))
        numerator = _counted(reading.tallies(counting.numerator, period), slice_)
        denominator = numerator
        if counting.kind is not Kind.MEAN:
            denominator = _counted(reading.tallies(counting.denominator, period), slice_)
        nearly = tuple(_kept_out(reading, numerator, slice_, period))
    return Listed(numerator=numerator, denominator=denominator, nearly=nearly)


def _counted(tallies: Iterable[Tally], slice_: Slice) -> tuple[Counted, ...]:
    return tuple(
        Counted(
            extract=tally.record.extract,
            record_key=tally.record.key,
            cell=tally.cell,
            row=tally.record.row,
            amount=tally.amount,
            text=tally.text,
        )
        for tally in tallies
        if slice_ in tally.slices and tally.is_counted
    )


def _kept_out(
    reading: Reading, numerator: Iterable[Counted], slice_: Slice, period: Period
) -> Iterator[KeptOut]:
    """Records that belong to the period and the slice, and are not in the numerator."""
    counting, part = reading.counting, reading.counting.numerator
    within = {(counted.record_key, counted.cell) for counted in numerator}
    for cell in cells_of(counting, part, period):
        for record in reading.world.records.get(part.extract, ()):
            seen = Seen(record, cell, reading.world)
            if (record.key, cell) in within or not belongs(part.when, seen):
                continue
            if slice_ in slices_of(counting, part, seen, reading.structure):
                clauses = tuple(_clauses(counting, seen))
                yield KeptOut(
                    extract=record.extract, record_key=record.key, cell=cell, row=record.row, clauses=clauses
                )


def _clauses(counting: RecordCounting, seen: Seen) -> Iterator[Clause]:
    """The clauses of the definition that are not true of a record, or give nothing to add."""
    day = default_day(counting.numerator)
    for where, node in _written(counting):
        for term in node.terms if isinstance(node, And) else (node,):
            found = value(term, seen)
            is_met = found is True if term.type is Type.BOOLEAN else found is not None
            if not is_met:
                read = dict.fromkeys(_named(term, day))
                yield Clause(
                    where=where,
                    text=wording(term, day=day),
                    is_unknown=found is None,
                    values=tuple((wording(each, day=day), value(each, seen)) for each in read),
                )


def _written(counting: RecordCounting) -> Iterator[tuple[str, Node]]:
    """What a record must meet, by the key it stands under."""
    population, numerator = counting.numerator.population, own_numerator(counting)
    denominator = counting.denominator
    if population is not None:
        yield "population", population
    if counting.kind is Kind.PROPORTION and denominator is not None and denominator.counted is not None:
        yield "denominator", denominator.counted
    if numerator is not None:
        yield "numerator", numerator


def _named(node: Node, day: Node) -> Iterator[Node]:
    """What a clause names, as written: fields, derived ones and their rules, functions and what they read."""
    if isinstance(node, Field | Choose | Call | Lookup):
        yield node
    if isinstance(node, Choose) and not node.names_rule:
        yield replace(node, names_rule=True, type=Type.TEXT)
    if not isinstance(node, Choose):
        for child in children(node):
            if not (isinstance(node, InCodes | Lookup) and child is node.on and child == day):
                yield from _named(child, day)
