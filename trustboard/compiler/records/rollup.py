"""Cells to units, by the structure of each cell's period; then to the periods of figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from trustboard.compiler.records.passes import PERIOD, RECORDS, SLICE, Pass
from trustboard.compiler.records.plan import Slot
from trustboard.compiler.records.relations import aliased, nested, select
from trustboard.compiler.records.slices import SliceArm, arms_of
from trustboard.compiler.records.sources import MOST_RECORDS
from trustboard.compiler.records.totals import Totals

BINS = ("atom", "value")  # what keeps a histogram's rows apart
# Joined rows are few already: a wide decimal among the sums keeps DuckDB from adding up before it joins.
ONCE_JOINED = "sum(CAST({} AS DECIMAL(38, 0)))"
TIMES = f"CAST({ONCE_JOINED.format('times')} AS BIGINT) AS times"  # what histograms add up


def rollup_sql(
    pass_: Pass, *, cells: str, closure: str, most_records: int = MOST_RECORDS, dialect: str = "duckdb"
) -> str:
    """Write the query that adds cells up to units, each cell period by itself.

    `cells` is a relation of the columns of `cells_sql`; `closure` one of unit, source_unit, period_start,
    is_own. Gives unit, commissioner, council, group_code, period_start and the pass's measures: a row for
    each whole unit, each unit × commissioner and × council that the extract has, and each consultant whom
    the organisation has then; of an equality cut, each unit × group. The query fails where a slice has more
    records in a period than `most_records`; the fewer it says, the faster it is.
    """
    totals = Totals(pass_.measures, most_records)
    adding = _Adding(
        pass_, (), tuple(totals.packed()), totals.names, tuple(totals.added(ONCE_JOINED.format(RECORDS)))
    )
    columns = [*SLICE, totals.checked(PERIOD, dialect), *totals.unpacked(dialect)]
    return select(columns, nested(adding.up_to_units(cells, closure, dialect), "slices"))


def rollup_histogram_sql(pass_: Pass, *, cells: str, closure: str, dialect: str = "duckdb") -> str:
    """Write the same query over the cells of `histogram_sql`; gives atom, value and times at the end."""
    return _Adding(pass_, BINS, ("times",), ("times",), (TIMES,)).up_to_units(cells, closure, dialect)


@dataclass(frozen=True, slots=True)
class _Adding:
    """How rows are added up: what keeps them apart besides codes; columns as read, named and added up."""

    pass_: Pass
    bins: Sequence[str]
    read: Sequence[str]
    names: Sequence[str]
    added: Sequence[str]

    def up_to_units(self, cells: str, closure: str, dialect: str) -> str:
        """Add up each sort of slice."""
        arms = (self._arm(arm, cells, closure, dialect) for arm in arms_of(self.pass_))
        return "\nUNION ALL\n".join(arms)

    def _arm(self, arm: SliceArm, cells: str, closure: str, dialect: str) -> str:
        """Join the cells of a sort of slice with the units that hold them."""
        keys = [*arm.columns(dialect), f"c.{PERIOD}", *(f"c.{each}" for each in self.bins)]
        held = f"{nested(self._cells(arm, cells, dialect), 'c')}\n{arm.held_by(self.pass_, closure, dialect)}"
        if arm.unit == "consultant":  # a cell each, which counts for nobody else
            return select([*keys, *self.names], held)
        grouped = ["k.unit", *(f"c.{name}" for name in (*arm.kept, *self.bins) if name != arm.unit)]
        return f"{select([*keys, *self.added], held)}\nGROUP BY {', '.join(grouped)}"

    def _cells(self, arm: SliceArm, cells: str, dialect: str) -> str:
        """Pick the cells of a sort of slice; of whole units those of a cut, added up before all else."""
        kept = (*arm.kept, *self.bins)
        picked = f"{select([*kept, *self.read], aliased(cells, 'c', dialect))}\nWHERE {arm.among(self.pass_)}"
        if arm.picks_cuts(self.pass_):
            picked = select([*kept, *self.added], nested(picked, "c")) + f"\nGROUP BY {', '.join(kept)}"
        return picked


def spanned_sql(
    pass_: Pass, *, rolled: str, spans: str, slot: Slot | None = None, dialect: str = "duckdb"
) -> str:
    """Write the query that adds rolled-up cell periods up to the periods of figures.

    `rolled` is a relation of the columns of `rollup_sql`; `spans` one of period_start, span_start,
    span_end. Gives the columns of `rollup_sql`; period_start is the figures'. Given the slot, it adds
    nothing up where each of its figures stands on one cell period alone, which is faster.
    """
    if slot is not None and slot.is_single(pass_):
        same = f"JOIN {aliased(spans, 's', dialect)} ON s.{PERIOD} = c.{PERIOD}"
        return select(["c.*"], f"{aliased(rolled, 'c', dialect)}\n{same}")
    sums = [
        f"CAST({'max' if name.endswith('_largest') else 'sum'}({name}) AS {type_}) AS {name}"
        for name, type_ in pass_.measures.items()
    ]
    return _spanned((), sums, rolled, spans, dialect)


def spanned_histogram_sql(*, rolled: str, spans: str, dialect: str = "duckdb") -> str:
    """Write the same query over the rows of `rollup_histogram_sql`."""
    return _spanned(BINS, [TIMES], rolled, spans, dialect)


def _spanned(bins: Sequence[str], sums: Sequence[str], rolled: str, spans: str, dialect: str) -> str:
    keys = [*(f"c.{name}" for name in SLICE), f"s.{PERIOD}", *(f"c.{each}" for each in bins)]
    within = f"c.{PERIOD} BETWEEN s.span_start AND s.span_end"
    source = f"{aliased(rolled, 'c', dialect)}\nJOIN {aliased(spans, 's', dialect)} ON {within}"
    return f"{select([*keys, *sums], source)}\nGROUP BY {', '.join(keys)}"
