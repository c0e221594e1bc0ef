"""Which figures read records that were destroyed by order, and so cannot be worked out again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trustboard.compiler.records import RecordPlan
from trustboard.compiler.records.periods import figure_periods, span_of
from trustboard.compiler.records.recipes import Recipe, Standing
from trustboard.definitions.contract import Contract
from trustboard.expressions.nodes import Call, Field, Function, Node, fields_of
from trustboard.expressions.record_counting import Mode
from trustboard.operations.records.cells import Passing
from trustboard.operations.records.made_of import Reach
from trustboard.operations.records.orders import Order, way_of
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.standing_files import month_of

Lost = Mapping[str, Mapping[Period, tuple[Order, ...]]]
"""By indicator, the periods whose figures read destroyed records, each with the orders, the first first."""


@dataclass(frozen=True, kw_only=True)
class Losses:
    """Finds them. `receipts` are those that are calculated from, `recorded` all of the ledger."""

    orders: Sequence[Order]
    contracts: Mapping[str, Contract]
    coverage: Mapping[str, Coverage]
    receipts: Sequence[Receipt]
    recorded: Sequence[Receipt]

    def of(self, plan: RecordPlan, passings: Mapping[int, Passing]) -> Lost:
        """Find the lost periods of every indicator of a plan; of one without any there is nothing."""
        found = {
            recipe.indicator: dict(self._periods(recipe, list(passings.values()))) for recipe in plan.recipes
        }
        return {name: periods for name, periods in found.items() if periods}

    def _periods(
        self, recipe: Recipe, passings: Sequence[Passing]
    ) -> Iterator[tuple[Period, tuple[Order, ...]]]:
        reaches = [
            (order, [each for stands in recipe.standings for each in self._reaches(order, stands, passings)])
            for order in self.orders
        ]
        for period in figure_periods(recipe, self.coverage):
            _, start, end = span_of(recipe, period)
            orders = [order for order, each in reaches if any(reach.meets(start, end) for reach in each)]
            if orders:
                yield period, tuple(orders)

    def _reaches(self, order: Order, stands: Standing, passings: Sequence[Passing]) -> Iterator[Reach]:
        """List the stretches of days of which a part of a figure reads records that an order took."""
        way = way_of(stands)
        for extract in dict.fromkeys((stands.extract, *stands.references)):
            months = order.months_of(self.contracts[extract], self.receipts)
            if not months:
                continue
            if self._knew_more(order, stands):
                yield _everything(stands)
            readings = [each for each in order.readings or () if (each.way, each.extract) == (way, extract)]
            yield from (each.reach for each in readings if each.months & months)
            if extract == stands.extract and not readings:
                yield from self._by_event(stands, months)
            if extract in stands.references:
                yield from self._pointing(order, stands, extract, passings, is_known=bool(readings))

    def _knew_more(self, order: Order, stands: Standing) -> bool:
        """Whether files were there at the order that are left out now: what stood then says nothing now."""
        used = {each.receipt_id for each in self.receipts}
        return any(
            each.receipt_id not in used
            for each in self.recorded
            if each.extract in (stands.extract, *stands.references) and not order.came_after_it(each)
        )

    def _by_event(self, stands: Standing, months: frozenset[date]) -> Iterator[Reach]:
        """Place lost records by the month of their event where a figure does so too; else anywhere."""
        when = stands.when
        if not _is_field(when.start, self.contracts[stands.extract].period.field):
            yield _everything(stands)
            return
        shift = timedelta(days=when.shift_days)
        for month in months:
            last = Period.containing(month, Grain.MONTH).end + shift
            is_clock = when.mode is not Mode.EVENT
            yield Reach(month + shift, date.max if is_clock else last, when.mode is Mode.OPEN)

    def _pointing(
        self, order: Order, stands: Standing, extract: str, passings: Sequence[Passing], *, is_known: bool
    ) -> Iterator[Reach]:
        """List where records that came since the order, or are read in a new way, point to nothing.

        They may point to what was destroyed; nobody can tell any more.
        """
        if not is_known and any("." in name for name in _names(stands)):
            yield _everything(stands)
        newer = self._months_since(order, stands.extract)
        for passing in passings:
            pass_, pointed = passing.pass_, passing.reads.pointed.get(extract, {})
            if (pass_.extract, pass_.when) != (stands.extract, stands.when):
                continue
            for partition, reach in passing.reads.own:
                is_open = partition.month in pointed and pointed[partition.month].has_unmatched
                if is_open and not (is_known and partition.month not in newer):
                    yield reach

    def _months_since(self, order: Order, extract: str) -> set[date]:
        since = (each for each in self.receipts if each.extract == extract and order.came_after_it(each))
        return {month_of(code) for each in since for code in each.periods}


def _everything(stands: Standing) -> Reach:
    return Reach(date.min, date.max, stands.when.mode is Mode.OPEN)


def _is_field(node: Node, name: str | None) -> bool:
    if isinstance(node, Call) and node.function is Function.DATE_OF:
        (node,) = node.arguments
    return isinstance(node, Field) and node.name == name


def _names(stands: Standing) -> set[str]:
    """The fields that say when a part's records count."""
    dates = (stands.when.start, stands.when.stop)
    return {field.name for node in dates if node is not None for field in fields_of(node)}
