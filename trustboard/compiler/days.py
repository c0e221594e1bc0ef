"""Days and their parts in SQL, in forms that DuckDB and Spark read alike."""

from datetime import date

from sqlglot import exp

from trustboard.compiler.trees import Tree, literal_tree, whole
from trustboard.expressions.nodes import Node, Type

A_SUNDAY, A_MONDAY = date(2000, 1, 2), date(2000, 1, 3)
EVE = date(1999, 12, 31)  # a Friday: working days are numbered from the day after


def day_tree(node: Node, tree: Tree) -> Tree:
    """Read a date, or the day of a time."""
    return exp.cast(tree, exp.DataType.Type.DATE) if node.type is Type.TIME else tree


def days_between(start: Tree, stop: Tree) -> Tree:
    """Count whole days from one date to another."""
    return exp.DateDiff(this=stop, expression=start, unit=exp.var("DAY"))


def days_later(day: Tree, days: Tree) -> Tree:
    """Move a date by a whole number of days."""
    return exp.Paren(this=exp.Add(this=day, expression=exp.cast(days, exp.DataType.Type.INT)))


def part_of(what: str, moment: Tree) -> Tree:
    """Take the YEAR, MONTH, DAY or HOUR of a date or time."""
    return exp.Extract(this=exp.var(what), expression=moment)


def weekday_since(first: date, day: Tree) -> Tree:
    """Number a date's weekday from 0, the weekday of `first`, to 6; of earlier dates too."""
    return remainder(days_between(literal_tree(first), day), 7)


def remainder(number: Tree, divisor: int) -> Tree:
    """Give what is left after dividing downwards: never less than nought."""
    over = exp.Paren(this=exp.Mod(this=number, expression=whole(divisor)))
    upwards = exp.Paren(this=exp.Add(this=over, expression=whole(divisor)))
    return exp.Paren(this=exp.Mod(this=upwards, expression=whole(divisor)))


def divided(even: Tree, divisor: int) -> Tree:
    """Divide a whole number that leaves nothing over."""
    quotient = exp.IntDiv(this=exp.Paren(this=even), expression=whole(divisor))
    return exp.Paren(this=quotient)


def known(tree: Tree) -> Tree:
    """Ask whether anything is there."""
    inner = (
        tree.copy() if isinstance(tree, exp.Column | exp.Paren | exp.Cast) else exp.Paren(this=tree.copy())
    )
    return exp.Not(this=exp.Is(this=inner, expression=exp.Null()))
