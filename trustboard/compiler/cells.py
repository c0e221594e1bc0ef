"""One pass over the accepted rows to the finest cells.

Three SELECTs, one inside the other: each leaf condition once, as NULL or 1; conditions joined from
leaves; then sums and counts. Never FILTER: it costs several times as much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustboard.compiler.normal import leaves
from trustboard.compiler.plan import (
    COUNTED,
    KEYS,
    Plan,
    Selection,
    presence_column,
    tally_column,
    total_column,
)
from trustboard.compiler.sql import node_sql
from trustboard.compiler.states import amount_tree, state_tree
from trustboard.compiler.trees import WIDEST, decimals
from trustboard.expressions.nodes import And, Node, Or


def cells_sql(plan: Plan, *, source: str, dialect: str = "duckdb") -> str:
    """Write the query of a plan over `source`: a table, or a table function such as read_parquet([…]).

    Gives the plan's columns, one row for each unit × commissioner × council × group × period that has
    rows, in a stable order. `source` is trusted text of the program's own.
    """
    parts = _Parts.of(plan)
    inner = _select([*KEYS, *_inner(plan, parts, dialect)], source)
    middle = _select([*KEYS, *_middle(plan, parts)], f"(\n{_indented(inner)}\n) AS leaves")
    outer = _select([*KEYS, *_outer(plan, parts, dialect)], f"(\n{_indented(middle)}\n) AS conditions")
    return f"{outer}\nGROUP BY {', '.join(KEYS)}\nORDER BY {order_by()}"


def order_by() -> str:
    """Order rows so that equal results are equal byte for byte, whole units before their cuts."""
    keys = ("unit", "period_start", "period_end", "commissioner", "council", "group_code")
    return ", ".join(f"{key} NULLS FIRST" for key in keys)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the inner SELECTs work out, each once: windows, leaves, selections, states and amounts."""

    windows: tuple[int | None, ...]
    leaves: tuple[Node, ...]
    selections: tuple[Selection, ...]
    states: tuple[tuple[str, ...], ...]
    amounts: tuple[Node, ...]

    @classmethod
    def of(cls, plan: Plan) -> "_Parts":
        """Gather a plan's parts in the order in which they are met."""
        selections = dict.fromkeys(tally.selection for tally in plan.tallies)  # totals share theirs
        populations = [each.population for each in selections if each.population is not None]
        return cls(
            windows=tuple(dict.fromkeys(presence.window for presence in plan.presences)),
            leaves=tuple(dict.fromkeys(leaf for population in populations for leaf in leaves(population))),
            selections=tuple(selections),
            states=tuple(dict.fromkeys(tally.fields for tally in plan.tallies)),
            amounts=tuple(dict.fromkeys(total.amount for total in plan.totals)),
        )


def _inner(plan: Plan, parts: _Parts, dialect: str) -> Iterator[str]:
    for i, window in enumerate(parts.windows):
        yield f"1 AS w{i}" if window is None else f"CASE WHEN window_months = {window:d} THEN 1 END AS w{i}"
    for i, leaf in enumerate(parts.leaves):
        yield f"CASE WHEN {node_sql(leaf, dialect)} THEN 1 END AS p{i}"
    for i, fields in enumerate(parts.states):
        yield f"{state_tree(fields).sql(dialect=dialect)} AS q{i}"
    for i, amount in enumerate(parts.amounts):
        yield f"{amount_tree(amount).sql(dialect=dialect)} AS n{i}"


def _middle(plan: Plan, parts: _Parts) -> Iterator[str]:
    yield from (f"w{i}" for i in range(len(parts.windows)))
    for i, selection in enumerate(parts.selections):
        flags = [f"w{parts.windows.index(selection.window)}"]
        if selection.population is not None:
            flags.append(_flag(selection.population, parts))
        yield f"{' & '.join(flags)} AS c{i}"
    yield from (f"q{i}" for i in range(len(parts.states)))
    yield from (f"n{i}" for i in range(len(parts.amounts)))


def _flag(condition: Node, parts: _Parts) -> str:
    """Join leaves, each NULL or 1: `&` is 1 where both are, COALESCE where any is."""
    match condition:
        case And(terms):
            return f"({' & '.join(_flag(term, parts) for term in terms)})"
        case Or(terms):
            return f"coalesce({', '.join(_flag(term, parts) for term in terms)})"
        case _:
            return f"p{parts.leaves.index(condition)}"


def _outer(plan: Plan, parts: _Parts, dialect: str) -> Iterator[str]:
    for i, presence in enumerate(plan.presences):
        yield f"count(w{parts.windows.index(presence.window)}) AS {presence_column(i)}"
    for i, tally in enumerate(plan.tallies):
        state = f"q{parts.states.index(tally.fields)}"
        chosen = f"c{parts.selections.index(tally.selection)}"
        for name in COUNTED:
            yield f"count(CASE WHEN {state} = '{name}' THEN {chosen} END) AS {tally_column(i, name)}"
    for i, total in enumerate(plan.totals):
        amount = f"n{parts.amounts.index(total.amount)}"
        chosen = f"c{parts.selections.index(total.selection)}"
        known = f"CASE WHEN {chosen} = 1 THEN {amount} END"
        wide = f"DECIMAL({WIDEST}, {decimals(total.amount)})"
        yield f"CAST(coalesce(sum({known}), 0) AS {wide}) AS {total_column(i, 'sum')}"
        yield f"count({known}) AS {total_column(i, 'known')}"


def _select(columns: Sequence[str], source: str) -> str:
    return "SELECT\n  " + ",\n  ".join(columns) + f"\nFROM {source}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
