"""Which partitions a pass reads for which period: found once for each partition, and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from trustboard.compiler.records import Pass, pairs_sql, reach_sql
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import Mode
from trustboard.operations.records.kept import KeptPass
from trustboard.operations.records.made_of import Pointed, Reach, Reads, digest
from trustboard.operations.records.relations import Relations
from trustboard.vocabulary.period import Period
from trustboard.warehouse.partitions import Partition, Settled

Facts = dict[str, Any]


def reads_of(
    pass_: Pass,
    settled: Mapping[str, Settled],
    kept: KeptPass,
    relations: Relations,
    periods: Sequence[Period],
) -> Reads:
    """Find which partitions a pass reads; asks the engine only about partitions it was not asked about."""
    own = settled[pass_.extract].partitions
    others = {name: settled[name] for name in pass_.referenced_extracts if name in settled}
    names = _Names(pass_, others, relations.surroundings)
    unknown = [partition for partition in own if not names.are_known(partition, kept.facts)]
    if unknown:
        paths = {name: _paths(others[name].partitions if name in others else ()) for name in names.extracts}
        sources = relations.offer(pass_, own=_paths(unknown), others=paths, stretches=periods)
        engine = relations.engine
        reached = engine.rows(reach_sql(pass_, sources=sources, dialect=engine.dialect))
        pointed = {
            name: engine.rows(pairs_sql(pass_, name, sources=sources, dialect=engine.dialect))
            for name in names.extracts
        }
        kept.facts |= dict(names.facts(unknown, reached, pointed))
    known = {fact for partition in own for fact in names.of(partition)}
    kept.facts = {name: fact for name, fact in kept.facts.items() if name in known}
    return Reads(
        own=tuple((each, _reach(kept.facts[names.reach(each)], pass_)) for each in own),
        pointed={
            name: {each.month: _pointed(kept.facts[names.pairs(each, name)]) for each in own}
            for name in names.extracts
        },
        others=others,
    )


class _Names:
    """Under which names facts are kept: the content of a partition, and of all it could point to."""

    def __init__(self, pass_: Pass, others: Mapping[str, Settled], surroundings: Surroundings) -> None:
        self.extracts = pass_.referenced_extracts
        tables = [surroundings.lookups[table].sha256 for table in pass_.lookups]
        days = map(str, surroundings.working_days.holidays if pass_.uses_working_days else ())
        self._tables = digest([*tables, *days])  # dates may be looked up
        self._whole = {
            name: digest(each.sha256 for each in others[name].partitions) if name in others else ""
            for name in self.extracts
        }

    def reach(self, partition: Partition) -> str:
        """Name the fact of which days its records belong to."""
        return digest(["reach", partition.sha256, self._tables, *self._whole.values()])

    def pairs(self, partition: Partition, extract: str) -> str:
        """Name the fact of what its records point to."""
        return digest(["pairs", partition.sha256, extract, self._whole[extract]])

    def of(self, partition: Partition) -> list[str]:
        """Name every fact of a partition."""
        return [self.reach(partition), *(self.pairs(partition, extract) for extract in self.extracts)]

    def are_known(self, partition: Partition, facts: Mapping[str, Any]) -> bool:
        """Whether nothing needs to be asked about a partition."""
        return all(name in facts for name in self.of(partition))

    def facts(
        self,
        partitions: Iterable[Partition],
        reached: Iterable[tuple[Any, ...]],
        pointed: Mapping[str, Sequence[tuple[Any, ...]]],
    ) -> Iterator[tuple[str, Any]]:
        """Turn what the engine answered into facts, also of partitions it said nothing about."""
        days = {month: (_text(first), _text(last)) for month, first, last in reached}
        for partition in partitions:
            yield self.reach(partition), days.get(partition.month, (None, None))
            for extract, rows in pointed.items():
                months = {other for month, other in rows if month == partition.month}
                yield self.pairs(partition, extract), sorted(_text(each) or "" for each in months)


def _reach(fact: Sequence[str | None], pass_: Pass) -> Reach:
    first, last = (None if text is None else date.fromisoformat(text) for text in fact)
    return Reach(first, last, is_open_clock=pass_.when.mode is Mode.OPEN)


def _pointed(fact: Sequence[str]) -> Pointed:
    return Pointed(frozenset(date.fromisoformat(text) for text in fact if text), "" in fact)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _paths(partitions: Iterable[Partition]) -> list[Any]:
    return [partition.path for partition in partitions]
