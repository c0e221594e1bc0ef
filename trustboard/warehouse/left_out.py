"""Which rows of the standing files do not stand: a later row of the key does, or a person left them out.

Only keys that occur in more than one file matter here. Which those are is remembered: what two files have
in common does not change, so that only a new file is held against the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from trustboard.definitions.contract import Contract, LoadMode
from trustboard.definitions.exclusions import Exclusion
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.parquet import OPTIONS
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing_files import FILE, NAMED, StandingFile, paths_sql

_SHARED = "file, line, record_key, event_month, is_removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The rows left out, in the Parquet file `place` (event_month, file, line), and how many, and why.

    `prints` tells for each month with such rows which they are.
    """

    place: Path
    prints: Mapping[date, str]
    superseded: int
    removed: int
    excluded: Mapping[str, int]
    excluded_by_month: Mapping[date, int]


@dataclass(frozen=True)
class Finder:
    """Finds the rows to be left out of an extract's standing files, which come in the order of knowing."""

    session: Session
    contract: Contract
    files: Sequence[StandingFile]
    cache: Cache

    def find(self, exclusions: Sequence[Exclusion], spill: Path, *, is_fresh: bool) -> LeftOut:
        """Find every row that does not stand, and write where it is to a file in `spill`."""
        self._offer_standing()
        self._find_shared(is_fresh=is_fresh)
        self.session.run(f"CREATE TEMP TABLE ranked AS {self._ranked_sql()}")
        self.session.run(f"CREATE TEMP TABLE excluded AS {self._excluded_sql(exclusions)}")
        return self._gathered(spill / "left-out.parquet")

    def _gathered(self, place: Path) -> LeftOut:
        ask = self.session.rows
        every = (
            "SELECT event_month, file, line FROM ranked WHERE place > 1"
            " UNION ALL SELECT event_month, file, line FROM excluded"
        )
        self.session.run(f"COPY ({every}) TO {literal(place)} ({OPTIONS})")
        prints = "count(*) || '-' || bit_xor(md5_number(file || ':' || line))"
        superseded, removed = ask(
            "SELECT count(*) FILTER (place > 1 AND NOT is_gone), count(DISTINCT record_key) FILTER (is_gone)"
            " FROM ranked WHERE NOT is_removal"
        )[0]
        return LeftOut(
            place=place,
            prints=dict(ask(f"SELECT event_month, {prints} FROM ({every}) GROUP BY 1")),
            superseded=superseded,
            removed=removed,
            excluded=dict(ask("SELECT reason, count(*) FROM excluded GROUP BY 1 ORDER BY 1")),
            excluded_by_month=dict(ask("SELECT event_month, count(*) FROM excluded GROUP BY 1")),
        )

    @property
    def _key(self) -> str:
        """What names a record: a snapshot tells of it once a month."""
        is_monthly = self.contract.load_mode is LoadMode.SNAPSHOT
        return "record_key, event_month" if is_monthly else "record_key"

    def _offer_standing(self) -> None:
        """Say which file stands for which month, NULL for all; a later file has a higher rank."""
        ranks = [
            (file.sha256, rank, month)
            for rank, file in enumerate(self.files)
            for month in ([None] if file.is_whole else sorted(file.months))
        ]
        columns = {
            "file": _texts([sha256 for sha256, _, _ in ranks]),
            "rank": np.array([rank for _, rank, _ in ranks], dtype=np.int64),
            "month": _texts([_iso(month) for _, _, month in ranks]),
        }
        self.session.offer("standing_given", columns)
        self.session.run(
            "CREATE TEMP TABLE standing AS"
            " SELECT file::VARCHAR AS file, rank, month::DATE AS month FROM standing_given"
        )

    def _find_shared(self, *, is_fresh: bool) -> None:
        """Find every row whose key occurs in several files (a few more do no harm), and remember them."""
        note = "shared-" + self.contract.extract
        kept = {} if is_fresh else self.cache.read_note(note) or {}
        names = {file.sha256 for file in self.files}
        known = set(kept.get("files", ())) & names if self._is_usable(kept) else set()
        old = [file for file in self.files if file.sha256 in known]
        new = [file for file in self.files if file.sha256 not in known]
        if sum(file.rows for file in new) > sum(file.rows for file in old):
            old, new = [], list(self.files)
        self._begin_shared(kept if old else None)
        self._add_shared(old, new)
        if new or not old:
            name = self.cache.put(
                lambda place: self.session.run(f"COPY shared TO {literal(place)} ({OPTIONS})")
            )
            self.cache.write_note(note, {"files": sorted(names), "key": self._key, "file": name})

    def _is_usable(self, kept: Mapping[str, object]) -> bool:
        return kept.get("key") == self._key and self.cache.has(str(kept.get("file")))

    def _begin_shared(self, kept: Mapping[str, object] | None) -> None:
        columns = "file VARCHAR, line BIGINT, record_key VARCHAR, event_month DATE, is_removal BOOLEAN"
        self.session.run(f"CREATE TEMP TABLE shared ({columns})")
        if kept is not None:
            place = literal(self.cache.path(str(kept["file"])))
            there = "SELECT file FROM standing"
            self.session.run(
                f"INSERT INTO shared SELECT * FROM read_parquet({place}) WHERE file IN ({there})"
            )

    def _add_shared(self, old: Sequence[StandingFile], new: Sequence[StandingFile]) -> None:
        if len(new) > 1:
            source, key = self._rows_sql(new), f"hash({self._key})"
            twice = f"SELECT {key} FROM ({source}) GROUP BY 1 HAVING count(*) > 1"
            self.session.run(f"INSERT INTO shared SELECT {_SHARED} FROM ({source}) WHERE {key} IN ({twice})")
        if old and new:
            before, after = self._rows_sql(old), self._rows_sql(new)
            met = f"SELECT {_SHARED} FROM ({before}) SEMI JOIN ({after}) USING ({self._key})"
            self.session.run(f"CREATE TEMP TABLE met AS {met}")
            again = f"SELECT {_SHARED} FROM ({after}) SEMI JOIN met USING ({self._key})"
            self.session.run(f"INSERT INTO shared (FROM met UNION {again}) EXCEPT FROM shared")

    def _rows_sql(self, files: Sequence[StandingFile]) -> str:
        """Every row of some files: where it is, and its key and month."""
        paths = paths_sql(files)
        has_removals = self.session.value(
            f"SELECT count(*) FROM parquet_schema({paths}) WHERE name = 'removed'"
        )
        is_removal = "coalesce(removed, false)" if has_removals else "false"
        return (
            f"SELECT {FILE} AS file, line, record_key, event_month, {is_removal} AS is_removal"
            f" FROM read_parquet({paths}, {NAMED}, union_by_name = true)"
        )

    def _ranked_sql(self) -> str:
        """Put the rows of each shared key in order, the one that stands first."""
        order = f"OVER (PARTITION BY {self._key} ORDER BY rank DESC, line DESC)"
        return (
            f"SELECT shared.*, row_number() {order} AS place, first_value(is_removal) {order} AS is_gone"
            f" FROM shared JOIN standing ON {_STANDS.format(row='shared')}"
        )

    def _excluded_sql(self, exclusions: Sequence[Exclusion]) -> str:
        """Find the rows that stand and that a person's decision leaves out, each with its reason."""
        columns = {
            "number": np.arange(len(exclusions)),
            "record_key": _texts([each.record_key for each in exclusions]),
            "reason": _texts([each.reason for each in exclusions]),
            "first": _texts([_iso(each.valid_from) for each in exclusions]),
            "last": _texts([_iso(each.valid_to) for each in exclusions]),
        }
        self.session.offer("exclusions_given", columns)
        given = (
            "SELECT number, record_key::VARCHAR AS record_key, reason::VARCHAR AS reason,"
            " first::DATE AS first, last::DATE AS last FROM exclusions_given"
        )
        source = self._rows_sql(self.files) if exclusions else "SELECT * FROM shared WHERE false"
        return (
            f"SELECT given.event_month, given.file, given.line, arg_min(reason, number) AS reason"
            f" FROM ({source}) AS given JOIN ({given}) AS decided USING (record_key)"
            f" JOIN standing ON {_STANDS.format(row='given')}"
            " WHERE NOT is_removal AND coalesce(first <= last_day(event_month), true)"
            " AND coalesce(last >= event_month, true) AND NOT EXISTS"
            " (FROM ranked WHERE place > 1 AND ranked.file = given.file AND ranked.line = given.line)"
            " GROUP BY ALL"
        )


_STANDS = (
    "standing.file = {row}.file AND coalesce(standing.month = {row}.event_month, standing.month IS NULL)"
)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _texts(values: Sequence[str | None]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
