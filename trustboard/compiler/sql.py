"""Typed nodes to SQL text for an engine, through SQLGlot: names quoted, texts escaped."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from sqlglot import exp

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
)

Tree = exp.Expr
ReadField = Callable[[Field], Tree]

_RELATIONS: Mapping[Relation, type[exp.Binary]] = {
    Relation.EQUAL: exp.EQ,
    Relation.NOT_EQUAL: exp.NEQ,
    Relation.LESS: exp.LT,
    Relation.AT_MOST: exp.LTE,
    Relation.MORE: exp.GT,
    Relation.AT_LEAST: exp.GTE,
}
_OPERATIONS: Mapping[Operation, type[exp.Binary]] = {
    Operation.PLUS: exp.Add,
    Operation.MINUS: exp.Sub,
}
DECIMALS = 6  # of a number field
WIDEST = 38  # digits of the largest decimal that DuckDB and Spark share


def column(name: str) -> Tree:
    """Name a column, quoted, so that no name can be read as anything else."""
    return exp.column(exp.to_identifier(name, quoted=True))


def as_column(field: Field) -> Tree:
    """Read a field as its column: nothing where it holds nothing, or a number in any state but value."""
    return column(field.name)


def text_type(dialect: str = "duckdb") -> str:
    """Name an engine's type for text."""
    return exp.DataType.build("text").sql(dialect=dialect)


def node_sql(node: Node, dialect: str = "duckdb") -> str:
    """Write a node as one SQL expression for an engine: a condition is TRUE, FALSE or NULL (unknown)."""
    return tree_of(node).sql(dialect=dialect)


def tree_of(node: Node, read: ReadField = as_column) -> Tree:
    """Make SQLGlot's tree of a node; `read` says how a field is read."""
    match node:
        case Literal(value):
            return _literal(value)
        case Field():
            return read(node)
        case Negative(operand):
            return exp.Neg(this=_bracketed(operand, read))
        case Arithmetic(Operation.TIMES, left, right):
            return exp.Mul(this=_wide(left, read), expression=_wide(right, read))
        case Arithmetic(operation, left, right):
            return _OPERATIONS[operation](this=_bracketed(left, read), expression=_bracketed(right, read))
        case Comparison(relation, left, right):
            return _RELATIONS[relation](this=_bracketed(left, read), expression=_bracketed(right, read))
        case _:
            return _condition_tree(node, read)


def _condition_tree(node: In | Between | IsNull | Not | And | Or, read: ReadField) -> Tree:
    match node:
        case In(operand, values):
            return exp.In(this=_bracketed(operand, read), expressions=[_literal(v.value) for v in values])
        case Between(operand, low, high):
            first, second, third = (_bracketed(part, read) for part in (operand, low, high))
            return exp.Between(this=first, low=second, high=third)
        case IsNull(operand):
            return exp.Is(this=tree_of(operand, read), expression=exp.Null())
        case Not(term):
            return exp.Not(this=exp.Paren(this=tree_of(term, read)))
        case And(terms):
            return exp.and_(*(exp.Paren(this=tree_of(term, read)) for term in terms))
        case _:
            return exp.or_(*(exp.Paren(this=tree_of(term, read)) for term in node.terms))


def _bracketed(node: Node, read: ReadField) -> Tree:
    tree = tree_of(node, read)
    return tree if isinstance(node, Field | Literal) else exp.Paren(this=tree)


def _wide(factor: Node, read: ReadField) -> Tree:
    """Widen a factor: the product of two narrow decimals would have to fit a narrow one too."""
    return exp.cast(tree_of(factor, read), f"DECIMAL({WIDEST}, {decimals(factor)})")


def decimals(amount: Node) -> int:
    """Say how many decimals keep a number exact: six for each factor of its longest product."""
    match amount:
        case Negative(operand):
            return decimals(operand)
        case Arithmetic(Operation.TIMES, left, right):
            return decimals(left) + decimals(right)
        case Arithmetic(_, left, right):
            return max(decimals(left), decimals(right))
        case _:
            return DECIMALS


def _literal(value: Decimal | str | date) -> Tree:
    if isinstance(value, Decimal):
        number = exp.Literal.number(format(abs(value), "f"))
        return exp.Paren(this=exp.Neg(this=number)) if value < 0 else number
    if isinstance(value, str):
        return exp.Literal.string(value)
    return exp.cast(exp.Literal.string(value.isoformat()), exp.DataType.Type.DATE)
