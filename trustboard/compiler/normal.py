"""Conditions in negation normal form: "not" stands only before a leaf.

Then a condition is true exactly where its leaves' truths say so, and "unknown" needs no further
thought: a leaf that is not true contributes nothing.
"""

from collections.abc import Iterator

from trustboard.expressions.nodes import And, Comparison, Node, Not, Or


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


def leaves(condition: Node) -> Iterator[Node]:
    """List the leaves of a condition in normal form, from left to right."""
    if isinstance(condition, And | Or):
        for term in condition.terms:
            yield from leaves(term)
    else:
        yield condition
