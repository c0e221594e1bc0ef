"""The language's functions in SQL that DuckDB and Spark read alike: by arithmetic where theirs differ.

Not used, because the two differ in silence: differences in months, years or hours, the day of the week,
`round`, and casts of fractions to whole numbers.
"""

from collections.abc import Callable, Mapping, Sequence

from sqlglot import exp

from trustboard.compiler.days import (
    A_MONDAY,
    day_tree,
    days_between,
    days_later,
    known,
    part_of,
    weekday_since,
)
from trustboard.compiler.summer_time import elapsed_tree
from trustboard.compiler.trees import Tree, decimals, whole, widened
from trustboard.expressions.nodes import Call, Function, Node, PeriodDay

Write = Callable[[Node], Tree]
HOUR, MINUTE = 3_600_000_000, 60_000_000  # microseconds


def call_tree(call: Call, write: Write) -> Tree:
    """Write a function of the language; `write` makes the trees of its arguments.

    Raises ValueError for working days: they are counted by a table, so a column must stand for them.
    """
    match call.function:
        case Function.WORKING_DAYS:
            raise ValueError(f"nothing holds {call}")
        case Function.COALESCE | Function.LEAST | Function.GREATEST:
            return _several(call, write)
        case Function.FLOOR | Function.ROUND | Function.ABS:
            return _of_number(call.function, call.arguments[0], write)
        case Function.DATE_OF | Function.HOUR_OF | Function.WEEKDAY:
            return _of_moment(call.function, call.arguments[0], write)
        case _:
            first, second = call.arguments[-2:]  # before them, date_diff names its unit: days
            return _OF_TWO[call.function](first, second, write)


def _date_diff(start: Node, stop: Node, write: Write) -> Tree:
    return days_between(day_tree(start, write(start)), day_tree(stop, write(stop)))


def _add_days(start: Node, days: Node, write: Write) -> Tree:
    return days_later(day_tree(start, exp.Paren(this=write(start))), write(days))


def _months_between(start: Node, stop: Node, write: Write) -> Tree:
    """Count whole months: the last one counts from its day on."""
    first, last = day_tree(start, write(start)), day_tree(stop, write(stop))
    years = exp.Paren(this=_difference("YEAR", first, last))
    months = exp.Paren(this=_difference("MONTH", first, last))
    all_months = exp.Add(this=exp.Mul(this=years, expression=whole(12)), expression=months)
    early = exp.LT(this=part_of("DAY", last.copy()), expression=part_of("DAY", first.copy()))
    return _less_one_if(early, all_months)


def _age_on(born: Node, on: Node, write: Write) -> Tree:
    """Count whole years: the last one counts from its month and day on."""
    first, last = day_tree(born, write(born)), day_tree(on, write(on))
    early = exp.LT(this=_month_and_day(last), expression=_month_and_day(first))
    return _less_one_if(early, _difference("YEAR", first, last))


def _difference(what: str, first: Tree, last: Tree) -> Tree:
    return exp.Sub(this=part_of(what, last.copy()), expression=part_of(what, first.copy()))


def _month_and_day(day: Tree) -> Tree:
    hundreds = exp.Mul(this=part_of("MONTH", day.copy()), expression=whole(100))
    return exp.Add(this=hundreds, expression=part_of("DAY", day.copy()))


def _less_one_if(early: Tree, number: Tree) -> Tree:
    one = exp.Case().when(early, whole(1), copy=False).else_(whole(0), copy=False)
    return exp.Sub(this=exp.Paren(this=number), expression=exp.Paren(this=one))


def _hours_between(start: Node, stop: Node, write: Write) -> Tree:
    return elapsed_tree(write(start), write(stop), HOUR)


def _minutes_between(start: Node, stop: Node, write: Write) -> Tree:
    return elapsed_tree(write(start), write(stop), MINUTE)


def _days_in_period(start: Node, stop: Node, write: Write) -> Tree:
    """Count the days of the period from a start up to a stop, without the stop, or its end."""
    first, last = write(PeriodDay(is_last=False)), write(PeriodDay(is_last=True))
    begun, ended = day_tree(start, write(start)), day_tree(stop, write(stop))
    days = days_between(_greatest(begun, [first]), _least(ended, [days_later(last, whole(1))]))
    return exp.Case().when(known(begun), _greatest(days, [whole(0)]), copy=False)


_OF_TWO: Mapping[Function, Callable[[Node, Node, Write], Tree]] = {
    Function.DATE_DIFF: _date_diff,
    Function.MONTHS_BETWEEN: _months_between,
    Function.AGE_ON: _age_on,
    Function.ADD_DAYS: _add_days,
    Function.HOURS_BETWEEN: _hours_between,
    Function.MINUTES_BETWEEN: _minutes_between,
    Function.DAYS_IN_PERIOD: _days_in_period,
}


def _of_moment(function: Function, moment: Node, write: Write) -> Tree:
    if function is Function.HOUR_OF:
        return part_of("HOUR", write(moment))
    day = day_tree(moment, write(moment))
    if function is Function.DATE_OF:
        return day
    return exp.Add(this=weekday_since(A_MONDAY, day), expression=whole(1))


def _of_number(function: Function, number: Node, write: Write) -> Tree:
    if function is Function.ABS:
        return exp.Abs(this=write(number))
    if function is Function.FLOOR or not decimals(number):
        return _floored(number, write(number))
    half = exp.Add(this=widened(number, write(number)), expression=exp.Literal.number("0.5"))
    return _whole(exp.Floor(this=half))


def _floored(number: Node, tree: Tree) -> Tree:
    """Round down: in decimals, because floors of whole numbers are fractions to DuckDB."""
    return _whole(exp.Floor(this=widened(number, tree))) if decimals(number) else tree


def _whole(tree: Tree) -> Tree:
    return exp.cast(tree, exp.DataType.Type.BIGINT)


def _several(call: Call, write: Write) -> Tree:
    first, *others = (write(argument) for argument in call.arguments)
    if call.function is Function.COALESCE:
        return exp.Coalesce(this=first, expressions=others)
    return (_least if call.function is Function.LEAST else _greatest)(first, others)


def _least(first: Tree, others: Sequence[Tree]) -> Tree:
    """Take the smallest that is known: both engines pass NULL over, if not told otherwise."""
    return exp.Least(this=first, expressions=list(others), ignore_nulls=True)


def _greatest(first: Tree, others: Sequence[Tree]) -> Tree:
    return exp.Greatest(this=first, expressions=list(others), ignore_nulls=True)
