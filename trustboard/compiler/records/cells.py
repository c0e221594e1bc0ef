"""One pass over an extract's records to the finest cells.

SELECTs one inside the other: records and what they point to; derived fields, each once; leaf conditions,
each once, as NULL or 1; conditions joined from leaves; then counts and sums. Never FILTER.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from trustboard.compiler.normal import leaves
from trustboard.compiler.records.atoms import Atom, Histogram, Sum, amount_of
from trustboard.compiler.records.joined import Joined
from trustboard.compiler.records.passes import KEYS, Pass
from trustboard.compiler.records.relations import nested, select
from trustboard.compiler.records.rows import rows_sql
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.records.worked_out import WorkedOut
from trustboard.compiler.sql import Read, tree_of
from trustboard.compiler.trees import Tree, text, wide_type
from trustboard.expressions.nodes import And, Call, Function, Node, Or, PeriodDay, Type

UNKNOWN = "UNKNOWN"  # the commissioner or council of a record that has none
NOT_KNOWN = "NOT KNOWN"  # the equality group of a record that has none


def cells_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of a pass's cells for the periods in `sources.stretches`.

    Gives `pass_.columns`: one row for each unit × consultant × commissioner × council × group × period
    that has records; of a recount one for each person there. Histograms have cells of their own:
    `histogram_sql`.
    """
    adding = [(i, atom) for i, atom in enumerate(pass_.atoms) if not isinstance(atom, Histogram)]
    parts = _Parts.of([atom for _, atom in adding])
    keys = ", ".join(KEYS)
    conditions = _conditions_sql(pass_, parts, sources, dialect)
    if pass_.is_recount:
        people = nested(conditions, "conditions")
        return f"SELECT DISTINCT {keys}, n0 AS person\nFROM {people}\nWHERE c0 = 1"
    totals = [total for i, atom in adding for total in _totals(i, atom, parts)]
    return f"{select([*KEYS, *totals], nested(conditions, 'conditions'))}\nGROUP BY {keys}"


def histogram_sql(pass_: Pass, *, sources: Sources, dialect: str = "duckdb") -> str:
    """Write the query of the cells of a pass's histograms, of which there must be one.

    Gives the cells' key, `atom` (its position in the pass), `value` and `times`: how often that whole
    number occurs.
    """
    arms = (_histogram_sql(pass_, i, sources, dialect) for i in pass_.histograms)
    return "\nUNION ALL\n".join(arms)


def _histogram_sql(pass_: Pass, index: int, sources: Sources, dialect: str) -> str:
    keys = ", ".join(KEYS)
    conditions = _conditions_sql(pass_, _Parts.of([pass_.atoms[index]]), sources, dialect)
    columns = [*KEYS, f"{index:d} AS atom", "n0 AS value", "count(*) AS times"]
    chosen = select(columns, nested(conditions, "conditions"))
    return f"{chosen}\nWHERE c0 = 1 AND n0 IS NOT NULL\nGROUP BY {keys}, n0"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the inner SELECTs work out, each once: leaves, conditions joined of them, and amounts."""

    leaves: tuple[Node, ...]
    conditions: tuple[Node | None, ...]
    amounts: tuple[Node, ...]

    @classmethod
    def of(cls, atoms: Sequence[Atom]) -> "_Parts":
        """Gather what some atoms need, in the order in which it is met."""
        conditions = dict.fromkeys(atom.condition for atom in atoms)
        met = (leaf for each in conditions if each is not None for leaf in leaves(each))
        amounts = (amount for atom in atoms if (amount := _amount(atom)) is not None)
        return cls(tuple(dict.fromkeys(met)), tuple(conditions), tuple(dict.fromkeys(amounts)))


def _amount(atom: Atom) -> Node | None:
    """Give an atom's amount as it is worked out: of a histogram the whole number."""
    if isinstance(atom, Histogram):
        return Call(Function.FLOOR, (atom.amount,), Type.NUMBER)
    return amount_of(atom)


def _conditions_sql(pass_: Pass, parts: _Parts, sources: Sources, dialect: str) -> str:
    joined = Joined(pass_)
    place = [node for _, node in _place(pass_) if node is not None]
    worked_out = WorkedOut([*place, *parts.leaves, *parts.amounts], joined)
    records = worked_out.over(rows_sql(pass_, joined, sources, dialect), dialect)
    inner = [*_keys(pass_, worked_out.read, dialect), *_leaves(parts, worked_out.read, dialect)]
    flagged = select(inner, nested(records, "records"))
    amounts = (f"n{i}" for i in range(len(parts.amounts)))
    flags = (f"{_flag(each, parts)} AS c{i}" for i, each in enumerate(parts.conditions))
    return select([*KEYS, *flags, *amounts], nested(flagged, "leaves"))


def _place(pass_: Pass) -> Iterator[tuple[str, Node | None]]:
    place = pass_.place
    yield from zip(KEYS, (place.unit, place.consultant, place.commissioner, place.council), strict=False)
    yield "group_code", pass_.by and pass_.by[1]


def _keys(pass_: Pass, read: Read, dialect: str) -> Iterator[str]:
    for name, node in _place(pass_):
        tree: Tree = exp.cast(exp.Null(), "text") if node is None else tree_of(node, read)
        if name in ("commissioner", "council") and node is not None:
            tree = exp.Coalesce(this=tree, expressions=[text(UNKNOWN)])
        if name == "group_code" and pass_.by is not None:
            group = exp.Coalesce(this=tree, expressions=[text(NOT_KNOWN)])
            tree = exp.DPipe(this=text(f"{pass_.by[0]}:"), expression=group)
        yield f"{tree.sql(dialect=dialect)} AS {name}"
    start = read(PeriodDay(is_last=False))
    assert start is not None
    yield f"{start.sql(dialect=dialect)} AS period_start"


def _leaves(parts: _Parts, read: Read, dialect: str) -> Iterator[str]:
    for i, leaf in enumerate(parts.leaves):
        yield f"CASE WHEN {tree_of(leaf, read).sql(dialect=dialect)} THEN 1 END AS p{i}"
    for i, amount in enumerate(parts.amounts):
        yield f"{tree_of(amount, read).sql(dialect=dialect)} AS n{i}"


def _flag(condition: Node | None, parts: _Parts) -> str:
    """Join leaves, each NULL or 1: `&` is 1 where both are, COALESCE where any is."""
    match condition:
        case None:
            return "1"
        case And(terms):
            return f"({' & '.join(_flag(term, parts) for term in terms)})"
        case Or(terms):
            return f"coalesce({', '.join(_flag(term, parts) for term in terms)})"
        case _:
            return f"p{parts.leaves.index(condition)}"


def _totals(index: int, atom: Atom, parts: _Parts) -> Iterator[str]:
    chosen = f"c{parts.conditions.index(atom.condition)}"
    amount = _amount(atom)
    if amount is None:
        yield f"count({chosen}) AS a{index}_count"
        return
    known = f"CASE WHEN {chosen} = 1 THEN n{parts.amounts.index(amount)} END"
    if isinstance(atom, Sum):
        yield f"CAST(coalesce(sum({known}), 0) AS {wide_type(amount)}) AS a{index}_sum"
        yield f"count({known}) AS a{index}_known"
    else:
        yield f"CAST(max({known}) AS {wide_type(amount)}) AS a{index}_largest"
