"""Which receipts stand: for each period, the files whose rows count."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from trustboard.definitions.contract import LoadMode
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.clock import london_day


def known_day(receipt: Receipt) -> date:
    """From which day a receipt counts as known: the day claimed, or else the day it was recorded."""
    return receipt.known_from or london_day(receipt.received_on)


def standing(receipts: Sequence[Receipt], load_mode: LoadMode) -> dict[str | None, tuple[Receipt, ...]]:
    """Tell for each period which receipts of one extract stand; `receipts` are in the order of the ledger.

    Keys are period codes; with REPLACE_ALL the one key is None: the last load stands for everything.
    The load known last stands; between loads known on the same day the one received last, then the
    one later in the ledger. Members of one file are one load: they stand side by side. With
    CHANGES_BY_KEY every file stands for each of its periods, and a record's last row stands.
    """
    if load_mode is LoadMode.REPLACE_ALL:
        return {None: _last_load(receipts)} if receipts else {}
    holding: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        for period in receipt.periods:
            holding.setdefault(period, []).append(receipt)
    chosen = tuple if load_mode is LoadMode.CHANGES_BY_KEY else _last_load
    return {period: chosen(holding[period]) for period in sorted(holding)}


def periods_standing(standing_receipts: dict[str | None, tuple[Receipt, ...]]) -> dict[str, tuple[str, ...]]:
    """Turn `standing` round: receipt id -> the periods for which it stands (REPLACE_ALL: all its own)."""
    held: dict[str, tuple[str, ...]] = {}
    for period, receipts in standing_receipts.items():
        for receipt in receipts:
            own = receipt.periods if period is None else (period,)
            held[receipt.receipt_id] = held.get(receipt.receipt_id, ()) + own
    return held


def in_order_of_knowing(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Put receipts, given in the order of the ledger, in that of knowing: the one known last at the end."""
    return [receipt for _, receipt in sorted(enumerate(receipts), key=_rank)]


def _last_load(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    numbered = list(enumerate(receipts))
    _, last = max(numbered, key=_rank)
    return tuple(receipt for _, receipt in numbered if receipt.load_id == last.load_id)


def _rank(numbered: tuple[int, Receipt]) -> tuple[date, datetime, int]:
    order, receipt = numbered
    return known_day(receipt), receipt.received_on, order
