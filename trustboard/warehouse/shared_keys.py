"""Where keys stand that occur in more than one file of an extract, found once and remembered.

What two files have in common does not change. So a new file is held against the others, and what is found
is put beside what was found before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import Contract, LoadMode
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.parquet import OPTIONS
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing_files import StandingFile, number_sql, paths_sql

_COLUMNS = "file, line, record_key, event_month, is_removal"
_MOST_PARTS = 12  # then everything is looked at anew


def key_of(contract: Contract) -> str:
    """Write the columns that name a record: a snapshot tells of it once a month."""
    return "record_key, event_month" if contract.load_mode is LoadMode.SNAPSHOT else "record_key"


def rows_sql(session: Session, files: Sequence[StandingFile], numbers: Mapping[str, int]) -> str:
    """Write the query of every row of some files: its file's number, its line, key and month."""
    paths = paths_sql(files)
    has_removals = session.value(f"SELECT count(*) FROM parquet_schema({paths}) WHERE name = 'removed'")
    is_removal = "coalesce(removed, false)" if has_removals else "false"
    columns = (
        f"{number_sql(files, numbers)} AS file, line, record_key, event_month, {is_removal} AS is_removal"
    )
    return f"SELECT {columns} FROM read_parquet({paths}, union_by_name = true)"


@dataclass(frozen=True)
class SharedKeys:
    """Rows of keys that occur in several files, in some Parquet files of the cache, `parts`.

    Others may be among them: of keys that no other file has, and of files that stood once. `names` are
    the files that were held against each other, each at its number; empty for those that stood once.
    """

    parts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def numbers(self) -> dict[str, int]:
        """The number under which each file goes in the parts."""
        return {name: number for number, name in enumerate(self.names) if name}

    def rows_sql(self, cache: Cache) -> str:
        """Write the query of all these rows; there is always at least one part."""
        paths = ", ".join(literal(cache.path(part)) for part in self.parts)
        return f"SELECT {_COLUMNS} FROM read_parquet([{paths}])"


def find_shared(
    session: Session, contract: Contract, files: Sequence[StandingFile], cache: Cache, *, is_fresh: bool
) -> SharedKeys:
    """Find the rows of keys that occur in several files, looking at new files only where that will do."""
    note = "shared-" + contract.extract
    kept = SharedKeys() if is_fresh else _read(cache, note, contract)
    new = [file for file in files if file.sha256 not in kept.numbers]
    if len(kept.parts) >= _MOST_PARTS or 2 * _rows(new) > _rows(files):
        kept, new = SharedKeys(), list(files)
    if not new:
        return kept
    there = {file.sha256 for file in files}
    names = [name if name in there else "" for name in kept.names] + [file.sha256 for file in new]
    finding = _Finding(session, key_of(contract), cache, SharedKeys(kept.parts, tuple(names)))
    query = finding.sql([file for file in files if file not in new], new)
    part = cache.put(lambda place: session.run(f"COPY ({query}) TO {literal(place)} ({OPTIONS})"))
    found = SharedKeys(tuple(dict.fromkeys((*kept.parts, part))), tuple(names))
    cache.write_note(note, {"key": key_of(contract), "names": found.names, "parts": found.parts})
    return found


def _read(cache: Cache, note: str, contract: Contract) -> SharedKeys:
    kept = cache.read_note(note)
    if kept is None or kept["key"] != key_of(contract) or not all(map(cache.has, kept["parts"])):
        return SharedKeys()
    return SharedKeys(tuple(kept["parts"]), tuple(kept["names"]))


def _rows(files: Sequence[StandingFile]) -> int:
    return sum(file.rows for file in files)


@dataclass(frozen=True)
class _Finding:
    """The queries that find what new files share with others; `known` is what has been found so far."""

    session: Session
    key: str
    cache: Cache
    known: SharedKeys

    def sql(self, old: Sequence[StandingFile], new: Sequence[StandingFile]) -> str:
        """Write the query of rows to be added: of new files, and of old ones whose key they share first."""
        after = rows_sql(self.session, new, self.known.numbers)
        if not old:
            return self._among(after) if len(new) > 1 else f"SELECT {_COLUMNS} FROM ({after}) WHERE false"
        before = rows_sql(self.session, old, self.known.numbers)
        met = f"SELECT {_COLUMNS} FROM ({before}) SEMI JOIN ({after}) USING ({self.key})"
        self.session.run(f"CREATE TEMP TABLE met AS {met}")
        shared = f"SELECT {self.key} FROM met"
        if len(new) > 1:
            shared += f" UNION SELECT {self.key} FROM ({self._among(after)})"
        return (
            f"SELECT {_COLUMNS} FROM met ANTI JOIN ({self._known_sql(old)}) USING ({self.key}) UNION ALL"
            f" SELECT {_COLUMNS} FROM ({after}) SEMI JOIN ({shared}) USING ({self.key})"
        )

    def _known_sql(self, old: Sequence[StandingFile]) -> str:
        """Keys already found in files that stand still: all their rows are known."""
        numbers = ", ".join(str(self.known.numbers[file.sha256]) for file in old)
        return f"SELECT {self.key} FROM ({self.known.rows_sql(self.cache)}) WHERE file IN ({numbers})"

    def _among(self, rows: str) -> str:
        """Rows whose keys are several times among some rows, compared by a short hash."""
        twice = f"SELECT hash({self.key}) FROM ({rows}) GROUP BY 1 HAVING count(*) > 1"
        return f"SELECT {_COLUMNS} FROM ({rows}) WHERE hash({self.key}) IN ({twice})"
