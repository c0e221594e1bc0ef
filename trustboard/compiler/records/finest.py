"""A warning where the finest cells hardly gather records: then counting them takes time and memory."""

from trustboard.compiler.records.passes import Pass
from trustboard.vocabulary.issue import Issue, Severity

MOST_OF_RECORDS = 0.2  # with fewer records to a cell, adding cells up is hardly quicker than counting anew
WORTH_SAYING = 100_000  # cells that nobody waits for


def many_cells(pass_: Pass, *, cells: int, records: int) -> Issue | None:
    """Warn where a pass's cells are more than a fifth of the records they were counted from."""
    if cells <= WORTH_SAYING or cells <= records * MOST_OF_RECORDS:
        return None
    cuts = [cut for cut in ("consultant", "commissioner", "council") if getattr(pass_.place, cut) is not None]
    named = pass_.by[0] if pass_.by is not None else ", ".join(["unit", *cuts])
    return Issue(
        rule="many-cells",
        severity=Severity.WARNING,
        column=named,
        value=f"{cells:,}",
        message=(
            f"{records:,} records of {pass_.extract} make {cells:,} cells, more than one for five records: "
            "counting is slower and needs more memory than it should"
        ),
        cure="See that the codes of units and cuts are of organisations, not of single patients or records.",
    )
