"""The reference's own three-valued logic and arithmetic, against tables worked out by hand."""

from decimal import Decimal

import pytest

from trustboard.expressions import Type
from trustboard.expressions.nodes import And, Comparison, Field, Literal, Node, Not, Or, Relation
from trustboard.reference.answering import row_state
from trustboard.reference.values import amount, truth
from trustboard.vocabulary.state import State

ONE = Literal(Decimal(1))
TRUE = Comparison(Relation.EQUAL, ONE, ONE)
FALSE = Not(TRUE)
UNKNOWN = Comparison(Relation.EQUAL, Field("blank", Type.TEXT), Literal("a"))
ROW = {"blank": None}
SIGNS = {"T": TRUE, "F": FALSE, "?": UNKNOWN}
TRUTHS = {"T": True, "F": False, "?": None}


@pytest.mark.parametrize("pair", ["TTT", "TFF", "T??", "FTF", "FFF", "F?F", "?T?", "?FF", "???"])
def test_and_is_the_worse_of_two(pair: str) -> None:
    first, second, both = pair
    assert truth(And((SIGNS[first], SIGNS[second])), ROW) is TRUTHS[both]


@pytest.mark.parametrize("pair", ["TTT", "TFT", "T?T", "FTT", "FFF", "F??", "?TT", "?F?", "???"])
def test_or_is_the_better_of_two(pair: str) -> None:
    first, second, either = pair
    assert truth(Or((SIGNS[first], SIGNS[second])), ROW) is TRUTHS[either]


@pytest.mark.parametrize("pair", ["TF", "FT", "??"])
def test_not_leaves_the_unknown_unknown(pair: str) -> None:
    given, turned = pair
    assert truth(Not(SIGNS[given]), ROW) is TRUTHS[turned]


@pytest.mark.parametrize("node", [ONE, Field("blank", Type.TEXT)])
def test_a_value_is_no_condition(node: Node) -> None:
    with pytest.raises(TypeError, match="no condition"):
        truth(node, ROW)


def test_a_condition_is_no_number() -> None:
    with pytest.raises(TypeError, match="no number"):
        amount(TRUE, ROW)


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ("value", "value"),
        ("value no_cases", "value"),
        ("no_cases no_cases", "no_cases"),
        ("", "value"),
        ("value incomplete no_cases", "incomplete"),
        ("incomplete not_collected", "not_collected"),
        ("not_collected not_due", "not_due"),
        ("not_due suppressed value", "suppressed"),
    ],
)
def test_a_row_is_in_the_gravest_state_of_its_numbers(states: str, state: str) -> None:
    assert row_state(State(each) for each in states.split()) is State(state)
