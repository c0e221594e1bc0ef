"""The innermost SELECT: records with what is joined to them, one row for each period they belong to."""

from collections.abc import Iterator, Sequence

from sqlglot import exp

from trustboard.compiler.days import days_later
from trustboard.compiler.records.joined import LATEST, ROW, STRETCH, Entry, Joined, Other
from trustboard.compiler.records.passes import Join, Pass
from trustboard.compiler.records.relations import aliased
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.trees import Tree, column, literal_tree, text, whole
from trustboard.expressions.record_counting import Mode
from trustboard.vocabulary.period import Grain


def rows_sql(pass_: Pass, joined: Joined, sources: Sources, dialect: str) -> str:
    """Write the innermost SELECT, with every column that `Joined.columns` names.

    What the dates need is joined first, then the stretches, so that what is not wanted is left early.
    """
    when = joined.needed_by(pass_.when.start, pass_.when.stop)
    columns = [
        _named(joined.inside(node), name).sql(dialect=dialect) for node, name in joined.columns.items()
    ]
    lines = [
        "SELECT",
        "  " + ",\n  ".join(columns),
        f"FROM {aliased(sources.records, ROW, dialect)}",
        *left_joins(when, joined, sources, dialect),
        f"JOIN {aliased(sources.stretches, STRETCH, dialect)}"
        f" ON {_belongs(pass_, joined).sql(dialect=dialect)}",
        *left_joins(joined.others_than(when), joined, sources, dialect),
    ]
    return "\n".join(lines)


def left_joins(others: Sequence[Other], joined: Joined, sources: Sources, dialect: str) -> Iterator[str]:
    """Write the joins of what records point to and look up, in their order."""
    for other in others:
        relation = aliased(_name(other, sources), joined.alias(other), dialect)
        yield f"LEFT JOIN {relation} ON {joined.matching(other).sql(dialect=dialect)}"


def _name(other: Other, sources: Sources) -> str:
    match other:
        case Join(_, extract):
            return sources.extracts[extract]
        case Entry(table):
            return sources.lookups[table]
        case _:
            return sources.working_days


def _named(tree: Tree | None, name: str) -> Tree:
    assert tree is not None
    return exp.alias_(tree, name, quoted=True)


def days_of(pass_: Pass, joined: Joined) -> tuple[Tree, Tree]:
    """Give the first and the last day of a record, times by their day.

    Both are its date, moved on by the shift; or where its clock starts, and stops: never, while not known.
    """
    when = pass_.when
    start = joined.day(when.start)
    if when.mode is Mode.EVENT:
        moved = days_later(start, whole(when.shift_days)) if when.shift_days else start
        return moved, moved.copy()
    never = literal_tree(LATEST)
    if when.stop is None:
        return start, never
    return start, exp.Coalesce(this=joined.day(when.stop), expressions=[never])


def _belongs(pass_: Pass, joined: Joined) -> Tree:
    """Say which records belong to which stretch."""
    first, last = column("period_start", STRETCH), column("period_end", STRETCH)
    start, stop = days_of(pass_, joined)
    if pass_.when.mode is Mode.EVENT:
        return exp.EQ(this=first, expression=_first_day(start, pass_.grain))
    begun = exp.LTE(this=start, expression=last)
    if pass_.when.mode is Mode.OPEN:
        return exp.and_(begun, exp.GT(this=stop, expression=last.copy()))
    return exp.and_(begun, exp.GTE(this=stop, expression=first))


def _first_day(day: Tree, grain: Grain) -> Tree:
    """Give the first day of the month or week of a date."""
    unit = text("WEEK" if grain is Grain.WEEK else "MONTH")
    first = exp.DateTrunc(this=day, unit=unit)  # type: ignore[no-untyped-call]
    return exp.cast(first, exp.DataType.Type.DATE)
