"""Rows that were refused leave a gap: a unit's numbers are then incomplete, not absent from a total."""

from pathlib import Path

from trustboard.intake.query import OUTCOME, REJECTED, Query
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import identifier, literal

_STATE = "__state"


def rows_with_gaps_sql(rows: Path, query: Query, *, has_faulty: bool) -> str:
    """Write the query of the accepted rows, and one row without numbers for each gap.

    A gap is a refused row whose unit and period could be read, in a period of which other rows were
    accepted, unless a row of the same unit, period and texts was. All its numbers have the state
    incomplete, and so has every sum above it.
    """
    names = [reading.name for reading in query.accepted if reading.name != "line"]
    numbers = [name for name in names if f"{name}{_STATE}" in names]
    states = [f"{name}{_STATE}" for name in numbers]
    texts = [identifier(name) for name in names if name not in (*numbers, *states)]
    columns = ", ".join(texts)
    source = f"read_parquet({literal(rows)})"
    refused = [f"SELECT line, {columns} FROM {source} SEMI JOIN excluded USING (line)"]
    if has_faulty:
        is_refused = f"{OUTCOME} = {literal(REJECTED)} AND width IS NULL AND NOT ({query.is_total})"
        refused.append(f"SELECT line, {columns} FROM faulty WHERE {is_refused}")
    same = " AND ".join(f"a.{text} IS NOT DISTINCT FROM g.{text}" for text in texts)
    marks = "".join(f", '{State.INCOMPLETE}' AS {identifier(state)}" for state in states)
    return (
        f"WITH accepted AS (SELECT * FROM {source} ANTI JOIN excluded USING (line)), "
        f"gaps AS (SELECT CAST(min(line) AS INTEGER) AS line, {columns} "
        f"FROM ({' UNION ALL '.join(refused)}) WHERE unit IS NOT NULL "
        f"AND period_start IN (SELECT period_start FROM accepted) GROUP BY {columns}) "
        f"SELECT * FROM accepted UNION ALL BY NAME SELECT g.*{marks} FROM gaps g "
        f"WHERE NOT EXISTS (SELECT 1 FROM accepted a WHERE {same}) ORDER BY line"
    )
