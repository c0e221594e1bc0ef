"""What a new file takes away: units, or whole periods, that the file it supersedes held and it does not."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract, LoadMode
from trustboard.operations.accepted import standing_rows
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing import periods_standing, standing
from trustboard.warehouse.store import Store

MOST_UNITS = 5


def taken_away(store: Store, contract: Contract, accepted: Sequence[Path]) -> list[Issue]:
    """Warn of every period in which units lose their numbers because a file supersedes an earlier one.

    `accepted` are the Parquet files of one load, not yet recorded. A later file stands for the whole
    of each period it holds (or for everything), so a correction that holds one ward only would take
    the others away.
    """
    before = store.receipts(contract.extract)
    if not before or contract.load_mode is LoadMode.CHANGES_BY_KEY:
        return []
    if contract.records is not None:
        return _records_taken_away(store, contract, before, accepted)
    files = ", ".join(literal(path) for path in accepted)
    with Session(folders=[store.folder, *{path.parent for path in accepted}]) as session:
        session.run(f"CREATE TEMP VIEW old AS {standing_rows(store, contract, before)}")
        session.run(f"CREATE TEMP VIEW new AS SELECT period_start, unit FROM read_parquet([{files}])")
        lost = session.rows(_lost_sql(contract.load_mode))
    return [_issue(contract, start, units) for start, units in _by_period(lost)]


def _lost_sql(mode: LoadMode) -> str:
    superseded = (
        "" if mode is LoadMode.REPLACE_ALL else " WHERE period_start IN (SELECT period_start FROM new)"
    )
    return (
        f"SELECT DISTINCT period_start, unit FROM old{superseded}"
        " EXCEPT SELECT period_start, unit FROM new ORDER BY period_start, unit"
    )


def _by_period(rows: Iterable[tuple[date, str]]) -> list[tuple[date, list[str]]]:
    found: dict[date, list[str]] = {}
    for start, unit in rows:
        found.setdefault(start, []).append(unit)
    return list(found.items())


def _issue(contract: Contract, start: date, units: Sequence[str]) -> Issue:
    period = Period.containing(start, contract.period.grain)
    shown = ", ".join(units[:MOST_UNITS]) + (
        f" and {len(units) - MOST_UNITS} more" if len(units) > MOST_UNITS else ""
    )
    return Issue(
        rule="units-taken-away",
        severity=Severity.WARNING,
        column=contract.unit.field,
        value=shown,
        message=f"it supersedes an earlier file for {period.label}, and lacks units which that one held",
        cure="If it is a correction of some units only, load a file that holds all units of the period.",
    )


MOST_GONE = 0.1  # of a month's records: a few always go, as mistakes are put right


def _records_taken_away(
    store: Store, contract: Contract, before: Sequence[Receipt], accepted: Sequence[Path]
) -> list[Issue]:
    """Warn of every month that a new file holds with far fewer of the records that stood."""
    held = periods_standing(standing(before, contract.load_mode))
    old = " UNION ALL ".join(
        f"SELECT event_month, record_key FROM read_parquet({literal(path)})"
        f" WHERE event_month IN ({_months(held[receipt.receipt_id])})"
        for receipt in before
        if receipt.receipt_id in held
        for path in [store.path(receipt.accepted_sha256, ".parquet")]
        if path.is_file()  # it may have been destroyed by order
    )
    if not old:
        return []
    files = ", ".join(literal(path) for path in accepted)
    with Session(folders=[store.folder, *{path.parent for path in accepted}]) as session:
        session.run(f"CREATE TEMP VIEW old AS {old}")
        session.run(f"CREATE TEMP VIEW new AS SELECT event_month, record_key FROM read_parquet([{files}])")
        lost = session.rows(_gone_sql(contract.load_mode))
    return [_gone_issue(contract, month, gone, stood) for month, stood, gone in lost]


def _gone_sql(mode: LoadMode) -> str:
    superseded = "" if mode is LoadMode.REPLACE_ALL else "WHERE event_month IN (SELECT event_month FROM new)"
    return (
        "SELECT event_month, count(*) AS stood, count(*) - count(here) AS gone FROM old LEFT JOIN"
        f" (SELECT DISTINCT record_key, 1 AS here FROM new) AS found USING (record_key) {superseded}"
        f" GROUP BY event_month HAVING count(here) < {1 - MOST_GONE} * count(*) ORDER BY event_month"
    )


def _months(codes: Iterable[str]) -> str:
    return ", ".join(f"DATE '{Period.parse(code).start.isoformat()}'" for code in sorted(codes)) or "NULL"


def _gone_issue(contract: Contract, month: date, gone: int, stood: int) -> Issue:
    return Issue(
        rule="records-taken-away",
        severity=Severity.WARNING,
        value=f"{gone:,} of {stood:,}",
        message=(
            f"it supersedes what {contract.extract} had for {Period.containing(month, Grain.MONTH).label},"
            " and lacks many of its records"
        ),
        cure="If the file was cut short, load the whole of it: the later file stands.",
    )
