"""The typed tree: what lies below what, and which fields are read."""

from datetime import date
from decimal import Decimal

import pytest

from trustboard.expressions import Type, fields_of, parse
from trustboard.expressions.nodes import Literal, Relation, walk

FIELDS = {"a": Type.NUMBER, "b": Type.NUMBER, "c": Type.TEXT, "d": Type.DATE}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a = 1", "a"),
        ("a + b * -a > b", "ab"),
        ("c in ('x') and a between b and 2 or not d is null", "cabd"),
        ("b = a or a = b", "ba"),
        ("1 = 1", ""),
    ],
)
def test_fields_are_listed_once_each_as_they_are_met(text: str, read: str) -> None:
    node, _ = parse(text, FIELDS, wanted=Type.BOOLEAN)
    assert node is not None
    assert "".join(field.name for field in fields_of(node)) == read


def test_a_tree_is_walked_from_left_to_right() -> None:
    node, _ = parse("a = 1 and c in ('x', 'y')", FIELDS, wanted=Type.BOOLEAN)
    assert node is not None
    literals = [part.value for part in walk(node) if isinstance(part, Literal)]
    assert literals == [Decimal(1), "x", "y"]


@pytest.mark.parametrize(
    ("value", "type_"), [(Decimal(1), Type.NUMBER), ("1", Type.TEXT), (date(2018, 4, 1), Type.DATE)]
)
def test_a_literals_type_is_its_values(value: Decimal | str | date, type_: Type) -> None:
    assert Literal(value).type is type_


@pytest.mark.parametrize("relation", Relation)
def test_turning_a_relation_round_twice_gives_it_back(relation: Relation) -> None:
    assert relation.opposite is not relation
    assert relation.opposite.opposite is relation
