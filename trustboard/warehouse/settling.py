"""Which records of an extract stand: after load mode, one row a key, exclusions and destruction."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from trustboard.definitions.contract import Contract
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.store import Store


class Exclusion(Protocol):
    """A person's decision to leave a record out, and in which months' counting it holds."""

    @property
    def record_key(self) -> str:
        """The record's key: the texts of the key fields, joined by a bar."""

    @property
    def reason(self) -> str:
        """One of the contract's reasons."""

    @property
    def valid_from(self) -> date | None:
        """The first day it holds; None from the beginning."""

    @property
    def valid_to(self) -> date | None:
        """The last day it holds; None for ever."""


def settle(
    store: Store,
    contract: Contract,
    receipts: Sequence[Receipt],
    exclusions: Sequence[Exclusion],
    *,
    memory: str | None = None,
    threads: int | None = None,
) -> Settled:
    """Settle the records of one extract from its receipts, given in the order of the ledger.

    Only months that a new file or decision can touch are written; the others come from the cache.
    Raises Mistake where a stored file is damaged, or holds what today's contract cannot read.
    """
    raise NotImplementedError
