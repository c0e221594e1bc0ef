"""Records with the records they point to, and one of them as it is seen from a period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from trustboard.definitions.contract import Contract
from trustboard.definitions.lookups import LookupRow
from trustboard.definitions.records import Reference
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.period import Period

Row = Mapping[str, object]
Value = Decimal | str | date | bool  # a time is a date with more to it


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an extract, and by reference the row it points to (None where there is none)."""

    extract: str
    row: Row
    linked: Mapping[str, Row | None]

    @property
    def key(self) -> str:
        """The record's key: the texts of its key fields joined by bars."""
        return str(self.row["record_key"])

    def field(self, name: str) -> Value | None:
        """What a field holds; `referral.received_date` is one of the row pointed to."""
        reference, _, linked_name = name.rpartition(".")
        if not reference:
            return _value(self.row[name])
        linked = self.linked[reference]
        return None if linked is None else _value(linked[linked_name])


def _value(held: object) -> Value | None:
    if isinstance(held, int) and not isinstance(held, bool):
        return Decimal(held)
    assert held is None or isinstance(held, Decimal | str | date | bool), held
    return held


@dataclass(frozen=True, slots=True)
class World:
    """Every extract's records, and what their expressions may look up."""

    surroundings: Surroundings
    records: Mapping[str, Sequence[Record]]
    _lookups: dict[str, Mapping[str, tuple[LookupRow, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, surroundings: Surroundings, rows: Mapping[str, Sequence[Row]]) -> "World":
        """Join each row with the rows it points to; an extract without rows has no records."""
        contracts = surroundings.contracts
        by_key = {extract: {str(row["record_key"]): row for row in each} for extract, each in rows.items()}
        return cls(
            surroundings,
            {extract: _joined(contracts[extract], each, by_key) for extract, each in rows.items()},
        )

    def entry(self, table: str, column: str, key: str, on: date) -> str | None:
        """What a lookup table says of a key on a day; None where it says nothing."""
        asked = self.surroundings.lookups[table]
        if table not in self._lookups:
            self._lookups[table] = asked.by_key()
        place = asked.columns.index(column)
        valid = [row.values[place] for row in self._lookups[table].get(key, ()) if row.is_valid(on)]
        return valid[0] if valid else None


def _joined(
    contract: Contract, rows: Iterable[Row], by_key: Mapping[str, Mapping[str, Row]]
) -> tuple[Record, ...]:
    references = contract.records.references if contract.records is not None else {}
    return tuple(
        Record(
            contract.extract,
            row,
            {name: _pointed_to(row, reference, by_key) for name, reference in references.items()},
        )
        for row in rows
    )


def _pointed_to(row: Row, reference: Reference, by_key: Mapping[str, Mapping[str, Row]]) -> Row | None:
    key = record_key(row, reference.fields)
    return None if key is None else by_key.get(reference.extract, {}).get(key)


def record_key(row: Row, fields: Iterable[str]) -> str | None:
    """The key that some fields of a row make: their texts joined by bars; None where one holds nothing."""
    parts = [row[name] for name in fields]
    if any(part is None for part in parts):
        return None
    return "|".join(part.isoformat() if isinstance(part, date) else str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as it is seen from one period."""

    record: Record
    period: Period
    world: World
