"""The type rules: what may be compared, reckoned with and joined, and what to do where it may not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import Arithmetic, Field, Literal, Negative, Node, Operation, Relation, Type
from trustboard.expressions.rules import Rule

MOST_FACTORS = 3
_SAMENESS = (Relation.EQUAL, Relation.NOT_EQUAL)


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
        if node is None or node.type is wanted:
            return node
        message = f"{whose} needs a {wanted.value}, and {named(node)} is a {node.type.value}"
        cure = (
            "Use number fields and numbers only."
            if wanted is Type.NUMBER
            else "Compare it with something: field = 'value'."
        )
        self.complaints.add(Rule.TYPE, message, cure, at=at)
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
        case _:
            return 1


def named(node: Node) -> str:
    """Name a node in a message."""
    match node:
        case Field(name):
            return f"“{name}”"
        case Literal(value):
            return f"'{value}'" if isinstance(value, str) else f"{value}"
        case _:
            return "this part"


def _cure(left: Node, right: Node) -> str:
    """Say how the two sides may be brought to one type, by the commonest slips."""
    for value, other in ((left, right), (right, left)):
        if not isinstance(value, Literal):
            continue
        if isinstance(value.value, str) and other.type is Type.DATE and _is_date(value.value):
            return f"Write: date '{value.value}'."
        if isinstance(value.value, str) and other.type is Type.NUMBER and _is_number(value.value):
            return f"Write it without quotation marks: {value.value}."
        if not isinstance(value.value, str) and other.type is Type.TEXT:
            return f"Write it in quotation marks: '{value.value}'."
    return "Compare numbers with numbers, text with text and dates with dates; join conditions with and, or."


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
