"""Conditions in negation normal form: "not" stands only before a leaf.

Then a condition is true exactly where its leaves' truths say so, and "unknown" needs no further
thought: a leaf that is not true contributes nothing.
"""

from collections.abc import Iterator

from trustboard.expressions.nodes import And, Between, Comparison, In, Node, Not, Or, Relation, Type

FEW = 8  # values that are sooner compared one by one than looked for in a list


def normal(condition: Node, *, negated: bool = False) -> Node:
    """Push every "not" down to the leaves. True in the same rows as before, in three-valued logic."""
    match condition:
        case Not(term):
            return normal(term, negated=not negated)
        case And(terms) | Or(terms):
            joined = tuple(normal(term, negated=negated) for term in terms)
            return Or(joined) if isinstance(condition, And) is negated else And(joined)
        case Comparison(relation, left, right) if negated:
            return Comparison(relation.opposite, left, right)
        case _:
            return Not(condition) if negated else condition


def compared(leaf: Node) -> Node:
    """Write a leaf with plain comparisons, where it is a range, or a short list of anything but texts.

    True in the same rows as before. Comparisons are faster, and conditions share them.
    """
    match leaf:
        case Between(operand, low, high):
            return And((_is(Relation.AT_LEAST, operand, low), _is(Relation.AT_MOST, operand, high)))
        case Not(Between(operand, low, high)):
            return Or((_is(Relation.LESS, operand, low), _is(Relation.MORE, operand, high)))
        case In(operand, values) if operand.type is not Type.TEXT and len(values) <= FEW:
            return Or(tuple(_is(Relation.EQUAL, operand, value) for value in values))
        case Not(In(operand, values)) if operand.type is not Type.TEXT and len(values) <= FEW:
            return And(tuple(_is(Relation.NOT_EQUAL, operand, value) for value in values))
        case _:
            return leaf


def _is(relation: Relation, left: Node, right: Node) -> Comparison:
    return Comparison(relation, left, right)


def leaves(condition: Node) -> Iterator[Node]:
    """List the leaves of a condition in normal form, from left to right."""
    if isinstance(condition, And | Or):
        for term in condition.terms:
            yield from leaves(term)
    else:
        yield condition
