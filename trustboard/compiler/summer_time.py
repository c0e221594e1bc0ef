"""Time that passes between two times of London's clocks, summer time counted, in plain arithmetic.

Summer time runs from 01:00 on the last Sunday of March to 02:00 on the last Sunday of October, by the clock
on the wall; the hour that October has twice counts as summer.
"""

from sqlglot import exp

from trustboard.compiler.days import A_SUNDAY, divided, part_of, remainder, weekday_since
from trustboard.compiler.trees import Tree, whole

MARCH, OCTOBER = 3, 10
BEGINS_AT, ENDS_AT = 1, 2  # hours of the wall clock on those Sundays
EARLIEST = 25  # no last Sunday of a month of 31 days comes before its 25th
HOUR = 3_600_000_000  # microseconds


def elapsed_tree(start: Tree, stop: Tree, unit: int) -> Tree:
    """Count whole units (of so many microseconds) from one wall-clock time to another, downwards."""
    passed = exp.Paren(this=exp.Sub(this=_unchanged_clock(stop), expression=_unchanged_clock(start)))
    even = exp.Sub(this=passed, expression=remainder(passed.copy(), unit))
    return divided(even, unit)


def _unchanged_clock(moment: Tree) -> Tree:
    """Give microseconds since 1970 by a clock that is never changed."""
    wall = exp.UnixMicros(this=exp.cast(moment, exp.DataType.Type.TIMESTAMP))
    ahead = exp.Case().when(_is_summer(moment), whole(HOUR), copy=False).else_(whole(0), copy=False)
    return exp.Paren(this=exp.Sub(this=wall, expression=exp.Paren(this=ahead)))


def _is_summer(moment: Tree) -> Tree:
    months = exp.Between(this=_month(moment), low=whole(MARCH + 1), high=whole(OCTOBER - 1))
    begun = exp.and_(_is_month(moment, MARCH), _clock_changed(moment, BEGINS_AT))
    ended = exp.Not(this=exp.Paren(this=_clock_changed(moment, ENDS_AT)))
    return exp.or_(months, begun, exp.and_(_is_month(moment, OCTOBER), ended))


def _clock_changed(moment: Tree, hour: int) -> Tree:
    """Ask, within a month of 31 days, whether its last Sunday has come, from that hour on."""
    day = exp.cast(moment.copy(), exp.DataType.Type.DATE)
    since_sunday = weekday_since(A_SUNDAY, day)
    sunday = exp.Sub(this=part_of("DAY", moment.copy()), expression=since_sunday)
    come = exp.GTE(this=exp.Paren(this=sunday), expression=whole(EARLIEST))
    is_sunday = exp.EQ(this=since_sunday.copy(), expression=whole(0))
    too_early = exp.LT(this=part_of("HOUR", moment.copy()), expression=whole(hour))
    return exp.and_(come, exp.Not(this=exp.Paren(this=exp.and_(is_sunday, too_early))))


def _month(moment: Tree) -> Tree:
    return part_of("MONTH", moment.copy())


def _is_month(moment: Tree, month: int) -> Tree:
    return exp.EQ(this=_month(moment), expression=whole(month))
