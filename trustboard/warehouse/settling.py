"""Which records of an extract stand: after load mode, one row a key, exclusions and destruction."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trustboard.definitions.contract import Contract
from trustboard.definitions.exclusions import Exclusion
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.cache import SPILL, Cache
from trustboard.warehouse.carrying import people_of
from trustboard.warehouse.files import FileName
from trustboard.warehouse.left_out import Finder, LeftOut
from trustboard.warehouse.months import MonthWriter, Written
from trustboard.warehouse.parquet import ENGINE_VERSION
from trustboard.warehouse.partitions import Partition, Settled, settled_shape
from trustboard.warehouse.session import Session, SessionError
from trustboard.warehouse.standing_files import StandingFile, coverage_of, standing_files
from trustboard.warehouse.store import Store

RECORDS = "records"  # in the store's cache
_FORM = 1  # raise it when the same inputs are to give other files
_OUTCOME = "settled-2"  # raise it when the outcome that is kept says something else


def settle(
    store: Store,
    contract: Contract,
    receipts: Sequence[Receipt],
    exclusions: Sequence[Exclusion],
    *,
    memory: str | None = None,
    threads: int | None = None,
    is_fresh: bool = False,
) -> Settled:
    """Settle the records of one extract from its receipts, given in the order of the ledger.

    Only months that a new file or decision can touch are written; the others are in the cache already.
    With `is_fresh` everything is made again, whatever the cache holds. `memory` is what DuckDB may use,
    such as 4GB. Raises Mistake where a stored file is damaged, or today's contract cannot read it.
    """
    destroyed = store.destroyed()
    job = _Job(
        store=store,
        contract=contract,
        files=standing_files(store, contract, receipts, destroyed=destroyed),
        exclusions=[each for each in exclusions if each.extract == contract.extract],
        memory=memory,
        threads=threads,
        is_fresh=is_fresh,
    )
    if not job.files:
        return Settled(extract=contract.extract, partitions=(), coverage=None)
    settled = (None if is_fresh else job.read_kept()) or job.settle()
    if store.destroyed() == destroyed:
        return settled
    shutil.rmtree(job.cache.folder)  # records were destroyed meanwhile: nothing made of them stays
    return settle(store, contract, receipts, exclusions, memory=memory, threads=threads, is_fresh=is_fresh)


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One settling: what it is made from, and where it is kept."""

    store: Store
    contract: Contract
    files: Sequence[StandingFile]
    exclusions: Sequence[Exclusion]
    memory: str | None
    threads: int | None
    is_fresh: bool

    @property
    def cache(self) -> Cache:
        return Cache(self.store.cache_folder / RECORDS)

    @property
    def shape(self) -> list[Any]:
        """What decides how any row is written, whatever it holds."""
        kinds = [str(kind) for kind in self.contract.accepted_fields.values()]
        return [
            _FORM,
            ENGINE_VERSION,
            settled_shape(self.contract),
            kinds,
            people_of(self.contract),
            self.contract.key,
        ]

    @property
    def note(self) -> str:
        """The name under which the outcome is kept: everything it is made from."""
        files = [(file.sha256, sorted(file.months), file.contract_sha256) for file in self.files]
        decided = [(each.record_key, each.reason, each.valid_from, each.valid_to) for each in self.exclusions]
        return _named(_OUTCOME, self.contract.extract, self.shape, self.contract.load_mode, files, decided)

    def read_kept(self) -> Settled | None:
        """Read the outcome as it is kept; None where it, or any of its files, is not there whole."""
        note = self.cache.read_note(self.note)
        if note is None or not all(self.cache.has(file) for _, file, _ in note["months"]):
            return None
        return _settled_of(self.contract, note, self.cache)

    def settle(self) -> Settled:
        """Find what does not stand, write the months that are not kept, and keep the outcome."""
        self.cache.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=SPILL, dir=self.cache.folder) as spill:
            try:
                left_out, months = self._months(Path(spill))
            except SessionError:
                self._require_intact(self.files)
                raise
        counts = {
            month: written.rows + left_out.excluded_by_month.get(month, 0)
            for month, written in months.items()
        }
        note = {
            "months": [(month.isoformat(), written.file, written.rows) for month, written in months.items()],
            "coverage": _plain(coverage_of(self.contract, self.files, counts)),
            "superseded": left_out.superseded,
            "removed": left_out.removed,
            "excluded": dict(left_out.excluded),
            "unmet": dict(left_out.unmet),
        }
        self.cache.write_note(self.note, note)
        return _settled_of(self.contract, note, self.cache)

    def _months(self, spill: Path) -> tuple[LeftOut, dict[date, Written]]:
        """Every month of the standing files, read from the cache or written, and what was left out."""
        place = spill / "left-out.parquet"
        with Session(
            folders=[self.store.folder], spill=spill, memory=self.memory, threads=self.threads
        ) as session:
            finder = Finder(session, self.contract, self.files, self.cache)
            left_out = finder.find(self.exclusions, is_fresh=self.is_fresh)
            notes = {month: self._month_note(month, left_out) for month in self._all_months()}
            found = {month: kept for month, note in notes.items() if (kept := self._kept_month(note))}
            wanted = [month for month in notes if month not in found]
            finder.write(wanted, place)
        self._require_intact([file for file in self.files if not file.months.isdisjoint(wanted)])
        for month, written in self._writer(left_out, place, spill).write(wanted).items():
            self.cache.write_note(notes[month], [written.file, written.rows])
            found[month] = written
        return left_out, {month: found[month] for month in notes}

    def _writer(self, left_out: LeftOut, place: Path, spill: Path) -> MonthWriter:
        return MonthWriter(
            store_folder=self.store.folder,
            cache=self.cache,
            contract=self.contract,
            files=self.files,
            left_out=place,
            numbers=left_out.numbers,
            spill=spill,
            memory=self.memory,
            threads=self.threads,
        )

    def _all_months(self) -> list[date]:
        return sorted({month for file in self.files for month in file.months})

    def _month_note(self, month: date, left_out: LeftOut) -> str:
        """The name under which a month is kept: its standing files, and the rows left out of them."""
        files = sorted(file.sha256 for file in self.files if month in file.months)
        return _named("month", month, self.shape, files, left_out.prints.get(month, ""))

    def _kept_month(self, note: str) -> Written | None:
        kept = None if self.is_fresh else self.cache.read_note(note)
        return Written(*kept) if kept is not None and self.cache.has(kept[0]) else None

    def _require_intact(self, files: Sequence[StandingFile]) -> None:
        self.store.require_intact(FileName(file.sha256, ".parquet") for file in files)


def _named(what: str, *made_of: Any) -> str:
    text = json.dumps(made_of, default=str, sort_keys=True)
    return f"{what}-{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


def _plain(coverage: Coverage | None) -> list[Any] | None:
    if coverage is None:
        return None
    missing = sorted(month.isoformat() for month in coverage.missing_months)
    return [coverage.first_day.isoformat(), coverage.last_day.isoformat(), missing]


def _coverage(plain: Sequence[Any] | None) -> Coverage | None:
    if plain is None:
        return None
    first, last, missing = plain
    return Coverage(
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last),
        missing_months=frozenset(map(date.fromisoformat, missing)),
    )


def _settled_of(contract: Contract, note: Mapping[str, Any], cache: Cache) -> Settled:
    partitions = [
        Partition(date.fromisoformat(month), cache.path(file), Path(file).stem, rows)
        for month, file, rows in note["months"]
        if rows
    ]
    return Settled(
        extract=contract.extract,
        partitions=tuple(partitions),
        coverage=_coverage(note["coverage"]),
        superseded=note["superseded"],
        removed=note["removed"],
        excluded=note["excluded"],
        unmet=note["unmet"],
    )
