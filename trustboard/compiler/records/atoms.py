"""Atoms: what is worked out of single records, cell by cell."""

from dataclasses import dataclass

from trustboard.compiler.trees import wide_type
from trustboard.expressions.nodes import Node


@dataclass(frozen=True, slots=True)
class Count:
    """How many records meet a condition (None: all of the cell)."""

    condition: Node | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a number over the records that meet a condition where known, and how many those are."""

    condition: Node | None
    amount: Node


@dataclass(frozen=True, slots=True)
class Maximum:
    """The largest of a number over the records that meet a condition; nothing where none is known."""

    condition: Node | None
    amount: Node


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each whole number occurs among the records that meet a condition, rounded down."""

    condition: Node | None
    amount: Node


@dataclass(frozen=True, slots=True)
class Distinct:
    """Which texts (people) occur among the records that meet a condition. It does not add up."""

    condition: Node | None
    amount: Node


Atom = Count | Sum | Maximum | Histogram | Distinct


def amount_of(atom: Atom) -> Node | None:
    """Give what an atom adds up, compares or tells apart, if it does."""
    return None if isinstance(atom, Count) else atom.amount


def atom_columns(index: int, atom: Atom) -> dict[str, str]:
    """Name the columns of an atom, with their types; none where its rows stand by themselves."""
    match atom:
        case Count():
            return {f"a{index}_count": "BIGINT"}
        case Sum(_, amount):
            return {f"a{index}_sum": wide_type(amount), f"a{index}_known": "BIGINT"}
        case Maximum(_, amount):
            return {f"a{index}_largest": wide_type(amount)}
        case _:
            return {}
