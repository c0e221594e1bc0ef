"""What a period's cells are made of, by name and hash: nothing else decides if they are counted again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trustboard.compiler.records import FORMAT, Pass, counting_hash
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.period import Period
from trustboard.warehouse.partitions import Partition, Settled

MadeOf = Mapping[str, str]  # what, in words -> its hash
PROGRAM, DEFINITION, ENGINE = "the program", "the definition", "the engine"


@dataclass(frozen=True, slots=True)
class Reach:
    """The days to which the records of one partition belong; None where none of them has any.

    Of clocks that are asked on the last day of a period, `last` is the last stop: on it they run no more.
    """

    first: date | None
    last: date | None
    is_open_clock: bool = False

    def touches(self, period: Period) -> bool:
        """Whether any record may belong to a period."""
        return self.meets(period.start, period.end)

    def meets(self, start: date, end: date) -> bool:
        """Whether any record may belong to a period from start to end, both included."""
        if self.first is None or self.last is None or self.first > end:
            return False
        return self.last > end if self.is_open_clock else self.last >= start


@dataclass(frozen=True, slots=True)
class Pointed:
    """The months of another extract that one partition's records point to, and whether any finds none."""

    months: frozenset[date]
    has_unmatched: bool


@dataclass(frozen=True, kw_only=True)
class Reads:
    """Which partitions a pass reads for which period."""

    own: tuple[tuple[Partition, Reach], ...]
    pointed: Mapping[str, Mapping[date, Pointed]]  # other extract -> own month -> what it points to
    others: Mapping[str, Settled]

    def own_of(self, period: Period) -> list[Partition]:
        """The pass's own partitions that a period reads."""
        return [partition for partition, reach in self.own if reach.touches(period)]

    def others_of(self, extract: str, own: Sequence[Partition]) -> list[Partition]:
        """The partitions of another extract to which some of its own point: all, where any finds none."""
        settled = self.others.get(extract)
        if settled is None:
            return []
        found = [self.pointed[extract][partition.month] for partition in own]
        if any(each.has_unmatched for each in found):
            return list(settled.partitions)
        months = frozenset[date]().union(*(each.months for each in found))
        return [partition for partition in settled.partitions if partition.month in months]


def made_of(
    pass_: Pass, period: Period, reads: Reads, surroundings: Surroundings, *, engine: str
) -> dict[str, str]:
    """List everything that decides a period's cells, in words, each with its hash."""
    own = reads.own_of(period)
    found = {PROGRAM: str(FORMAT), DEFINITION: counting_hash(pass_, period), ENGINE: engine}
    found |= dict(_records(pass_.extract, own))
    for extract in pass_.referenced_extracts:
        found |= dict(_records(extract, reads.others_of(extract, own)))
    for table in pass_.lookups:
        found[f"the lookup table {table}"] = surroundings.lookups[table].sha256
    if pass_.uses_working_days:
        found["the bank holidays"] = digest(map(str, surroundings.working_days.holidays))
    return found


def _records(extract: str, partitions: Iterable[Partition]) -> Iterator[tuple[str, str]]:
    for partition in partitions:
        yield f"{extract}'s records of {partition.month:%Y-%m}", partition.sha256


def structure_of(rows: Iterable[ClosureRow]) -> str:
    """Hash who counts for whom in one period."""
    return digest(f"{row.unit}\t{row.source_unit}\t{row.is_own:d}" for row in sorted(rows))


def digest(parts: Iterable[str]) -> str:
    """Hash texts in their order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def key_of(found: MadeOf) -> str:
    """Name a result by what it is made of."""
    return digest([json.dumps(dict(found), sort_keys=True)])


def changes(before: MadeOf | None, now: MadeOf) -> list[str]:
    """Say in words what differs from what a result was made of before; empty when nothing does.

    Another program may tell the same definition in another way, so then the definition is not blamed.
    """
    if before is None:
        return ["for the first time"]
    found, skipped = list[str](), frozenset[str]()
    if before.get(PROGRAM) != now.get(PROGRAM):
        found, skipped = [f"{PROGRAM} changed"], frozenset({PROGRAM, DEFINITION})
    was, is_ = ({name: each[name] for name in each if name not in skipped} for each in (before, now))
    found += [_changed(name, was[name], is_[name]) for name in is_ if was.get(name, is_[name]) != is_[name]]
    found += [f"{name} came" for name in is_ if name not in was]
    return [*found, *(f"{name} went" for name in was if name not in is_)]


def _changed(name: str, before: str, now: str) -> str:
    """Say that one thing changed; of the engine, from which to which."""
    return f"{name} changed from {before} to {now}" if name == ENGINE else f"{name} changed"
