"""Count one extract: standing files to cells, cells to units, units to figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trustboard.compiler import assemble, cells_sql, no_rows_sql, plan, rollup_sql
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.organisation import Organisation
from trustboard.operations.accepted import standing_receipts, standing_rows
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.files import FileName
from trustboard.warehouse.session import Session
from trustboard.warehouse.store import Store

MOST_UNITS = 5


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The figures of one extract, the receipts they stand on, and what a person should look into."""

    figures: list[Figure]
    receipts: list[Receipt]
    findings: list[Issue]


def count(
    store: Store,
    organisation: Organisation,
    contract: Contract,
    indicators: Sequence[Indicator],
    receipts: Sequence[Receipt],
) -> Counted:
    """Count an extract's indicators from its receipts, in the order of the ledger."""
    stand = standing_receipts(contract, receipts)
    store.require_intact({FileName(receipt.accepted_sha256, ".parquet") for receipt in stand})
    chosen = plan(contract, indicators)
    grain = contract.period.grain
    with Session(folders=[store.folder]) as session:
        accepted = standing_rows(store, contract, receipts, no_rows_sql(chosen))
        session.run(f"CREATE TEMP VIEW accepted AS {accepted}")
        session.run(f"CREATE TEMP TABLE cells AS {cells_sql(chosen, source='accepted')}")
        _make_closure(session, organisation, grain)
        rows = session.rows(rollup_sql(chosen, cells="cells", closure="closure"))
        held = session.rows("SELECT DISTINCT unit, period_start FROM cells ORDER BY unit, period_start")
    reported = [(unit, Period.containing(day, grain)) for unit, day in held]
    return Counted(
        figures=assemble(chosen, rows),
        receipts=stand,
        findings=[
            *unplaced(contract, organisation, reported),
            *_missing(contract, organisation, reported),
        ],
    )


def _make_closure(session: Session, organisation: Organisation, grain: Grain) -> None:
    """Put beside the cells which unit's cells count for which unit in each of their periods."""
    starts = session.rows("SELECT DISTINCT period_start FROM cells ORDER BY period_start")
    rows = organisation.closure([Period.containing(start, grain) for (start,) in starts])
    columns = {
        "unit": np.array([row.unit for row in rows], dtype=object),
        "source_unit": np.array([row.source_unit for row in rows], dtype=object),
        "period_start": np.array([row.period_start for row in rows], dtype="datetime64[s]"),
        "is_own": np.array([row.is_own for row in rows], dtype=np.bool_),
    }
    session.offer("closure_rows", columns)
    session.run(
        "CREATE TEMP TABLE closure AS SELECT unit::VARCHAR AS unit, source_unit::VARCHAR AS source_unit,"
        " period_start::DATE AS period_start, is_own FROM closure_rows"
    )


def unplaced(
    contract: Contract, organisation: Organisation, held: Sequence[tuple[str, Period]]
) -> list[Issue]:
    """Name each unit whose numbers are in no other unit's total, because the organisation lacks it then."""
    periods: dict[str, list[Period]] = {}
    for unit, period in held:
        if not organisation.counts_somewhere(unit, period):
            periods.setdefault(unit, []).append(period)
    return [_unplaced_issue(contract, organisation, unit, lacking) for unit, lacking in periods.items()]


def _unplaced_issue(
    contract: Contract, organisation: Organisation, unit: str, periods: Sequence[Period]
) -> Issue:
    first, last = periods[0].code, periods[-1].code
    when = first if first == last else f"{first} to {last}"
    if unit in organisation.by_code:
        message = f"{contract.extract} has numbers for {when}, outside its dates: no total holds them"
    else:
        message = f"{contract.extract} has numbers of it for {when}, and it is no unit: no total holds them"
    return lacking_unit(unit, message, is_known=unit in organisation.by_code)


def lacking_unit(unit: str, message: str, *, is_known: bool) -> Issue:
    """Warn of a unit that the organisation lacks at a time: known, but outside its dates, or not at all."""
    if is_known:
        return Issue(
            rule="unit-outside-its-dates",
            severity=Severity.WARNING,
            file="organisation.csv",
            column="valid_to",
            value=unit,
            message=message,
            cure="Correct its dates, or name its successor; then apply and calculate.",
        )
    return Issue(
        rule="unit-not-in-organisation",
        severity=Severity.WARNING,
        file="organisation.csv",
        column="unit_code",
        value=unit,
        message=message,
        cure="Add a line for it, or recode it in the contract; then apply and calculate.",
    )


def _missing(
    contract: Contract, organisation: Organisation, reported: Sequence[tuple[str, Period]]
) -> list[Issue]:
    """Name units that are still there, reported for the last period but one, and not for the last."""
    latest = max((period for _, period in reported), default=None)
    if latest is None:
        return []
    there = {unit for unit, period in reported if period == latest}
    before = {unit for unit, period in reported if period == latest.previous}
    gone = sorted(unit for unit in before - there if organisation.unit(unit, latest.end))
    return [_missing_issue(contract, latest, gone)] if gone else []


def _missing_issue(contract: Contract, latest: Period, gone: Sequence[str]) -> Issue:
    more = f" and {len(gone) - MOST_UNITS} more" if len(gone) > MOST_UNITS else ""
    return Issue(
        rule="return-missing",
        severity=Severity.WARNING,
        column=contract.unit.field,
        value=", ".join(gone[:MOST_UNITS]) + more,
        message=(
            f"{contract.extract} has nothing of these units for {latest.label}, though it had for the period "
            "before: totals of that period are without them"
        ),
        cure="Ask for the return and load it; a unit that has closed needs its valid_to in organisation.csv.",
    )
