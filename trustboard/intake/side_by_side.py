"""Long form put side by side: the rows of one key become one row with a number for each measure."""

from pathlib import Path

from trustboard.definitions.contract import Contract, LongForm, OnBreach
from trustboard.definitions.nearest import nearest
from trustboard.intake.cells import state_of
from trustboard.intake.contract_conditions import Conditions
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.part import Part
from trustboard.intake.query import MEASURE, OTHER_MEASURES, OUTCOME, SLICES, VALUE, Query
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session, identifier, literal

_KEYS = ("period_start", "period_end", "window_months", *SLICES)


def put_side_by_side(session: Session, contract: Contract, long: LongForm, rows: Path) -> None:
    """Make the table `side_by_side` from the accepted rows that are not excluded.

    A measure without a row is not collected. `lines` lists the rows of the file behind each row.
    """
    kept = _kept(contract, long)
    groups = ", ".join([*_KEYS, *kept])
    numbers = ", ".join(_measure_sql(name) for name in long.measures)
    session.run(
        f"CREATE TABLE side_by_side AS SELECT CAST(min(line) AS INTEGER) AS line, {groups}, {numbers}, "
        f"list(line) AS lines FROM read_parquet({literal(rows)}) "
        f"WHERE line NOT IN (SELECT line FROM excluded) GROUP BY {groups} ORDER BY 1"
    )


def side_by_side_sql() -> str:
    """SQL for the rows put side by side that no check has excluded, in the order of the file."""
    kept = "line NOT IN (SELECT line FROM excluded)"
    return f"SELECT * EXCLUDE (lines) FROM side_by_side WHERE {kept} ORDER BY line"


def check_side_by_side(session: Session, conditions: Conditions, faults: Faults) -> None:
    """Hold the rows put side by side to the contract's checks; a broken one excludes all its lines."""
    for check, condition in conditions.checks:
        demand = Demand(
            rule="check-broken",
            column=", ".join(condition.fields),
            broken=f"NOT ({condition.sql}) AND {condition.all_known}",
            message=f"{literal(f'this does not hold: {condition.text}: ')} || {condition.sides_sql()}",
            cure=check.why or "Correct the rows of this key, or change the check in the contract.",
            on_breach=check.on_breach,
        )
        faults.add("side_by_side", demand, where=demand.broken)
        if check.on_breach is not OnBreach.WARN:
            session.run(f"INSERT INTO excluded SELECT unnest(lines) FROM side_by_side WHERE {demand.broken}")


def absent_measures(session: Session, part: Part, long: LongForm, rows: Path, query: Query) -> list[Issue]:
    """Warn of measures that no row is of, with the nearest name in the file."""
    found = {
        name
        for (name,) in session.rows(
            f"SELECT DISTINCT {identifier(MEASURE)} FROM read_parquet({literal(rows)})"
        )
    }
    absent = {name: text for name, text in long.measures.items() if name not in found}
    if not absent:
        return []
    name = identifier(long.measure_field)
    others = session.rows(
        f"SELECT DISTINCT {name} FROM ({query.judged}) "
        f"WHERE {OUTCOME} = {literal(OTHER_MEASURES)} AND {name} IS NOT NULL LIMIT 1000"
    )
    names = [name for (name,) in others]
    return [_absent(part, ours, theirs, names) for ours, theirs in absent.items()]


def _absent(part: Part, ours: str, theirs: str | list[str], others: list[str]) -> Issue:
    named = [theirs] if isinstance(theirs, str) else theirs
    near = next((other for name in named if (other := nearest(name, others))), None)
    return part.issue(
        "measure-absent",
        f"no row is of the measure {ours} ({' or '.join(named)}), so it counts as not collected",
        f"Was it renamed to “{near}”? Then add that name." if near else "Check the name under long.measures.",
        value=named[0],
        severity=Severity.WARNING,
    )


def _kept(contract: Contract, long: LongForm) -> list[str]:
    """The other fields, which rows put side by side must share."""
    names = []
    for name, type_ in contract.row_fields.items():
        if name not in (long.measure_field, long.value_field):
            names += [identifier(name), state_of(name)] if type_.is_number else [identifier(name)]
    return names


def _measure_sql(name: str) -> str:
    is_it = f"{identifier(MEASURE)} = {literal(name)}"
    value = f"max(CASE WHEN {is_it} THEN {identifier(VALUE)} END)"
    state = f"max(CASE WHEN {is_it} THEN {state_of(VALUE)} END)"
    absent = literal(State.NOT_COLLECTED.value)
    return f"{value} AS {identifier(name)}, COALESCE({state}, {absent}) AS {state_of(name)}"
