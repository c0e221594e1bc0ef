"""Long form put side by side: the rows of one key become one row with a number for each measure."""

from pathlib import Path

from trustboard.definitions.contract import Contract, LongForm
from trustboard.definitions.nearest import nearest
from trustboard.definitions.on_breach import OnBreach
from trustboard.intake.cells import state_of
from trustboard.intake.contract_conditions import Conditions
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.part import Part
from trustboard.intake.query import MEASURE, OTHER_MEASURES, OUTCOME, REJECTED, SLICES, VALUE, Query
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session, identifier, literal

_KEYS = ("period_start", "period_end", "window_months", *SLICES)


def put_side_by_side(
    session: Session, contract: Contract, long: LongForm, query: Query, rows: Path, *, has_faulty: bool
) -> None:
    """Make the table `side_by_side` from the accepted rows that are not excluded.

    A measure without a row is not collected. One whose row was refused is a gap: it is incomplete,
    in a period of which other rows were accepted. `lines` lists the accepted rows of the file behind
    each row; it is NULL where there are only gaps.
    """
    kept = _kept(contract, long)
    groups = ", ".join([*_KEYS, *(name for name, _ in kept)])
    columns = ", ".join(["line", *_KEYS, *(f"{sql} AS {name}" for name, sql in kept), identifier(MEASURE)])
    source = f"read_parquet({literal(rows)})"
    gaps = f"SELECT {columns} FROM {source} SEMI JOIN excluded USING (line)"
    if has_faulty:
        is_refused = (
            f"{OUTCOME} = {literal(REJECTED)} AND width IS NULL AND {identifier(MEASURE)} IS NOT NULL"
        )
        is_one = f"unit IS NOT NULL AND NOT ({query.is_total})"
        gaps += f" UNION ALL SELECT {columns} FROM faulty WHERE {is_refused} AND {is_one}"
    numbers = ", ".join(_measure_sql(name) for name in long.measures)
    session.run(
        f"CREATE TABLE side_by_side AS WITH accepted AS "
        f"(SELECT {columns}, {identifier(VALUE)}, {state_of(VALUE)}, FALSE AS is_gap "
        f"FROM {source} ANTI JOIN excluded USING (line)), "
        f"every_row AS (SELECT * FROM accepted UNION ALL BY NAME SELECT *, TRUE AS is_gap FROM ({gaps}) "
        f"WHERE period_start IN (SELECT period_start FROM accepted)) "
        f"SELECT CAST(COALESCE(min(CASE WHEN NOT is_gap THEN line END), min(line)) AS INTEGER) AS line, "
        f"{groups}, {numbers}, list(line) FILTER (WHERE NOT is_gap) AS lines "
        f"FROM every_row GROUP BY {groups}"
    )


def side_by_side_sql(long: LongForm) -> str:
    """SQL for the rows put side by side, in the order of the file; those that a check excludes are gaps."""
    incomplete = literal(State.INCOMPLETE.value)
    numbers = ", ".join(
        f"CASE WHEN NOT ({_EXCLUDED}) THEN {identifier(name)} END AS {identifier(name)}, "
        f"CASE WHEN {_EXCLUDED} THEN {incomplete} ELSE {state_of(name)} END AS {state_of(name)}"
        for name in long.measures
    )
    return (
        f"SELECT * EXCLUDE (lines) REPLACE ({numbers}) FROM side_by_side "
        f"WHERE period_start IN (SELECT period_start FROM side_by_side WHERE {_STANDS}) ORDER BY line"
    )


def count_side_by_side(session: Session) -> int:
    """How many rows stand for accepted rows of the file."""
    return int(session.value(f"SELECT count(*) FROM side_by_side WHERE {_STANDS}"))


_EXCLUDED = "lines IS NOT NULL AND line IN (SELECT line FROM excluded)"
_STANDS = "lines IS NOT NULL AND line NOT IN (SELECT line FROM excluded)"


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


def _kept(contract: Contract, long: LongForm) -> list[tuple[str, str]]:
    """The other fields, which rows put side by side must share: names and SQL."""
    columns = []
    for name, type_ in contract.row_fields.items():
        if name in (long.measure_field, long.value_field):
            continue
        columns.append((identifier(name), identifier(name)))
        if type_.is_number:
            absent = literal(State.NOT_COLLECTED.value)
            columns.append((state_of(name), f"COALESCE(CAST({state_of(name)} AS VARCHAR), {absent})"))
    return columns


def _measure_sql(name: str) -> str:
    """SQL for a measure and its state: as its row says, else incomplete for a gap, else not collected."""
    is_it = f"{identifier(MEASURE)} = {literal(name)}"
    value = f"max(CASE WHEN {is_it} THEN {identifier(VALUE)} END)"
    states = (
        f"max(CASE WHEN {is_it} THEN {state_of(VALUE)} END)",
        f"max(CASE WHEN {is_it} AND is_gap THEN {literal(State.INCOMPLETE.value)} END)",
        literal(State.NOT_COLLECTED.value),
    )
    return f"{value} AS {identifier(name)}, COALESCE({', '.join(states)}) AS {state_of(name)}"
