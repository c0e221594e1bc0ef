"""How single records are shown: by which name, with which fields, and of how many people they are."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trustboard.definitions.contract import Contract
from trustboard.reference import Clause, Counted, KeptOut

HASH_DIGITS = 16
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class RecordShown:
    """One record behind a figure: `name` is a keyed hash of its key, or with the right the own number.

    `fields` are those that the definition reads, without anything that names a person, and without the right
    without anything personal.
    """

    name: str
    period: str
    amount: str
    fields: Mapping[str, object]
    kept_out_by: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Names:
    """How records are named, and what of them is shown.

    `is_local`: by the trust's own numbers, else hashed with the `key`. `hidden`: the fields of any extract
    that name a record or a person, and without the right those that are personal. A key of one extract has
    the same name where another refers to it, so no extract shows any of them. `measured`: the fields from
    which a record's amount is worked out; where one of them is hidden, so is the amount.
    """

    contracts: Mapping[str, Contract]
    key: bytes
    read: frozenset[str]
    hidden: frozenset[str]
    measured: frozenset[str]
    is_local: bool

    def shown(self, record: Counted | KeptOut) -> RecordShown:
        """Show one record."""
        is_told = self.hidden.isdisjoint(self.measured)
        amount = record.amount if isinstance(record, Counted) and is_told else None
        return RecordShown(
            name=self._name(record),
            period=record.cell.code,
            amount="" if amount is None else f"{amount.normalize():f}",
            fields=self._fields(self.contracts[record.extract], record.row),
            kept_out_by=self._clauses(record) if isinstance(record, KeptOut) else (),
        )

    def _clauses(self, record: KeptOut) -> tuple[Clause, ...]:
        """What kept a record out, without the values of what is hidden."""
        return tuple(
            replace(clause, values=tuple(each for each in clause.values if not self._is_hidden(each[0])))
            for clause in record.clauses
        )

    def _is_hidden(self, words: str) -> bool:
        return not self.hidden.isdisjoint(WORDS.findall(words))

    def _name(self, record: Counted | KeptOut) -> str:
        if not self.is_local:
            return self._hashed(record)
        local = _local_number(self.contracts[record.extract])
        if local is None:
            return record.record_key
        number = record.row[local]
        return f"no local number, {self._hashed(record)}" if number is None else str(number)

    def _hashed(self, record: Counted | KeptOut) -> str:
        told = f"{record.extract}\0{record.record_key}".encode()
        return hmac.new(self.key, told, hashlib.sha256).hexdigest()[:HASH_DIGITS]

    def _fields(self, contract: Contract, row: Mapping[str, object]) -> dict[str, object]:
        """The fields that the definition reads; none that is hidden."""
        return {name: row[name] for name in contract.fields if name in self.read and name not in self.hidden}


def naming_fields(contract: Contract) -> Iterator[str]:
    """The fields of an extract that name a record, here or in what it refers to, or a person."""
    yield from contract.key or ()
    yield from _person_keys(contract)
    if contract.records is not None:
        yield from (name for each in contract.records.references.values() for name in each.fields)
        yield from filter(None, [contract.records.local_number])


def _person_keys(contract: Contract) -> Iterator[str]:
    return (name for name, field in contract.fields.items() if field.person_key)


def _local_number(contract: Contract) -> str | None:
    return contract.records.local_number if contract.records is not None else None


def people_of(contracts: Mapping[str, Contract], records: Sequence[Counted]) -> int | None:
    """Of how many people records are; None where neither the count nor one field of theirs tells."""
    texts = {each.text for each in records if each.text is not None}
    if texts:
        return len(texts)
    names = {name for each in records for name in _person_keys(contracts[each.extract])}
    if len(names) != 1:
        return None
    [name] = names
    return len({each.row[name] for each in records if each.row[name] is not None})
