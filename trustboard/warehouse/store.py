"""The store: everything that was taken in, applied and calculated, as files and a ledger that only grow."""

import contextlib
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse import ledger_rows
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.clock import london_day, utc_now
from trustboard.warehouse.disk import remove_parts, settle
from trustboard.warehouse.files import FileName, HashedFiles
from trustboard.warehouse.format import (
    CURRENT,
    LEDGER_FILE,
    bring_up_to_date,
    check_format,
    has_this_format,
    write_format,
)
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.lock import hold_lock
from trustboard.warehouse.mistakes import mistake
from trustboard.warehouse.records import AppliedVersion, AuditEvent, Destruction, Run, version_id_of
from trustboard.warehouse.standing import known_day
from trustboard.warehouse.writer import Writer

__all__ = [
    "AppliedVersion",
    "AuditEvent",
    "Destruction",
    "FileFault",
    "FileProblem",
    "Run",
    "Store",
    "Writer",
    "version_id_of",
]

FILES = "files"
CACHE = "cache"  # what can be made again; nothing points to it
_CACHE_KEPT = timedelta(days=60)  # without being used
_PATIENCE = 30.0  # seconds to wait while another process brings the store up to date


class FileFault(StrEnum):
    """What can be wrong with a stored file."""

    MISSING = "missing"
    CHANGED = "changed"
    DESTROYED = "destroyed by order: no longer re-derivable"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """A file that the ledger points to and that is not there, or not as it was; or was destroyed by order."""

    sha256: str
    suffix: str
    path: Path
    fault: FileFault


@dataclass(frozen=True)
class Store:
    """An open store. Reading needs no lock and sees the state before an act or after it, nothing between.

    `clock` gives the machine's time in UTC.
    """

    folder: Path
    clock: Callable[[], datetime] = field(default=utc_now, compare=False)

    @classmethod
    def create(cls, folder: Path, *, clock: Callable[[], datetime] = utc_now) -> "Store":
        """Make an empty store, whole or not at all; raises Mistake where there is something already."""
        if folder.exists() and any(folder.iterdir()):
            raise mistake(
                folder,
                "there is a folder here already, and it is not empty",
                "Use the store as it is, or name another folder; nothing was changed.",
                rule="store-exists",
            )
        beside = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
        try:
            _fill(beside)
            if folder.exists():
                folder.rmdir()  # Windows gives no folder a name that is taken, though it be empty
            settle(beside, folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        return cls(folder, clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], datetime] = utc_now) -> "Store":
        """Open a store, brought up to this program's format step by step.

        Raises Mistake when there is none, when it is newer than this program, or when it is broken.
        """
        if not has_this_format(folder):
            with hold_lock(folder, by="trustboard", act="upgrade", since=clock(), wait=_PATIENCE):
                bring_up_to_date(folder, at=clock())
        store = cls(folder, clock)
        store.finish_destruction()
        return store

    @property
    def ledger(self) -> Ledger:
        """The ledger of this store."""
        return Ledger(self.folder / LEDGER_FILE)

    @property
    def files(self) -> HashedFiles:
        """The files of this store, pointed to or not."""
        return HashedFiles(self.folder / FILES)

    @property
    def cache_folder(self) -> Path:
        """Where results lie that can be made again; it may not exist, and may be deleted at any time."""
        return self.folder / CACHE

    @contextlib.contextmanager
    def writer(self, *, by: str, act: str, reason: str = "", wait: float = 0) -> Iterator[Writer]:
        """Hold the one lock and collect an act; it is recorded whole when the block ends without an error.

        Raises Mistake naming the holder when another act holds the lock for longer than `wait` seconds.
        """
        if not (by and act):
            raise ValueError("an act must say who does what")
        with hold_lock(self.folder, by=by, act=act, since=self.clock(), wait=wait):
            check_format(self.folder)
            writer = Writer(
                files=self.files, ledger=self.ledger, by=by, act=act, reason=reason, at=self.clock()
            )
            try:
                yield writer
                writer.commit()
            finally:  # an act that failed may have put the content of destroyed records back
                self._destroy()

    def applied(self, known_on: date | None = None) -> AppliedVersion | None:
        """The version applied last, among those known on a day."""
        with self.ledger.reading() as connection:
            versions = ledger_rows.read_applied(connection)
        known = [version for version in versions if known_on is None or version.on <= known_on]
        return known[-1] if known else None

    def applied_versions(self) -> list[AppliedVersion]:
        """Every applied version, in the order of the ledger."""
        with self.ledger.reading() as connection:
            return ledger_rows.read_applied(connection)

    def receipts(self, extract: str | None = None, known_on: date | None = None) -> list[Receipt]:
        """Receipts in the order of the ledger: of one extract, and known on a day."""
        with self.ledger.reading() as connection:
            receipts = ledger_rows.read_receipts(connection)
        return [
            receipt
            for receipt in receipts
            if extract in (None, receipt.extract) and (known_on is None or known_day(receipt) <= known_on)
        ]

    def destroyed(self) -> dict[str, Destruction]:
        """Receipts whose records were destroyed by order, by their id, in the order of the ledger."""
        with self.ledger.reading() as connection:
            return {each.receipt_id: each for each in ledger_rows.read_destroyed(connection)}

    def finish_destruction(self) -> None:
        """Remove what an act of destruction that was interrupted left; not while someone is writing."""
        if not self._to_destroy():
            return
        with (
            contextlib.suppress(Mistake),
            hold_lock(self.folder, by="trustboard", act="destroy", since=self.clock(), wait=0),
        ):  # whoever is writing removes it at the end of the act
            self._destroy()

    def _to_destroy(self) -> list[Path]:
        with self.ledger.reading() as connection:
            names = ledger_rows.read_destroyed_names(connection)
        return [place for place in map(self.files.path, sorted(names)) if place.exists()]

    def _destroy(self) -> None:
        """Remove the files of destroyed receipts, and before them all that may have been made from them.

        The caller holds the lock. As long as one of the files is there, this is done again.
        """
        if places := self._to_destroy():
            if self.cache_folder.exists():
                shutil.rmtree(self.cache_folder)
            for place in places:
                place.unlink()

    def runs(self) -> list[Run]:
        """Every run, in the order of the ledger."""
        with self.ledger.reading() as connection:
            orders = [row[0] for row in connection.execute("SELECT run_order FROM run ORDER BY run_order")]
            return ledger_rows.read_runs(connection, orders)

    def run(self, known_on: date | None = None) -> Run | None:
        """The run that stands, or that stood on a day.

        That is the one knowing most among those recorded by then; where none was, the one that was
        calculated later as known then. Between runs that know up to the same day, the last recorded.
        """
        with self.ledger.reading() as connection:
            found = connection.execute(
                "SELECT run_order, known_on, recorded_at FROM run JOIN act USING (act_order)"
            ).fetchall()
            order = _standing_run(found, known_on)
            return ledger_rows.read_runs(connection, [order])[0] if order else None

    def audit(self) -> list[AuditEvent]:
        """Every act, in the order of the ledger."""
        with self.ledger.reading() as connection:
            return ledger_rows.read_acts(connection)

    def path(self, sha256: str, suffix: str = "") -> Path:
        """Where a stored file is."""
        return self.files.path(FileName(sha256, suffix))

    def content_hash(self, *, thorough: bool = False) -> str:
        """A hash over everything that was recorded, the content hashes of files included.

        `thorough` reads every file first; raises Mistake when one is missing or changed.
        """
        if thorough:
            with self.ledger.reading() as connection:
                names = ledger_rows.read_names(connection)
            self.require_intact(names)
        return self.ledger.content_hash()

    def require_intact(self, names: Iterable[FileName]) -> None:
        """Read some files of the store; raises Mistake naming each that is missing or changed."""
        problems = [self._problem(name) for name in sorted(names) if not self.files.is_intact(name)]
        if problems:
            raise Mistake([_issue(problem) for problem in problems])

    def verify_files(self) -> list[FileProblem]:
        """Read every file that the ledger points to; list those missing or changed, then those destroyed."""
        with self.ledger.reading() as connection:
            names = sorted(ledger_rows.read_names(connection))
            destroyed = sorted(ledger_rows.read_destroyed_names(connection))
        harmed = [self._problem(name) for name in names if not self.files.is_intact(name)]
        return [*harmed, *(self._problem(name, FileFault.DESTROYED) for name in destroyed)]

    def _problem(self, name: FileName, fault: FileFault | None = None) -> FileProblem:
        place = self.files.path(name)
        if fault is None:
            fault = FileFault.CHANGED if place.is_file() else FileFault.MISSING
        return FileProblem(sha256=name.sha256, suffix=name.suffix, path=place, fault=fault)

    def sweep(self, *, by: str) -> list[str]:
        """Remove files that nothing points to, left by acts that did not end; returns their names.

        What is in the cache goes when nobody has used it for two months.
        """
        with hold_lock(self.folder, by=by, act="sweep", since=self.clock(), wait=0):
            remove_parts(self.folder)
            self._destroy()
            with self.ledger.reading() as connection:
                names = ledger_rows.read_names(connection)
            for place in self.cache_folder.glob("*/"):
                Cache(place).trim(unused_since=self.clock() - _CACHE_KEPT)
            return [str(name) for name in self.files.remove_all_but(names)]


def _fill(folder: Path) -> None:
    """Make the content of an empty store."""
    (folder / FILES).mkdir(parents=True)
    Ledger.create(folder / LEDGER_FILE, version=CURRENT)
    write_format(folder, CURRENT)


def _standing_run(found: list[sqlite3.Row], known_on: date | None) -> int | None:
    candidates = [row for row in found if known_on is None or row["known_on"] <= known_on.isoformat()]
    stood = [
        row
        for row in candidates
        if known_on is None or london_day(datetime.fromisoformat(row["recorded_at"])) <= known_on
    ]
    ranked = sorted(stood or candidates, key=lambda row: (row["known_on"], row["run_order"]))
    return int(ranked[-1]["run_order"]) if ranked else None


def _issue(problem: FileProblem) -> Issue:
    return Issue(
        rule="stored-file-damaged",
        file=str(problem.path),
        message=f"a file that the ledger points to is {problem.fault}",
        cure="Put this file back from a backup; its name is the SHA-256 of its content.",
    )
