"""Leaf conditions as whole numbers: every bit set where they are true, none where they are not or unknown.

So joined, conditions need neither CASE nor NULL: `&` is "and", `|` is "or".
"""

from collections.abc import Sequence

from sqlglot import exp

from trustboard.compiler.codes import codes_by_bounds, within
from trustboard.compiler.days import day_tree, known
from trustboard.compiler.sql import Read, tree_of
from trustboard.compiler.trees import Tree, text, whole
from trustboard.expressions.nodes import Field, In, InCodes, Node, Not, Type

WORTH_A_MAP = 2  # fewer texts are compared as fast


def leaf_tree(leaf: Node, read: Read, dialect: str) -> Tree:
    """Write a leaf of a condition in normal form: -1 where it is true, else 0, as BIGINT.

    To DuckDB a list of texts is a map: it asks a map once for each different text of a column, but
    compares texts once a row, at three times the cost.
    """
    match leaf:
        case In() | InCodes() if _is_worth_a_map(leaf, dialect):
            return _found(leaf, read)
        case Not(In() | InCodes() as term) if _is_worth_a_map(term, dialect):
            on = () if isinstance(term, In) else (known(_day(term, read)),)
            askable = flag_tree(exp.and_(known(tree_of(term.operand, read)), *on))
            return exp.BitwiseAnd(this=askable, expression=exp.BitwiseNot(this=_found(term, read)))
    return flag_tree(tree_of(leaf, read))


def flag_tree(condition: Tree) -> Tree:
    """Turn a condition into -1 where it is true, else 0."""
    flag = exp.Case().when(condition, exp.Neg(this=whole(1)), copy=False).else_(whole(0), copy=False)
    return exp.cast(flag, exp.DataType.Type.BIGINT)


def _is_worth_a_map(term: In | InCodes, dialect: str) -> bool:
    is_column = isinstance(term.operand, Field) and term.operand.type is Type.TEXT
    several = len(term.values if isinstance(term, In) else term.spans) >= WORTH_A_MAP
    return is_column and several and dialect == "duckdb"


def _found(term: In | InCodes, read: Read) -> Tree:
    """Ask a map; of a dated list one for each stretch of days, where the day is known."""
    operand = tree_of(term.operand, read)
    if isinstance(term, In):
        return _asked(operand, [str(each.value) for each in term.values])
    on = _day(term, read)
    arms = [
        exp.Paren(
            this=exp.BitwiseAnd(
                this=_asked(operand.copy(), codes),
                expression=flag_tree(exp.and_(*(within(on, bounds) or [known(on)]))),
            )
        )
        for bounds, codes in codes_by_bounds(term.spans).items()
    ]
    return exp.Paren(this=_any(arms))


def _day(term: InCodes, read: Read) -> Tree:
    return day_tree(term.on, tree_of(term.on, read))


def _any(arms: Sequence[Tree]) -> Tree:
    joined, *others = arms
    for arm in others:
        joined = exp.BitwiseOr(this=joined, expression=arm)
    return joined


def _asked(operand: Tree, texts: Sequence[str]) -> Tree:
    """Look a text up: -1 where it is one of these; what is not found is NULL, which LEAST passes over."""
    keys = [text(each) for each in dict.fromkeys(texts)]
    every = exp.cast(exp.Neg(this=whole(1)), exp.DataType.Type.BIGINT)
    values = exp.Array(expressions=[every.copy() for _ in keys])
    found = exp.func("MAP_EXTRACT_VALUE", exp.Map(keys=exp.Array(expressions=keys), values=values), operand)
    return exp.Least(this=found, expressions=[whole(0)], ignore_nulls=True)
