"""The language over single records: what is read into which nodes, and what is refused in which words."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.support.spell_world import referrals, spells, surroundings
from trustboard.definitions.records import Choice, Derivation
from trustboard.expressions import Node, Rule, Type, fields_of, parse, requires_period
from trustboard.expressions.complaints import Source
from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Call,
    Choose,
    CodeSpan,
    Comparison,
    Field,
    Function,
    InCodes,
    IsNull,
    Literal,
    Lookup,
    Not,
    Operation,
    PeriodDay,
    Relation,
    StartsWith,
)
from trustboard.expressions.record_names import EVERY_TYPE, RecordNames
from trustboard.expressions.wording import wording
from trustboard.vocabulary.issue import Issue

AROUND = surroundings()
SPELLS = AROUND.contracts["spell"]
Read = Callable[[str], tuple[Node | None, tuple[Issue, ...]]]

DISCHARGED, ADMITTED = Field("discharged", Type.DATE), Field("admitted", Type.DATE)
ARRIVED, LEFT = Field("arrived", Type.TIME), Field("left_at", Type.TIME)
WAIT, COST = Field("wait", Type.NUMBER), Field("cost", Type.NUMBER)
URGENT = Field("urgent", Type.BOOLEAN)
DESTINATION, PRACTICE = Field("destination", Type.TEXT), Field("practice", Type.TEXT)
THREE = Literal(Decimal(3))
LEFT_OUT = (CodeSpan("37", date(2020, 1, 1), date(2026, 3, 31)), CodeSpan("37X"))


def read(text: str, *, has_period: bool = True) -> tuple[Node | None, tuple[Issue, ...]]:
    """Read any expression over spells; lists and lookups are asked on the day of discharge."""
    names = RecordNames(AROUND)
    scope = names.scope(SPELLS, day=DISCHARGED, has_period=has_period)
    return names.read(SPELLS, scope, EVERY_TYPE, Source(text))


def call(function: Function, *arguments: Node, type_: Type = Type.NUMBER) -> Call:
    return Call(function, arguments, type_)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("date_diff('day', admitted, discharged)", call(Function.DATE_DIFF, ADMITTED, DISCHARGED)),
        ("DATE_DIFF('day', arrived, discharged)", call(Function.DATE_DIFF, ARRIVED, DISCHARGED)),
        ("working_days (admitted, left_at)", call(Function.WORKING_DAYS, ADMITTED, LEFT)),
        ("months_between(admitted, discharged)", call(Function.MONTHS_BETWEEN, ADMITTED, DISCHARGED)),
        ("age_on(admitted, arrived)", call(Function.AGE_ON, ADMITTED, ARRIVED)),
        ("add_days(discharged, 3)", call(Function.ADD_DAYS, DISCHARGED, THREE, type_=Type.DATE)),
        (
            "add_days(arrived, -3)",
            call(Function.ADD_DAYS, ARRIVED, Literal(Decimal(-3)), type_=Type.DATE),
        ),
        ("hours_between(arrived, left_at)", call(Function.HOURS_BETWEEN, ARRIVED, LEFT)),
        ("minutes_between(arrived, left_at)", call(Function.MINUTES_BETWEEN, ARRIVED, LEFT)),
        ("date_of(arrived)", call(Function.DATE_OF, ARRIVED, type_=Type.DATE)),
        ("hour_of(arrived)", call(Function.HOUR_OF, ARRIVED)),
        ("weekday(arrived)", call(Function.WEEKDAY, ARRIVED)),
        ("coalesce(wait, cost, 3)", call(Function.COALESCE, WAIT, COST, THREE)),
        (
            "coalesce(destination, practice)",
            call(Function.COALESCE, DESTINATION, PRACTICE, type_=Type.TEXT),
        ),
        ("least(arrived, left_at)", call(Function.LEAST, ARRIVED, LEFT, type_=Type.TIME)),
        ("greatest(admitted, discharged)", call(Function.GREATEST, ADMITTED, DISCHARGED, type_=Type.DATE)),
        ("abs(wait - cost)", call(Function.ABS, Arithmetic(Operation.MINUS, WAIT, COST))),
        ("floor(cost)", call(Function.FLOOR, COST)),
        ("round(cost * 3)", call(Function.ROUND, Arithmetic(Operation.TIMES, COST, THREE))),
        ("days_in_period(admitted, left_at)", call(Function.DAYS_IN_PERIOD, ADMITTED, LEFT)),
        ("period_start", PeriodDay(is_last=False)),
        ("period_end", PeriodDay(is_last=True)),
        ("timestamp '2026-04-01 08:30'", Literal(datetime.fromisoformat("2026-04-01 08:30"))),
        ("timestamp '2026-04-01 08:30:15'", Literal(datetime.fromisoformat("2026-04-01 08:30:15"))),
        ("lookup('practice.sub_icb', practice)", Lookup("practice", "sub_icb", PRACTICE, DISCHARGED)),
        (
            "lookup('practice.sub_icb', practice, arrived)",
            Lookup("practice", "sub_icb", PRACTICE, call(Function.DATE_OF, ARRIVED, type_=Type.DATE)),
        ),
        ("referral.received", Field("referral.received", Type.TIME)),
        ("referral . received", Field("referral.received", Type.TIME)),
        ('referral."received"', Field("referral.received", Type.TIME)),
        ('"referral.received"', Field("referral.received", Type.TIME)),
    ],
)
def test_values_are_read(text: str, node: Node) -> None:
    assert read(text) == (node, ())


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("urgent", URGENT),
        ("not urgent", Not(URGENT)),
        ("urgent = true", URGENT),
        ("TRUE = urgent", URGENT),
        ("urgent <> false", URGENT),
        ("urgent = false", Not(URGENT)),
        ("urgent <> true", Not(URGENT)),
        ("urgent is null", IsNull(URGENT)),
        ("urgent and wait = 3", And((URGENT, Comparison(Relation.EQUAL, WAIT, THREE)))),
        (
            "date_of(arrived) = discharged",
            Comparison(Relation.EQUAL, call(Function.DATE_OF, ARRIVED, type_=Type.DATE), DISCHARGED),
        ),
        ("arrived < left_at", Comparison(Relation.LESS, ARRIVED, LEFT)),
        ("destination in codes('left_out')", InCodes(DESTINATION, "left_out", LEFT_OUT, DISCHARGED)),
        (
            "destination not in codes('left_out', admitted)",
            Not(InCodes(DESTINATION, "left_out", LEFT_OUT, ADMITTED)),
        ),
        (
            "destination in codes('left_out', date '2026-04-01')",
            InCodes(DESTINATION, "left_out", LEFT_OUT, Literal(date(2026, 4, 1))),
        ),
        ("starts_with(practice, 'P')", StartsWith(PRACTICE, "P")),
        ("coalesce(wait, cost) is null", IsNull(call(Function.COALESCE, WAIT, COST))),
        (
            "date_diff('day', admitted, discharged) between 1 and 3",
            Between(call(Function.DATE_DIFF, ADMITTED, DISCHARGED), Literal(Decimal(1)), THREE),
        ),
    ],
)
def test_conditions_are_read(text: str, node: Node) -> None:
    assert read(text) == (node, ())


@pytest.mark.parametrize(
    ("text", "rule", "message", "cure"),
    [
        ("dat_diff('day', admitted, discharged)", Rule.FUNCTION, "there is no function called “dat_diff”",
         "Did you mean “date_diff”?"),
        ("sum(wait)", Rule.FUNCTION, "there is no function called “sum”",
         "The kind of the indicator adds up."),
        ("now()", Rule.FUNCTION, "there is no function called “now”", "There is no today: use period_end."),
        ("\"abs\"(wait)", Rule.FUNCTION, "there is no function called “abs”", "Write it without quotation marks: abs(…)."),
        ("date_diff('dya', admitted, discharged)", Rule.ARGUMENT, "date_diff counts days, not “dya”",
         "Did you mean “day”?"),
        ("date_diff('months', admitted, discharged)", Rule.ARGUMENT, "date_diff counts days, not “months”",
         "Write months_between(from, to)."),
        ("date_diff(practice, admitted, discharged)", Rule.ARGUMENT,
         "“date_diff” as its first value needs a written-out text", "Write: date_diff('day', from, to)."),
        ("date_diff('day', admitted)", Rule.ARGUMENT, "“date_diff” is given 2 values",
         "Write: date_diff('day', from, to)."),
        ("date_diff('day', admitted, wait)", Rule.TYPE,
         "“date_diff” as its third value needs a date or time, and “wait” is a number",
         "Give a date or time."),
        ("add_days(discharged, wait)", Rule.ARGUMENT, "“add_days” as its second value needs a written-out",
         "Write: add_days(date, days)."),
        ("add_days(discharged, 1.5)", Rule.ARGUMENT, "1.5 is no number of days to add",
         "Write a whole number, at most 40,000."),
        ("add_days(discharged, 999999999999999)", Rule.ARGUMENT, "999999999999999 is no number of days",
         "Write a whole number, at most 40,000."),
        ("hours_between(arrived, discharged)", Rule.TYPE,
         "“hours_between” as its second value needs a time, and “discharged” is a date",
         "A date has no time of day: use a time field, or date_diff and add_days."),
        ("coalesce(wait)", Rule.ARGUMENT, "“coalesce” is given one value",
         "Write: coalesce(value, value, …)."),
        ("coalesce(wait, practice)", Rule.TYPE,
         "“coalesce” needs values of one type, and these are a number and a text",
         "Give it numbers, or texts, or dates, or times."),
        ("coalesce(urgent, urgent)", Rule.TYPE,
         "“coalesce” as its first value needs a number or text or date or time, and “urgent” is a condition",
         "Give a number or text or date or time."),
        ("coalesce(" + ", ".join(["wait"] * 11) + ")", Rule.ARGUMENT, "“coalesce” is given 11 values",
         "Write: coalesce(value, value, …)."),
        ("least(practice, ward)", Rule.TYPE,
         "“least” as its first value needs a number or date or time, and “practice” is a text",
         "Give a number or date or time."),
        ("coalesce(wait, null)", Rule.NULL, "null is not a value to compare or reckon with",
         "Write: field is null, or: field is not null."),
        ("destination in codes('leftout')", Rule.CODE_LIST, "there is no code list called “leftout”",
         "Did you mean “left_out”?"),
        ("destination in codes(practice)", Rule.ARGUMENT,
         "“codes” as its first value needs a written-out text", "Write: codes('list'[, date])."),
        ("wait in codes('left_out')", Rule.TYPE, "“in codes(…)” needs a text, and “wait” is a number",
         "Give a text."),
        ("codes('left_out')", Rule.FUNCTION, "“codes” stands after “in” only",
         "Write: field in codes('list')."),
        ("destination in (codes('left_out'))", Rule.FUNCTION, "“codes” stands after “in” only",
         "Write: field in codes('list')."),
        ("destination in practice", Rule.LIST, "“in” needs a list of written-out values",
         "List written-out values: in ('A', 'B'), or name a code list: in codes('…')."),
        ("lookup('practice.subicb', practice)", Rule.LOOKUP,
         "there is no lookup called “practice.subicb” (table.column)", "Did you mean “practice.sub_icb”?"),
        ("lookup('surgery', practice)", Rule.LOOKUP, "there is no lookup called “surgery” (table.column)",
         "Known: practice.name, practice.sub_icb."),
        ("starts_with(practice, '')", Rule.ARGUMENT, "every text starts with nothing",
         "Write at least one letter, or: field is not null."),
        ("starts_with(practice, ward)", Rule.ARGUMENT,
         "“starts_with” as its second value needs a written-out text", "Write: starts_with(text, 'beginning')."),
        ("arrived < discharged", Rule.TYPE, "“discharged” is a date", "Compare days: write date_of(arrived)."),
        ("discharged >= arrived", Rule.TYPE, "“arrived” is a time", "Compare days: write date_of(arrived)."),
        ("discharged >= least(arrived, left_at)", Rule.TYPE, "this part is a time",
         "Compare days: write date_of(…)."),
        ("discharged > timestamp '2026-04-01 08:30'", Rule.TYPE, "is a time", "Write: date '2026-04-01'."),
        ("arrived > '2026-04-01'", Rule.TYPE, "is a text",
         "Write: timestamp '2026-04-01 00:00', or compare date_of(…) with date '2026-04-01'."),
        ("discharged - admitted", Rule.TYPE, "“-” needs a number, and “discharged” is a date",
         "Dates are not reckoned with: write date_diff('day', from, to), or add_days(date, days)."),
        ("arrived = timestamp '2026-04-01T08:30'", Rule.TIME, "“2026-04-01T08:30” is not a time",
         "Write year, month, day, hours and minutes: timestamp '2026-04-01 08:30'."),
        ("arrived = timestamp '2026-04-31 08:30'", Rule.TIME, "“2026-04-31 08:30” is not a time",
         "Write year, month, day, hours and minutes: timestamp '2026-04-01 08:30'."),
        ("referal.received", Rule.FIELD, "there is no field called “referal.received”",
         "Did you mean “referral.received”?"),
        ("wait = true", Rule.TRUTH, "true and false are values of yes-or-no fields only",
         "Write it beside a yes-or-no field: field = true, or the field alone."),
        ("urgent < true", Rule.NOT_ALLOWED, "“true” is not part of the language",
         "Write a condition over fields; of a yes-or-no field write the field alone."),
        ("true = true", Rule.TRUTH, "true and false are values of yes-or-no fields only",
         "Write it beside a yes-or-no field: field = true, or the field alone."),
        ("urgent is true", Rule.NOT_ALLOWED, "“true” is not part of the language",
         "Write a condition over fields; of a yes-or-no field write the field alone."),
        ("(wait = 3) is null", Rule.NULL, "null is not a value to compare or reckon with",
         "Write: field is null, or: field is not null."),
        ("urgent = urgent", Rule.TYPE, "two conditions cannot be compared",
         "Compare numbers with numbers, text with text and dates with dates; join conditions with and, or."),
        ("wait / 2", Rule.NOT_ALLOWED, "“/” is not part of the language",
         "There is no division: give numerator and denominator apart, the ratio is worked out last."),
        ("destination = '99'", Rule.CODE, "“destination” has no code '99'", "Known: 19, 37, 87."),
        ("ward_class in ('ADULT', 'OLD')", Rule.CODE, "“ward_class” has no code 'OLD'",
         "Did you mean “OLDER”?"),
        ("starts_with(practice, 'p')", Rule.CODE, "“practice” is never 'p'",
         "Codes are kept in capitals without blanks around: write 'P'."),
        ("age_band = 'CHID'", Rule.CODE, "“age_band” has no code 'CHID'", "Did you mean “CHILD”?"),
        ("age_band_rule = 'chid'", Rule.CODE, "“age_band_rule” has no code 'chid'", "Did you mean “child”?"),
        ("lookup('practice.sub_icb', practice) = 'QXY'", Rule.CODE, "“practice.sub_icb” has no code 'QXY'",
         "Did you mean “QXX”?"),
        ("person = 'ABC'", Rule.CODE, "“person” never holds what was in the file",
         "Compare it with nothing: of people only a keyed hash is kept."),
        ("referral.ward = 'abc'", Rule.CODE, "“referral.ward” is never 'abc'",
         "Codes are kept in capitals without blanks around: write 'ABC'."),
        ("wait * wait * abs(wait * cost)", Rule.TOO_MANY, "a product of more than 3 factors",
         "Work it out in fewer factors."),
        (" + ".join(["abs(wait)"] * 41), Rule.TOO_MANY, "this calls 41 functions; 40 is the most",
         "Work parts of it out in derived fields."),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_and_how_to_mend_it(text: str, rule: Rule, message: str, cure: str) -> None:
    node, issues = read(text)
    assert node is None
    assert (issues[0].rule, issues[0].cure) == (rule, cure)
    assert message in issues[0].message


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = (
        "wrad = 'A' and ward_class = 'OLD' and destination in codes('leftout') and arrived > discharged "
        "and starts_with(practice, 'p') and date_diff('week', admitted, discharged) = 1"
    )
    assert [issue.rule for issue in read(text)[1]] == [
        Rule.FIELD,
        Rule.CODE,
        Rule.CODE_LIST,
        Rule.TYPE,
        Rule.CODE,
        Rule.ARGUMENT,
    ]


@pytest.mark.parametrize("word", ["period_start", "period_end", "days_in_period(admitted, discharged)"])
def test_without_a_period_nothing_asks_for_it(word: str) -> None:
    (issue,) = read(f"{word} is null", has_period=False)[1]
    assert issue.cure == "It has a meaning only in an indicator, where a period is counted."
    node, issues = read(f"{word} is null")
    assert node is not None, issues
    assert requires_period(node)


def test_what_reads_the_record_alone_requires_no_period() -> None:
    node, _ = read("date_diff('day', admitted, discharged) < 3 and destination in codes('left_out')")
    assert node is not None
    assert not requires_period(node)


def test_lists_and_lookups_need_a_date_where_there_is_none() -> None:
    names = RecordNames(AROUND)
    scope = names.scope(SPELLS, day=None, has_period=False)
    for text in ("destination in codes('left_out')", "lookup('practice.name', practice)"):
        (issue,) = names.read(SPELLS, scope, EVERY_TYPE, Source(text))[1]
        assert (issue.rule, issue.message[:34]) == (Rule.ARGUMENT, "there is no date here of which to ")


COUNTED = {
    "done": Type.NUMBER,
    "kind": Type.TEXT,
    "on": Type.DATE,
    "at": Type.TIME,
    "is_open": Type.BOOLEAN,
}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("coalesce(done, 1) = 1", Rule.FUNCTION),
        ("date_diff('day', on, on) = 1", Rule.FUNCTION),
        ("kind in codes('left_out')", Rule.FUNCTION),
        ("lookup('practice.name', kind) = 'A'", Rule.FUNCTION),
        ("starts_with(kind, 'A')", Rule.FUNCTION),
        ("on > period_start", Rule.FIELD),
        ("at > timestamp '2026-04-01 08:30'", Rule.NOT_ALLOWED),
        ("is_open = true", Rule.NOT_ALLOWED),
        ("referral.done = 1", Rule.NOT_ALLOWED),
        ("(done + 1) is null", Rule.NULL),
    ],
)
def test_counted_rows_keep_their_own_small_language(text: str, rule: Rule) -> None:
    node, issues = parse(text, COUNTED, wanted=Type.BOOLEAN)
    assert node is None
    assert rule in [issue.rule for issue in issues]


def test_the_word_of_a_time_is_none_over_counted_rows() -> None:
    (issue, *_) = parse("at > timestamp '2026-04-01 08:30'", COUNTED, wanted=Type.BOOLEAN)[1]
    assert issue.message == "“timestamp” is not part of the language (at character 6)"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("product * wait", True),
        ("product * wait * wait", False),
        ("date_diff('day', admitted, discharged) * wait * wait", True),
        ("coalesce(product, 1) * wait * wait", False),
    ],
)
def test_factors_are_counted_through_functions_and_derived_fields(text: str, passes: bool) -> None:
    product = Derivation(choices=[Choice(rule="only", take="wait * cost")])
    around = surroundings(spells({"product": product}), referrals())
    names, contract = RecordNames(around), around.contracts["spell"]
    scope = names.scope(contract, day=None, has_period=False)
    node, issues = names.read(contract, scope, (Type.NUMBER,), Source(text))
    assert (node is not None) is passes
    assert [issue.rule for issue in issues] == ([] if passes else [Rule.TOO_MANY])


def test_a_function_over_counted_rows_is_told_apart_from_a_slip() -> None:
    (issue,) = parse("coalesce(done, 1)", COUNTED, wanted=Type.NUMBER)[1]
    assert issue.message == "“coalesce” cannot be used here (at character 1)"
    assert issue.cure == (
        "Write it with comparisons and arithmetic; there are no functions over counted rows."
    )


def test_a_field_may_have_the_name_of_a_function() -> None:
    contract = spells()
    fields = {**contract.fields, "weekday": contract.fields["wait"], "date": contract.fields["admitted"]}
    around = surroundings(contract.model_copy(update={"fields": fields}), referrals())
    names = RecordNames(around)
    scope = names.scope(around.contracts["spell"], day=None, has_period=False)
    text = "weekday(date) = weekday"
    node, issues = names.read(around.contracts["spell"], scope, EVERY_TYPE, Source(text))
    assert node is not None, issues
    assert [field.name for field in fields_of(node)] == ["date", "weekday"]


@pytest.mark.parametrize(
    "text",
    [
        "destination not in codes('left_out', admitted) or not urgent",
        "lookup('practice.sub_icb', practice) = 'QXX' and referral.late_rule = 'evening'",
        "date_diff('day', admitted, add_days(discharged, -3)) not between 1 and -3",
        "not (urgent and age_band in ('CHILD', 'ADULT'))",
        "arrived >= timestamp '2026-04-01 08:30:00' and referral.received is not null",
    ],
)
def test_what_is_read_can_be_written_and_read_again(text: str) -> None:
    node, issues = read(text)
    assert node is not None, issues
    written = wording(node, day=DISCHARGED)
    assert read(written) == (node, ())
    assert written == text


def test_a_derived_field_is_one_node_with_its_rules() -> None:
    node, _ = read("age_band")
    assert isinstance(node, Choose)
    assert (node.field, node.otherwise, node.type) == ("age_band", "NOT KNOWN", Type.TEXT)
    assert [branch.rule for branch in node.branches] == ["child", "adult"]
    rule, _ = read("age_band_rule")
    assert isinstance(rule, Choose)
    assert (rule.names_rule, rule.name, rule.branches) == (True, "age_band_rule", node.branches)


def test_a_yes_or_no_field_may_be_worked_out() -> None:
    choice = Choice(rule="far", when="wait > 3", take="urgent")
    around = surroundings(spells({"far": Derivation(choices=[choice])}), referrals())
    names = RecordNames(around)
    scope = names.scope(around.contracts["spell"], day=None, has_period=False)
    node, issues = names.read(around.contracts["spell"], scope, (Type.BOOLEAN,), Source("far = false"))
    assert isinstance(node, Not), issues
    assert isinstance(node.term, Choose)
