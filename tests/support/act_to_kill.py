"""A process that loads a file into a store, made to be killed: python -m tests.support.act_to_kill FOLDER

It says "ready" when the act begins and "done" when it has ended. With a number N after the folder it dies
by itself before its Nth step (touching a file of the store, or a statement to the ledger); with 0 it says
how many steps there are. The machine's clock is held still, so that the store after the act is always
the same one.
"""

import os
import random
import sqlite3
import sys
from datetime import date
from pathlib import Path

from tests.support.stores import Clock, receipt
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.store import Store

MEMBERS = 12
BYTES = 400_000


def prepare(workspace: Path) -> None:
    """Make the store as it is before the act: definitions applied, an earlier month loaded."""
    store = Store.create(workspace / "store", clock=Clock())
    with store.writer(by="director", act="apply") as writer:
        writer.record_applied({"extracts/waits.yaml": writer.put(b"extract: waits")})
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(b"rows of March", ".parquet")
        writer.record_receipt(receipt(file_sha256=sha256, accepted_sha256=sha256, periods=("2018-03",)))


def act(workspace: Path) -> None:
    """Load one file of many members into the store: the act that gets killed."""
    clock = Clock()
    clock.jump_to(date(2026, 6, 1))
    numbers = random.Random(20180401)
    with Store.open(workspace / "store", clock=clock).writer(by="analyst", act="load") as writer:
        for member in range(MEMBERS):
            made = receipt(
                member=f"{member}.csv",
                accepted_sha256=writer.put(numbers.randbytes(BYTES), ".parquet"),
                rejects_sha256=writer.put(f"rejects of {member}".encode(), ".csv"),
            )
            writer.record_receipt(made)


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
        if self.is_on and event in {"open", "os.rename", "os.remove", "os.mkdir"}:
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


def main(workspace: Path, last: int | None) -> None:
    steps = Steps(workspace, last or 0)
    print("ready", flush=True)
    if last is not None:
        steps.begin()
    act(workspace)
    steps.is_on = False
    print(f"done {steps.count}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
