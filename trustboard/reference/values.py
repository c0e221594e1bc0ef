"""What an expression is worth in one row, node by node, in plain Python.

A condition is True, False or None (unknown), as three-valued logic has it. Numbers are exact decimals.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Comparison,
    Field,
    In,
    IsNull,
    Literal,
    Negative,
    Node,
    Not,
    Operation,
    Or,
    Relation,
    Type,
)
from trustboard.vocabulary.state import State

Row = Mapping[str, object]
Value = Decimal | str | date


def state_of(name: str, row: Row) -> State:
    """Tell the state of a number field; a row from before the field was asked for was not collected."""
    state = row[f"{name}__state"]
    return State.NOT_COLLECTED if state is None else State(str(state))


def is_true(condition: Node, row: Row) -> bool:
    """Tell whether a condition holds; unknown is not true."""
    return truth(condition, row) is True


def truth(condition: Node, row: Row) -> bool | None:
    """Tell whether a condition is true, false, or unknown (None)."""
    match condition:
        case And(terms):
            return _all(truth(term, row) for term in terms)
        case Or(terms):
            return _not(_all(_not(truth(term, row)) for term in terms))
        case Not(term):
            return _not(truth(term, row))
        case IsNull(Field() as operand):
            return _known(operand, row) is None
        case Comparison(relation, left, right):
            return _compare(relation, value(left, row), value(right, row))
        case Between(operand, low, high):
            middle = value(operand, row)
            above = _compare(Relation.AT_LEAST, middle, value(low, row))
            return _all((above, _compare(Relation.AT_MOST, middle, value(high, row))))
        case In(operand, values):
            found = value(operand, row)
            return None if found is None else found in [each.value for each in values]
    raise TypeError(f"{condition} is no condition")


def value(node: Node, row: Row) -> Value | None:
    """Work out a number, text or date; None when any of it is not known."""
    match node:
        case Literal(written):
            return written
        case Field():
            return _known(node, row)
        case _:
            return _reckon(node, row, no_cases=None)


def amount(node: Node, row: Row) -> Decimal | None:
    """Work out a number to be added up: no cases add nothing, so they read as nought."""
    return _reckon(node, row, no_cases=Decimal(0))


def _reckon(node: Node, row: Row, *, no_cases: Decimal | None) -> Decimal | None:
    match node:
        case Literal(Decimal() as written):
            return written
        case Field(name):
            return no_cases if state_of(name, row) is State.NO_CASES else _number(name, row)
        case Negative(operand):
            found = _reckon(operand, row, no_cases=no_cases)
            return None if found is None else -found
        case Arithmetic(operation, left, right):
            first = _reckon(left, row, no_cases=no_cases)
            second = _reckon(right, row, no_cases=no_cases)
            return None if first is None or second is None else _OPERATIONS[operation](first, second)
    raise TypeError(f"{node} is no number")


_OPERATIONS = {
    Operation.PLUS: lambda left, right: left + right,
    Operation.MINUS: lambda left, right: left - right,
    Operation.TIMES: lambda left, right: left * right,
}


def _known(field: Field, row: Row) -> Value | None:
    if field.type is Type.NUMBER:
        return _number(field.name, row)
    found: Any = row[field.name]
    return found  # type: ignore[no-any-return]


def _number(name: str, row: Row) -> Decimal | None:
    return Decimal(str(row[name])) if state_of(name, row) is State.VALUE else None


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
    return bool(_RELATIONS[relation](left, right))


def _all(truths: Iterable[bool | None]) -> bool | None:
    """Join by "and": one false makes it false, or else one unknown makes it unknown."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def _not(known: bool | None) -> bool | None:
    return None if known is None else not known
