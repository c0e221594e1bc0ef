"""Count one extract: standing files to cells, cells to units, units to figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trustboard.compiler import assemble, cells_sql, plan, rollup_sql, unplaced_sql
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.organisation import Organisation
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing import periods_standing, standing
from trustboard.warehouse.store import Store


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The figures of one extract, the receipts they stand on, and units that the organisation lacks."""

    figures: list[Figure]
    receipts: list[Receipt]
    unplaced: list[Issue]


def count(
    store: Store,
    organisation: Organisation,
    contract: Contract,
    indicators: Sequence[Indicator],
    receipts: Sequence[Receipt],
) -> Counted:
    """Count an extract's indicators from its receipts, in the order of the ledger."""
    held = periods_standing(standing(receipts, contract.load_mode))
    chosen = plan(contract, indicators)
    grain = contract.period.grain
    standing_receipts = [receipt for receipt in receipts if receipt.receipt_id in held]
    with Session(folders=[store.folder]) as session:
        session.run(f"CREATE TEMP VIEW accepted AS {_standing_rows(store, standing_receipts, held)}")
        session.run(f"CREATE TEMP TABLE cells AS {cells_sql(chosen, source='accepted')}")
        _make_closure(session, organisation, grain)
        rows = session.rows(rollup_sql(chosen, cells="cells", closure="closure"))
        lost = session.rows(unplaced_sql("cells", "closure"))
    return Counted(
        figures=assemble(chosen, rows),
        receipts=standing_receipts,
        unplaced=_unplaced(contract, lost),
    )


def _standing_rows(store: Store, receipts: Sequence[Receipt], held: Mapping[str, tuple[str, ...]]) -> str:
    """Write the query of all rows that stand: from each file, the periods for which it stands."""
    return "\nUNION ALL BY NAME\n".join(
        f"SELECT * FROM read_parquet({literal(store.path(receipt.accepted_sha256, '.parquet'))})"
        f" WHERE period_start IN ({_days(held[receipt.receipt_id])})"
        for receipt in receipts
    )


def _days(codes: Iterable[str]) -> str:
    starts = sorted({Period.parse(code).start for code in codes})
    return ", ".join(f"DATE '{start.isoformat()}'" for start in starts) or "NULL"


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


def _unplaced(contract: Contract, lost: Sequence[tuple[str, object]]) -> list[Issue]:
    """Name each unit whose numbers no unit of the organisation takes up, once."""
    codes = sorted({str(unit) for unit, _ in lost})
    return [
        Issue(
            rule="unit-not-in-organisation",
            severity=Severity.WARNING,
            file="organisation.csv",
            column="unit_code",
            value=code,
            message=f"{contract.extract} has numbers for this unit, but the organisation does not know it",
            cure="Add a line for it to organisation.csv, or recode it in the contract; then apply.",
        )
        for code in codes
    ]
