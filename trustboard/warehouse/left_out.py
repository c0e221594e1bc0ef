"""Which rows of the standing files do not stand: a later row of the key does, or a person left them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from trustboard.definitions.contract import Contract
from trustboard.definitions.exclusions import Exclusion
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.parquet import OPTIONS
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.shared_keys import SharedKeys, find_shared, key_of, rows_sql
from trustboard.warehouse.standing_files import StandingFile

_LINES = 2**40  # more than any file has
_STANDS = (
    "standing.file = {row}.file AND coalesce(standing.month = {row}.event_month, standing.month IS NULL)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many rows do not stand, and why. `prints` tells for each month with such rows which they are."""

    numbers: Mapping[str, int]
    prints: Mapping[date, str]
    superseded: int
    removed: int
    excluded: Mapping[str, int]
    excluded_by_month: Mapping[date, int]
    unmet: Mapping[str, bool]  # keys whose exclusions leave nothing out, and whether the record is there


@dataclass(frozen=True)
class Finder:
    """Finds the rows to be left out of an extract's standing files, which come in the order of knowing."""

    session: Session
    contract: Contract
    files: Sequence[StandingFile]
    cache: Cache

    def find(self, exclusions: Sequence[Exclusion], *, is_fresh: bool) -> LeftOut:
        """Find every row that does not stand."""
        shared = find_shared(self.session, self.contract, self.files, self.cache, is_fresh=is_fresh)
        self._offer_standing(shared.numbers)
        self._rank(shared)
        self.session.run(f"CREATE TEMP TABLE named AS {self._named_sql(exclusions, shared.numbers)}")
        self.session.run("CREATE TEMP VIEW excluded AS SELECT * FROM named WHERE reason IS NOT NULL")
        self.session.run(
            "CREATE TEMP VIEW left_out AS SELECT event_month, file, line FROM losers"
            " UNION ALL SELECT event_month, file, line FROM excluded"
        )
        return self._counted(shared.numbers, exclusions)

    def write(self, months: Sequence[date], place: Path) -> None:
        """Write which rows are left out of some months: event_month, file, line."""
        listed = ", ".join(f"DATE '{month}'" for month in months) or "NULL"
        self.session.run(
            f"COPY (SELECT * FROM left_out WHERE event_month IN ({listed})) TO {literal(place)} ({OPTIONS})"
        )

    def _counted(self, numbers: Mapping[str, int], exclusions: Sequence[Exclusion]) -> LeftOut:
        ask = self.session.rows
        prints = "count(*) || '-' || bit_xor(hash(content, line))"
        return LeftOut(
            numbers=numbers,
            prints=dict(
                ask(
                    f"SELECT event_month, {prints} FROM left_out"
                    " JOIN (SELECT DISTINCT file, content FROM standing) USING (file) GROUP BY 1"
                )
            ),
            superseded=ask("SELECT count(*) FROM losers WHERE NOT is_removal AND NOT is_gone")[0][0],
            removed=ask("SELECT count(*) FROM tops WHERE is_gone AND was_there")[0][0],
            excluded=dict(ask("SELECT reason, count(*) FROM excluded GROUP BY 1 ORDER BY 1")),
            excluded_by_month=dict(ask("SELECT event_month, count(*) FROM excluded GROUP BY 1")),
            unmet=self._unmet(exclusions),
        )

    def _unmet(self, exclusions: Sequence[Exclusion]) -> dict[str, bool]:
        """List the keys that are excluded and leave no record out: none has the key, or not on its dates."""
        met = dict(self.session.rows("SELECT record_key, bool_or(reason IS NOT NULL) FROM named GROUP BY 1"))
        return {
            each.record_key: each.record_key in met for each in exclusions if not met.get(each.record_key)
        }

    def _offer_standing(self, numbers: Mapping[str, int]) -> None:
        """Say which file stands for which month, NULL for all; a later file has a higher rank."""
        ranks = [
            (numbers[file.sha256], rank, int(file.sha256[:15], 16), month)
            for rank, file in enumerate(self.files)
            for month in ([None] if file.is_whole else sorted(file.months))
        ]
        columns = {
            name: np.array([row[position] for row in ranks], dtype=np.int64)
            for position, name in enumerate(("file", "rank", "content"))
        }
        self.session.offer(
            "standing_given", columns | {"month": _texts([_iso(month) for *_, month in ranks])}
        )
        self.session.run(
            "CREATE TEMP TABLE standing AS SELECT * REPLACE (month::DATE AS month) FROM standing_given"
        )

    def _rank(self, shared: SharedKeys) -> None:
        """Tell for each shared key its last row, and find the rows before it."""
        key = key_of(self.contract)
        self.session.run(
            f"CREATE TEMP VIEW there AS SELECT shared.*, rank * {_LINES} + line AS turn"
            f" FROM ({shared.rows_sql(self.cache)}) AS shared JOIN standing ON {_STANDS.format(row='shared')}"
        )
        self.session.run(
            f"CREATE TEMP TABLE tops AS SELECT {key}, max(turn) AS top, arg_max(is_removal, turn) AS is_gone,"
            f" bool_or(NOT is_removal) AS was_there FROM there GROUP BY {key} HAVING count(*) > 1"
        )
        self.session.run(
            "CREATE TEMP TABLE losers AS SELECT event_month, file, line, is_removal, is_gone"
            f" FROM there JOIN tops USING ({key}) WHERE turn < top"
        )

    def _named_sql(self, exclusions: Sequence[Exclusion], numbers: Mapping[str, int]) -> str:
        """Write the query of rows that stand and that an exclusion names; the reason of the one that holds.

        Without a reason, the row's event lies outside the dates of every exclusion of its key.
        """
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
        source = (
            rows_sql(self.session, self.files, numbers) if exclusions else "SELECT * FROM there WHERE false"
        )
        holds = "coalesce(first <= last_day(event_month), true) AND coalesce(last >= event_month, true)"
        return (
            "SELECT given.event_month, given.file, given.line, record_key,"
            f" arg_min(CASE WHEN {holds} THEN reason END, number) AS reason"
            f" FROM ({source}) AS given JOIN ({given}) AS decided USING (record_key)"
            f" JOIN standing ON {_STANDS.format(row='given')}"
            " WHERE NOT is_removal AND NOT EXISTS"
            " (FROM losers WHERE losers.file = given.file AND losers.line = given.line)"
            " GROUP BY ALL"
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _texts(values: Sequence[str | None]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
