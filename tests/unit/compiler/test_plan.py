"""The plan: each thing once, whatever the indicators share, and every mistake at once."""

import pytest

from tests.support.counting import contract, indicator
from trustboard.compiler import plan
from trustboard.compiler.plan import Reach
from trustboard.definitions.contract import FieldType
from trustboard.expressions import Rule
from trustboard.vocabulary.issue import Mistake

FIELDS = {"done": FieldType.INTEGER, "due": FieldType.DECIMAL, "kind": FieldType.TEXT}
EXTRACT = contract(FIELDS)
SHARE = {"kind": "proportion", "numerator": "done", "denominator": "due"}


def test_indicators_that_ask_the_same_share_every_part() -> None:
    one = plan(EXTRACT, [indicator("one", **SHARE)])
    two = plan(EXTRACT, [indicator("one", **SHARE), indicator("two", **SHARE)])
    assert (two.presences, two.tallies, two.totals) == (one.presences, one.tallies, one.totals)
    assert [recipe.indicator for recipe in two.recipes] == ["one", "two"]
    assert (two.recipes[1].numerator, two.recipes[1].denominator) == (0, 1)


def test_wording_and_brackets_make_no_other_part() -> None:
    texts = ["not (kind = 'a' or done > 1)", "\"kind\" <> 'a' and ((done <= 1))", "kind!='a' and not(done>1)"]
    found = plan(EXTRACT, [indicator(f"i{n}", population=text) for n, text in enumerate(texts)])
    assert len(found.tallies) == len(found.totals) == 1


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        ({"population": "kind = 'a'"}, (1, 2, 2)),
        ({"numerator": "due"}, (1, 2, 2)),
        ({"kind": "rate", "denominator": "due"}, (1, 2, 2)),
        ({"kind": "rate", "denominator": "done"}, (1, 1, 1)),
        ({"period": {"window_months": 3}}, (2, 2, 2)),
        ({"combine": {"units": "none"}}, (2, 2, 2)),
    ],
)
def test_what_differs_is_a_part_of_its_own(told: dict[str, object], parts: tuple[int, int, int]) -> None:
    found = plan(EXTRACT, [indicator("one"), indicator("two", **told)])
    assert (len(found.presences), len(found.tallies), len(found.totals)) == parts


def test_reach_follows_how_units_combine() -> None:
    found = plan(EXTRACT, [indicator("one"), indicator("two", kind="stated")])
    assert [presence.reach for presence in found.presences] == [Reach.ALL, Reach.OWN]


def test_it_lists_what_it_reads_and_which_cuts_there_are() -> None:
    extract = contract({**FIELDS, "unread": FieldType.TEXT}, ["council", "group_code"])
    found = plan(extract, [indicator(**SHARE, population="kind is null")])
    assert found.read_fields == ("done", "due", "kind")
    assert found.cuts == ("council", "group_code")
    assert found.extract == "returns"


def test_equal_definitions_make_equal_plans_that_can_be_keys() -> None:
    assert (
        len({plan(EXTRACT, [indicator(**SHARE)]), plan(EXTRACT, [indicator(**SHARE, title="Other words")])})
        == 1
    )


def test_no_indicators_make_an_empty_plan() -> None:
    assert plan(EXTRACT, []).recipes == ()


def test_the_mistakes_of_every_indicator_are_said_together() -> None:
    wrong = [indicator("one", numerator="don"), indicator("two", **SHARE), indicator("three", kind="mean")]
    with pytest.raises(Mistake) as refused:
        plan(EXTRACT, wrong)
    assert [(issue.rule, issue.file) for issue in refused.value.issues] == [
        (Rule.FIELD, "indicators/one.yaml"),
        (Rule.PARTS, "indicators/three.yaml"),
    ]
