"""The accepted rows that stand: from each file, those of the periods for which it stands."""

from collections.abc import Iterable, Sequence

from trustboard.definitions.contract import Contract
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import literal
from trustboard.warehouse.standing import periods_standing, standing
from trustboard.warehouse.store import Store


def standing_receipts(contract: Contract, receipts: Sequence[Receipt]) -> list[Receipt]:
    """Keep the receipts, given in the order of the ledger, that stand for any period."""
    held = periods_standing(standing(receipts, contract.load_mode))
    return [receipt for receipt in receipts if receipt.receipt_id in held]


def standing_rows(store: Store, contract: Contract, receipts: Sequence[Receipt], *others: str) -> str:
    """Write the query of all rows that stand, united by column name with other queries."""
    held = periods_standing(standing(receipts, contract.load_mode))
    files = (
        f"SELECT * FROM read_parquet({literal(store.path(receipt.accepted_sha256, '.parquet'))})"
        f" WHERE period_start IN ({_days(held[receipt.receipt_id])})"
        for receipt in receipts
        if receipt.receipt_id in held
    )
    return "\nUNION ALL BY NAME\n".join((*files, *others))


def _days(codes: Iterable[str]) -> str:
    starts = sorted({Period.parse(code).start for code in codes})
    return ", ".join(f"DATE '{start.isoformat()}'" for start in starts) or "NULL"
