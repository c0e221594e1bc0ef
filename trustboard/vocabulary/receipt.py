"""The record of having taken in one file: what it was, by which contract, and what became of its rows."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One file taken in under one contract. Times are UTC; hashes are SHA-256 in hexadecimal.

    `known_from` is the date a back-load claims for the second clock, with its reason.
    `rows_left_out` counts by reason rows that the contract says to leave out (totals, other
    breakdowns): rows_read = rows_accepted_from + rows_rejected + sum(rows_left_out), where
    several long-form rows may make one accepted row.
    The store gives `receipt_id`, `load_id`, `received_on` and `received_by` their last word when it
    records the receipt. Members of one zip share a `load_id`: they stand side by side.
    """

    receipt_id: str = ""
    load_id: str = ""
    extract: str
    file_name: str
    member: str | None
    file_sha256: str
    file_bytes: int
    contract_version: str
    contract_sha256: str
    received_on: datetime
    received_by: str
    rows_read: int
    rows_accepted_from: int
    rows_accepted: int
    rows_rejected: int
    rows_left_out: dict[str, int] = field(default_factory=dict)
    periods: tuple[str, ...] = ()
    warnings: int = 0
    accepted_sha256: str = ""
    rejects_sha256: str = ""
    known_from: date | None = None
    known_from_reason: str = ""


def receipt_id_of(receipt: Receipt, *again: str) -> str:
    """Name a receipt by what was taken in and how: same file, same contract, same name.

    `again` is the moment of taking in on purpose what had been taken in before.
    """
    parts = (receipt.extract, receipt.file_sha256, receipt.member or "", receipt.contract_sha256)
    return _digest(*parts, *again)


def load_id_of(receipt: Receipt, *again: str) -> str:
    """Name the load a receipt belongs to: all members of one file, taken in under one contract."""
    return _digest(receipt.extract, receipt.file_sha256, receipt.contract_sha256, *again)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()
