"""Whether records of some keys are there, asked of the stored files as they stand, without settling them."""

from collections.abc import Collection

from trustboard.definitions.contract import Contract
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing_files import paths_sql, standing_files
from trustboard.warehouse.store import Store


def keys_there(store: Store, contract: Contract, keys: Collection[str]) -> set[str] | None:
    """Tell which keys any row has of the files that stand; None where nothing of the extract stands.

    Raises SessionError where a file is missing or damaged.
    """
    files = standing_files(store, contract, store.receipts(contract.extract), destroyed=store.destroyed())
    if not files:
        return None
    listed = ", ".join(map(literal, sorted(keys))) or "NULL"
    with Session(folders=[store.folder], threads=1) as session:
        found = session.rows(
            f"SELECT DISTINCT record_key FROM read_parquet({paths_sql(files)}) WHERE record_key IN ({listed})"
        )
    return {key for (key,) in found}
