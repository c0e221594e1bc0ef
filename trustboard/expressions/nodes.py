"""The typed tree of an expression: frozen nodes that mean something by themselves, whoever evaluates them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Type(StrEnum):
    """What an expression or a field holds."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"  # a date with a time of day, London wall clock (records only)
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
    """A number, a text, a date or a time written in the expression."""

    value: Decimal | str | date | datetime

    @property
    def type(self) -> Type:
        """The type its Python value shows."""
        if isinstance(self.value, Decimal):
            return Type.NUMBER
        if isinstance(self.value, str):
            return Type.TEXT
        return Type.TIME if isinstance(self.value, datetime) else Type.DATE  # a time is a date to Python


class Function(StrEnum):
    """The functions of the language; what each takes and gives stands in `functions.SIGNATURES`.

    Every one gives nothing where anything it is given is not known, unless it says otherwise.
    """

    DATE_DIFF = "date_diff"  # whole days from one date to another: its arguments are those two, not the unit
    WORKING_DAYS = "working_days"  # working days of England after the first date, up to and with the second
    MONTHS_BETWEEN = "months_between"  # whole months from one date to another, as an age counts them
    AGE_ON = "age_on"  # whole years from a date of birth to a date; born on 29 February: 1 March
    ADD_DAYS = "add_days"  # a date so many days later: a written-out whole number of days
    HOURS_BETWEEN = "hours_between"  # whole hours that pass between two times, clock changes counted
    MINUTES_BETWEEN = "minutes_between"  # whole minutes that pass between two times, clock changes counted
    DATE_OF = "date_of"  # the day of a time
    HOUR_OF = "hour_of"  # the hour of a time, 0 to 23
    WEEKDAY = "weekday"  # 1 for Monday to 7 for Sunday
    COALESCE = "coalesce"  # the first of its values that is known
    LEAST = "least"  # the smallest of the values that are known
    GREATEST = "greatest"  # the largest of the values that are known
    ABS = "abs"  # a number without its sign
    FLOOR = "floor"  # the largest whole number not above
    ROUND = "round"  # the nearest whole number, halves upwards
    DAYS_IN_PERIOD = "days_in_period"  # days of the period from a start up to a stop, not counting the stop


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the extract, by name; `referral.received_date` is one of a record it points to."""

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
    """A field that holds nothing: for a number, whose state is anything but a value. Never unknown.

    Of counted rows the operand is a Field; of records it may be anything that can be unknown, conditions
    excepted that are not fields.
    """

    operand: "Node"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """One code of a list and the days on which it is in it (both included; None: open)."""

    code: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class InCodes(_Condition):
    """A text that is in a dated code list on a day (a date). Unknown where the text or the day is."""

    operand: "Node"
    list_name: str
    spans: tuple[CodeSpan, ...]
    on: "Node"


@dataclass(frozen=True, slots=True)
class StartsWith(_Condition):
    """A text that starts with a written-out one."""

    operand: "Node"
    prefix: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language over its arguments."""

    function: Function
    arguments: "tuple[Node, ...]"
    type: Type


@dataclass(frozen=True, slots=True)
class Lookup:
    """The entry of a lookup table for a key, valid on a day (a date); nothing where there is none."""

    table: str
    column: str
    key: "Node"
    on: "Node"

    @property
    def type(self) -> Type:
        """Always a text."""
        return Type.TEXT


@dataclass(frozen=True, slots=True)
class PeriodDay:
    """The first or the last day of the period that is being counted."""

    is_last: bool

    @property
    def type(self) -> Type:
        """Always a date."""
        return Type.DATE


@dataclass(frozen=True, slots=True)
class Branch:
    """One rule of a derived field: where the condition holds (None: always), the value, if it is known."""

    rule: str
    condition: "Node | None"
    value: "Node"


@dataclass(frozen=True, slots=True)
class Choose:
    """A derived field: the first branch that holds and whose value is known; else `otherwise`.

    With `names_rule` it gives not the value but the name of the rule that decided (for `otherwise`: that
    text's rule name is "otherwise"; nothing where nothing decided).
    """

    field: str
    branches: tuple[Branch, ...]
    otherwise: str | None
    names_rule: bool
    type: Type

    @property
    def name(self) -> str:
        """Its name in expressions: that of the field, or of the field's rule."""
        return f"{self.field}_rule" if self.names_rule else self.field


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


Node = (
    Literal
    | Field
    | Negative
    | Arithmetic
    | Comparison
    | In
    | Between
    | IsNull
    | Not
    | And
    | Or
    | InCodes
    | StartsWith
    | Call
    | Lookup
    | PeriodDay
    | Choose
)


def children(node: Node) -> tuple[Node, ...]:
    """List the nodes directly below one, from left to right."""
    match node:
        case Literal() | Field() | PeriodDay():
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
        case And(terms) | Or(terms):
            return terms
        case _:
            return _children_of_records(node)


def _children_of_records(node: InCodes | StartsWith | Call | Lookup | Choose) -> tuple[Node, ...]:
    match node:
        case InCodes(operand, _, _, on):
            return (operand, on)
        case StartsWith(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Lookup(_, _, key, on):
            return (key, on)
        case Choose(_, branches):
            return tuple(part for each in branches for part in (each.condition, each.value) if part)


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


def requires_period(node: Node) -> bool:
    """Whether its value depends on the period that is being counted, and not on the record alone."""
    return any(
        isinstance(part, PeriodDay) or (isinstance(part, Call) and part.function is Function.DAYS_IN_PERIOD)
        for part in walk(node)
    )
