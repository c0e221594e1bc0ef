"""Orders to destroy records: who, when and why, which receipts, and to which days the records belonged."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from trustboard.compiler.records.recipes import Standing
from trustboard.definitions.contract import Contract, LoadMode
from trustboard.operations.records.made_of import Reach, digest
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.standing import periods_standing, standing
from trustboard.warehouse.standing_files import month_of
from trustboard.warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Reading:
    """Days on which figures read destroyed records: those of `months` of an extract, by one way of placing.

    `way` names it (`way_of`); where it is empty, nothing placed the records of these months.
    """

    extract: str
    months: frozenset[date]
    way: str = ""
    reach: Reach = field(default_factory=lambda: Reach(None, None))


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order to destroy records. `readings` are None where nobody worked out what read them."""

    number: int
    recorded_at: datetime
    by: str
    reason: str
    receipts: tuple[Receipt, ...]
    readings: tuple[Reading, ...] | None

    def months_of(self, contract: Contract, receipts: Sequence[Receipt]) -> frozenset[date]:
        """Tell of which months of an extract the order took records that would stand among some receipts.

        A month of which a later file stands whole needs nothing that was destroyed.
        """
        gone = {each.receipt_id: each for each in self.receipts if each.extract == contract.extract}
        own = [each for each in receipts if each.extract == contract.extract]
        if not any(each.receipt_id in gone for each in own):
            return frozenset()
        if contract.load_mode is LoadMode.CHANGES_BY_KEY:
            return self._months_changed(contract.extract, gone.values())
        held = periods_standing(standing(own, contract.load_mode))
        return frozenset(month_of(code) for each in gone for code in held.get(each, ()))

    def _months_changed(self, extract: str, gone: Iterable[Receipt]) -> frozenset[date]:
        if self.readings is None:
            return frozenset(month_of(code) for each in gone for code in each.periods)
        return frozenset(month for each in self.readings if each.extract == extract for month in each.months)

    @property
    def day(self) -> date:
        """The day of the order."""
        return london_day(self.recorded_at)

    def came_after_it(self, receipt: Receipt) -> bool:
        """Whether a file came after the order."""
        return receipt.received_on > self.recorded_at


def orders_of(store: Store) -> list[Order]:
    """List every order to destroy records, in the order of the ledger."""
    receipts = {each.receipt_id: each for each in store.receipts()}
    found: dict[int, Order] = {}
    for each in store.destroyed().values():
        before = found.get(each.act_order)
        found[each.act_order] = Order(
            number=each.act_order,
            recorded_at=each.recorded_at,
            by=each.by,
            reason=each.reason,
            receipts=(*(before.receipts if before else ()), receipts[each.receipt_id]),
            readings=None if each.readings is None else tuple(map(_reading, json.loads(each.readings))),
        )
    return [found[number] for number in sorted(found)]


def months_destroyed(
    store: Store, contracts: Mapping[str, Contract], receipts: Sequence[Receipt]
) -> dict[str, frozenset[date]]:
    """Tell by extract the months whose records, standing among some receipts, were destroyed by order."""
    orders = orders_of(store)
    months = {
        name: frozenset[date]().union(*(order.months_of(contract, receipts) for order in orders))
        for name, contract in contracts.items()
        if contract.records is not None
    }
    return {name: each for name, each in months.items() if each}


def way_of(stands: Standing) -> str:
    """Name the way in which a part of a figure places records: its extract, dates, and references read."""
    return digest([stands.extract, repr(stands.when), *sorted(stands.references)])


def written(readings: Iterable[Reading]) -> str:
    """Write what an order takes away, as JSON."""
    return json.dumps([_plain(each) for each in readings])


def _plain(reading: Reading) -> dict[str, Any]:
    first, last = reading.reach.first, reading.reach.last
    return {
        "extract": reading.extract,
        "months": sorted(month.isoformat() for month in reading.months),
        "way": reading.way,
        "days": [first and first.isoformat(), last and last.isoformat()],
        "is_open_clock": reading.reach.is_open_clock,
    }


def _reading(plain: Mapping[str, Any]) -> Reading:
    first, last = (day and date.fromisoformat(day) for day in plain["days"])
    return Reading(
        extract=plain["extract"],
        months=frozenset(map(date.fromisoformat, plain["months"])),
        way=plain["way"],
        reach=Reach(first, last, is_open_clock=plain["is_open_clock"]),
    )
