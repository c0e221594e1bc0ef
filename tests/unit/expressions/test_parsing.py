"""Expressions: what is read, what is refused and in which words, and that nothing hostile passes."""

from datetime import date
from decimal import Decimal

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from sqlglot.errors import SqlglotError

from trustboard.expressions import RULES, Node, Rule, Type, parse
from trustboard.expressions.complaints import Complaints, Source
from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Comparison,
    Field,
    In,
    IsNull,
    Literal,
    Negative,
    Not,
    Operation,
    Or,
    Relation,
)
from trustboard.expressions.reading import Reading
from trustboard.expressions.scope import scope_of_fields
from trustboard.vocabulary.issue import Issue

FIELDS = {
    "done": Type.NUMBER,
    "due": Type.NUMBER,
    "kind": Type.TEXT,
    "part": Type.TEXT,
    "seen_on": Type.DATE,
    "date": Type.DATE,
    "group": Type.TEXT,
    "end": Type.NUMBER,
}
DONE, DUE = Field("done", Type.NUMBER), Field("due", Type.NUMBER)
KIND, PART = Field("kind", Type.TEXT), Field("part", Type.TEXT)
SEEN = Field("seen_on", Type.DATE)
ONE, TWO = Literal(Decimal(1)), Literal(Decimal(2))
UNLIKE = "Compare numbers with numbers, text with text and dates with dates; join conditions with and, or."
IS_DONE = Comparison(Relation.EQUAL, DONE, ONE)
IS_DUE = Comparison(Relation.EQUAL, DUE, TWO)


def issues_of(text: str, wanted: Type = Type.BOOLEAN) -> tuple[Issue, ...]:
    return parse(text, FIELDS, wanted=wanted)[1]


def rules_of(text: str, wanted: Type = Type.BOOLEAN) -> list[str]:
    return [issue.rule for issue in issues_of(text, wanted)]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("done", DONE),
        ("1.50", Literal(Decimal("1.50"))),
        ("-1", Literal(Decimal(-1))),
        ("-done", Negative(DONE)),
        ("done + due - 1", _ := Arithmetic(Operation.MINUS, Arithmetic(Operation.PLUS, DONE, DUE), ONE)),
        ("done - due * 2", Arithmetic(Operation.MINUS, DONE, Arithmetic(Operation.TIMES, DUE, TWO))),
        ("(done - due) * 2", Arithmetic(Operation.TIMES, Arithmetic(Operation.MINUS, DONE, DUE), TWO)),
        ('"done"', DONE),
        ("end", Field("end", Type.NUMBER)),
    ],
)
def test_numbers_are_read(text: str, node: Node) -> None:
    assert parse(text, FIELDS, wanted=Type.NUMBER) == (node, ())


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("done = 1", IS_DONE),
        ("done == 1", IS_DONE),
        ("done <> 1", Comparison(Relation.NOT_EQUAL, DONE, ONE)),
        ("done != 1", Comparison(Relation.NOT_EQUAL, DONE, ONE)),
        ("done < 1", Comparison(Relation.LESS, DONE, ONE)),
        ("done <= 1", Comparison(Relation.AT_MOST, DONE, ONE)),
        ("done > 1", Comparison(Relation.MORE, DONE, ONE)),
        ("done >= 1", Comparison(Relation.AT_LEAST, DONE, ONE)),
        ("kind = part", Comparison(Relation.EQUAL, KIND, PART)),
        ("kind = 'it''s'", Comparison(Relation.EQUAL, KIND, Literal("it's"))),
        ("kind = '; drop -- \"'", Comparison(Relation.EQUAL, KIND, Literal('; drop -- "'))),
        ("KIND = 'a'".replace("KIND", "kind"), Comparison(Relation.EQUAL, KIND, Literal("a"))),
        ("kind in ('a', 'b', 'a')", In(KIND, (Literal("a"), Literal("b")))),
        ("kind not in ('a')", Not(In(KIND, (Literal("a"),)))),
        ("done in (1, 2)", In(DONE, (ONE, TWO))),
        ("done between 1 and 2", Between(DONE, ONE, TWO)),
        ("done not between 1 and due", Not(Between(DONE, ONE, DUE))),
        ("kind is null", IsNull(KIND)),
        ("kind is not null", Not(IsNull(KIND))),
        ("seen_on < date '2018-04-01'", Comparison(Relation.LESS, SEEN, Literal(date(2018, 4, 1)))),
        ("date = seen_on", Comparison(Relation.EQUAL, Field("date", Type.DATE), SEEN)),
        ("group = 'a'", Comparison(Relation.EQUAL, Field("group", Type.TEXT), Literal("a"))),
        ("not done = 1", Not(IS_DONE)),
        ("done = 1 and due = 2 and done = 1", And((IS_DONE, IS_DUE, IS_DONE))),
        ("done = 1 or due = 2 and done = 1", Or((IS_DONE, And((IS_DUE, IS_DONE))))),
        ("(done = 1 or due = 2) and done = 1", And((Or((IS_DONE, IS_DUE)), IS_DONE))),
        ("DONE = 1 AND due = 2".replace("DONE", "done"), And((IS_DONE, IS_DUE))),
        ("\n  done = 1\n  and due = 2\n", And((IS_DONE, IS_DUE))),
    ],
)
def test_conditions_are_read(text: str, node: Node) -> None:
    assert parse(text, FIELDS, wanted=Type.BOOLEAN) == (node, ())


def test_longest_chains_and_deepest_brackets_are_read() -> None:
    longest = " or ".join(["done=1"] * 180)
    assert parse(longest, FIELDS, wanted=Type.BOOLEAN) == (Or((IS_DONE,) * 180), ())
    assert parse("(" * 20 + "done" + ")" * 20, FIELDS, wanted=Type.NUMBER) == (DONE, ())
    assert not parse("+".join(["done"] * 101), FIELDS, wanted=Type.NUMBER)[1]


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        (
            "dont = 1",
            "there is no field called “dont” (at character 1)",
            "Did you mean “done”?",
        ),
        (
            "done = 1 and seen_on = '2018-04-01'",
            "“seen_on” is a date and '2018-04-01' is a text (at character 24)",
            "Write: date '2018-04-01'.",
        ),
        (
            'kind = "adult"',
            "there is no field called “adult” (at character 8)",
            "If it is a text, write it in single quotation marks: 'adult'. "
            "Known: date, done, due, end, group, kind, part, seen_on.",
        ),
        (
            "done = '5'",
            "“done” is a number and '5' is a text (at character 8)",
            "Write it without quotation marks: 5.",
        ),
        (
            "kind = 5",
            "“kind” is a text and 5 is a number (at character 8)",
            "Write it in quotation marks: '5'.",
        ),
        (
            "done = kind",
            "“done” is a number and “kind” is a text (at character 8)",
            UNLIKE,
        ),
        (
            "done = 'abc'",
            "“done” is a number and 'abc' is a text (at character 8)",
            UNLIKE,
        ),
        (
            "seen_on = 'soon'",
            "“seen_on” is a date and 'soon' is a text (at character 11)",
            UNLIKE,
        ),
        (
            "kind < 'b'",
            "text has no order, so “<” cannot be asked of “kind” (at character 8)",
            "List the values: in ('…', '…').",
        ),
        (
            "1 < done < 3",
            "this part is a condition and 3 is a number (at character 12)",
            UNLIKE,
        ),
        (
            "done / due = 1",
            "“/” is not part of the language (at character 6)",
            "There is no division: give numerator and denominator apart, the ratio is worked out last.",
        ),
        (
            "done = null",
            "null is not a value to compare or reckon with (at character 1)",
            "Write: field is null, or: field is not null.",
        ),
    ],
)
def test_an_issue_says_where_what_and_how_to_mend_it(text: str, message: str, cure: str) -> None:
    (issue,) = issues_of(text)
    assert (issue.message, issue.cure) == (message, cure)


def test_an_issue_names_the_file_line_and_key() -> None:
    _, (issue,) = parse(
        "dune", FIELDS, wanted=Type.NUMBER, file="indicators/x.yaml", line=7, column="numerator"
    )
    assert issue.place == "indicators/x.yaml:7, column numerator"


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = "dune = 1 and knd = 'a' and kind > 'b' and done = 'c' and seen_on = date '2018-02-30'"
    assert rules_of(text) == [Rule.FIELD, Rule.FIELD, Rule.ORDER, Rule.TYPE, Rule.DATE]


def test_a_name_missed_twice_is_said_once() -> None:
    assert rules_of("dune = 1 or dune = 2") == [Rule.FIELD]


@pytest.mark.parametrize(
    ("text", "wanted", "rule"),
    [
        ("", Type.NUMBER, Rule.EMPTY),
        ("  \n", Type.BOOLEAN, Rule.EMPTY),
        ("done = 1", Type.NUMBER, Rule.RESULT),
        ("done", Type.BOOLEAN, Rule.RESULT),
        ("kind", Type.NUMBER, Rule.RESULT),
        ("'a'", Type.NUMBER, Rule.RESULT),
        ("done + kind", Type.NUMBER, Rule.TYPE),
        ("-kind", Type.NUMBER, Rule.TYPE),
        ("done * (done = 1)", Type.NUMBER, Rule.TYPE),
        ("not done", Type.BOOLEAN, Rule.TYPE),
        ("done and due = 1", Type.BOOLEAN, Rule.TYPE),
        ("done = 1 or kind", Type.BOOLEAN, Rule.TYPE),
        ("(done = 1) = (due = 2)", Type.BOOLEAN, Rule.TYPE),
        ("done in ('a')", Type.BOOLEAN, Rule.TYPE),
        ("kind in (1)", Type.BOOLEAN, Rule.TYPE),
        ("done between 1 and 'b'", Type.BOOLEAN, Rule.TYPE),
        ("done between 'a' and 1", Type.BOOLEAN, Rule.TYPE),
        ("kind between 'a' and 'b'", Type.BOOLEAN, Rule.ORDER),
        ("done in ()", Type.BOOLEAN, Rule.LIST),
        ("done in (due)", Type.BOOLEAN, Rule.LIST),
        ("done in (1 + 1)", Type.BOOLEAN, Rule.LIST),
        ("null = done", Type.BOOLEAN, Rule.NULL),
        ("null", Type.BOOLEAN, Rule.NULL),
        ("done + null", Type.NUMBER, Rule.NULL),
        ("done is 1", Type.BOOLEAN, Rule.NULL),
        ("done is due", Type.BOOLEAN, Rule.NULL),
        ("(done + due) is null", Type.BOOLEAN, Rule.NULL),
        ("kind in ('a', null)", Type.BOOLEAN, Rule.NULL),
        ("seen_on = date '2018-02-30'", Type.BOOLEAN, Rule.DATE),
        ("seen_on = date '20180401'", Type.BOOLEAN, Rule.DATE),
        ("seen_on = date 'today'", Type.BOOLEAN, Rule.DATE),
        ("done = 1e5", Type.BOOLEAN, Rule.NUMBER),
        ("dune is null", Type.BOOLEAN, Rule.FIELD),
        ("done = 1_000", Type.BOOLEAN, Rule.NUMBER),
        ("done = 1234567890123456", Type.BOOLEAN, Rule.NUMBER),
        ("done = 0.1234567", Type.BOOLEAN, Rule.NUMBER),
        ("done = 1.", Type.BOOLEAN, Rule.NUMBER),
        ("done * due * done * due", Type.NUMBER, Rule.TOO_MANY),
        ("(done * due) * -(done + done * due)", Type.NUMBER, Rule.TOO_MANY),
        ("kind = 'a", Type.BOOLEAN, Rule.UNCLOSED),
        ('"kind = 1', Type.BOOLEAN, Rule.UNCLOSED),
        ("(done = 1", Type.BOOLEAN, Rule.SYNTAX),
        ("done = 1)", Type.BOOLEAN, Rule.SYNTAX),
        ("done = 1 due = 2", Type.BOOLEAN, Rule.SYNTAX),
        ("done = ", Type.BOOLEAN, Rule.SYNTAX),
        ("and", Type.BOOLEAN, Rule.SYNTAX),
        ("done = 1 and", Type.BOOLEAN, Rule.SYNTAX),
        ("done between 1", Type.BOOLEAN, Rule.SYNTAX),
        ("kind 'a'", Type.BOOLEAN, Rule.SYNTAX),
        ("done, due", Type.NUMBER, Rule.SYNTAX),
        ("()", Type.NUMBER, Rule.NOT_ALLOWED),
    ],
)
def test_what_has_no_meaning_is_refused_by_its_rule(text: str, wanted: Type, rule: Rule) -> None:
    assert rule in rules_of(text, wanted)


HOSTILE = [
    pytest.param("done = (select 1)", Rule.NOT_ALLOWED, id="subquery"),
    pytest.param("kind in (select kind from accepted)", Rule.NOT_ALLOWED, id="subquery after in"),
    pytest.param("exists (select 1)", Rule.NOT_ALLOWED, id="exists"),
    pytest.param("done = any (select 1)", Rule.NOT_ALLOWED, id="any"),
    pytest.param("done = 1 union select 2", Rule.NOT_ALLOWED, id="union"),
    pytest.param("with x as (select 1) select 1", Rule.NOT_ALLOWED, id="with"),
    pytest.param("done = 1; drop table accepted", Rule.NOT_ALLOWED, id="second statement"),
    pytest.param("done = 1;", Rule.NOT_ALLOWED, id="semicolon"),
    pytest.param("read_csv('/etc/passwd') = 1", Rule.FUNCTION, id="file reader"),
    pytest.param("read_parquet ('x') = 1", Rule.FUNCTION, id="file reader with a blank"),
    pytest.param("\"read_text\"('/etc/passwd') = 'a'", Rule.FUNCTION, id="file reader in quotation marks"),
    pytest.param("glob('*') = 'a'", Rule.NOT_ALLOWED, id="glob"),
    pytest.param("getenv('HOME') = 'a'", Rule.FUNCTION, id="environment"),
    pytest.param("done(1) = 1", Rule.FUNCTION, id="field as function"),
    pytest.param("sum(done)", Rule.FUNCTION, id="aggregate"),
    pytest.param("count(*)", Rule.FUNCTION, id="count"),
    pytest.param("sum(done) over (partition by kind)", Rule.NOT_ALLOWED, id="window"),
    pytest.param("coalesce(done, 0)", Rule.FUNCTION, id="coalesce"),
    pytest.param("date('2018-04-01') = seen_on", Rule.FUNCTION, id="date as function"),
    pytest.param("cast(done as text) = 'a'", Rule.NOT_ALLOWED, id="cast"),
    pytest.param("try_cast(done as text) = 'a'", Rule.NOT_ALLOWED, id="try_cast"),
    pytest.param("done::text = 'a'", Rule.NOT_ALLOWED, id="short cast"),
    pytest.param("case when done = 1 then 1 end", Rule.NOT_ALLOWED, id="case"),
    pytest.param("* = 1", Rule.NOT_ALLOWED, id="star"),
    pytest.param("accepted.done = 1", Rule.NOT_ALLOWED, id="table and column"),
    pytest.param("done[1] = 1", Rule.NOT_ALLOWED, id="index"),
    pytest.param("[1, 2] = 1", Rule.NOT_ALLOWED, id="list"),
    pytest.param("{'a': 1} = 1", Rule.NOT_ALLOWED, id="struct"),
    pytest.param("{{ done }} = 1", Rule.NOT_ALLOWED, id="template"),
    pytest.param("(done, due) = (1, 2)", Rule.NOT_ALLOWED, id="tuple"),
    pytest.param("done = ?", Rule.NOT_ALLOWED, id="parameter"),
    pytest.param("done = $1", Rule.NOT_ALLOWED, id="numbered parameter"),
    pytest.param("done = :one", Rule.NOT_ALLOWED, id="named parameter"),
    pytest.param("done = @one", Rule.NOT_ALLOWED, id="variable"),
    pytest.param("done = x -> x + 1", Rule.NOT_ALLOWED, id="arrow"),
    pytest.param("done = lambda x: x", Rule.NOT_ALLOWED, id="lambda"),
    pytest.param("done = 1 -- and more", Rule.COMMENT, id="comment"),
    pytest.param("done = 1 /* and more */", Rule.COMMENT, id="comment between"),
    pytest.param("/* before */ done = 1", Rule.COMMENT, id="comment before"),
    pytest.param("kind like '%'", Rule.NOT_ALLOWED, id="like"),
    pytest.param("kind ilike '%'", Rule.NOT_ALLOWED, id="ilike"),
    pytest.param("kind similar to '.*'", Rule.NOT_ALLOWED, id="similar to"),
    pytest.param("kind ~ '.*'", Rule.NOT_ALLOWED, id="regular expression"),
    pytest.param("kind || 'a' = 'ba'", Rule.NOT_ALLOWED, id="joining text"),
    pytest.param("kind 'a' 'b' = 'c'", Rule.SYNTAX, id="text after text"),
    pytest.param("'a' 'b' = kind", Rule.NOT_ALLOWED, id="text joined unseen"),
    pytest.param("kind collate nocase = 'A'", Rule.NOT_ALLOWED, id="collation"),
    pytest.param("done is distinct from 1", Rule.NOT_ALLOWED, id="is distinct from"),
    pytest.param("done between symmetric 2 and 1", Rule.FIELD, id="between symmetric"),
    pytest.param("done % 2 = 1", Rule.NOT_ALLOWED, id="remainder"),
    pytest.param("done ** 2 = 1", Rule.NOT_ALLOWED, id="power"),
    pytest.param("done // 2 = 1", Rule.NOT_ALLOWED, id="whole division"),
    pytest.param("done & 1 = 1", Rule.NOT_ALLOWED, id="bits"),
    pytest.param("done << 1 = 1", Rule.NOT_ALLOWED, id="shift"),
    pytest.param("seen_on + interval 1 day > seen_on", Rule.NOT_ALLOWED, id="interval"),
    pytest.param("current_date > seen_on", Rule.NOT_ALLOWED, id="today's date"),
    pytest.param("timestamp '2018-04-01' > seen_on", Rule.NOT_ALLOWED, id="time of day"),
    pytest.param("true", Rule.NOT_ALLOWED, id="true"),
    pytest.param("kind = E'\\x41'", Rule.NOT_ALLOWED, id="escapes"),
    pytest.param("kind = $$a$$", Rule.NOT_ALLOWED, id="dollar text"),
    pytest.param("kind = x'41'", Rule.SYNTAX, id="bytes"),
    pytest.param("done = 0x10", Rule.SYNTAX, id="hexadecimal"),
    pytest.param("done in kind", Rule.LIST, id="in without a list"),
    pytest.param("done as one", Rule.NOT_ALLOWED, id="alias"),
    pytest.param("kind = 'a\0b' and \0", Rule.FIELD, id="null byte"),
    pytest.param("ｄｏｎｅ = 1", Rule.FIELD, id="look-alike letters"),
    pytest.param("done = １", Rule.FIELD, id="look-alike digits"),
    pytest.param("done\u200b = 1", Rule.FIELD, id="invisible blank"),
    pytest.param("(" * 21 + "done = 1" + ")" * 21, Rule.TOO_DEEP, id="21 brackets"),
    pytest.param("(" * 900 + "done = 1" + ")" * 900, Rule.TOO_DEEP, id="900 brackets"),
    pytest.param("not " * 400 + "done = 1", Rule.TOO_DEEP, id="400 nots"),
    pytest.param("-" * 21 + "done = 1", Rule.SYNTAX, id="a comment alone"),
    pytest.param("done = 1 +" + "-" * 21 + "done = 1", Rule.COMMENT, id="dashes are a comment"),
    pytest.param("- " * 400 + "done = 1", Rule.TOO_DEEP, id="400 minus signs"),
    pytest.param("done = 1" + " + 1" * 101, Rule.TOO_MANY, id="101 sums"),
    pytest.param("done = 1 or " * 200 + "done = 1", Rule.TOO_LONG, id="too long"),
]


@pytest.mark.parametrize(("text", "rule"), HOSTILE)
def test_a_hostile_text_is_refused(text: str, rule: Rule) -> None:
    node, issues = parse(text, FIELDS, wanted=Type.BOOLEAN)
    assert node is None
    assert rule in [issue.rule for issue in issues], issues
    assert all(issue.message and issue.cure for issue in issues)


SHAPE = {Rule.COMMENT, Rule.TOO_DEEP, Rule.TOO_MANY, Rule.TOO_LONG, Rule.UNCLOSED}
EMPTY = {"semicolon"}  # with nothing after it, it leaves no trace in the tree
MEANING = [case for case in HOSTILE if case.values[1] not in SHAPE and case.id not in EMPTY]


@pytest.mark.parametrize(("text", "rule"), MEANING)
def test_the_second_gate_refuses_a_hostile_tree_by_itself(text: str, rule: Rule) -> None:
    try:
        tree = sqlglot.parse_one(text, read="duckdb", into=exp.Condition)
    except SqlglotError:
        return  # the parser has refused it already
    assert Reading(scope_of_fields(FIELDS), Complaints(Source(text))).read(tree) is None, rule


@pytest.mark.parametrize(
    "text", ["cast(kind as date)", "'1'::date::text", "'2018-04-01'::timestamp", "'a'::int"]
)
def test_only_a_written_out_date_is_let_through_as_one(text: str) -> None:
    complaints = Complaints(Source(text))
    assert Reading(scope_of_fields(FIELDS), complaints).read(sqlglot.parse_one(text, read="duckdb")) is None
    assert [issue.rule for issue in complaints.issues] == [Rule.NOT_ALLOWED]


def test_a_node_with_a_part_of_no_meaning_is_refused() -> None:
    complaints = Complaints(Source("x"))
    tree = sqlglot.parse_one("done between symmetric 1 and 2", read="postgres", into=exp.Condition)
    assert Reading(scope_of_fields(FIELDS), complaints).read(tree) is None
    assert [issue.rule for issue in complaints.issues] == [Rule.NOT_ALLOWED]


def test_a_caller_deep_in_its_own_calls_gets_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trustboard.expressions.parsing._tree", too_deep)
    assert rules_of("done = 1") == [Rule.TOO_DEEP]


WORDS = [
    *FIELDS,
    *("and", "or", "not", "in", "is", "null", "between", "date", "select", "from", "case", "when", "then"),
    *("(", ")", ",", "+", "-", "*", "/", "=", "<", ">", "<=", "<>", "'", '"', ";", "::", "--", "/*", "*/"),
    *("[", "]", "{", "}", ".", "||", "->", "$1", "?", "'a'", "1", "2.5", "'2018-04-01'", "\0", "é", "like"),
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_no_text_makes_reading_fail(text: str) -> None:
    for wanted in Type:
        node, issues = parse(text, FIELDS, wanted=wanted)
        assert (node is None) == bool(issues)
        assert node is None or node.type is wanted


def test_every_rule_is_explained() -> None:
    assert set(RULES) == set(Rule)
