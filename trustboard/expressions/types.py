"""The type rules: what may be compared, reckoned with and joined, and what to do where it may not."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import (
    Arithmetic,
    Call,
    Choose,
    Field,
    Literal,
    Negative,
    Node,
    Operation,
    Relation,
    Type,
)
from trustboard.expressions.rules import Rule

MOST_FACTORS = 3
UNLIKE = "Compare numbers with numbers, text with text and dates with dates; join conditions with and, or."
_SAMENESS = (Relation.EQUAL, Relation.NOT_EQUAL)
_DAYS = (Type.DATE, Type.TIME)


@dataclass(frozen=True, slots=True)
class Types:
    """Checks the types of nodes, complaining of what does not fit. None passes: it has been complained of."""

    complaints: Complaints

    def number(self, node: Node | None, whose: str, *, at: int | None) -> Node | None:
        """Let a number through."""
        return self._only(Type.NUMBER, node, whose, at)

    def condition(self, node: Node | None, whose: str, *, at: int | None) -> Node | None:
        """Let a condition through."""
        return self._only(Type.BOOLEAN, node, whose, at)

    def _only(self, wanted: Type, node: Node | None, whose: str, at: int | None) -> Node | None:
        return self.one_of((wanted,), node, whose, at=at)

    def one_of(
        self, wanted: tuple[Type, ...], node: Node | None, whose: str, *, at: int | None
    ) -> Node | None:
        """Let a value through that is of one of the types wanted."""
        if node is None or node.type in wanted:
            return node
        message = f"{whose} needs a {in_words(wanted)}, and {named(node)} is a {node.type.value}"
        self.complaints.add(Rule.TYPE, message, _cure_for_type(wanted, node), at=at)
        return None

    def product(self, node: Arithmetic, *, at: int | None) -> Node | None:
        """Let a sum or product through that stays exact."""
        if factors(node) <= MOST_FACTORS:
            return node
        message = f"a product of more than {MOST_FACTORS} factors"
        self.complaints.add(Rule.TOO_MANY, message, "Work it out in fewer factors.", at=at)
        return None

    def comparable(self, left: Node, right: Node, relation: Relation, *, at: int | None) -> bool:
        """Tell whether two values may be compared so."""
        if left.type is not right.type or left.type is Type.BOOLEAN:
            message = f"{named(left)} is a {left.type.value} and {named(right)} is a {right.type.value}"
            if left.type is Type.BOOLEAN is right.type:
                message = "two conditions cannot be compared"
            self.complaints.add(Rule.TYPE, message, _cure(left, right), at=at)
            return False
        if left.type is Type.TEXT and relation not in _SAMENESS:
            message = f"text has no order, so “{relation.value}” cannot be asked of {named(left)}"
            self.complaints.add(Rule.ORDER, message, "List the values: in ('…', '…').", at=at)
            return False
        return True


def factors(node: Node) -> int:
    """Count the factors of the longest product in a number."""
    match node:
        case Negative(operand):
            return factors(operand)
        case Arithmetic(Operation.TIMES, left, right):
            return factors(left) + factors(right)
        case Arithmetic(_, left, right):
            return max(factors(left), factors(right))
        case Call(arguments=arguments, type=Type.NUMBER):
            return max((factors(each) for each in arguments), default=1)
        case Choose(branches=branches):
            return max(factors(branch.value) for branch in branches)
        case _:
            return 1


def in_words(types: tuple[Type, ...]) -> str:
    """Write types as a person says them: date or time."""
    return " or ".join(type_.value for type_ in types)


def _cure_for_type(wanted: tuple[Type, ...], node: Node) -> str:
    """Say what to write where a value of another type is wanted."""
    if wanted == (Type.BOOLEAN,):
        return "Compare it with something: field = 'value'."
    if wanted == (Type.NUMBER,) and node.type in _DAYS:
        return "Dates are not reckoned with: write date_diff('day', from, to), or add_days(date, days)."
    if wanted == (Type.NUMBER,):
        return "Use number fields and numbers only."
    if wanted == (Type.TIME,) and node.type is Type.DATE:
        return "A date has no time of day: use a time field, or date_diff and add_days."
    return f"Give a {in_words(wanted)}."


def named(node: Node) -> str:
    """Name a node in a message."""
    match node:
        case Field(name):
            return f"“{name}”"
        case Choose():
            return f"“{node.name}”"
        case Literal(value):
            return f"'{value}'" if isinstance(value, str) else f"{value}"
        case _:
            return "this part"


def _cure(left: Node, right: Node) -> str:
    """Say how the two sides may be brought to one type, by the commonest slips."""
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Literal) and (cure := _cure_of_literal(value.value, other.type)):
            return cure
    for one, other in ((left, right), (right, left)):
        if one.type is Type.TIME and other.type is Type.DATE:
            written = one.name if isinstance(one, Field | Choose) else "…"
            return f"Compare days: write date_of({written})."
    return UNLIKE


def _cure_of_literal(value: Decimal | str | date, wanted: Type) -> str | None:
    """Say how a written-out value is written so that it has the type of what it is compared with."""
    if isinstance(value, datetime) and wanted is Type.DATE:
        return f"Write: date '{value.date()}'."
    if not isinstance(value, str):
        return f"Write it in quotation marks: '{value}'." if wanted is Type.TEXT else None
    if wanted is Type.DATE and _is_date(value):
        return f"Write: date '{value}'."
    if wanted is Type.TIME and _is_date(value):
        return f"Write: timestamp '{value} 00:00', or compare date_of(…) with date '{value}'."
    if wanted is Type.NUMBER and _is_number(value):
        return f"Write it without quotation marks: {value}."
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
