"""Leaf conditions as whole numbers: every bit set where they are true, none where they are not or unknown.

So joined, conditions need neither CASE nor NULL: `&` is "and", `|` is "or".
"""

from collections.abc import Sequence

from sqlglot import exp

from trustboard.compiler.codes import codes_by_bounds, within
from trustboard.compiler.days import day_tree, known
from trustboard.compiler.sql import Read, tree_of
from trustboard.compiler.trees import Tree, text, whole
from trustboard.expressions.nodes import Comparison, Field, In, InCodes, Literal, Node, Not, Relation, Type


def leaf_tree(leaf: Node, read: Read, dialect: str) -> Tree:
    """Write a leaf of a condition in normal form: -1 where it is true, else 0, as BIGINT.

    DuckDB is asked for texts by a map: it does that once for each different text of a column, but compares
    texts, or looks for one in a list, once a row, which takes several times as long.
    """
    if dialect == "duckdb":
        match leaf:
            case In(Field(_, Type.TEXT)) | InCodes(Field(_, Type.TEXT)):
                return _found(leaf, read)
            case Not(In(Field(_, Type.TEXT)) | InCodes(Field(_, Type.TEXT)) as term):
                return _not_found(term, read)
            case Comparison(Relation.EQUAL, Field(_, Type.TEXT) as field, Literal() as written):
                return _found(In(field, (written,)), read)
            case Comparison(Relation.NOT_EQUAL, Field(_, Type.TEXT) as field, Literal() as written):
                return _not_found(In(field, (written,)), read)
    return flag_tree(tree_of(leaf, read))


def flag_tree(condition: Tree) -> Tree:
    """Turn a condition into -1 where it is true, else 0."""
    every, none = (
        exp.cast(number, exp.DataType.Type.BIGINT) for number in (exp.Neg(this=whole(1)), whole(0))
    )
    return exp.Case().when(condition, every, copy=False).else_(none, copy=False)


def _not_found(term: In | InCodes, read: Read) -> Tree:
    """Ask whether a text is known, the day too where one is asked, and the text is not there."""
    on = () if isinstance(term, In) else (known(_day(term, read)),)
    askable = flag_tree(exp.and_(known(tree_of(term.operand, read)), *on))
    return exp.Paren(this=exp.BitwiseAnd(this=askable, expression=exp.BitwiseNot(this=_found(term, read))))


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
    return exp.Paren(this=_any(arms)) if arms else _wide(whole(0))


def _wide(number: Tree) -> Tree:
    return exp.cast(number, exp.DataType.Type.BIGINT)


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
    values = exp.Array(expressions=[_wide(exp.Neg(this=whole(1))) for _ in keys])
    found = exp.func("MAP_EXTRACT_VALUE", exp.Map(keys=exp.Array(expressions=keys), values=values), operand)
    return exp.Least(this=found, expressions=[whole(0)], ignore_nulls=True)
