"""States of number fields in SQL: the state of a row, and numbers read by it.

A number field `name` has its state beside it in `name__state`.
"""

from collections.abc import Sequence

from sqlglot import exp

from trustboard.compiler.sql import tree_of
from trustboard.compiler.trees import Tree, column
from trustboard.expressions.nodes import Field, Node
from trustboard.vocabulary.state import State

PRECEDENCE = (State.SUPPRESSED, State.NOT_DUE, State.NOT_COLLECTED, State.INCOMPLETE)


def state_tree(fields: Sequence[str]) -> Tree:
    """Tell a row's state from its fields': the first of PRECEDENCE that any has; no cases if all say so."""
    columns = [_state(name) for name in fields]
    if len(columns) == 1:
        return columns[0]
    if not columns:
        return _text(State.VALUE)
    chosen = exp.Case()
    for state in PRECEDENCE:
        chosen = chosen.when(exp.or_(*(_is(each, state) for each in columns)), _text(state))
    chosen = chosen.when(exp.and_(*(_is(each, State.NO_CASES) for each in columns)), _text(State.NO_CASES))
    return chosen.else_(_text(State.VALUE))


def amount_tree(amount: Node) -> Tree:
    """Work out a number where every field in it is known; no cases reads as nought; else NULL."""
    return tree_of(amount, _known)


def _known(node: Node) -> Tree | None:
    """Read a number field: its value, nought for no cases, NULL in any other state.

    The column itself is NULL in every state but value, and NULL makes any arithmetic NULL.
    """
    if not isinstance(node, Field):
        return None
    none = _is(_state(node.name), State.NO_CASES)
    return exp.Case().when(none, exp.Literal.number("0")).else_(column(node.name))


def _state(name: str) -> Tree:
    """Read a field's state; files taken in before the contract had the field hold none: not collected."""
    return exp.Coalesce(this=column(f"{name}__state"), expressions=[_text(State.NOT_COLLECTED)])


def _is(tree: Tree, state: State) -> Tree:
    return exp.EQ(this=tree.copy(), expression=_text(state))


def _text(state: State) -> Tree:
    return exp.Literal.string(state.value)
