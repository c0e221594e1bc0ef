"""Explain a figure down to its records: those that count, those it is divided by, those that nearly did."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.workspace import Workspace
from trustboard.expressions import measured_fields, personal_fields
from trustboard.operations.keys import KEY_BYTES, person_key
from trustboard.operations.reading import StandingRun, Wanted, refuse_unknown, standing_run
from trustboard.operations.records.behind import reading_of
from trustboard.operations.records.counting import closure_of
from trustboard.operations.records.shown import Names, RecordShown, naming_fields, people_of
from trustboard.operations.staying import staying_of
from trustboard.operations.workspace import LOCK_WAIT
from trustboard.reference import Counted, KeptOut, Listed, list_records
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import Partition, settled_shape

Rows = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, kw_only=True)
class RecordsBehind:
    """The records behind one figure, as many as it says where records are counted.

    `only_denominator` are those of the denominator that are not in the numerator. Of how many people the
    records are is None where nothing tells people apart.
    """

    figure: Figure
    numerator: tuple[RecordShown, ...]
    numerator_people: int | None
    denominator: tuple[RecordShown, ...]
    denominator_people: int | None
    only_denominator: tuple[RecordShown, ...]
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

    With `local_numbers` the trust's own record numbers and personal fields are shown, to roles that the
    settings list. Every reading is recorded, before anything is shown. Raises Mistake where there is no such
    figure, its indicator is not counted from records, they were destroyed by order, or the right is lacking.
    """
    stood = standing_run(folder, as_known_on=as_known_on)
    refuse_unknown(stood.workspace, Wanted(indicator=indicator, unit=unit))
    figure = _figure(stood, indicator, unit, period)
    if staying_of(stood, indicator, period) is not None:
        raise Mistake([_destroyed(f"{indicator} {period.code}")])
    is_local = local_numbers and _may_read(stood, by)
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
    names = _names(folder, stood, indicator, rows, is_local=is_local)
    _record(stood, f"{indicator} {unit} {period.code}", listed, by=by, is_local=is_local)
    within = {_identity(each) for each in listed.numerator}
    only = [each for each in listed.denominator if _identity(each) not in within]
    return RecordsBehind(
        figure=figure,
        numerator=tuple(names.shown(each) for each in listed.numerator),
        numerator_people=people_of(names.contracts, listed.numerator),
        denominator=tuple(names.shown(each) for each in listed.denominator),
        denominator_people=people_of(names.contracts, listed.denominator),
        only_denominator=tuple(names.shown(each) for each in only),
        nearly=tuple(names.shown(each) for each in listed.nearly),
    )


def _identity(record: Counted | KeptOut) -> tuple[str, str, Period]:
    """What tells a record from any other, in the cell in which it counts; its shown name may not."""
    return record.extract, record.record_key, record.cell


def _record(stood: StandingRun, figure: str, listed: Listed, *, by: str, is_local: bool) -> None:
    """Write into the audit who reads the records of which figure, how many, and how they are named."""
    every: list[Counted | KeptOut] = [*listed.numerator, *listed.denominator, *listed.nearly]
    found = {_identity(each)[:2] for each in every}
    how = "with local numbers" if is_local else "by keyed hash"
    with stood.store.writer(by=by, act="read-records", wait=LOCK_WAIT) as writer:
        writer.record_reading(f"{figure}: {len(found)} {'record' if len(found) == 1 else 'records'}, {how}")


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


def _names(folder: Path, stood: StandingRun, indicator: str, rows: "_Behind", *, is_local: bool) -> Names:
    """How the records of a reading are shown."""
    workspace = stood.workspace
    contracts, asked = workspace.contracts, workspace.indicators[indicator]
    hidden = {name for each in rows.rows for name in naming_fields(contracts[each])}
    if not is_local:
        hidden |= personal_fields(asked, workspace.surroundings)
    return Names(
        contracts,
        _key(folder, workspace),
        read=rows.fields,
        hidden=frozenset(hidden),
        measured=measured_fields(asked, workspace.surroundings),
        is_local=is_local,
    )


def _key(folder: Path, workspace: Workspace) -> bytes:
    """The key for hashing; where the workspace has none, one that nobody keeps: names differ each time."""
    return person_key(folder, workspace.settings) or secrets.token_bytes(KEY_BYTES)


def _counted_already(value: str) -> Issue:
    return Issue(
        rule="no-records-behind",
        message="this number arrived counted already, so there are no records behind it",
        value=value,
        cure="Leave --records out: the receipts name the file that it came in.",
    )


def _destroyed(value: str) -> Issue:
    return Issue(
        rule="records-destroyed",
        message="records that this figure was counted from were destroyed by order, so they cannot be listed",
        value=value,
        cure="Leave --records out: the explanation names the order and the receipts.",
    )


def _no_figure(indicator: str, unit: str, period: Period) -> Issue:
    return Issue(
        rule="no-figure",
        message=f"there is no figure of {indicator} for {unit}",
        value=period.code,
        cure=f"See which there are: trustboard figures --indicator {indicator}",
    )
