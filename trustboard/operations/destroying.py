"""Retention and destruction of records: what has been kept long enough, and the order to destroy it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.nearest import cure_for
from trustboard.definitions.workspace import Workspace
from trustboard.operations.records.losing import readings_of
from trustboard.operations.records.orders import written
from trustboard.operations.workspace import LOCK_WAIT, applied_definitions, open_workspace
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.files import hash_of
from trustboard.warehouse.store import Store


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One load of records that is still kept: until when its contract says (None: it does not say)."""

    receipt: Receipt
    kept_until: date | None

    def is_due(self, on: date) -> bool:
        """Whether its time is over on a day."""
        return self.kept_until is not None and self.kept_until < on


def kept_records(folder: Path) -> list[Kept]:
    """List every load of records that has not been destroyed, in the order of the ledger."""
    store = open_workspace(folder).store
    workspace = applied_definitions(store).workspace
    gone = store.destroyed()
    return [
        Kept(receipt=receipt, kept_until=_kept_until(workspace, receipt))
        for receipt in store.receipts()
        if receipt.receipt_id not in gone and _is_of_records(workspace, receipt)
    ]


def destroy(folder: Path, names: Sequence[str], *, by: str, reason: str) -> list[Receipt]:
    """Destroy the records of receipts (named by the beginning of their ids), for a reason, for good.

    Receipts, hashes, figures and runs stay. Returns the receipts whose records are gone now and were not
    before. Raises Mistake where a receipt is not known or not of records, or no reason is given.
    """
    store = open_workspace(folder).store
    receipts = [_receipt_of(kept_records(folder), name) for name in names]
    with store.writer(by=by, act="destroy", reason=reason, wait=LOCK_WAIT) as writer:
        return writer.record_destruction(receipts, reason=reason, readings=_readings(store, receipts))


def _readings(store: Store, receipts: Sequence[Receipt]) -> str | None:
    """Work out what reads the records as long as they are there.

    Where that cannot be done (a stored file is damaged), the order holds all the same: every figure that
    may have read them stays then.
    """
    try:
        return written(readings_of(store, applied_definitions(store).workspace, receipts))
    except Mistake:
        return None


def _receipt_of(kept: Sequence[Kept], name: str) -> Receipt:
    found = [each.receipt for each in kept if name and each.receipt.receipt_id.startswith(name)]
    if len(found) == 1:
        return found[0]
    known = [each.receipt.receipt_id[:12] for each in kept]
    raise Mistake(
        [
            Issue(
                rule="unknown-receipt",
                value=name,
                message="more than one receipt begins so"
                if found
                else "no kept load of records has this receipt",
                cure="Write more of it."
                if found
                else cure_for(name, known, what="one of: trustboard retention"),
            )
        ]
    )


def _is_of_records(workspace: Workspace, receipt: Receipt) -> bool:
    contract = workspace.contracts.get(receipt.extract)
    return contract is not None and contract.records is not None


def _kept_until(workspace: Workspace, receipt: Receipt) -> date | None:
    """The last day on which a load is kept: so many years after the last month of its events."""
    records = workspace.contracts[receipt.extract].records
    if records is None or records.retention_years is None or not receipt.periods:
        return None
    last = max(Period.parse(code) for code in receipt.periods)
    return last.shift(12 * records.retention_years).end


def destroyed_before(store: Store, extract: str, path: Path) -> Issue | None:
    """Say that the records of just this file were destroyed by order; None where they were not."""
    destroyed = store.destroyed()
    if not destroyed:
        return None
    content = hash_of(path)
    same = [each for each in store.receipts(extract) if each.file_sha256 == content]
    gone = [destroyed[each.receipt_id] for each in same if each.receipt_id in destroyed]
    if not gone or len(gone) < len(same):
        return None
    order = gone[-1]
    return Issue(
        rule="records-destroyed-before",
        file=str(path),
        value=order.reason,
        message=(
            f"the records of this file were destroyed by order on {london_day(order.recorded_at)}"
            f" by {order.by}: they are not taken in again"
        ),
        cure=(
            "Delete this copy too. Where records of it may still be held, ask for a file of those alone: "
            "another file is taken in."
        ),
    )
