"""What a pass reads, offered to an engine under names: records, lookups, working days, periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.compiler.records import (
    FIRST_WORKING_DAY,
    LAST_WORKING_DAY,
    MOST_RECORDS,
    STRETCHES,
    WORKING_DAYS,
    Pass,
    Sources,
)
from trustboard.definitions.lookups import LookupTable
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.period import Period
from trustboard.warehouse.engine import Engine
from trustboard.warehouse.partitions import settled_shape

Files = Mapping[str, Sequence[Path]]


def records_of(extract: str) -> str:
    """Name the relation of an extract's records."""
    return f"records of {extract}"


def sources_of(pass_: Pass, *, most_records: int = MOST_RECORDS) -> Sources:
    """Name every relation that a pass reads; no period has more records than `most_records`."""
    return Sources(
        most_records=most_records,
        records=records_of(pass_.extract),
        extracts={extract: f"pointed to in {extract}" for extract in pass_.referenced_extracts},
        lookups={table: f"lookup {table}" for table in pass_.lookups},
        stretches="stretches",
        working_days="working days",
    )


@dataclass(frozen=True)
class Relations:
    """Offers what passes read to one engine; small tables are offered once."""

    engine: Engine
    surroundings: Surroundings

    def offer(
        self, pass_: Pass, *, own: Sequence[Path], others: Files, stretches: Sequence[Period]
    ) -> Sources:
        """Offer a pass's files of records, its tables and the periods that are wanted."""
        sources, contracts = sources_of(pass_), self.surroundings.contracts
        self.engine.offer(sources.records, own, settled_shape(contracts[pass_.extract]))
        for extract, name in sources.extracts.items():
            self.engine.offer(name, others[extract], settled_shape(contracts[extract]))
        return self.offer_tables(pass_, stretches)

    def offer_tables(self, pass_: Pass, stretches: Sequence[Period]) -> Sources:
        """Offer what a pass reads besides records: lookup tables, working days, the periods wanted."""
        sources = sources_of(pass_)
        for table, name in sources.lookups.items():
            self._offer_lookup(name, self.surroundings.lookups[table])
        if pass_.uses_working_days:
            numbered = self.surroundings.working_days.numbered(FIRST_WORKING_DAY, LAST_WORKING_DAY)
            self.engine.offer_rows(sources.working_days, numbered, WORKING_DAYS)
        self.engine.offer_rows(sources.stretches, [(each.start, each.end) for each in stretches], STRETCHES)
        return sources

    def _offer_lookup(self, name: str, table: LookupTable) -> None:
        shape = {
            "key": "TEXT",
            **dict.fromkeys(table.columns, "TEXT"),
            "valid_from": "DATE",
            "valid_to": "DATE",
        }
        rows = ((row.key, *row.values, row.valid_from, row.valid_to) for row in table.rows)
        self.engine.offer_rows(name, rows, shape)
