"""SQLGlot trees of columns, of written-out values and of numbers made wide enough to stay exact."""

from datetime import date, datetime
from decimal import Decimal

from sqlglot import exp

from trustboard.expressions.nodes import Arithmetic, Call, Choose, Function, Negative, Node, Operation

Tree = exp.Expr
DECIMALS = 6  # of a number field
WIDEST = 38  # digits of the largest decimal that DuckDB and Spark share
OF_THEIR_ARGUMENTS = frozenset({Function.COALESCE, Function.LEAST, Function.GREATEST, Function.ABS})


def column(name: str, table: str | None = None) -> Tree:
    """Name a column, quoted, so that no name can be read as anything else."""
    whose = None if table is None else exp.to_identifier(table, quoted=True)
    return exp.column(exp.to_identifier(name, quoted=True), table=whose)


def literal_tree(value: Decimal | str | date) -> Tree:
    """Write out a number, a text or a date."""
    if isinstance(value, Decimal):
        number = exp.Literal.number(format(abs(value), "f"))
        return exp.Paren(this=exp.Neg(this=number)) if value < 0 else number
    if isinstance(value, str):
        return exp.Literal.string(value)
    is_time = isinstance(value, datetime)  # which is a date to Python
    type_ = exp.DataType.Type.TIMESTAMP if is_time else exp.DataType.Type.DATE
    return exp.cast(exp.Literal.string(value.isoformat()), type_)


def widened(number: Node, tree: Tree) -> Tree:
    """Widen a factor: the product of two narrow decimals would have to fit a narrow one too."""
    return exp.cast(tree, wide_type(number))


def wide_type(number: Node) -> str:
    """Name the decimal type that holds any value, and any sum, of a number exactly."""
    return f"DECIMAL({WIDEST}, {decimals(number)})"


def decimals(amount: Node) -> int:
    """Say how many decimals keep a number exact: six for each factor of its longest product."""
    match amount:
        case Negative(operand):
            return decimals(operand)
        case Arithmetic(Operation.TIMES, left, right):
            return decimals(left) + decimals(right)
        case Arithmetic(_, left, right):
            return max(decimals(left), decimals(right))
        case Call(function, arguments):
            return max(map(decimals, arguments)) if function in OF_THEIR_ARGUMENTS else 0
        case Choose(_, branches):
            return max(decimals(branch.value) for branch in branches)
        case _:
            return DECIMALS


def text(value: str) -> Tree:
    """Write out a text."""
    return exp.Literal.string(value)


def whole(value: int) -> Tree:
    """Write out a whole number of nought or more."""
    return exp.Literal.number(value)
