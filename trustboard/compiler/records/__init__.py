"""Record indicators: checked countings to a frozen plan, the plan to SQL, and its rows to figures.

In the order of use: `plan_records`; for each pass its `stretches`, and for those whose `counting_hash` or
whose partitions (`reach_sql`, `pairs_sql`) changed `cells_sql` and `histogram_sql`; `whole_closure_sql`,
which says whose every cell is; `rollup_sql`, cell period by cell period; for each slot its `spans` and
`spanned_sql`, or of distinct people `recount_sql`; `assemble_records`. It runs nothing: the warehouse does.
"""

from trustboard.compiler.records.assembly import assemble_records
from trustboard.compiler.records.cells import cells_sql, histogram_sql
from trustboard.compiler.records.finest import many_cells
from trustboard.compiler.records.hashing import FORMAT, counting_hash, placing_hash
from trustboard.compiler.records.lacking import lacking_sql, whole_closure_sql
from trustboard.compiler.records.numbers import Answered
from trustboard.compiler.records.passes import Pass
from trustboard.compiler.records.periods import Span
from trustboard.compiler.records.plan import RecordPlan, Slot, plan_records
from trustboard.compiler.records.reach import pairs_sql, reach_sql
from trustboard.compiler.records.recount import recount_sql
from trustboard.compiler.records.rollup import (
    rollup_histogram_sql,
    rollup_sql,
    spanned_histogram_sql,
    spanned_sql,
)
from trustboard.compiler.records.sources import (
    CLOSURE,
    FIRST_WORKING_DAY,
    LAST_WORKING_DAY,
    MOST_RECORDS,
    SPANS,
    STRETCHES,
    WORKING_DAYS,
    Sources,
)

__all__ = [
    "CLOSURE",
    "FIRST_WORKING_DAY",
    "FORMAT",
    "LAST_WORKING_DAY",
    "MOST_RECORDS",
    "SPANS",
    "STRETCHES",
    "WORKING_DAYS",
    "Answered",
    "Pass",
    "RecordPlan",
    "Slot",
    "Sources",
    "Span",
    "assemble_records",
    "cells_sql",
    "counting_hash",
    "histogram_sql",
    "lacking_sql",
    "many_cells",
    "pairs_sql",
    "placing_hash",
    "plan_records",
    "reach_sql",
    "recount_sql",
    "rollup_histogram_sql",
    "rollup_sql",
    "spanned_histogram_sql",
    "spanned_sql",
    "whole_closure_sql",
]
