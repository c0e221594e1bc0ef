"""Random contracts, indicators, organisations and rows, small enough to meet often and odd enough to hurt."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.support.counting import CUTS, Asked, Row, contract, indicator
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.structure import ClosureRow, close
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

PERIODS = (Period.month(2018, 3), Period.month(2018, 4))
UNITS = ("NHS", "ZZ1", "ZZ2", "AMH", "WARD")
CODES = ("", "A", "B", "it's", 'x"y', "\\", "%", "Å", " A", "a")
DAYS = (date(2018, 3, 31), date(2018, 4, 1), date(2018, 4, 30), date(1899, 12, 31))
TEXTS = ("kind", "group", "order", "p0")
NUMBERS = ("done", "due", "select", "end", "c0", "sum")
DATES = ("date", "seen_on")
ALL_STATES = (State.VALUE, *State)  # a value twice as often

# Quantiles, different people and maxima are counted from single records only.
COUNTED_KINDS = [kind for kind in Kind if kind not in (Kind.QUANTILE, Kind.DISTINCT, Kind.MAXIMUM)]


class Line(NamedTuple):
    """One line of an organisation."""

    unit_code: str
    parent: str | None
    valid_from: date
    valid_to: date | None
    successor: str | None


def quoted(name: str) -> str:
    """A field's name as it may always be written in an expression."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@st.composite
def organisations(draw: st.DrawFn) -> tuple[ClosureRow, ...]:
    """A closure of units with parents, moves and successors; later units never stand above earlier ones."""
    lines: dict[str, list[Line]] = {}
    for number, code in enumerate(UNITS):
        above = st.none() | st.sampled_from(UNITS[:number]) if number else st.none()
        moved = draw(st.booleans())
        first = Line(code, draw(above), date(2000, 1, 1), date(2018, 3, 31) if moved else None, None)
        ends = moved and draw(st.booleans())
        lines[code] = [first._replace(successor=draw(above)) if ends else first]
        if moved and not ends:
            lines[code].append(Line(code, draw(above), date(2018, 4, 1), None, None))
    return tuple(close(lines, PERIODS))


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """An extract with a few fields of every type."""
    numbers = draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True))
    fields: dict[str, FieldType] = {}
    for name in numbers:
        fields[name] = draw(st.sampled_from((FieldType.INTEGER, FieldType.DECIMAL)))
    for name in draw(st.lists(st.sampled_from(TEXTS), max_size=2, unique=True)):
        fields[name] = FieldType.TEXT
    for name in draw(st.lists(st.sampled_from(DATES), max_size=1)):
        fields[name] = FieldType.DATE
    return contract(fields, draw(st.sets(st.sampled_from(CUTS))))


def names(extract: Contract, *types: FieldType) -> list[str]:
    return [name for name, field in extract.fields.items() if field.type in types]


def numerals() -> st.SearchStrategy[str]:
    decimals = st.decimals("-3", "3", places=1).map(lambda number: format(number, "f"))
    return st.integers(-3, 3).map(str) | decimals


def amounts(extract: Contract) -> st.SearchStrategy[str]:
    """A number: a field, or arithmetic of fields and numerals."""
    fields = st.sampled_from(names(extract, FieldType.INTEGER, FieldType.DECIMAL)).map(quoted)
    leaf = fields | fields | numerals()
    product = st.tuples(leaf, leaf).map(" * ".join)
    sums = st.recursive(
        leaf | product,
        lambda inner: (
            st.tuples(inner, st.sampled_from((" + ", " - ")), inner).map("".join)
            | inner.map(lambda text: f"-({text})")
            | inner.map(lambda text: f"({text})")
        ),
        max_leaves=4,
    )
    return fields | sums


def leaves(extract: Contract) -> st.SearchStrategy[str]:
    """One condition over the fields there are."""
    relation = st.sampled_from((" = ", " <> ", " < ", " <= ", " > ", " >= "))
    negated = st.sampled_from(("", "not "))
    kinds = [
        st.tuples(amounts(extract), relation, amounts(extract)).map("".join),
        st.builds(
            lambda name, no, low, high: f"{name} {no}between {low} and {high}",
            amounts(extract),
            negated,
            numerals(),
            numerals(),
        ),
        st.builds(
            lambda name, no, values: f"{name} {no}in ({', '.join(values)})",
            amounts(extract),
            negated,
            st.lists(numerals(), min_size=1, max_size=3),
        ),
        st.builds(
            lambda name, no: f"{quoted(name)} is {no}null", st.sampled_from(list(extract.fields)), negated
        ),
    ]
    if texts := names(extract, FieldType.TEXT):
        kinds += [_text_conditions(st.sampled_from(texts).map(quoted), negated)]
    if dates := names(extract, FieldType.DATE):
        day = st.sampled_from(DAYS).map(lambda day: f"date '{day}'")
        kinds += [st.tuples(st.sampled_from(dates).map(quoted), relation, day).map("".join)]
    return st.one_of(kinds)


def _text_conditions(
    field: st.SearchStrategy[str], negated: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    literal = st.sampled_from(CODES).map(text_literal)
    same = st.tuples(field, st.sampled_from((" = ", " <> ")), literal | field).map("".join)
    listed = st.builds(
        lambda name, no, values: f"{name} {no}in ({', '.join(values)})",
        field,
        negated,
        st.lists(literal, min_size=1, max_size=3),
    )
    return same | listed


def conditions(extract: Contract) -> st.SearchStrategy[str]:
    """Conditions joined with and, or, not and brackets; brackets not everywhere."""
    return st.recursive(
        leaves(extract),
        lambda inner: (
            st.tuples(inner, st.sampled_from((" and ", " or ")), inner).map("".join)
            | inner.map(lambda text: f"not {text}")
            | inner.map(lambda text: f"not ({text})")
            | inner.map(lambda text: f"({text})")
        ),
        max_leaves=5,
    )


@st.composite
def indicators(draw: st.DrawFn, extract: Contract, id_: str) -> Indicator:
    """An indicator of any kind over an extract."""
    kind = draw(st.sampled_from(COUNTED_KINDS))
    told: dict[str, Any] = {"kind": kind, "numerator": draw(amounts(extract))}
    if kind not in (Kind.COUNT, Kind.STATED):
        told["denominator"] = draw(amounts(extract))
    if draw(st.booleans()):
        told["population"] = draw(conditions(extract))
    if kind is not Kind.STATED and draw(st.booleans()):
        told["combine"] = {"units": draw(st.sampled_from((Combining.SUM, Combining.NONE)))}
    told["period"] = {"window_months": draw(st.sampled_from((None, 1, 3)))}
    return indicator(id_, **told)


@st.composite
def rows(draw: st.DrawFn, extract: Contract) -> Row:
    """One accepted row."""
    period = draw(st.sampled_from(PERIODS))
    row: dict[str, Any] = {
        "line": 1,
        "period_start": period.start,
        "period_end": period.end,
        "window_months": draw(st.sampled_from((1, 1, 3))),
        "unit": draw(st.sampled_from(UNITS)),
    }
    for cut in CUTS:
        row[cut] = draw(st.sampled_from((None, "C1", "C2")))
    for name, field in extract.fields.items():
        row |= draw(_cells(name, field.type))
    return row


@st.composite
def _cells(draw: st.DrawFn, name: str, type_: FieldType) -> dict[str, Any]:
    if type_ is FieldType.DATE:
        return {name: draw(st.none() | st.sampled_from(DAYS))}
    if not type_.is_number:
        return {name: draw(st.none() | st.sampled_from(CODES))}
    state = draw(st.sampled_from(ALL_STATES))
    number = draw(_numbers(type_)) if state is State.VALUE else None
    return {name: number, f"{name}__state": state.value}


def _numbers(type_: FieldType) -> st.SearchStrategy[int | Decimal]:
    if type_ is FieldType.INTEGER:
        return st.integers(-3, 3) | st.integers(-1_000_000, 1_000_000)
    return st.decimals(-3, 3, places=1) | st.decimals(-1_000_000, 1_000_000, places=6)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Everything that both engines are asked."""
    extract = draw(contracts())
    asked = draw(st.integers(1, 3))
    return Asked(
        extract=extract,
        indicators=tuple(draw(indicators(extract, f"indicator_{number}")) for number in range(asked)),
        rows=tuple(draw(st.lists(rows(extract), min_size=1, max_size=10))),
        closure=draw(organisations()),
    )
