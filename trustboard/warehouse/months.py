"""Writes the settled months of an extract: several at a time, so that a file of many months is read once."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.carrying import Alike, alike, no_hash_sql, people_of
from trustboard.warehouse.memory import most_workers, share_of
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session, identifier, literal
from trustboard.warehouse.standing_files import (
    StandingFile,
    copy_by_month,
    is_by_month,
    number_sql,
    paths_sql,
)

# With one thread and a fixed size of row group the same rows give the same bytes. Long dictionaries cost
# time and save no space; a stronger compression costs time for little.
_OPTIONS = (
    "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880, DICTIONARY_SIZE_LIMIT 4000"
)
_ROWS_AT_A_TIME = 2_000_000
_TIMES_READ_WHOLE = 3  # sorting a file costs about as much as reading it so often


@dataclass(frozen=True, slots=True)
class Written:
    """A month's file in the cache, and how many records it holds."""

    file: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class MonthWriter:
    """Writes months of one extract's standing files into the cache, without the rows left out."""

    store_folder: Path
    cache: Cache
    contract: Contract
    files: Sequence[StandingFile]
    left_out: Path
    numbers: Mapping[str, int]  # of the files, in `left_out`
    spill: Path
    memory: str | None
    threads: int | None

    def write(self, months: Sequence[date]) -> dict[date, Written]:
        """Write months; raises Mistake where today's contract cannot read what an older one accepted."""
        batches = list(self._batches(months))
        writer = replace(self, files=self._by_month(batches))
        workers = max(1, min(len(batches), self.threads or os.cpu_count() or 1, most_workers(self.memory)))
        with ThreadPoolExecutor(workers) as pool:
            written = pool.map(lambda batch: writer._write_batch(batch, workers), batches)
            return {month: each for batch in written for month, each in batch.items()}

    def _batches(self, months: Sequence[date]) -> Iterator[list[date]]:
        """Put as many months together as fit into memory well."""
        batch: list[date] = []
        rows = 0.0
        for month in sorted(months):
            more = sum(file.rows / len(file.months) for file in self.files if month in file.months)
            if batch and rows + more > _ROWS_AT_A_TIME:
                yield batch
                batch, rows = [], 0.0
            batch.append(month)
            rows += more
        if batch:
            yield batch

    def _by_month(self, batches: Sequence[Sequence[date]]) -> list[StandingFile]:
        """Copy files of many months that several batches would have to read whole, in the order of months."""
        often = {
            file.sha256
            for file in self.files
            if sum(not file.months.isdisjoint(batch) for batch in batches) > _TIMES_READ_WHOLE
        }
        if not often:
            return list(self.files)
        with self._session(workers=1) as session:
            return [
                copy_by_month(session, file, self.spill)
                if file.sha256 in often and not is_by_month(session, file)
                else file
                for file in self.files
            ]

    def _write_batch(self, months: Sequence[date], workers: int) -> dict[date, Written]:
        with self._session(workers) as session:
            files = [file for file in self.files if not file.months.isdisjoint(months)]
            groups = alike(session, self.contract, files)
            for group in groups:
                group.check(session, self.files[-1].contract_sha256)
            listed = _dates(months)
            session.run(
                "CREATE TEMP TABLE left_out AS SELECT file, line"
                f" FROM read_parquet({literal(self.left_out)}) WHERE event_month IN ({listed})"
            )
            lacks_some = bool(session.value("SELECT count(*) FROM left_out"))
            parts = [
                _rows_sql(group, stand, self.numbers if lacks_some else None)
                for group in groups
                for stand in _by_months(group, months)
            ]
            session.run(f"CREATE TEMP TABLE settled AS {' UNION ALL '.join(parts)}")
            # A row of blanks, written nowhere: whether a column may be blank is said in the file, and must
            # not follow from other months that happen to be written at the same time.
            session.run("INSERT INTO settled (event_month) VALUES (NULL)")
            self._check_people(session, groups)
            return {month: self._write_month(session, month) for month in months}

    def _check_people(self, session: Session, groups: Sequence[Alike]) -> None:
        """Refuse to write what names a person and is no hash."""
        broken = " OR ".join(no_hash_sql(identifier(name)) for name in people_of(self.contract))
        if broken and session.value(f"SELECT bool_or({broken}) FROM settled"):
            raise Mistake([issue for group in groups for issue in group.unhashed(session)])

    @contextlib.contextmanager
    def _session(self, workers: int) -> Iterator[Session]:
        with Session(
            folders=[self.store_folder], spill=self.spill, memory=share_of(self.memory, workers), threads=1
        ) as session:
            yield session

    def _write_month(self, session: Session, month: date) -> Written:
        columns = ", ".join(map(identifier, settled_shape(self.contract)))
        rows = f"SELECT {columns} FROM settled WHERE event_month = DATE '{month}' ORDER BY record_key"
        counted: list[int] = []
        file = self.cache.put(
            lambda place: counted.append(session.run(f"COPY ({rows}) TO {literal(place)} ({_OPTIONS})"))
        )
        return Written(file, counted[0])


def _by_months(group: Alike, months: Sequence[date]) -> Iterator[tuple[tuple[StandingFile, ...], list[date]]]:
    """Part files by the months for which they stand, of those to be written."""
    found: dict[tuple[date, ...], list[StandingFile]] = {}
    for file in group.files:
        wanted = months if file.is_whole else sorted(file.months.intersection(months))
        found.setdefault(tuple(wanted), []).append(file)
    for wanted, files in found.items():
        yield tuple(files), list(wanted)


def _rows_sql(
    group: Alike, stand: tuple[tuple[StandingFile, ...], list[date]], numbers: Mapping[str, int] | None
) -> str:
    """Today's columns of the rows that stand in some files for some months, without those left out."""
    files, months = stand
    columns = ", ".join(f"{made} AS {identifier(name)}" for name, made in group.columns.items())
    where = [f"event_month IN ({_dates(months)})"]
    if group.has_removals:
        where.append("NOT coalesce(removed, false)")
    if numbers is not None:
        same = f"left_out.file = {number_sql(files, numbers)} AND left_out.line = given.line"
        where.append(f"NOT EXISTS (FROM left_out WHERE {same})")
    return f"SELECT {columns} FROM read_parquet({paths_sql(files)}) AS given WHERE {' AND '.join(where)}"


def _dates(months: Sequence[date]) -> str:
    return ", ".join(f"DATE '{month}'" for month in months)
