"""Which format a store has, and the steps that bring an older one up to this program's.

`store/FORMAT` holds a number. The ledger holds the same number inside (`user_version`), so that a
step and its number are one transaction; FORMAT follows. A crash between the two is put right when
the store is next opened.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.disk import write_atomically
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.ledger_rows import insert_act
from trustboard.warehouse.mistakes import mistake
from trustboard.warehouse.schema import add_destroyed, add_destroyed_reading

FORMAT_FILE = "FORMAT"
LEDGER_FILE = "ledger.sqlite"

Step = Callable[[sqlite3.Connection, Path], None]

# From format N to N+1: changes rows and tables inside the transaction it is given. Files it adds to the
# store's folder come under new names, so that a step that was interrupted can simply be done again.
STEPS: Mapping[int, Step] = {1: add_destroyed, 2: add_destroyed_reading}
CURRENT = 1 + len(STEPS)

_RESTORE = "Put the store back from the last backup, FORMAT included; the program writes this file itself."


def read_format(folder: Path) -> int:
    """The number in a store's FORMAT; raises Mistake when there is none or it is not a number."""
    place = folder / FORMAT_FILE
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _missing(folder) from None
    except UnicodeDecodeError:
        text = "(not text)"
    if not re.fullmatch(r"[1-9][0-9]{0,5}\s*", text):
        raise mistake(
            place,
            "FORMAT must hold one whole number",
            _RESTORE,
            value=text[:40],
            rule="store-format-unreadable",
        )
    return int(text)


def write_format(folder: Path, number: int) -> None:
    """Write a store's FORMAT."""
    write_atomically(folder / FORMAT_FILE, f"{number:d}\n".encode())


def bring_up_to_date(folder: Path, *, at: datetime, steps: Mapping[int, Step] = STEPS) -> None:
    """Run the steps that a store lacks, in order, each whole or not at all. The caller holds the lock."""
    if has_this_format(folder, steps=steps):
        return
    ledger = Ledger(folder / LEDGER_FILE)
    for number in range(ledger.version(), 1 + len(steps)):
        _take(ledger, folder, number, steps[number], at)
    write_format(folder, 1 + len(steps))


def has_this_format(folder: Path, *, steps: Mapping[int, Step] = STEPS) -> bool:
    """Whether a store has this program's format already; raises Mistake when it cannot get there."""
    number, current = read_format(folder), 1 + len(steps)
    inside = Ledger(folder / LEDGER_FILE).version() if number <= current else number
    if max(number, inside) > current:
        raise _newer(folder, max(number, inside), current)
    if inside < number:
        raise mistake(
            folder / FORMAT_FILE,
            f"FORMAT says {number}, the ledger says {inside}",
            _RESTORE,
            rule="store-format-unreadable",
        )
    return number == inside == current


def check_format(folder: Path) -> None:
    """Raise Mistake when a store has not this program's format (any more: a newer one may have been here)."""
    if (number := read_format(folder)) != CURRENT:
        raise _newer(folder, number, CURRENT)


def _take(ledger: Ledger, folder: Path, number: int, step: Step, at: datetime) -> None:
    with ledger.adding() as connection:
        step(connection, folder)
        insert_act(
            connection,
            at=at,
            by="trustboard",
            act="upgrade",
            what={"format": [str(number), str(number + 1)]},
            reason=f"a newer program keeps the store in format {number + 1}",
        )
        connection.execute(f"PRAGMA user_version = {number + 1:d}")


def _missing(folder: Path) -> Mistake:
    if not folder.is_dir():
        return mistake(
            folder,
            "there is no store here",
            "Name the folder of a workspace with a store.",
            rule="store-missing",
        )
    return mistake(
        folder, "this folder has no FORMAT, so it is not a store", _RESTORE, rule="store-format-missing"
    )


def _newer(folder: Path, number: int, current: int) -> Mistake:
    return mistake(
        folder / FORMAT_FILE,
        f"the store has format {number}; this program reads formats up to {current}",
        "Install a newer Trustboard; the store was not touched.",
        value=str(number),
        rule="store-format-newer",
    )
