"""Whatever is written where an expression belongs, it is an expression or it is refused: nothing between."""

from typing import get_args

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tests.support.hostile_texts import HOSTILE, texts
from tests.support.spell_world import surroundings
from trustboard.expressions import Node, Rule, Type, parse, parse_record_condition, record_field_types
from trustboard.expressions.complaints import Complaints, Source
from trustboard.expressions.functions import SIGNATURES
from trustboard.expressions.nodes import CodeSpan, Field, walk
from trustboard.expressions.reading import Reading
from trustboard.expressions.record_names import EVERY_TYPE, RecordNames
from trustboard.expressions.scope import Scope
from trustboard.expressions.tokens import FUNCTION_MARK
from trustboard.expressions.tree import called
from trustboard.expressions.wording import wording
from trustboard.vocabulary.issue import Issue

AROUND = surroundings()
SPELLS = AROUND.contracts["spell"]
NAMES = RecordNames(AROUND)
DAY = Field("discharged", Type.DATE)
COUNTED_TYPES = (Type.NUMBER, Type.TEXT, Type.DATE)
COUNTED = {
    name: type_
    for name, type_ in record_field_types(SPELLS, AROUND).items()
    if type_ in COUNTED_TYPES and "." not in name
}
KINDS = get_args(Node)


def scope() -> Scope:
    """The widest scope there is: that of an indicator of records."""
    return NAMES.scope(SPELLS, day=DAY, has_period=True)


def read(text: str) -> tuple[Node | None, tuple[Issue, ...]]:
    return NAMES.read(SPELLS, scope(), EVERY_TYPE, Source(text))


def test_there_are_many_attacks_of_many_kinds() -> None:
    assert len(HOSTILE) >= 20
    assert len({text for _, text in texts()}) >= 250
    assert all(len(each) >= 4 for each in HOSTILE.values())


@pytest.mark.parametrize(("kind", "text"), texts())
def test_a_hostile_text_is_refused_wherever_it_stands(kind: str, text: str) -> None:
    answers = [read(text), parse_record_condition(text, SPELLS, AROUND)]
    answers += [parse(text, COUNTED, wanted=wanted) for wanted in COUNTED_TYPES]
    for node, issues in answers:
        assert node is None, kind
        assert issues
        assert all(issue.message and issue.cure for issue in issues)
        assert all(len(issue.value or "") <= 60 for issue in issues)


FIRST_GATE_ALONE = {
    *("comments", "deep nesting", "huge texts and numbers", "look-alike characters", "several statements"),
    *("quoted identifiers", "texts in disguise"),
}
"""Classes of which some leave no trace in a tree, or only in what is around it."""


@pytest.mark.parametrize(("kind", "text"), [each for each in texts() if each[0] not in FIRST_GATE_ALONE])
def test_the_second_gate_refuses_what_the_first_has_missed(kind: str, text: str) -> None:
    try:
        tree = sqlglot.parse_one(text, read="duckdb", into=exp.Condition)
    except SqlglotError:
        return  # the parser has refused it already
    node = Reading(scope(), Complaints(Source(text))).read(tree)
    if kind == "control of flow" and node is not None:
        assert text in ("wait isnull", "wait == 1 ? true : false")
        return
    assert node is None


@pytest.mark.parametrize(
    "text",
    [
        "x in (select 1)",
        "wait in codes('left_out')",
        "read_text('A') = 'B'",
        "abs(wait) = 1",
        "coalesce(wait, 1) = 1",
        "codes('left_out') = ward",
    ],
)
def test_a_function_that_the_first_gate_has_not_marked_is_none(text: str) -> None:
    tree = sqlglot.parse_one(text, read="duckdb", into=exp.Condition)
    assert Reading(scope(), Complaints(Source(text))).read(tree) is None


def test_no_name_that_can_be_declared_is_marked_as_a_function() -> None:
    assert FUNCTION_MARK.endswith(":")
    assert not any(":" in name for name in scope().names)
    assert called(exp.Anonymous(this="abs")) is None
    assert called(exp.Anonymous(this=exp.to_identifier("abs", quoted=True))) is None


def test_a_list_closed_to_a_place_is_closed_at_the_second_gate_too() -> None:
    closed = Scope(names=("ward",), find=lambda name: Field(name, Type.TEXT), of_records=True)
    tree = sqlglot.parse_one(f"ward in \"{FUNCTION_MARK}codes\"('left_out')", read="duckdb")
    complaints = Complaints(Source("x"))
    assert Reading(closed, complaints).read(tree) is None
    assert [issue.rule for issue in complaints.issues] == [Rule.FUNCTION]


@pytest.mark.parametrize("sign", ["\u00a0", "\u2028", "\u200b", "\u202e", "\ufeff", "\x0b", "\x00", "\u3000"])
def test_between_words_stands_nothing_unseen(sign: str) -> None:
    for text in (f"wait{sign}= 1", f"{sign}wait = 1", f"wait = 1{sign}", f"ward = 'Å𝘄'{sign}and wait = 1"):
        node, issues = read(text)
        assert node is None
        assert issues
    held = f"ward = 'A{sign}B'"
    assert all("seen" not in issue.message for issue in read(held)[1])


def test_an_unseen_character_is_named_with_its_place() -> None:
    (issue,) = read("ward = '𝘄' and wait\u00a0= 1")[1]
    assert issue.message == "a character that cannot be seen stands here (U+00A0) (at character 20)"


@pytest.mark.parametrize(
    "text", ["abs(wait,)", "abs(, wait)", "coalesce(wait,,1)", "wait in (1,)", "wait in (,1)"]
)
def test_no_comma_stands_for_nothing(text: str) -> None:
    assert Rule.SYNTAX in [issue.rule for issue in read(text)[1]]


FRAGMENTS = (
    *(name for name in scope().names if not name.startswith("referral")),
    *("referral.received", "referral.late", "referral", ".", "true", "false", "period_end"),
    *SIGNATURES,
    *("and", "or", "not", "in", "is", "null", "between", "date", "timestamp", "codes('left_out')"),
    *("lookup('practice.name', practice)", "date_diff('day', admitted, discharged)", "'day'"),
    *("(", ")", "(", ")", ",", "+", "-", "*", "/", "=", "<", ">", "<=", "<>", "'", '"', ";", "::", "--"),
    *("select", "from", "case", "when", "cast", "as", "[", "]", "{", "}", "||", "->", "$1", "?", "like"),
    *("'A'", "1", "2.5", "0", "'2018-04-01'", "date '2018-04-01'", "timestamp '2018-04-01 08:30'", "\0", "é"),
)
VALID = (
    "wait",
    "wait + cost * 2 - abs(wait)",
    "ward in ('A', 'B') and not urgent or wait between 1 and 3",
    "destination not in codes('left_out', admitted) and destination is not null",
    "lookup('practice.sub_icb', practice) = 'QXX'",
    "date_diff('day', admitted, add_days(discharged, -3)) between 1 and 3",
    "hours_between(arrived, left_at) < 4 and arrived > timestamp '2026-04-01 08:30'",
    "coalesce(referral.seen, discharged) <= period_end and referral.late_rule = 'evening'",
    "days_in_period(admitted, discharged) * 2",
    "urgent = true and starts_with(practice, 'P') and age_band <> 'CHILD'",
    "greatest(least(wait, 3), round(cost), floor(-cost))",
    "date_of(arrived) = discharged and weekday(arrived) in (6, 7)",
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A right expression with pieces cut out, doubled, swapped for others or put into each other."""
    words = draw(st.sampled_from(VALID)).replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(words) - 1)))
        to = draw(st.integers(at, min(len(words), at + 4)))
        new = draw(
            st.lists(st.sampled_from(FRAGMENTS), max_size=2)
            | st.sampled_from(VALID).map(lambda text: ["(", text, ")"])
            | st.just(words[at:to] * 2)
        )
        words[at:to] = new
    return draw(st.sampled_from((" ", " ", "\n"))).join(words)


SOUP = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(" ".join)


@given(text=mutated() | SOUP | st.text(max_size=80))
def test_whatever_passes_is_made_of_our_own_nodes_and_can_be_written_again(text: str) -> None:
    node, issues = read(text)
    assert (node is None) == bool(issues)
    if node is None:
        return
    assert all(type(part) in KINDS for part in walk(node))
    assert all(type(span) is CodeSpan for part in walk(node) for span in getattr(part, "spans", ()))
    assert read(wording(node, day=DAY)) == (node, ())


@given(text=mutated() | SOUP)
def test_counted_rows_let_nothing_of_records_pass(text: str) -> None:
    for wanted in COUNTED_TYPES:
        node, issues = parse(text, COUNTED, wanted=wanted)
        assert (node is None) == bool(issues)
        if node is not None:
            assert all(type(part).__name__ in COUNTED_KINDS for part in walk(node))


COUNTED_KINDS = {
    *("Literal", "Field", "Negative", "Arithmetic", "Comparison", "In", "Between"),
    *("IsNull", "Not", "And", "Or"),
}


def test_mutations_meet_both_sides() -> None:
    """The fuzzer is worth something only when some of what it makes passes."""
    assert all(read(text)[0] is not None for text in VALID)
