"""Units of cells that the organisation lacks then: their records count for the whole trust alone."""

from sqlglot import exp

from trustboard.compiler.records.passes import RECORDS, Pass
from trustboard.compiler.records.relations import aliased, nested, select
from trustboard.compiler.records.slices import arms_of


def whole_closure_sql(*, cells: str, closure: str, trust: str, dialect: str = "duckdb") -> str:
    """Write the query of a closure that holds every cell: by `trust` those of units that nobody holds then.

    `cells` is a relation of the columns of `cells_sql` or `histogram_sql`; `closure` one of unit,
    source_unit, period_start, is_own, where a unit that is there holds itself. It gives the columns of
    `closure`. A period in which the trust is not there, or counts for others above it, stays as it is.
    """
    given = select(["k.unit", "k.source_unit", "k.period_start", "k.is_own"], aliased(closure, "k", dialect))
    lacking = nested(f"SELECT DISTINCT unit, period_start\nFROM {aliased(cells, 'c', dialect)}", "c")
    columns = ["r.unit", "c.unit AS source_unit", "c.period_start", "FALSE AS is_own"]
    rest = f"{lacking}\n{_root(closure, trust, dialect)}\n{_without_holder(closure, dialect)}"
    return f"{given}\nUNION ALL\n{select(columns, rest)}"


def lacking_sql(pass_: Pass, *, cells: str, closure: str, dialect: str = "duckdb") -> str:
    """Write the query of what cells hold of units that nobody holds then.

    Gives unit, period_start and how many: records, or of a recount different people.
    """
    arm = next(arms_of(pass_))
    many = "count(DISTINCT person)" if pass_.is_recount else f"sum({RECORDS})"
    added = select(["unit", "period_start", f"CAST({many} AS BIGINT) AS many"], aliased(cells, "c", dialect))
    added += f"\nWHERE {arm.among(pass_)} AND c.unit IS NOT NULL\nGROUP BY unit, period_start"
    lacking = f"{nested(added, 'c')}\n{_without_holder(closure, dialect)}"
    return select(["c.unit", "c.period_start", "c.many"], lacking)


def _root(closure: str, trust: str, dialect: str) -> str:
    """Write the join to the periods in which the trust is there, with nothing above it."""
    code = exp.Literal.string(trust).sql(dialect=dialect)
    above = select(["min(k.unit) AS unit", "k.period_start"], aliased(closure, "k", dialect))
    above += f"\nWHERE k.source_unit = {code}\nGROUP BY k.period_start"
    above += f"\nHAVING min(k.unit) = {code} AND max(k.unit) = {code}"
    return f"JOIN {nested(above, 'r')} ON r.period_start = c.period_start"


def _without_holder(closure: str, dialect: str) -> str:
    """Write the join that leaves out cells of which any holder is there: it holds itself."""
    same = "t.unit = k.unit AND t.source_unit = k.unit AND t.period_start = k.period_start"
    there = f"{aliased(closure, 'k', dialect)}\nJOIN {aliased(closure, 't', dialect)} ON {same}"
    held = f"SELECT DISTINCT k.source_unit, k.period_start\nFROM {there}"
    joined = f"LEFT JOIN {nested(held, 'h')} ON h.source_unit = c.unit AND h.period_start = c.period_start"
    return f"{joined}\nWHERE h.source_unit IS NULL AND c.unit IS NOT NULL"
