"""Derived fields: dated rules become one node, so that every engine works the field out alike."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TypeVar

from trustboard.definitions.records import Choice, Derivation
from trustboard.expressions.nodes import (
    And,
    Branch,
    Choose,
    Comparison,
    Field,
    Literal,
    Node,
    Relation,
    Type,
    children,
    fields_of,
)

MOST_NODES = 3_000
MOST_LEVELS = 120
N = TypeVar("N")


def branch(choice: Choice, condition: Node | None, value: Node, on: Node) -> Branch:
    """Make a branch of a rule: its dates become part of its condition, asked of the day `on`."""
    terms = [
        *_bound(Relation.AT_LEAST, on, choice.effective_from),
        *_bound(Relation.AT_MOST, on, choice.effective_to),
        *([] if condition is None else [condition]),
    ]
    joined = And(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)
    return Branch(choice.rule, joined, value)


def _bound(relation: Relation, on: Node, day: date | None) -> list[Node]:
    return [] if day is None else [Comparison(relation, on, Literal(day))]


def choose(field: str, derivation: Derivation, branches: tuple[Branch, ...]) -> tuple[Choose, Choose]:
    """Make the node of a derived field, and that of the name of the rule which decided it."""
    type_ = branches[0].value.type
    value = Choose(field, branches, derivation.otherwise, names_rule=False, type=type_)
    return value, replace(value, names_rule=True, type=Type.TEXT)


def of_reference(node: N, reference: str) -> N:
    """Rename the fields of a node to those of the record that a reference points to."""
    if isinstance(node, Field):
        return replace(node, name=f"{reference}.{node.name}")
    if isinstance(node, tuple):
        return tuple(of_reference(part, reference) for part in node)  # type: ignore[return-value]
    if not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: of_reference(getattr(node, part.name), reference) for part in fields(node)}
    if isinstance(node, Choose):
        parts["field"] = f"{reference}.{node.field}"
    return replace(node, **parts)


def points_further(node: Node) -> bool:
    """Whether a node reads a record that its own record points to."""
    return any("." in field.name for field in fields_of(node))


def is_too_large(node: Node) -> bool:
    """Whether a node, with every derived field in it written out, is more than the engines are asked."""
    size, levels = _measure(node, {})
    return size > MOST_NODES or levels > MOST_LEVELS


def _measure(node: Node, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Number of nodes and of levels; what is used twice is measured once and counted twice."""
    if id(node) not in known:
        below = [_measure(child, known) for child in children(node)]
        size = 1 + sum(size for size, _ in below)
        known[id(node)] = size, 1 + max((levels for _, levels in below), default=0)
    return known[id(node)]
