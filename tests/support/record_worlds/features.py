"""What a random world is a case of, so that a run can say how often each odd thing was met."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.support.record_worlds.world import World
from trustboard.expressions.nodes import (
    Between,
    Call,
    Choose,
    Comparison,
    Field,
    Function,
    InCodes,
    IsNull,
    Lookup,
    Node,
    PeriodDay,
    StartsWith,
    fields_of,
    walk,
)
from trustboard.expressions.record_counting import Mode, Part, RecordCounting
from trustboard.reference.records.periods import belongs
from trustboard.reference.records.seen import Record, Seen
from trustboard.reference.records.seen import World as Joined
from trustboard.reference.records.values import day, text, value
from trustboard.vocabulary.figure import Combining, Figure, Kind
from trustboard.vocabulary.period import Grain, Period

RECORD_KINDS = tuple(kind for kind in Kind if kind is not Kind.STATED)
NULLS = (
    "a blank in a field that is used",
    "a blank unit",
    "a blank date that puts records into periods",
)
BOUNDARIES = (
    "a value at a constant",
    "a value one off a constant",
    "a date on the first or last day of a period",
    "a date one day outside a period",
)
SHAPES = (
    "open clocks",
    "clocks that run",
    "one date",
    "a window",
    "a lag",
    "a shift",
    "weeks",
    "quarters",
    "years",
    "equality cuts",
    "commissioner cuts",
    "council cuts",
    "consultants",
    "a denominator of another extract",
    "units as reported, not summed",
)
REACHES = (
    "a reference",
    "a reference that leads nowhere",
    "a reference of two fields",
    "a lookup",
    "a derived field",
    "the rule of a derived field",
    "a code list",
    "a code list that changes",
    "a beginning of a text",
    "something asked whether it is blank",
    "a day of the period",
)
EVENTS = (
    "a moved unit",
    "a unit with a successor",
    "an unknown unit",
    "a unit that closes",
    "a unit that ended without a successor",
    "a successor that ended as well",
    "a record counted in another month than it is kept in",
    "a record corrected by a later file",
    "a record taken away by a later file",
    "a person counted twice",
    "an extract without records",
    "a month that was not sent",
    "figures not due yet",
    "no cases",
)
FEATURES = (
    *(f"kind: {kind}" for kind in RECORD_KINDS),
    *(f"function: {function}" for function in Function),
    *NULLS,
    *BOUNDARIES,
    *SHAPES,
    *REACHES,
    *EVENTS,
)


def features_of(
    world: World, countings: Iterable[RecordCounting], figures: Mapping[object, Figure]
) -> set[str]:
    """Name everything that a world is a case of."""
    joined = Joined.of(world.surroundings, world.rows)
    found = {"an extract without records" for rows in world.rows.values() if not rows}
    for counting in countings:
        found |= {f"kind: {counting.kind}", *_shapes(counting)}
        for part in counting.parts:
            for node in nodes_of(part, counting):
                found |= set(_reaches(node, world))
            found |= set(_of_records(world, counting, part, joined))
        if counting.kind is Kind.DISTINCT and _has_twins(counting, joined):
            found.add("a person counted twice")
    states = {figure.state.value for figure in figures.values()}
    return found | set(_changes(world)) | {word for state, word in _ABSENT.items() if state in states}


_ABSENT = {
    "not_collected": "a month that was not sent",
    "not_due": "figures not due yet",
    "no_cases": "no cases",
}


def _changes(world: World) -> Iterator[str]:
    for name, earlier in world.earlier.items():
        standing = {row["record_key"] for row in world.rows[name]}
        for row in earlier:
            is_standing = row["record_key"] in standing
            yield (
                "a record corrected by a later file" if is_standing else "a record taken away by a later file"
            )


def nodes_of(part: Part, counting: RecordCounting) -> list[Node]:
    """Every expression that decides what a part counts, when and where."""
    place, when = part.place, part.when
    found = (part.population, part.counted, when.start, when.stop)
    places = (place.unit, place.consultant, place.commissioner, place.council)
    own = (None if node is None else _own(node) for node in places)
    return [node for node in (*found, *own, *(cut for _, cut in counting.by)) if node is not None]


def _own(code: Node) -> Node:
    """A code as the contract names it, without what stands where it is not known."""
    return code.arguments[0] if isinstance(code, Call) and code.function is Function.COALESCE else code


def _shapes(counting: RecordCounting) -> Iterator[str]:
    grains = {Grain.WEEK: "weeks", Grain.QUARTER: "quarters"}
    yield grains.get(counting.grain, "years" if counting.grain.months == 12 else "months")
    if counting.window > counting.grain.months > 0:
        yield "a window"
    if counting.lag_days:
        yield "a lag"
    if counting.by:
        yield "equality cuts"
    if counting.combining is Combining.NONE:
        yield "units as reported, not summed"
    if len({part.extract for part in counting.parts}) > 1:
        yield "a denominator of another extract"
    modes = {Mode.OPEN: "open clocks", Mode.DURING: "clocks that run", Mode.EVENT: "one date"}
    for part in counting.parts:
        yield modes[part.when.mode]
        if part.when.shift_days:
            yield "a shift"
        for name, words in (
            ("commissioner", "commissioner cuts"),
            ("council", "council cuts"),
            ("consultant", "consultants"),
        ):
            if getattr(part.place, name) is not None:
                yield words


def _reaches(node: Node, world: World) -> Iterator[str]:
    for each in walk(node):
        match each:
            case Call(function):
                yield f"function: {function}"
            case Lookup():
                yield "a lookup"
            case Choose(_, _, _, names_rule):
                yield "the rule of a derived field" if names_rule else "a derived field"
            case InCodes(_, _, spans):
                yield "a code list"
                bounds = {bound for span in spans for bound in (span.valid_from, span.valid_to)}
                if any(bound and world.days.first < bound < world.days.last for bound in bounds):
                    yield "a code list that changes"
            case StartsWith():
                yield "a beginning of a text"
            case IsNull():
                yield "something asked whether it is blank"
            case PeriodDay():
                yield "a day of the period"
            case _:
                pass


def _of_records(world: World, counting: RecordCounting, part: Part, joined: Joined) -> Iterator[str]:
    nodes = nodes_of(part, counting)
    fields = tuple(dict.fromkeys(field for node in nodes for field in fields_of(node)))
    anywhere = Period.containing(world.days.first, cell_grain(counting, part))
    for record in joined.records[part.extract]:
        seen = Seen(record, anywhere, joined)
        yield from _blanks(part, fields, seen)
        yield from _links(part, fields, world, record)
        yield from _places(part, world, seen)
        start = day(part.when.start, seen)
        if start is None:
            continue
        if start.replace(day=1) != record.row["event_month"]:
            yield "a record counted in another month than it is kept in"
        yield from _at_ends(counting, part, record, joined, start)
        for cell in (seen.period, Period.containing(start, seen.period.grain)):
            for node in nodes:
                yield from _at_constants(node, Seen(record, cell, joined))


def cell_grain(counting: RecordCounting, part: Part) -> Grain:
    """How long the cells of a part are."""
    if part.when.mode is Mode.OPEN or counting.grain is Grain.WEEK:
        return counting.grain
    return Grain.MONTH


def _blanks(part: Part, fields: Iterable[Field], seen: Seen) -> Iterator[str]:
    if any(seen.record.field(field.name) is None for field in fields):
        yield "a blank in a field that is used"
    if text(_own(part.place.unit), seen) is None:
        yield "a blank unit"
    if day(part.when.start, seen) is None:
        yield "a blank date that puts records into periods"


def _links(part: Part, fields: Iterable[Field], world: World, record: Record) -> Iterator[str]:
    records = world.surroundings.contracts[part.extract].records
    assert records is not None
    for name in {field.name.rpartition(".")[0] for field in fields} - {""}:
        yield "a reference"
        if record.linked[name] is None:
            yield "a reference that leads nowhere"
        elif len(records.references[name].fields) > 1:
            yield "a reference of two fields"


def _places(part: Part, world: World, seen: Seen) -> Iterator[str]:
    lines = world.structure.organisation.by_code
    unit = text(part.place.unit, seen)
    if unit is not None and unit not in lines:
        yield "an unknown unit"
    if unit in world.structure.closed:
        yield "a unit that closes"
    own = lines.get(unit or "", ())
    if len(own) > 1:
        yield "a moved unit"
    successors = [line.successor for line in own if line.successor is not None]
    if successors:
        yield "a unit with a successor"
    if any(lines[code][-1].valid_to is not None for code in successors):
        yield "a successor that ended as well"
    if own and not successors and own[-1].valid_to is not None:
        yield "a unit that ended without a successor"


def _at_ends(
    counting: RecordCounting, part: Part, record: Record, joined: Joined, start: date
) -> Iterator[str]:
    """Whether a date that decides stands at the end of a period, or just outside."""
    stop = None if part.when.stop is None else day(part.when.stop, Seen(record, _ANY, joined))
    shift = timedelta(days=part.when.shift_days)
    for bound in (start, stop):
        if bound is None:
            continue
        shifted = bound + shift
        cell = Period.containing(shifted, cell_grain(counting, part))
        if shifted in (cell.start, cell.end):
            yield "a date on the first or last day of a period"
            beside = cell.previous if shifted == cell.start else cell.shift(1)
            if not belongs(part.when, Seen(record, beside, joined)):
                yield "a date one day outside a period"


_ANY = Period.month(2024, 1)


def _at_constants(node: Node, seen: Seen) -> Iterator[str]:
    for each in walk(node):
        pairs: tuple[tuple[Node, Node], ...] = ()
        if isinstance(each, Comparison):
            pairs = ((each.left, each.right),)
        elif isinstance(each, Between):
            pairs = ((each.operand, each.low), (each.operand, each.high))
        for left, right in pairs:
            off = _off(value(left, seen), value(right, seen))
            if off == 0:
                yield "a value at a constant"
            elif off == 1:
                yield "a value one off a constant"


def _off(left: object, right: object) -> Decimal | int | None:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return abs(left - right)
    if isinstance(left, date) and isinstance(right, date) and not isinstance(left, datetime | str):
        return abs((right - left).days)
    return None


def _has_twins(counting: RecordCounting, joined: Joined) -> bool:
    part = counting.numerator
    assert part.counted is not None
    found = [text(part.counted, Seen(record, _ANY, joined)) for record in joined.records[part.extract]]
    known = [each for each in found if each is not None]
    return len(set(known)) < len(known)
