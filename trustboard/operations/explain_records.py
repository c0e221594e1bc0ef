"""Explain a figure down to its records: those that count, those it is divided by, those that nearly did."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.workspace import Workspace
from trustboard.operations.keys import KEY_BYTES, person_key
from trustboard.operations.reading import StandingRun, Wanted, refuse_unknown, standing_run
from trustboard.operations.records.behind import reading_of
from trustboard.operations.records.counting import closure_of
from trustboard.operations.workspace import LOCK_WAIT
from trustboard.reference import Clause, Counted, KeptOut, list_records
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import Partition, settled_shape

Rows = dict[str, list[dict[str, object]]]
HASH_DIGITS = 16
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class RecordShown:
    """One record behind a figure: `name` is a keyed hash of its key, or with the right the own number.

    `fields` are those that the definition reads, without anything that names a person.
    """

    name: str
    period: str
    amount: str
    fields: Mapping[str, object]
    kept_out_by: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordsBehind:
    """The records behind one figure, as many as it says where records are counted."""

    figure: Figure
    numerator: tuple[RecordShown, ...]
    denominator: tuple[RecordShown, ...]
    nearly: tuple[RecordShown, ...]


def records_behind(
    folder: Path,
    *,
    indicator: str,
    unit: str,
    period: Period,
    by: str,
    local_numbers: bool = False,
    as_known_on: date | None = None,
) -> RecordsBehind:
    """List the records behind a figure of the run that stands, or stood on a day.

    With `local_numbers` the trust's own record numbers are shown, to roles that the settings list, and the
    reading is recorded. Raises Mistake where there is no such figure, its indicator is not counted from
    records, or the right is lacking.
    """
    stood = standing_run(folder, as_known_on=as_known_on)
    refuse_unknown(stood.workspace, Wanted(indicator=indicator, unit=unit))
    figure = _figure(stood, indicator, unit, period)
    rows = _rows_behind(stood, indicator, period)
    organisation = stood.workspace.organisation
    listed = list_records(
        stood.workspace.indicators[indicator],
        stood.workspace.surroundings,
        rows.rows,
        {grain: closure_of(organisation, cells) for grain, cells in rows.cells.items()},
        slice_=Slice(unit),
        period=period,
    )
    key = None if local_numbers and _may_read(stood, by) else _key(folder, stood.workspace)
    contracts = stood.workspace.contracts
    naming = frozenset(name for each in rows.rows for name in _naming(contracts[each]))
    names = _Names(contracts, key, rows.fields, naming)
    if local_numbers:
        with stood.store.writer(by=by, act="read-records", wait=LOCK_WAIT) as writer:
            writer.record_reading(f"{indicator} {unit} {period.code}")
    return RecordsBehind(
        figure=figure,
        numerator=tuple(names.shown(each) for each in listed.numerator),
        denominator=tuple(names.shown(each) for each in listed.denominator),
        nearly=tuple(names.shown(each) for each in listed.nearly),
    )


def _figure(stood: StandingRun, indicator: str, unit: str, period: Period) -> Figure:
    definition = stood.workspace.indicators[indicator]
    if stood.workspace.contracts[definition.extract].records is None:
        raise Mistake([_counted_already(indicator)])
    if definition.history is not None and period <= Period.parse(definition.history.until):
        raise Mistake([_counted_already(f"{indicator} {period.code}")])
    found = stood.reader.figures(
        indicator=indicator,
        unit=unit,
        commissioner=None,
        council=None,
        group=None,
        period_from=period,
        period_to=period,
    )
    if not found:
        raise Mistake([_no_figure(indicator, unit, period)])
    return found[0]


@dataclass(frozen=True)
class _Behind:
    """Settled rows by extract, its cells' periods by grain, and the names of fields it reads."""

    rows: Rows
    cells: Mapping[Grain, list[Period]]
    fields: frozenset[str]


def _rows_behind(stood: StandingRun, indicator: str, period: Period) -> _Behind:
    """Read the partitions that the figure's cells read, and no others."""
    contracts = stood.workspace.contracts
    with reading_of(stood, indicator, period) as reading:
        rows = {
            extract: list(_rows(reading.engine, contracts[extract], partitions))
            for extract, partitions in reading.partitions.items()
        }
    return _Behind(rows, reading.cells, reading.fields)


def _rows(
    engine: DuckDBEngine, contract: Contract, partitions: Sequence[Partition]
) -> Iterator[dict[str, object]]:
    shape = settled_shape(contract)
    engine.offer("records", [each.path for each in partitions], shape)
    for row in engine.rows("SELECT * FROM records ORDER BY event_month, record_key"):
        yield dict(zip(shape, row, strict=True))


def _may_read(stood: StandingRun, by: str) -> bool:
    """Whether a role may see record numbers; raises Mistake where it may not."""
    readers = stood.workspace.settings.record_readers
    if by in readers:
        return True
    raise Mistake(
        [
            Issue(
                rule="no-right-to-records",
                message="this role may not see the trust's own record numbers",
                value=by,
                cure="Leave --local-numbers out, or list the role under record_readers in trustboard.toml.",
            )
        ]
    )


def _key(folder: Path, workspace: Workspace) -> bytes:
    """The key for hashing; where the workspace has none, one that nobody keeps: names differ each time."""
    return person_key(folder, workspace.settings) or secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True)
class _Names:
    """How records are named (`key`: None with the right to the trust's own numbers), and what is shown.

    `naming`: the fields of any extract that name a record or a person. A key of one extract has the same
    name where another refers to it, so no extract shows any of them.
    """

    contracts: Mapping[str, Contract]
    key: bytes | None
    read: frozenset[str]
    naming: frozenset[str]

    def shown(self, record: Counted | KeptOut) -> RecordShown:
        """Show one record."""
        amount = record.amount if isinstance(record, Counted) else None
        return RecordShown(
            name=self._name(record),
            period=record.cell.code,
            amount="" if amount is None else f"{amount.normalize():f}",
            fields=self._fields(self.contracts[record.extract], record.row),
            kept_out_by=self._clauses(record) if isinstance(record, KeptOut) else (),
        )

    def _clauses(self, record: KeptOut) -> tuple[Clause, ...]:
        """What kept a record out, without the values of what names a record or a person."""
        return tuple(
            replace(clause, values=tuple(each for each in clause.values if not self._names_one(each[0])))
            for clause in record.clauses
        )

    def _names_one(self, words: str) -> bool:
        return not self.naming.isdisjoint(WORDS.findall(words))

    def _name(self, record: Counted | KeptOut) -> str:
        if self.key is None:
            local = _local_number(self.contracts[record.extract])
            return str(record.row[local]) if local else record.record_key
        told = f"{record.extract}\0{record.record_key}".encode()
        return hmac.new(self.key, told, hashlib.sha256).hexdigest()[:HASH_DIGITS]

    def _fields(self, contract: Contract, row: Mapping[str, object]) -> dict[str, object]:
        """The fields that the definition reads; none that names the record or a person."""
        return {name: row[name] for name in contract.fields if name in self.read and name not in self.naming}


def _naming(contract: Contract) -> Iterator[str]:
    """The fields of an extract that name a record, here or in what it refers to, or a person."""
    yield from contract.key or ()
    yield from (name for name, field in contract.fields.items() if field.person_key)
    if contract.records is not None:
        yield from (name for each in contract.records.references.values() for name in each.fields)
        yield from filter(None, [contract.records.local_number])


def _local_number(contract: Contract) -> str | None:
    return contract.records.local_number if contract.records is not None else None


def _counted_already(value: str) -> Issue:
    return Issue(
        rule="no-records-behind",
        message="this number arrived counted already, so there are no records behind it",
        value=value,
        cure="Leave --records out: the receipts name the file that it came in.",
    )


def _no_figure(indicator: str, unit: str, period: Period) -> Issue:
    return Issue(
        rule="no-figure",
        message=f"there is no figure of {indicator} for {unit}",
        value=period.code,
        cure=f"See which there are: trustboard figures --indicator {indicator}",
    )
