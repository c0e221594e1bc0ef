"""A process that changes a store, made to be killed: python -m tests.support.act_to_kill FOLDER [N [ACT]]

ACT is load (a file is taken in) or destroy (records are destroyed by order). It says "ready" when the act
begins and "done" when it has ended. With a number N after the folder it dies by itself before its Nth step
(touching a file of the store, or a statement to the ledger); with 0 it says how many steps there are. The
machine's clock is held still, so that the store after the act is always the same one.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest import mock

from tests.support.small_trust import EXAMPLE
from tests.support.stores import Clock
from trustboard.operations.apply import apply, propose
from trustboard.operations.load import load
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.store import Store

EARLIER = "inpatients-2025-26.csv"
LATER = "inpatients-2026-27.csv"
WARDS = 4000  # rows are repeated for so many made-up wards, so that the act takes a while


def prepare(workspace: Path) -> None:
    """Make the workspace as it is before the act: definitions applied, an earlier file taken in."""
    shutil.copytree(EXAMPLE, workspace, dirs_exist_ok=True)
    _enlarge(workspace / "returns" / LATER)
    with _still_clock(workspace, date(2026, 5, 1)):
        apply(propose(workspace, on=date(2026, 5, 1)), by="director", on=date(2026, 5, 1), reason="")
        load(workspace, [workspace / "returns" / EARLIER], by="analyst")


def _enlarge(file: Path) -> None:
    heading, first, *_ = file.read_text(encoding="utf-8").splitlines()
    _, cells = first.split(",", 1)
    rows = [f"Ward {number},{cells}" for number in range(WARDS)]
    file.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8", newline="\n")


def act(workspace: Path) -> None:
    """Take one file into the store as `trustboard load` does: the act that gets killed."""
    with _still_clock(workspace, date(2026, 6, 1)):
        outcome = load(workspace, [workspace / "returns" / LATER], by="analyst")
    assert len(outcome.taken) == 1
    assert not outcome.refused


def prepare_destruction(workspace: Path) -> None:
    """Make the workspace as it is before records are destroyed: two files taken in, something cached."""
    prepare(workspace)
    act(workspace)
    cache = Cache(workspace / "store" / "cache" / "records")
    cache.write_note("note", cache.put(lambda place: place.write_bytes(b"settled")))


def destroy(workspace: Path) -> None:
    """Destroy the records of the later file: the other act that gets killed."""
    with (
        _still_clock(workspace, date(2034, 6, 1)) as store,
        store.writer(by="director", act="destroy") as writer,
    ):
        chosen = [each for each in store.receipts() if each.file_name == LATER]
        writer.record_destruction(chosen, reason="retention of 8 years has ended")


ACTS = {"load": act, "destroy": destroy}


@contextmanager
def _still_clock(workspace: Path, day: date) -> Iterator[Store]:
    """Open stores with a clock that stands still on a day."""
    clock = Clock()
    clock.jump_to(day)
    place = workspace / "store"
    store = Store.open(place, clock=clock) if place.exists() else Store.create(place, clock=clock)
    with mock.patch.object(Store, "open", return_value=store):
        yield store


class Steps:
    """Counts the steps of an act on the files below a folder and on the ledger; dies before step `last`."""

    def __init__(self, folder: Path, last: int) -> None:
        self.inside = str(folder.resolve())
        self.last = last
        self.count = 0
        self.is_on = False

    def take(self, _: object = None) -> None:
        if self.is_on:
            self.count += 1
            if self.count == self.last:
                os._exit(9)

    def watch(self, event: str, details: tuple[object, ...]) -> None:
        if self.is_on and event in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}:
            path = str(details[0])
            if self.inside in path or path.startswith(str(Path(self.inside).parent)):
                self.take()

    def begin(self) -> None:
        """Watch files, and every statement put to the ledger."""
        connect = Ledger._connect

        def traced(ledger: Ledger) -> sqlite3.Connection:
            connection = connect(ledger)
            connection.set_trace_callback(self.take)
            return connection

        Ledger._connect = traced  # type: ignore[method-assign]
        sys.addaudithook(self.watch)
        self.is_on = True


def main(workspace: Path, last: int | None, name: str) -> None:
    steps = Steps(workspace, last or 0)
    print("ready", flush=True)
    if last is not None:
        steps.begin()
    ACTS[name](workspace)
    steps.is_on = False
    print(f"done {steps.count}", flush=True)


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else None
    main(Path(sys.argv[1]), number, sys.argv[3] if len(sys.argv) > 3 else "load")
