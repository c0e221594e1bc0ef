"""What each month of records reads and is read by, so that only what changed is counted again."""

from sqlglot import exp

from trustboard.compiler.days import known
from trustboard.compiler.records.joined import ROW, Joined
from trustboard.compiler.records.passes import Join, Pass
from trustboard.compiler.records.relations import aliased
from trustboard.compiler.records.rows import days_of, left_joins
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.trees import column


def reach_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of the days to which each month's records belong.

    Gives event_month, first_day and last_day, a row for each month with any record that belongs to a
    period: of clocks the first start and the last stop, 9999-12-31 where one has none yet. A record may
    belong to a period from the one up to the other, and to no other. Reads no stretches.
    """
    joined = Joined(pass_)
    first, last = days_of(pass_, joined)
    joins = left_joins(joined.needed_by(pass_.when.start, pass_.when.stop), joined, sources, dialect)
    month = column("event_month", ROW).sql(dialect=dialect)
    lines = [
        f"SELECT {month} AS event_month,",
        f"  min({first.sql(dialect=dialect)}) AS first_day, max({last.sql(dialect=dialect)}) AS last_day",
        f"FROM {aliased(sources.records, ROW, dialect)}",
        *joins,
        f"WHERE {known(first).sql(dialect=dialect)}",
        f"GROUP BY {month}",
    ]
    return "\n".join(lines)


def pairs_sql(pass_: Pass, extract: str, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of which months of another extract each month's records point to.

    Gives event_month and other_month, each pair once; other_month is nothing where a record points to
    one that is not there. A record that names none points to none.
    """
    arms = (_pairs_sql(pass_, join, sources, dialect) for join in pass_.joins if join.extract == extract)
    return "\nUNION\n".join(arms)


def _pairs_sql(pass_: Pass, join: Join, sources: Sources, dialect: str) -> str:
    joined = Joined(pass_)
    month = column("event_month", ROW).sql(dialect=dialect)
    other = column("event_month", joined.alias(join)).sql(dialect=dialect)
    named = exp.and_(*(known(column(own, ROW)) for own, _ in join.fields))
    lines = [
        f"SELECT DISTINCT {month} AS event_month, {other} AS other_month",
        f"FROM {aliased(sources.records, ROW, dialect)}",
        *left_joins([join], joined, sources, dialect),
        f"WHERE {named.sql(dialect=dialect)}",
    ]
    return "\n".join(lines)
