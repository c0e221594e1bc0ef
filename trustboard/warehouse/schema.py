"""The ledger's tables, format 3: one row for each thing that was ever recorded, only ever added to."""

import sqlite3
from pathlib import Path

TABLES = """
CREATE TABLE act (
  act_order INTEGER PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
  act TEXT NOT NULL CHECK (act <> ''),
  what TEXT NOT NULL CHECK (json_valid(what)),
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE file (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  suffix TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  act_order INTEGER NOT NULL REFERENCES act,
  PRIMARY KEY (sha256, suffix)
) STRICT;

CREATE TABLE applied (
  applied_order INTEGER PRIMARY KEY,
  act_order INTEGER NOT NULL REFERENCES act,
  version_id TEXT NOT NULL,
  known_from TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE applied_file (
  applied_order INTEGER NOT NULL REFERENCES applied,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  suffix TEXT NOT NULL,
  PRIMARY KEY (applied_order, path),
  FOREIGN KEY (sha256, suffix) REFERENCES file
) STRICT;

CREATE TABLE receipt (
  receipt_order INTEGER PRIMARY KEY,
  act_order INTEGER NOT NULL REFERENCES act,
  receipt_id TEXT NOT NULL UNIQUE,
  load_id TEXT NOT NULL,
  extract TEXT NOT NULL,
  file_name TEXT NOT NULL,
  member TEXT,
  file_sha256 TEXT NOT NULL,
  file_bytes INTEGER NOT NULL,
  contract_version TEXT NOT NULL,
  contract_sha256 TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_accepted_from INTEGER NOT NULL,
  rows_accepted INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  rows_left_out TEXT NOT NULL CHECK (json_valid(rows_left_out)),
  periods TEXT NOT NULL CHECK (json_valid(periods)),
  warnings INTEGER NOT NULL,
  known_from TEXT,
  known_from_reason TEXT NOT NULL,
  CHECK (known_from IS NULL OR known_from_reason <> '')
) STRICT;

CREATE TABLE receipt_file (
  receipt_order INTEGER NOT NULL REFERENCES receipt,
  role TEXT NOT NULL CHECK (role IN ('accepted', 'rejects', 'source')),
  sha256 TEXT NOT NULL,
  suffix TEXT NOT NULL,
  PRIMARY KEY (receipt_order, role),
  FOREIGN KEY (sha256, suffix) REFERENCES file
) STRICT;

CREATE TABLE run (
  run_order INTEGER PRIMARY KEY,
  act_order INTEGER NOT NULL REFERENCES act,
  run_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  known_on TEXT NOT NULL,
  program_version TEXT NOT NULL,
  engine_version TEXT NOT NULL
) STRICT;

CREATE TABLE run_receipt (
  run_order INTEGER NOT NULL REFERENCES run,
  receipt_order INTEGER NOT NULL REFERENCES receipt,
  PRIMARY KEY (run_order, receipt_order)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_file (
  run_order INTEGER NOT NULL REFERENCES run,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  suffix TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  PRIMARY KEY (run_order, name),
  FOREIGN KEY (sha256, suffix) REFERENCES file
) STRICT;

CREATE INDEX receipt_by_extract ON receipt (extract, receipt_order);
"""

DESTROYED = """
CREATE TABLE destroyed (
  receipt_order INTEGER PRIMARY KEY REFERENCES receipt,
  act_order INTEGER NOT NULL REFERENCES act,
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
"""

# What a destruction takes away from figures still to come, as JSON: the program that counts writes it.
DESTROYED_READING = """
CREATE TABLE destroyed_reading (
  act_order INTEGER PRIMARY KEY REFERENCES act,
  readings TEXT NOT NULL CHECK (json_valid(readings))
) STRICT;
"""

NAMES = (
    "act",
    "file",
    "applied",
    "applied_file",
    "receipt",
    "receipt_file",
    "run",
    "run_receipt",
    "run_file",
    "destroyed",
    "destroyed_reading",
)


def guards(table: str) -> list[str]:
    """Triggers that refuse to change or remove a row: what was recorded stays."""
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;\n"
        for event in ("UPDATE", "DELETE")
    ]


def statements() -> str:
    """Everything a new ledger is made of."""
    return (
        TABLES + DESTROYED + DESTROYED_READING + "".join(guard for table in NAMES for guard in guards(table))
    )


def add_destroyed(connection: sqlite3.Connection, _: Path) -> None:
    """Bring a ledger of format 1 to format 2: it learns what was destroyed by order."""
    for statement in (DESTROYED, *guards("destroyed")):
        connection.execute(statement)


def add_destroyed_reading(connection: sqlite3.Connection, _: Path) -> None:
    """Bring a ledger of format 2 to format 3: it learns which periods destroyed records belonged to."""
    for statement in (DESTROYED_READING, *guards("destroyed_reading")):
        connection.execute(statement)
