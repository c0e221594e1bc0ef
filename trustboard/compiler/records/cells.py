"""One pass over an extract's records to cells.

SELECTs one inside the other: records and what they point to; derived fields, each once; leaf conditions,
each once, as -1 or 0; counts packed into words; sums to the finest cells; of those, sums to the cells of
each cut; counts unpacked. Never FILTER.
"""

from collections.abc import Iterator, Sequence

from trustboard.compiler.records.atoms import Atom, Count, Histogram, Sum, is_whole
from trustboard.compiler.records.conditions import Conditions
from trustboard.compiler.records.passes import CODES, KEYS, PERIOD, Pass
from trustboard.compiler.records.relations import nested, select
from trustboard.compiler.records.slices import cell_keys
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.records.totals import Totals
from trustboard.compiler.sql import text_type


def cells_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of a pass's cells for the periods in `sources.stretches`.

    Gives `pass_.columns`: one row for each period and unit × commissioner, unit × council (or unit alone
    where the extract has neither), and consultant; of an equality cut each unit × group. Of a recount it
    gives a row for each person and place. Histograms have cells of their own: `histogram_sql`. The query
    fails where a cell has more records than `sources.most_records`.
    """
    adding = [(i, atom) for i, atom in enumerate(pass_.atoms) if not isinstance(atom, Histogram)]
    conditions = Conditions.of(pass_, (atom for _, atom in adding))
    leaves = nested(conditions.sql(sources, dialect), "leaves")
    if pass_.is_recount:
        flag = conditions.flag(pass_.atoms[0].condition)
        return f"SELECT DISTINCT {', '.join(KEYS)}, n0 AS person\nFROM {leaves}\nWHERE {flag} <> 0"
    flags = dict(flag for i, atom in adding for flag in _flags(i, atom, conditions))
    chosen = [_chosen(i, atom, conditions) for i, atom in adding if not isinstance(atom, Count)]
    totals = Totals(pass_.measures, sources.most_records)
    packed = select([*KEYS, *totals.words.of_flags(list(flags.values())), *chosen], leaves)
    return _unpacked(_gathered(pass_, packed, totals, dialect), totals, dialect)


def _gathered(pass_: Pass, packed: str, totals: Totals, dialect: str) -> str:
    """Add up to the finest cells; from those, of which there are fewer, to those of each cut."""
    sorts = cell_keys(pass_)
    finest = [*dict.fromkeys(code for codes in sorts for code in codes), PERIOD]
    columns = finest if len(sorts) > 1 else [*_codes(finest, dialect), PERIOD]
    cells = select([*columns, *totals.added("count(*)")], nested(packed, "packed"))
    cells += f"\nGROUP BY {', '.join(finest)}"
    if len(sorts) == 1:
        return cells
    columns = [*_codes(finest, dialect), PERIOD, *totals.added()]
    return f"{select(columns, nested(cells, 'finest'))}\n{_grouping(sorts)}"


def _unpacked(gathered: str, totals: Totals, dialect: str) -> str:
    columns = [*CODES, totals.checked(PERIOD, dialect), *totals.unpacked(dialect)]
    return select(columns, nested(gathered, "added"))


def _codes(there: Sequence[str], dialect: str) -> Iterator[str]:
    """Name every code of the key; those that are not there are nothing."""
    nothing = f"CAST(NULL AS {text_type(dialect)})"
    return (code if code in there else f"{nothing} AS {code}" for code in CODES)


def _grouping(sorts: Sequence[Sequence[str]], *bins: str) -> str:
    sets = (f"({', '.join([*codes, PERIOD, *bins])})" for codes in sorts)
    return f"GROUP BY GROUPING SETS ({', '.join(sets)})"


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
    finest = select([*KEYS, "n0 AS value"], nested(conditions.sql(sources, dialect), "leaves"))
    finest += f"\nWHERE {conditions.flag(atom.condition)} <> 0 AND n0 IS NOT NULL"
    sorts = cell_keys(pass_)
    codes = _codes([code for each in sorts for code in each], dialect)
    columns = [*codes, PERIOD, f"{index:d} AS atom", "value", "count(*) AS times"]
    return f"{select(columns, nested(finest, 'chosen'))}\n{_grouping(sorts, 'value')}"


def _flags(index: int, atom: Atom, conditions: Conditions) -> Iterator[tuple[str, str]]:
    """Name what an atom counts: records, or those whose number is known."""
    flag = conditions.flag(atom.condition)
    if isinstance(atom, Count):
        yield f"a{index}_count", flag
    elif isinstance(atom, Sum):
        yield f"a{index}_known", f"{flag} & k{conditions.place(atom)}"


def _chosen(index: int, atom: Atom, conditions: Conditions) -> str:
    """Write the number that an atom takes of a record: nothing, or nought, where it takes none."""
    flag, number = conditions.flag(atom.condition), f"n{conditions.place(atom)}"
    if not isinstance(atom, Sum):
        return f"CASE WHEN {flag} <> 0 THEN {number} END AS a{index}_largest"
    if is_whole(atom.amount, conditions.pass_.whole_fields):
        return f"{number} & {flag} AS a{index}_sum"
    return f"CASE WHEN {flag} <> 0 THEN {number} END AS a{index}_sum"
