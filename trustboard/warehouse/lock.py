"""One writer at a time: a lock on the store that tells the one refused who holds it."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.disk import write_atomically
from trustboard.warehouse.mistakes import mistake

LOCK_FILE = "writer.lock"
HOLDER_FILE = "writer.json"  # beside the lock: Windows lets nobody read a locked file


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lock: the person, their act, since when (UTC), and on which machine's process."""

    by: str
    act: str
    since: str
    process: int
    machine: str

    def __str__(self) -> str:
        """Name the holder to the one refused."""
        where = f"process {self.process} on {self.machine}"
        return f"{self.by} is writing ({self.act}) since {self.since} UTC, {where}"


@contextlib.contextmanager
def hold_lock(folder: Path, *, by: str, act: str, since: datetime, wait: float) -> Iterator[None]:
    """Hold the writer's lock of a store; raises Mistake naming the holder after `wait` seconds."""
    lock = FileLock(folder / LOCK_FILE, timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise _refusal(folder) from None
    try:
        with contextlib.suppress(PermissionError):  # Windows, while the note is being read: do without
            _name_holder(folder, by=by, act=act, since=since)
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / HOLDER_FILE).unlink()
        lock.release()


def holder_of(folder: Path) -> Holder | None:
    """Read who holds the lock, as far as they have said."""
    try:
        return Holder(**json.loads((folder / HOLDER_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _name_holder(folder: Path, *, by: str, act: str, since: datetime) -> None:
    holder = Holder(
        by=by, act=act, since=f"{since:%Y-%m-%d %H:%M:%S}", process=os.getpid(), machine=socket.gethostname()
    )
    write_atomically(folder / HOLDER_FILE, json.dumps(asdict(holder)).encode("utf-8"))


def _refusal(folder: Path) -> Mistake:
    holder = holder_of(folder)
    who = str(holder) if holder else "someone else is writing"
    return mistake(
        folder,
        f"the store admits one writer at a time, and {who}",
        "Wait until that act has ended, then try again; nothing was changed. Reading needs no lock.",
        rule="store-locked",
    )
