"""What a pass joins to its records: what they point to, entries of lookup tables, numbers of working days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from trustboard.compiler.days import EVE, day_tree, days_between, divided, remainder
from trustboard.compiler.records.passes import Join, Pass, is_working_days
from trustboard.compiler.records.sources import FIRST_WORKING_DAY, LAST_WORKING_DAY
from trustboard.compiler.sql import tree_of
from trustboard.compiler.trees import Tree, column, literal_tree, whole
from trustboard.expressions.nodes import Call, Field, Lookup, Node, PeriodDay, fields_of, walk

ROW, STRETCH = "r", "s"
EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Entry:
    """The entries of a lookup table that records are joined to."""

    table: str
    key: Node
    on: Node


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The working day's number that records are joined to, by a date."""

    day: Node


Other = Join | Entry | WorkingDay


class Joined:
    """Everything that a pass joins, each once, in an order in which each finds what it needs."""

    def __init__(self, pass_: Pass) -> None:
        self._nodes = tuple(dict.fromkeys(reversed(list(pass_.walked()))))  # below comes before above
        others = (*pass_.joins, *(other for node in self._nodes for other in _others(node)))
        self._aliases: dict[Other, str] = {other: f"j{i}" for i, other in enumerate(dict.fromkeys(others))}
        self._joins = {join.name: join for join in pass_.joins}
        self._columns = dict(_names(pass_, self._nodes))

    def needed_by(self, *nodes: Node | None) -> list[Other]:
        """List what these expressions read, in the order of joining."""
        needed: set[Other] = set()
        for node in (found for each in nodes if each is not None for found in walk(each)):
            needed |= {*_others(node)}
        for field in (field for each in nodes if each is not None for field in fields_of(each)):
            needed |= {join for name, join in self._joins.items() if field.name.startswith(f"{name}.")}
        return [other for other in self._aliases if other in needed]

    def others_than(self, joined: list[Other]) -> list[Other]:
        """List the rest, in the order of joining."""
        return [other for other in self._aliases if other not in joined]

    def alias(self, other: Other) -> str:
        """Name what is joined."""
        return self._aliases[other]

    def matching(self, other: Other) -> Tree:
        """Say which row is joined: one at most. Nothing known matches nothing."""
        alias = self._aliases[other]
        match other:
            case Join(_, _, fields):
                return exp.and_(
                    *(exp.EQ(this=column(key, alias), expression=column(own, ROW)) for own, key in fields)
                )
            case Entry(_, key, on):
                is_key = exp.EQ(this=column("key", alias), expression=self._tree(key))
                day = self.day(on)
                begun = exp.LTE(this=_or(column("valid_from", alias), EARLIEST), expression=day)
                lasts = exp.GTE(this=_or(column("valid_to", alias), LATEST), expression=day.copy())
                return exp.and_(is_key, begun, lasts)
            case _:
                return exp.EQ(this=column("day", alias), expression=self._within_table(other.day))

    def inside(self, node: Node) -> Tree | None:
        """Read a node beside the joins: from what holds it."""
        match node:
            case Field(name):
                reference, _, own = name.rpartition(".")
                return column(own, self._aliases[self._joins[reference]] if reference else ROW)
            case PeriodDay(is_last):
                return column("period_end" if is_last else "period_start", STRETCH)
            case Lookup(table, name, key, on):
                return column(name, self._aliases[Entry(table, key, on)])
            case Call(_, arguments) if is_working_days(node):
                first, second = (self._working_day(day) for day in arguments)
                return exp.Paren(this=exp.Sub(this=second, expression=first))
        return None

    def day(self, node: Node) -> Tree:
        """Read a date, or the day of a time, beside the joins."""
        return exp.Paren(this=day_tree(node, self._tree(node)))

    def above(self, node: Node) -> Tree | None:
        """Read a node above the joins, by the name that `columns` gives it."""
        name = self._columns.get(node)
        return None if name is None else column(name)

    @property
    def columns(self) -> dict[Node, str]:
        """Name every node that stands in a column above the joins."""
        return self._columns

    def _tree(self, node: Node) -> Tree:
        return tree_of(node, self.inside)

    def _within_table(self, node: Node) -> Tree:
        """Take the nearest day that the table of working days has."""
        day, first, last = self.day(node), literal_tree(FIRST_WORKING_DAY), literal_tree(LAST_WORKING_DAY)
        early, late = exp.LT(this=day, expression=first), exp.GT(this=day.copy(), expression=last)
        nearest = exp.Case().when(early, first.copy(), copy=False).when(late, last.copy(), copy=False)
        return nearest.else_(day.copy(), copy=False)

    def _working_day(self, node: Node) -> Tree:
        """Give the number of a day; beyond the table, where only weekends are left out, by arithmetic."""
        day, alias = self.day(node), self._aliases[WorkingDay(node)]
        nearest, number = column("day", alias), column("number", alias)
        beyond = exp.Sub(this=_weekdays(day), expression=_weekdays(nearest))
        added = exp.Add(this=number, expression=exp.Paren(this=beyond))
        within = exp.EQ(this=day.copy(), expression=nearest.copy())
        return exp.Case().when(within, number.copy(), copy=False).else_(added, copy=False)


def _others(node: Node) -> Iterator[Other]:
    if isinstance(node, Lookup):
        yield Entry(node.table, node.key, node.on)
    elif isinstance(node, Call) and is_working_days(node):
        yield from (WorkingDay(day) for day in node.arguments)


def _names(pass_: Pass, nodes: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    """Name columns: blanks are in none of an extract's own."""
    yield from ((field, field.name) for field in pass_.fields)
    yield PeriodDay(is_last=False), "period start"
    yield PeriodDay(is_last=True), "period end"
    joined = [node for node in nodes if isinstance(node, Lookup) or is_working_days(node)]
    yield from ((node, f"joined {i}") for i, node in enumerate(joined))


def _or(tree: Tree, day: date) -> Tree:
    return exp.Coalesce(this=tree, expressions=[literal_tree(day)])


def _weekdays(day: Tree) -> Tree:
    """Count Mondays to Fridays from the first day of 2000; the weeks begin on Saturday."""
    since = days_between(literal_tree(EVE), day.copy())
    rest = remainder(since, 7)
    weeks = divided(exp.Sub(this=since.copy(), expression=rest), 7)
    of_rest = exp.Sub(this=rest.copy(), expression=whole(2))
    worked = exp.Greatest(this=of_rest, expressions=[whole(0)], ignore_nulls=True)
    counted = exp.Add(this=exp.Mul(this=weeks, expression=whole(5)), expression=worked)
    return exp.Paren(this=counted)
