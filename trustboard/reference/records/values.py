"""What an expression is worth of one record seen from one period, node by node.

A condition is True, False or None (unknown), as three-valued logic has it. Numbers are exact decimals.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Branch,
    Call,
    Choose,
    CodeSpan,
    Comparison,
    Field,
    In,
    InCodes,
    IsNull,
    Literal,
    Lookup,
    Negative,
    Node,
    Not,
    Operation,
    Or,
    PeriodDay,
    Relation,
    StartsWith,
)
from trustboard.reference.records.clock import day_of, time_of
from trustboard.reference.records.functions import call
from trustboard.reference.records.seen import Seen, Value

OTHERWISE = "otherwise"  # the rule's name where no rule of a derived field decides


def is_true(condition: Node | None, seen: Seen) -> bool:
    """Tell whether a condition holds; unknown is not true, and no condition at all always holds."""
    return condition is None or truth(condition, seen) is True


def day(node: Node, seen: Seen) -> date | None:
    """Work out a day; of a time its own."""
    found: Any = value(node, seen)
    return None if found is None else day_of(found)


def number(node: Node, seen: Seen) -> Decimal | None:
    """Work out a number."""
    found: Any = value(node, seen)
    return found  # type: ignore[no-any-return]


def text(node: Node, seen: Seen) -> str | None:
    """Work out a text."""
    found: Any = value(node, seen)
    return found  # type: ignore[no-any-return]


def value(node: Node, seen: Seen) -> Value | None:
    """Work out anything; None when it is not known."""
    match node:
        case Literal(written):
            return written
        case Field(name):
            return seen.record.field(name)
        case PeriodDay(is_last):
            return seen.period.end if is_last else seen.period.start
        case Negative() | Arithmetic():
            return _reckon(node, seen)
        case Lookup() | Choose() | Call():
            return _found(node, seen)
        case _:
            return truth(node, seen)


def _reckon(node: Negative | Arithmetic, seen: Seen) -> Decimal | None:
    if isinstance(node, Negative):
        operand = number(node.operand, seen)
        return None if operand is None else -operand
    left, right = number(node.left, seen), number(node.right, seen)
    return None if left is None or right is None else _OPERATIONS[node.operation](left, right)


_OPERATIONS = {
    Operation.PLUS: lambda left, right: left + right,
    Operation.MINUS: lambda left, right: left - right,
    Operation.TIMES: lambda left, right: left * right,
}


def _found(node: Lookup | Choose | Call, seen: Seen) -> Value | None:
    if isinstance(node, Choose):
        return _chosen(node, seen)
    if isinstance(node, Lookup):
        return _looked_up(node, seen)
    given = [value(each, seen) for each in node.arguments]
    working_days = seen.world.surroundings.working_days
    return call(node.function, given, period=seen.period, working_days=working_days)


def _looked_up(node: Lookup, seen: Seen) -> Value | None:
    key, on = text(node.key, seen), day(node.on, seen)
    return None if key is None or on is None else seen.world.entry(node.table, node.column, key, on)


def _chosen(node: Choose, seen: Seen) -> Value | None:
    """The first branch whose condition is true and whose value is known decides."""
    for branch in node.branches:
        found = _branch_value(branch, seen)
        if found is not None:
            return branch.rule if node.names_rule else found
    if node.otherwise is None:
        return None
    return OTHERWISE if node.names_rule else node.otherwise


def _branch_value(branch: Branch, seen: Seen) -> Value | None:
    return value(branch.value, seen) if is_true(branch.condition, seen) else None


def truth(condition: Node, seen: Seen) -> bool | None:
    """Tell whether a condition is true, false, or unknown (None)."""
    match condition:
        case And(terms):
            return _all(truth(term, seen) for term in terms)
        case Or(terms):
            return _not(_all(_not(truth(term, seen)) for term in terms))
        case Not(term):
            return _not(truth(term, seen))
        case IsNull(operand):
            return value(operand, seen) is None
        case Comparison(relation, left, right):
            return _compare(relation, value(left, seen), value(right, seen))
        case Between(operand, low, high):
            middle = value(operand, seen)
            above = _compare(Relation.AT_LEAST, middle, value(low, seen))
            return _all((above, _compare(Relation.AT_MOST, middle, value(high, seen))))
        case In() | InCodes() | StartsWith():
            return _is_among(condition, seen)
        case _:
            return _flag(condition, seen)


def _flag(node: Node, seen: Seen) -> bool | None:
    """A field, or a function, that is a condition by itself."""
    found = value(node, seen)
    assert found is None or isinstance(found, bool), node
    return found


def _is_among(node: In | InCodes | StartsWith, seen: Seen) -> bool | None:
    if isinstance(node, In):
        found = value(node.operand, seen)
        return _not(_all(_compare(Relation.NOT_EQUAL, found, each.value) for each in node.values))
    written = text(node.operand, seen)
    if isinstance(node, StartsWith):
        return None if written is None else written.startswith(node.prefix)
    on = day(node.on, seen)
    if written is None or on is None:
        return None
    return any(_holds(span, written, on) for span in node.spans)


def _holds(span: CodeSpan, code: str, on: date) -> bool:
    begun = span.valid_from is None or span.valid_from <= on
    return span.code == code and begun and (span.valid_to is None or on <= span.valid_to)


_RELATIONS = {
    Relation.EQUAL: lambda left, right: left == right,
    Relation.NOT_EQUAL: lambda left, right: left != right,
    Relation.LESS: lambda left, right: left < right,
    Relation.AT_MOST: lambda left, right: left <= right,
    Relation.MORE: lambda left, right: left > right,
    Relation.AT_LEAST: lambda left, right: left >= right,
}


def _compare(relation: Relation, left: Value | None, right: Value | None) -> bool | None:
    if left is None or right is None:
        return None
    return bool(_RELATIONS[relation](*_alike(left, right)))


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """A day beside a time is the midnight at which it begins."""
    is_time = isinstance(left, datetime) or isinstance(right, datetime)
    if is_time and isinstance(left, date) and isinstance(right, date):
        return time_of(left), time_of(right)
    return left, right


def _all(truths: Iterable[bool | None]) -> bool | None:
    """Join by "and": one false makes it false, or else one unknown makes it unknown."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def _not(known: bool | None) -> bool | None:
    return None if known is None else not known
