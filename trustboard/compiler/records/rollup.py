"""Cells to units, by the structure of each cell's period; then to the periods of figures."""

from collections.abc import Mapping, Sequence

from trustboard.compiler.records.passes import SLICE, Pass
from trustboard.compiler.records.relations import added, aliased, nested, select
from trustboard.compiler.records.slices import SliceArm, arms_of

BINS = ("atom", "value")  # what keeps a histogram's rows apart
TIMES = {"times": "BIGINT"}  # what they add up


def rollup_sql(pass_: Pass, *, cells: str, closure: str, dialect: str = "duckdb") -> str:
    """Write the query that adds cells up to units, each cell period by itself.

    `cells` is a relation of the columns of `cells_sql`; `closure` one of unit, source_unit, period_start,
    is_own. Gives unit, commissioner, council, group_code, period_start and the pass's measures: a row for
    each whole unit, each unit × commissioner and × council that the extract has, and each consultant whom
    the organisation has then; of an equality cut, each unit × group.
    """
    return _rolled(pass_, (), pass_.measures, cells=cells, closure=closure, dialect=dialect)


def rollup_histogram_sql(pass_: Pass, *, cells: str, closure: str, dialect: str = "duckdb") -> str:
    """Write the same query over the cells of `histogram_sql`; gives atom, value and times at the end."""
    return _rolled(pass_, BINS, TIMES, cells=cells, closure=closure, dialect=dialect)


def spanned_sql(pass_: Pass, *, rolled: str, spans: str, dialect: str = "duckdb") -> str:
    """Write the query that adds rolled-up cell periods up to the periods of figures.

    `rolled` is a relation of the columns of `rollup_sql`; `spans` one of period_start, span_start,
    span_end. Gives the columns of `rollup_sql`; period_start is the figures'.
    """
    return _spanned((), pass_.measures, rolled, spans, dialect)


def spanned_histogram_sql(*, rolled: str, spans: str, dialect: str = "duckdb") -> str:
    """Write the same query over the rows of `rollup_histogram_sql`."""
    return _spanned(BINS, TIMES, rolled, spans, dialect)


def _rolled(
    pass_: Pass, bins: Sequence[str], measures: Mapping[str, str], *, cells: str, closure: str, dialect: str
) -> str:
    """Add up each sort of slice: first by the cells' own codes, as few rows have many units above them."""

    def rolled(arm: SliceArm) -> str:
        kept = (*arm.kept, *bins)
        few = select([*kept, *added(measures)], aliased(cells, "c", dialect))
        few += f"\nWHERE {arm.unit} IS NOT NULL\nGROUP BY {', '.join(kept)}"
        columns = [*arm.columns(dialect), "c.period_start", *(f"c.{each}" for each in bins), *added(measures)]
        source = f"{nested(few, 'c')}\n{arm.held_by(pass_, closure, dialect)}"
        grouped = ["k.unit", *(f"c.{name}" for name in kept if name != arm.unit)]
        return f"{select(columns, source)}\nGROUP BY {', '.join(grouped)}"

    return "\nUNION ALL\n".join(rolled(arm) for arm in arms_of(pass_))


def _spanned(bins: Sequence[str], measures: Mapping[str, str], rolled: str, spans: str, dialect: str) -> str:
    keys = [*(f"c.{name}" for name in SLICE), "s.period_start", *(f"c.{each}" for each in bins)]
    within = "c.period_start BETWEEN s.span_start AND s.span_end"
    source = f"{aliased(rolled, 'c', dialect)}\nJOIN {aliased(spans, 's', dialect)} ON {within}"
    return f"{select([*keys, *added(measures)], source)}\nGROUP BY {', '.join(keys)}"
