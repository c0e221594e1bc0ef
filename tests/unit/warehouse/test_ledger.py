"""The ledger is only ever added to, and says plainly when it cannot be read."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.stores import new_store, receipt
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse import ledger as ledger_module
from trustboard.warehouse.ledger import Ledger, insert
from trustboard.warehouse.runs import inputs_of, write_run
from trustboard.warehouse.schema import NAMES

DYING = """
import os, sys
from pathlib import Path
from trustboard.warehouse.ledger import Ledger, insert
with Ledger(Path(sys.argv[1])).adding() as connection:
    connection.execute("PRAGMA cache_size = 2")  # so that half of the transaction is in the file already
    for number in range(2000):
        insert(connection, "act", recorded_at="t", recorded_by="x", act="load", what="{}", reason="r" * 200)
    os._exit(9)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with at least one row in every table."""
    store = new_store(tmp_path)
    with store.writer(by="analyst", act="everything") as writer:
        version = writer.record_applied({"trustboard.toml": writer.put(b"name = 'x'")})
        taken = writer.record_receipt(receipt(accepted_sha256=writer.put(b"rows", ".parquet")))
        inputs = inputs_of(version_id=version.version_id, receipt_ids=[taken.receipt_id], known_on=writer.day)
        write_run(writer, figures=(), verdicts={}, points=(), restatements=(), inputs=inputs)
    with store.writer(by="analyst", act="destroy") as writer:
        writer.record_destruction([taken], reason="its time has ended", readings="[]")
    return store.ledger


def test_the_list_of_tables_is_whole(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert sorted(row["name"] for row in found) == sorted(NAMES)


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_no_row_can_be_changed_or_removed(ledger: Ledger, table: str, change: str) -> None:
    before = ledger.content_hash()

    def attempt() -> None:
        with ledger.adding() as connection:
            column = connection.execute(f"PRAGMA table_info({table})").fetchone()["name"]
            connection.execute(change.format(table=table, column=column))

    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        attempt()
    assert ledger.content_hash() == before


def test_a_row_must_point_to_what_exists(ledger: Ledger) -> None:
    def attempt() -> None:
        with ledger.adding() as connection:
            insert(connection, "file", sha256="a" * 64, suffix="", bytes=1, act_order=999)

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        attempt()


def test_an_act_needs_someone_who_did_it(ledger: Ledger) -> None:
    def attempt() -> None:
        with ledger.adding() as connection:
            insert(connection, "act", recorded_at="", recorded_by="", act="load", what="{}", reason="")

    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        attempt()


def test_reading_cannot_write(ledger: Ledger) -> None:
    def attempt() -> None:
        with ledger.reading() as connection:
            insert(connection, "act", recorded_at="", recorded_by="x", act="load", what="{}", reason="")

    with pytest.raises(OSError, match="readonly") as refused:
        attempt()
    assert refused.value.filename == str(ledger.place)


def test_a_full_disk_is_said_in_its_own_words(ledger: Ledger) -> None:
    before = ledger.content_hash()

    def attempt() -> None:
        with ledger.adding() as connection:
            connection.execute("PRAGMA max_page_count = 1")
            for _ in range(500):
                insert(
                    connection,
                    "act",
                    recorded_at="",
                    recorded_by="x",
                    act="load",
                    what="{}",
                    reason="r" * 500,
                )

    with pytest.raises(OSError, match="full"):
        attempt()
    assert ledger.content_hash() == before


def test_an_error_of_the_program_stays_one(ledger: Ledger) -> None:
    def attempt() -> None:
        with ledger.reading() as connection:
            connection.execute("SELEKT")

    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        attempt()


def test_every_commit_is_flushed_to_the_disk(ledger: Ledger) -> None:
    with ledger.adding() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_reader_sees_the_state_before_an_act_until_it_is_whole(ledger: Ledger) -> None:
    before = ledger.content_hash()
    with ledger.adding() as connection:
        insert(connection, "act", recorded_at="", recorded_by="x", act="load", what="{}", reason="")
        assert ledger.content_hash() == before
    assert ledger.content_hash() != before


def test_a_transaction_cut_short_is_undone_by_the_next_reader(ledger: Ledger) -> None:
    before, size = ledger.content_hash(), ledger.place.stat().st_size
    assert subprocess.run([sys.executable, "-c", DYING, str(ledger.place)], check=False).returncode == 9
    assert ledger.place.stat().st_size > size  # half-made, with the journal that undoes it beside
    assert ledger.place.with_name("ledger.sqlite-journal").stat().st_size > 0
    assert ledger.content_hash() == before
    assert ledger.place.stat().st_size == size


def test_a_ledger_kept_busy_says_so(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "_PATIENCE", 0.05)

    def attempt() -> None:
        with ledger.adding():
            pytest.fail("two transactions at once")

    with ledger.adding(), pytest.raises(Mistake, match="store-busy"):
        attempt()


def test_two_ledgers_that_differ_in_one_cell_have_different_hashes(tmp_path: Path) -> None:
    def hash_with(reason: str) -> str:
        ledger = Ledger.create(tmp_path / f"{reason}.sqlite", version=1)
        with ledger.adding() as connection:
            insert(connection, "act", recorded_at="t", recorded_by="x", act="a", what="{}", reason=reason)
        return ledger.content_hash()

    assert hash_with("late") != hash_with("later")
