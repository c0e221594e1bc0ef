"""Different people, counted again for every slice and figure period, because they do not add up."""

from trustboard.compiler.records.passes import SLICE, Pass
from trustboard.compiler.records.relations import aliased, nested, select
from trustboard.compiler.records.slices import SliceArm, arms_of

PEOPLE = ("records", "people")


def recount_sql(pass_: Pass, *, cells: str, closure: str, spans: str, dialect: str = "duckdb") -> str:
    """Write the query of a recount's final numbers.

    `cells` is a relation of the columns of `cells_sql`, with every cell period of the spans; `closure` and
    `spans` are as for `rollup_sql` and `spanned_sql`. Gives unit, commissioner, council, group_code,
    period_start (the figure's), records (more than nought) and people: how many different ones are known.
    """
    arms = (_arm(pass_, arm, cells, closure, spans, dialect) for arm in arms_of(pass_))
    keys = [*SLICE, "period_start"]
    columns = [*keys, "count(*) AS records", "count(DISTINCT person) AS people"]
    united = nested("\nUNION ALL\n".join(arms), "held")
    return f"{select(columns, united)}\nGROUP BY {', '.join(keys)}"


def _arm(pass_: Pass, arm: SliceArm, cells: str, closure: str, spans: str, dialect: str) -> str:
    """List the people of one sort of slice, each once for a period, but for moves between units."""
    kept = (*arm.kept, "person")
    each_once = f"SELECT DISTINCT {', '.join(kept)}\nFROM {aliased(cells, 'c', dialect)}"
    source = (
        f"{nested(each_once, 'c')}\n{arm.held_by(pass_, closure, dialect)}\n"
        f"JOIN {aliased(spans, 's', dialect)} ON c.period_start BETWEEN s.span_start AND s.span_end"
    )
    return select([*arm.columns(dialect), "s.period_start", "c.person"], source)
