"""Results of a pass that are kept in the store's cache, period by period, with what they were made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from trustboard.operations.records.made_of import MadeOf, changes
from trustboard.vocabulary.period import Period
from trustboard.warehouse.cache import Cache

FACTS = "facts"  # beside shelves in a note: what was found about partitions


@dataclass(frozen=True, slots=True)
class Kept:
    """One period's result: the file that holds it, beside other periods', and what it was made of."""

    file: str
    made_of: MadeOf


@dataclass
class Shelf:
    """What is kept of one sort of result, by the first day of its period."""

    kept: dict[date, Kept] = field(default_factory=dict)

    def stale(self, wanted: Mapping[Period, MadeOf]) -> dict[Period, list[str]]:
        """Tell which periods must be made again, and why."""
        found = {period: changes(self._made_of(period), now) for period, now in wanted.items()}
        return {period: why for period, why in found.items() if why}

    def _made_of(self, period: Period) -> MadeOf | None:
        kept = self.kept.get(period.start)
        return kept.made_of if kept else None

    def put(self, file: str, made: Mapping[Period, MadeOf]) -> None:
        """Keep a new file for some periods."""
        self.kept |= {period.start: Kept(file, made_of) for period, made_of in made.items()}

    def files(self, periods: Iterable[Period]) -> dict[str, list[date]]:
        """List the files that hold some periods, each with the first days of those it stands for."""
        found: dict[str, list[date]] = {}
        for period in periods:
            found.setdefault(self.kept[period.start].file, []).append(period.start)
        return found


class KeptPass:
    """Everything kept of one pass: its cells and roll-ups, and what was found about partitions."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        note = cache.read_note(name) or {}
        self._shelves = {sort: _shelf(data, cache) for sort, data in note.items() if sort != FACTS}
        self.facts: dict[str, Any] = dict(note.get(FACTS, {}))

    def shelf(self, sort: str) -> Shelf:
        """The shelf of one sort of result."""
        return self._shelves.setdefault(sort, Shelf())

    @property
    def cells(self) -> Shelf:
        """The cells: what decides whether anything is counted again."""
        return self.shelf("cells")

    def put_file(self, write: Callable[[Path], object]) -> str:
        """Keep a Parquet file that `write` writes to the place it is given; returns its name."""
        return self._cache.put(write)

    def path(self, file: str) -> Path:
        """Where a kept file is."""
        return self._cache.path(file)

    def save(self) -> None:
        """Write down what is kept, whole or not at all; files that nothing names any more go."""
        note: dict[str, Any] = {sort: _plain(shelf) for sort, shelf in self._shelves.items()}
        self._cache.write_note(self._name, note | {FACTS: self.facts})


def _shelf(data: Mapping[str, Any], cache: Cache) -> Shelf:
    """Read a shelf back; what is no longer in the cache, or damaged, was never kept."""
    there = {file for file in {str(file) for file, _ in data.values()} if cache.has(file)}
    kept = {
        date.fromisoformat(start): Kept(file, made_of)
        for start, (file, made_of) in data.items()
        if file in there
    }
    return Shelf(kept)


def _plain(shelf: Shelf) -> dict[str, Any]:
    return {start.isoformat(): (kept.file, dict(kept.made_of)) for start, kept in sorted(shelf.kept.items())}
