"""A world's records as a store settles them: a file that came first, then a file of changes by key."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest import mock

from tests.support.record_values import values_sql
from tests.support.record_worlds.rows import Row
from tests.support.record_worlds.world import World
from tests.support.stores import Clock, receipt
from trustboard.definitions.contract import Contract
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.settling import settle
from trustboard.warehouse.store import Store


def settled_files(world: World, extract: str, folder: Path, session: Session) -> list[Path]:
    """Partitions of an extract's records, out of a store of its own in a folder that the session may write."""
    contract = world.surroundings.contracts[extract]
    with mock.patch.object(os, "fsync"):  # so many small files need not reach the disk
        place = Path(tempfile.mkdtemp(dir=folder))
        store = Store.create(place / "store", clock=Clock())
        for load in _loads(world, extract):
            _take(store, contract, load, place, session)
        settled = settle(store, contract, store.receipts(extract), [], threads=1)
    return [partition.path for partition in settled.partitions]


def _loads(world: World, extract: str) -> Iterable[Sequence[Row]]:
    """What came first; and what a file of changes says of the records that are otherwise, or gone."""
    earlier = {row["record_key"]: row for row in world.earlier[extract]}
    standing = {row["record_key"]: row for row in world.rows[extract]}
    first = [row for key, row in standing.items() if key not in earlier]
    yield [{**row, "removed": False} for row in (*earlier.values(), *first)]
    changed = [{**row, "removed": False} for key, row in standing.items() if key in earlier]
    yield [*changed, *({**row, "removed": True} for key, row in earlier.items() if key not in standing)]


def _take(store: Store, contract: Contract, rows: Sequence[Row], place: Path, session: Session) -> None:
    file, shape = place / "accepted.parquet", _accepted_shape(contract)
    numbered = [{**row, "line": number} for number, row in enumerate(rows, start=2)]
    session.run(
        f"COPY ({values_sql(shape, [[row[name] for name in shape] for row in numbered])}) TO {literal(file)}"
    )
    number = len(store.receipts())
    with store.writer(by="analyst", act="load") as writer:
        writer.record_receipt(
            receipt(
                extract=contract.extract,
                file_name=f"{contract.extract}-{number}.csv",
                file_sha256=f"{number:064x}",
                accepted_sha256=writer.put(file, ".parquet"),
                periods=tuple(sorted({f"{row['event_month']:%Y-%m}" for row in rows})),
                rows_accepted=len(rows),
            )
        )


def _accepted_shape(contract: Contract) -> dict[str, str]:
    return {"line": "BIGINT", **settled_shape(contract), "removed": "BOOLEAN"}
