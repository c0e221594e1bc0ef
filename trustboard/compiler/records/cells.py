"""One pass over an extract's records to the finest cells.

SELECTs one inside the other: records and what they point to; derived fields, each once; leaf conditions,
each once, as -1 or 0; counts packed into words; their sums; counts unpacked. Never FILTER.
"""

from collections.abc import Iterator

from trustboard.compiler.records.atoms import Atom, Count, Histogram, Sum
from trustboard.compiler.records.conditions import Conditions
from trustboard.compiler.records.passes import KEYS, Pass
from trustboard.compiler.records.relations import nested, select
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.records.words import Words
from trustboard.compiler.trees import wide_type

GROUPED = f"GROUP BY {', '.join(KEYS)}"
REFUSE = {"duckdb": "error", "spark": "raise_error"}


def cells_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of a pass's cells for the periods in `sources.stretches`.

    Gives `pass_.columns`: one row for each unit × consultant × commissioner × council × group × period
    that has records; of a recount one for each person there. Histograms have cells of their own:
    `histogram_sql`. The query fails where a cell has more records than `sources.most_records`.
    """
    adding = [(i, atom) for i, atom in enumerate(pass_.atoms) if not isinstance(atom, Histogram)]
    conditions = Conditions.of(pass_, (atom for _, atom in adding))
    leaves = nested(conditions.sql(sources, dialect), "leaves")
    if pass_.is_recount:
        flag = conditions.flag(pass_.atoms[0].condition)
        return f"SELECT DISTINCT {', '.join(KEYS)}, n0 AS person\nFROM {leaves}\nWHERE {flag} <> 0"
    words = Words([flag for i, atom in adding for flag in _flags(i, atom, conditions)], sources.most_records)
    measured = [(i, atom) for i, atom in adding if not isinstance(atom, Count)]
    chosen = (_chosen(i, atom, conditions) for i, atom in measured)
    middle = nested(select([*KEYS, *words.packed(), *chosen], leaves), "packed")
    totals = [*words.added(), *(_total(i, atom, conditions) for i, atom in measured)]
    outer = nested(f"{select([*KEYS, 'count(*) AS records', *totals], middle)}\n{GROUPED}", "added")
    counts = dict(words.counts(dialect))
    measures = (f"{counts[name]} AS {name}" if name in counts else name for name in pass_.measures)
    return select([*KEYS[:-1], _checked(sources.most_records, dialect), *measures], outer)


def histogram_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of the cells of a pass's histograms, of which there must be one.

    Gives the cells' key, `atom` (its position in the pass), `value` and `times`: how often that whole
    number occurs.
    """
    arms = (_histogram_sql(pass_, i, sources, dialect) for i in pass_.histograms)
    return "\nUNION ALL\n".join(arms)


def _histogram_sql(pass_: Pass, index: int, sources: Sources, dialect: str) -> str:
    atom = pass_.atoms[index]
    conditions = Conditions.of(pass_, [atom])
    columns = [*KEYS, f"{index:d} AS atom", "n0 AS value", "count(*) AS times"]
    chosen = select(columns, nested(conditions.sql(sources, dialect), "leaves"))
    return f"{chosen}\nWHERE {conditions.flag(atom.condition)} <> 0 AND n0 IS NOT NULL\n{GROUPED}, n0"


def _flags(index: int, atom: Atom, conditions: Conditions) -> Iterator[tuple[str, str]]:
    """Name what an atom counts: records, or those whose number is known."""
    flag = conditions.flag(atom.condition)
    if isinstance(atom, Count):
        yield f"a{index}_count", flag
    elif isinstance(atom, Sum):
        yield f"a{index}_known", f"{flag} & k{conditions.place(atom)}"


def _chosen(index: int, atom: Atom, conditions: Conditions) -> str:
    return f"CASE WHEN {conditions.flag(atom.condition)} <> 0 THEN n{conditions.place(atom)} END AS s{index}"


def _total(index: int, atom: Atom, conditions: Conditions) -> str:
    type_ = wide_type(conditions.amounts[conditions.place(atom)])
    if isinstance(atom, Sum):
        return f"CAST(coalesce(sum(s{index}), 0) AS {type_}) AS a{index}_sum"
    return f"CAST(max(s{index}) AS {type_}) AS a{index}_largest"


def _checked(most: int, dialect: str) -> str:
    """Give the period, or fail: lanes of bits that overflowed would be wrong in silence."""
    refuse = f"{REFUSE[dialect]}('a cell has more records than it may')"
    return f"CASE WHEN records <= {most:d} THEN period_start ELSE {refuse} END AS period_start"
