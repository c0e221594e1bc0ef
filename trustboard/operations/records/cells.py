"""Count the cells of a pass for the periods that need it, each query once for all of them, and keep them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.compiler.records import Pass, cells_sql, histogram_sql, many_cells
from trustboard.operations.records.kept import KeptPass
from trustboard.operations.records.made_of import MadeOf, Reads
from trustboard.operations.records.relations import Relations, sources_of
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Period
from trustboard.warehouse.partitions import Partition

Say = Callable[[str], None]


@dataclass(frozen=True)
class Passing:
    """One pass about to be counted: what it reads for each period, and what is kept of it.

    `label` tells it from the other passes of its extract.
    """

    pass_: Pass
    label: str
    reads: Reads
    made_of: Mapping[Period, MadeOf]
    kept: KeptPass

    @property
    def stale(self) -> dict[Period, list[str]]:
        """The periods whose cells must be counted, each with why."""
        return self.kept.cells.stale(self.made_of)

    @property
    def most_records(self) -> int:
        """The most records that any period reads."""
        read = (sum(each.rows for each in self.reads.own_of(period)) for period in self.made_of)
        return max(1, *read)

    def own_partitions(self, periods: Sequence[Period]) -> list[Partition]:
        """The pass's own partitions that any of some periods reads, in order."""
        read = {partition.month for period in periods for partition in self.reads.own_of(period)}
        return [partition for partition, _ in self.reads.own if partition.month in read]


def queries_of(passing: Passing, dialect: str) -> dict[str, str]:
    """Write the queries of a pass's cells: of those that add up, and of its histograms."""
    pass_ = passing.pass_
    sources = sources_of(pass_, most_records=passing.most_records)
    queries = {"cells": cells_sql(pass_, sources=sources, dialect=dialect)}
    if pass_.histograms:
        queries["bins"] = histogram_sql(pass_, sources=sources, dialect=dialect)
    return queries


def count_cells(passing: Passing, relations: Relations, *, say: Say) -> list[Issue]:
    """Count the cells of every period that needs it; what is kept already is left alone.

    Returns what a person should look into: cells that hardly gather records.
    """
    stale = list(passing.stale)
    if not stale:
        return []
    pass_, engine = passing.pass_, relations.engine
    say(f"counting {passing.label}: {len(stale)} of {len(passing.made_of)} periods")
    own = passing.own_partitions(stale)
    others = {name: _paths(passing.reads.others_of(name, own)) for name in pass_.referenced_extracts}
    relations.offer(pass_, own=_paths(own), others=others, stretches=stale)
    made = {period: passing.made_of[period] for period in stale}
    written: dict[str, int] = {}
    for sort, query in queries_of(passing, engine.dialect).items():

        def write(place: Path, sort: str = sort, query: str = query) -> None:
            written[sort] = engine.write(query, place)

        passing.kept.shelf(sort).put(passing.kept.put_file(write), made)
    passing.kept.save()
    records = sum(partition.rows for partition in own)
    found = None if pass_.is_recount else many_cells(pass_, cells=written["cells"], records=records)
    return [] if found is None else [found]


def _paths(partitions: Sequence[Partition]) -> list[Path]:
    return [partition.path for partition in partitions]
