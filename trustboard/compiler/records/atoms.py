"""Atoms: what is worked out of single records, cell by cell."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from trustboard.compiler.trees import OF_THEIR_ARGUMENTS, wide_type
from trustboard.expressions.nodes import Call, Choose, Field, Literal, Node, children


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


def atom_columns(index: int, atom: Atom, whole_fields: Container[str]) -> dict[str, str]:
    """Name the columns of an atom, with their types; none where its rows stand by themselves."""
    match atom:
        case Count():
            return {f"a{index}_count": "BIGINT"}
        case Sum(_, amount):
            return {f"a{index}_sum": _type(amount, whole_fields), f"a{index}_known": "BIGINT"}
        case Maximum(_, amount):
            return {f"a{index}_largest": _type(amount, whole_fields)}
        case _:
            return {}


def _type(amount: Node, whole_fields: Container[str]) -> str:
    return "BIGINT" if is_whole(amount, whole_fields) else wide_type(amount)


def is_whole(amount: Node, whole_fields: Container[str]) -> bool:
    """Whether a number is always a whole one; `whole_fields` names the fields that are."""
    match amount:
        case Literal(Decimal() as value):
            return value == value.to_integral_value()
        case Field(name):
            return name in whole_fields
        case Call(function) if function not in OF_THEIR_ARGUMENTS:
            return True
        case Choose(_, branches):
            return all(is_whole(branch.value, whole_fields) for branch in branches)
        case _:
            return all(is_whole(part, whole_fields) for part in children(amount))
