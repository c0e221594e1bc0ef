"""The typed tree of an expression: frozen nodes that mean something by themselves, whoever evaluates them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Type(StrEnum):
    """What an expression or a field holds."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "condition"


class Operation(StrEnum):
    """Arithmetic on numbers. There is no division: a ratio is worked out last, from its parts."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"


class Relation(StrEnum):
    """How two values are compared. A comparison with nothing known is unknown, so not true."""

    EQUAL = "="
    NOT_EQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="

    @property
    def opposite(self) -> "Relation":
        """The relation that is true exactly where this one is false; both are unknown together."""
        return _OPPOSITES[self]


_PAIRS = (
    (Relation.EQUAL, Relation.NOT_EQUAL),
    (Relation.LESS, Relation.AT_LEAST),
    (Relation.MORE, Relation.AT_MOST),
)
_OPPOSITES = dict(_PAIRS) | {second: first for first, second in _PAIRS}


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a date written in the expression."""

    value: Decimal | str | date

    @property
    def type(self) -> Type:
        """The type its Python value shows."""
        if isinstance(self.value, Decimal):
            return Type.NUMBER
        return Type.TEXT if isinstance(self.value, str) else Type.DATE


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the extract, by name."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    operand: "Node"

    @property
    def type(self) -> Type:
        """Always a number."""
        return Type.NUMBER


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers added, subtracted or multiplied."""

    operation: Operation
    left: "Node"
    right: "Node"

    @property
    def type(self) -> Type:
        """Always a number."""
        return Type.NUMBER


@dataclass(frozen=True, slots=True)
class _Condition:
    """What every condition shares: it is true, false or unknown."""

    @property
    def type(self) -> Type:
        """Always a condition."""
        return Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Comparison(_Condition):
    """Two values of one type compared. Text is compared exactly, letter case and blanks included."""

    relation: Relation
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class In(_Condition):
    """A value that is one of a list."""

    operand: "Node"
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Between(_Condition):
    """A value from low to high, both included."""

    operand: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class IsNull(_Condition):
    """A field that holds nothing: for a number, whose state is anything but a value. Never unknown."""

    operand: Field


@dataclass(frozen=True, slots=True)
class Not(_Condition):
    """A condition turned round; unknown stays unknown."""

    term: "Node"


@dataclass(frozen=True, slots=True)
class And(_Condition):
    """True where every term is."""

    terms: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or(_Condition):
    """True where any term is."""

    terms: "tuple[Node, ...]"


Node = Literal | Field | Negative | Arithmetic | Comparison | In | Between | IsNull | Not | And | Or


def children(node: Node) -> tuple[Node, ...]:
    """List the nodes directly below one, from left to right."""
    match node:
        case Literal() | Field():
            return ()
        case Negative(operand) | IsNull(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return (left, right)
        case In(operand, values):
            return (operand, *values)
        case Between(operand, low, high):
            return (operand, low, high)
        case Not(term):
            return (term,)
        case _:
            return node.terms


def walk(node: Node) -> Iterator[Node]:
    """Visit a node and everything below it, from left to right."""
    waiting: list[Node] = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def fields_of(node: Node) -> tuple[Field, ...]:
    """List the fields an expression reads, each once, in the order in which they are met."""
    return tuple(dict.fromkeys(found for found in walk(node) if isinstance(found, Field)))
