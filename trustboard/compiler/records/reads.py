"""What a pass reads: the days that a month's records belong to, and the months they point to."""

from sqlglot import exp

from trustboard.compiler.days import day_tree, days_later
from trustboard.compiler.records.joined import LATEST, ROW, Joined
from trustboard.compiler.records.passes import Join, Pass
from trustboard.compiler.records.relations import aliased
from trustboard.compiler.records.rows import left_joins
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.sql import tree_of
from trustboard.compiler.trees import Tree, column, literal_tree, whole
from trustboard.expressions.nodes import Node
from trustboard.expressions.record_counting import Mode


def reach_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of the days to which records belong, by the month of their event.

    Gives event_month, first_day, last_day. Of an event, the day moved on by the shift; of a clock, from the
    first start to the last stop, which lies in the year 9999 where one is still to come. A month of which
    no record has a start is not there.
    """
    joined = Joined(pass_)
    start = _day(pass_.when.start, joined)
    first = days_later(start, whole(pass_.when.shift_days)) if pass_.when.shift_days else start
    last = first.copy()
    if pass_.when.mode is not Mode.EVENT:
        latest = literal_tree(LATEST)
        stop = pass_.when.stop
        last = latest if stop is None else exp.Coalesce(this=_day(stop, joined), expressions=[latest])
    days = f"min({first.sql(dialect=dialect)}) AS first_day, max({last.sql(dialect=dialect)}) AS last_day"
    needed = joined.needed_by(pass_.when.start, pass_.when.stop)
    lines = [
        f"SELECT {ROW}.event_month, {days}",
        f"FROM {aliased(sources.records, ROW, dialect)}",
        *left_joins(needed, joined, sources, dialect),
        f"WHERE {start.sql(dialect=dialect)} IS NOT NULL",
        f"GROUP BY {ROW}.event_month",
    ]
    return "\n".join(lines)


def pairs_sql(pass_: Pass, extract: str, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of the months of another extract to which records point, by the month of their event.

    Gives event_month and other_month, each pair once; other_month is nothing where a record points to one
    that is not there. Records that point nowhere are left out.
    """
    joined = Joined(pass_)
    arms = (_pairs(join, joined, sources, dialect) for join in pass_.joins if join.extract == extract)
    return "\nUNION\n".join(arms)


def _pairs(join: Join, joined: Joined, sources: Sources, dialect: str) -> str:
    points: list[Tree] = [
        exp.Not(this=exp.Paren(this=exp.Is(this=column(own, ROW), expression=exp.Null())))
        for own, _ in join.fields
    ]
    alias = joined.alias(join)
    lines = [
        f"SELECT DISTINCT {ROW}.event_month, {alias}.event_month AS other_month",
        f"FROM {aliased(sources.records, ROW, dialect)}",
        *left_joins([join], joined, sources, dialect),
        f"WHERE {exp.and_(*points).sql(dialect=dialect)}",
    ]
    return "\n".join(lines)


def _day(node: Node, joined: Joined) -> Tree:
    return exp.Paren(this=day_tree(node, tree_of(node, joined.inside)))
