"""Cells to units: each with what it holds by the structure of the time, whole and one cut at a time."""

from collections.abc import Iterator

from trustboard.compiler.cells import order_by
from trustboard.compiler.plan import CUTS, KEYS, Plan, Reach, total_column
from trustboard.compiler.sql import text_type
from trustboard.compiler.trees import WIDEST, decimals


def rollup_sql(plan: Plan, *, cells: str, closure: str, dialect: str = "duckdb") -> str:
    """Write the query that adds cells up to units.

    `cells` is a table (or a query in brackets) of the plan's columns; `closure` one of unit,
    source_unit, period_start, is_own, each pair once. Gives the plan's columns: a row for each whole
    unit and period, then for each unit × commissioner, × council, × group that the extract has.
    """
    arms = [_arm(plan, None, dialect), *(_arm(plan, cut, dialect) for cut in plan.cuts)]
    names = ", ".join(f"c.{name}" for name in plan.columns if name != "unit")
    joined = (
        f"WITH joined AS (\n  SELECT k.unit, k.is_own, {names}\n  FROM {cells} AS c\n"
        f"  JOIN {closure} AS k ON k.source_unit = c.unit AND k.period_start = c.period_start\n)"
    )
    united = "\nUNION ALL\n".join(arms)
    return f"{joined}\nSELECT {', '.join(plan.columns)}\nFROM (\n{united}\n) AS slices\nORDER BY {order_by()}"


def unplaced_sql(cells: str, closure: str) -> str:
    """Write the query that lists what no unit of the organisation takes up: unit, period_start, once each."""
    return (
        f"SELECT DISTINCT c.unit, c.period_start\nFROM {cells} AS c\n"
        f"LEFT JOIN {closure} AS k ON k.source_unit = c.unit AND k.period_start = c.period_start\n"
        "WHERE k.unit IS NULL\nORDER BY c.unit, c.period_start"
    )


def _arm(plan: Plan, cut: str | None, dialect: str) -> str:
    """Add up one sort of slice: whole units (no cut), or units crossed with one cut's codes."""
    kept = ["unit", "period_start", "period_end", *([cut] if cut else [])]
    empty = f"CAST(NULL AS {text_type(dialect)})"
    keys = [f"j.{key}" if key in kept else f"{empty} AS {key}" for key in KEYS]
    columns = ",\n  ".join([*keys, *_sums(plan, cut)])
    where = f"\nWHERE j.{cut} IS NOT NULL" if cut else ""
    grouped = ", ".join(f"j.{key}" for key in kept)
    return f"SELECT\n  {columns}\nFROM joined AS j{where}\nGROUP BY {grouped}"


def _sums(plan: Plan, cut: str | None) -> Iterator[str]:
    types = {
        total_column(i, "sum"): f"DECIMAL({WIDEST}, {decimals(total.amount)})"
        for i, total in enumerate(plan.totals)
    }
    others = [f"j.{other} IS NULL" for other in CUTS if other != cut]
    reported = " AND ".join(["j.is_own", *others])
    for name, reach in plan.measures:
        added = f"j.{name}" if reach is Reach.ALL else f"CASE WHEN {reported} THEN j.{name} END"
        yield f"CAST(coalesce(sum({added}), 0) AS {types.get(name, 'BIGINT')}) AS {name}"
