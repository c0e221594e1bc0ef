"""The receipt of one file, without what only the store knows."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.outcomes import Counts
from trustboard.intake.part import Part
from trustboard.vocabulary.receipt import Receipt


def receipt_of(
    part: Part,
    contract: Contract,
    counts: Counts,
    *,
    rows_accepted: int,
    periods: Sequence[str],
    warnings: int,
) -> Receipt:
    """Write the receipt of a file that was accepted; what was received is read once more for its hash."""
    return Receipt(
        extract=contract.extract,
        file_name=part.file_name,
        member=part.member,
        file_sha256=_sha256(part.received),
        file_bytes=part.received.stat().st_size,
        contract_version=contract.version,
        contract_sha256=hashlib.sha256(contract.model_dump_json().encode()).hexdigest(),
        received_on=datetime.now(UTC),
        received_by="",
        rows_read=counts.read,
        rows_accepted_from=counts.accepted,
        rows_accepted=rows_accepted,
        rows_rejected=counts.rejected,
        rows_left_out=counts.left_out,
        periods=tuple(periods),
        warnings=warnings,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
