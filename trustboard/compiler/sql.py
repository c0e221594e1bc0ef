"""Typed nodes to SQL text for an engine, through SQLGlot: names quoted, texts escaped."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlglot import exp

from trustboard.compiler.codes import in_codes_tree
from trustboard.compiler.days import day_tree, known
from trustboard.compiler.functions import call_tree
from trustboard.compiler.trees import Tree, column, literal_tree, text, widened
from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Branch,
    Call,
    Choose,
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

Read = Callable[[Node], Tree | None]

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


def as_column(node: Node) -> Tree | None:
    """Read a field as its column: nothing where it holds nothing, or a number in any state but value."""
    return column(node.name) if isinstance(node, Field) else None


def text_type(dialect: str = "duckdb") -> str:
    """Name an engine's type for text."""
    return exp.DataType.build("text").sql(dialect=dialect)


def node_sql(node: Node, dialect: str = "duckdb") -> str:
    """Write a node as one SQL expression for an engine: a condition is TRUE, FALSE or NULL (unknown)."""
    return tree_of(node).sql(dialect=dialect)


def tree_of(node: Node, read: Read = as_column) -> Tree:
    """Make SQLGlot's tree of a node; `read` gives the column of each node that has one, else None.

    Raises ValueError for a node that only a column can stand for (a lookup, say) and that has none.
    """
    found = read(node)
    if found is not None:
        return found
    match node:
        case Literal(value):
            return literal_tree(value)
        case Negative(operand):
            return exp.Neg(this=_bracketed(operand, read))
        case Arithmetic(operation, left, right):
            return _arithmetic_tree(operation, left, right, read)
        case Call():
            return call_tree(node, partial(tree_of, read=read))
        case Choose():
            return _choose_tree(node, read)
        case Field() | Lookup() | PeriodDay():
            raise ValueError(f"nothing holds {node}")
        case _:
            return _condition_tree(node, read)


def _arithmetic_tree(operation: Operation, left: Node, right: Node, read: Read) -> Tree:
    if operation is Operation.TIMES:
        return exp.Mul(
            this=widened(left, tree_of(left, read)), expression=widened(right, tree_of(right, read))
        )
    return _OPERATIONS[operation](this=_bracketed(left, read), expression=_bracketed(right, read))


def _condition_tree(
    node: Comparison | In | Between | IsNull | InCodes | StartsWith | Not | And | Or, read: Read
) -> Tree:
    match node:
        case Comparison(relation, left, right):
            return _RELATIONS[relation](this=_bracketed(left, read), expression=_bracketed(right, read))
        case In(operand, values):
            return exp.In(this=_bracketed(operand, read), expressions=[literal_tree(v.value) for v in values])
        case Between(operand, low, high):
            first, second, third = (_bracketed(part, read) for part in (operand, low, high))
            return exp.Between(this=first, low=second, high=third)
        case IsNull(operand):
            return exp.Is(this=tree_of(operand, read), expression=exp.Null())
        case InCodes(operand, _, spans, on):
            return in_codes_tree(_bracketed(operand, read), spans, day_tree(on, _bracketed(on, read)))
        case StartsWith(operand, prefix):
            return exp.StartsWith(this=tree_of(operand, read), expression=text(prefix))
        case _:
            return _joined_tree(node, read)


def _joined_tree(node: Not | And | Or, read: Read) -> Tree:
    if isinstance(node, Not):
        return exp.Not(this=exp.Paren(this=tree_of(node.term, read)))
    terms = [exp.Paren(this=tree_of(term, read)) for term in node.terms]
    return exp.and_(*terms) if isinstance(node, And) else exp.or_(*terms)


def _choose_tree(node: Choose, read: Read) -> Tree:
    """Take the first branch that holds and whose value is known; its value, or its rule's name."""
    chosen = exp.Case()
    for branch in node.branches:
        value = tree_of(branch.value, read)
        given = text(branch.rule) if node.names_rule else value
        chosen = chosen.when(_decides(branch, value, read), given, copy=False)
    if node.otherwise is None:
        return chosen
    return chosen.else_(text("otherwise" if node.names_rule else node.otherwise), copy=False)


def _decides(branch: Branch, value: Tree, read: Read) -> Tree:
    """Ask whether a branch decides; what is written out is always known."""
    asked = [] if isinstance(branch.value, Literal) else [known(value)]
    if branch.condition is not None:
        asked.insert(0, exp.Paren(this=tree_of(branch.condition, read)))
    return exp.and_(*asked) if asked else exp.true()


def _bracketed(node: Node, read: Read) -> Tree:
    return _in_brackets(tree_of(node, read))


def _in_brackets(tree: Tree) -> Tree:
    """Put brackets around whatever might fall apart beside an operator."""
    return tree if isinstance(tree, exp.Column | exp.Literal | exp.Paren | exp.Cast) else exp.Paren(this=tree)
