"""What the ledger records: acts, applied versions of the definitions, and runs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One act that changed the store: when (UTC, the machine's time), who, what and why."""

    act_order: int
    recorded_at: datetime
    by: str
    act: str
    what: dict[str, list[str]]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedVersion:
    """Definitions as they were approved: path in the workspace -> SHA-256 of the stored file.

    `recorded_at` is the machine's time (UTC); `on` is the day from which the version counts as
    known, the day of recording unless an earlier one was claimed with a reason.
    """

    version_id: str
    recorded_at: datetime
    by: str
    on: date
    reason: str
    files: dict[str, str]


def version_id_of(files: Mapping[str, str]) -> str:
    """Name a set of definition files (path -> SHA-256) by what is in it."""
    lines = (f"{path}\0{sha256}\n" for path, sha256 in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInputs:
    """What a run is made from: definitions, receipts, the day it knows up to, program and engine."""

    version_id: str
    receipt_ids: tuple[str, ...]
    known_on: date
    program_version: str
    engine_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """One file of a run: the hash of its bytes, and of its rows however they are written.

    The bytes of Parquet vary with the version of the engine; `content_sha256` does not, and is what
    a calculation done again is compared by.
    """

    sha256: str
    suffix: str
    content_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One calculation as it stands on the disk. `recorded_at` is the machine's time (UTC)."""

    run_id: str
    inputs: RunInputs
    recorded_at: datetime
    by: str
    files: dict[str, RunFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """One receipt whose records were destroyed by order: when (UTC), by whom and why. The receipt stays.

    `act_order` is the order's own number; one order may name several receipts. `readings` say, as JSON,
    to which periods the records of the order belonged; None where nobody worked that out.
    """

    act_order: int
    receipt_id: str
    recorded_at: datetime
    by: str
    reason: str
    readings: str | None = None
