"""The ledger on the disk: one SQLite file, read in one transaction and added to in one transaction."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse import schema
from trustboard.warehouse.mistakes import mistake

_PATIENCE = 30.0  # seconds to wait while another process commits or reads


@dataclass(frozen=True)
class Ledger:
    """A ledger file. Every block sees, or makes, one whole state; there is nothing between."""

    place: Path

    @classmethod
    def create(cls, place: Path, *, version: int) -> "Ledger":
        """Make an empty ledger."""
        with contextlib.closing(sqlite3.connect(place)) as connection:
            connection.executescript(f"{schema.statements()} PRAGMA user_version = {version:d};")
        return cls(place)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read in one transaction. Raises Mistake when the file is no ledger."""
        with self._connected() as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    @contextlib.contextmanager
    def adding(self) -> Iterator[sqlite3.Connection]:
        """Add in one transaction, committed at the end of the block and flushed to the disk."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(self._connect()) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            said = _said_plainly(self.place, error)
            if said is None:
                raise
            raise said from error

    def _connect(self) -> sqlite3.Connection:
        # mode=rw, also for readers: after a crash, the first to open it must undo the half-made transaction.
        connection = sqlite3.connect(
            f"{self.place.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_PATIENCE
        )
        connection.row_factory = sqlite3.Row
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def version(self) -> int:
        """The format that the ledger itself says it has."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])

    def content_hash(self) -> str:
        """A hash over every row of every table."""
        digest = hashlib.sha256()
        with self.reading() as connection:
            for table in schema.NAMES:
                for row in _rows_in_order(connection, table):
                    digest.update(json.dumps([table, *row]).encode("utf-8") + b"\n")
        return digest.hexdigest()


def insert(connection: sqlite3.Connection, table: str, **values: str | int | None) -> int:
    """Add one row; returns its number."""
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    return cursor.lastrowid or 0


def _rows_in_order(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    columns = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
    order = ", ".join(str(number) for number in range(1, columns + 1))
    return connection.execute(f"SELECT * FROM {table} ORDER BY {order}")


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}


def _said_plainly(place: Path, error: sqlite3.DatabaseError) -> Mistake | OSError | None:
    """What a person can put right, in their words; None for an error of the program."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without SQLite's own details
    if code in _BUSY:
        return mistake(
            place,
            "another program has kept the ledger busy for too long",
            "Close programs that have the ledger open (a database viewer, a backup), then try again.",
            rule="store-busy",
        )
    if code in _DAMAGED:
        return mistake(
            place,
            f"the ledger cannot be read ({error})",
            "Put the store back from the last backup; the files beside it are not touched.",
            rule="store-damaged",
        )
    return OSError(None, str(error), str(place)) if code in _DISK else None
