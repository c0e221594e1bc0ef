"""What a new file takes away: units, or whole periods, that the file it supersedes held and it does not."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract, LoadMode
from trustboard.operations.accepted import standing_rows
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Period
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.store import Store

MOST_UNITS = 5


def taken_away(store: Store, contract: Contract, accepted: Sequence[Path]) -> list[Issue]:
    """Warn of every period in which units lose their numbers because a file supersedes an earlier one.

    `accepted` are the Parquet files of one load, not yet recorded. A later file stands for the whole
    of each period it holds (or for everything), so a correction that holds one ward only would take
    the others away.
    """
    before = store.receipts(contract.extract)
    if not before:
        return []
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
