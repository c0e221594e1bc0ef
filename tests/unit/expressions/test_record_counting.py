"""Indicators of single records read as a whole: when, where and what is counted, and all that is wrong."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.counting import contract as counted_contract
from tests.support.counting import indicator
from tests.support.spell_world import records_contract, referrals, spell_indicator, spells, surroundings
from trustboard.definitions.contract import CodeField, FieldType
from trustboard.definitions.records import Choice, Derivation, Records
from trustboard.expressions import (
    Rule,
    Type,
    check_indicator,
    check_record_indicator,
    counting_of,
    record_counting_of,
)
from trustboard.expressions.nodes import (
    And,
    Call,
    Choose,
    Comparison,
    Field,
    Function,
    InCodes,
    Literal,
    Node,
    PeriodDay,
    Relation,
)
from trustboard.expressions.record_counting import Mode, Part, Place, RecordCounting, When
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain

AROUND = surroundings()
DISCHARGED, ADMITTED = Field("discharged", Type.DATE), Field("admitted", Type.DATE)
ARRIVED, LEFT = Field("arrived", Type.TIME), Field("left_at", Type.TIME)
WAIT, URGENT = Field("wait", Type.NUMBER), Field("urgent", Type.BOOLEAN)
WARD, TEAM, PERSON = (Field(name, Type.TEXT) for name in ("ward", "team", "person"))
LONG = Comparison(Relation.MORE, WAIT, Literal(Decimal(3)))
IN_LIST = "destination in codes('left_out')"
BY_DISCHARGE = When(Mode.EVENT, DISCHARGED)


def known(node: Node, otherwise: str) -> Call:
    return Call(Function.COALESCE, (node, Literal(otherwise)), Type.TEXT)


PLACE = Place(unit=known(WARD, "RXX"), commissioner=known(Field("commissioner_code", Type.TEXT), "UNKNOWN"))


def read(**told: Any) -> RecordCounting:
    return record_counting_of(spell_indicator(**told), AROUND)


def issues_of(**told: Any) -> tuple[Issue, ...]:
    return check_record_indicator(spell_indicator(**told), AROUND, line_of=lambda path: len(path))


def test_a_count_of_everything_needs_no_expression() -> None:
    assert read() == RecordCounting(
        indicator="followed_up",
        kind=Kind.COUNT,
        per=1,
        quantile=None,
        grain=Grain.MONTH,
        window=1,
        lag_days=0,
        combining=Combining.SUM,
        numerator=Part("spell", BY_DISCHARGE, PLACE, None, None),
        denominator=None,
        by=(),
    )


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ({"kind": "count", "numerator": "urgent"}, URGENT),
        ({"kind": "count", "numerator": "wait > 3"}, LONG),
        ({"kind": "count", "numerator": "wait"}, WAIT),
        ({"kind": "mean", "numerator": "wait"}, WAIT),
        ({"kind": "maximum", "numerator": "wait"}, WAIT),
        ({"kind": "quantile", "quantile": 0.92, "numerator": "wait"}, WAIT),
        ({"kind": "distinct", "numerator": "person"}, PERSON),
    ],
)
def test_kinds_that_do_not_divide_have_one_part(told: dict[str, Any], counted: Node) -> None:
    found = read(**told)
    assert found.numerator.counted == counted
    assert found.denominator is None
    assert found.parts == (found.numerator,)
    assert found.quantile == (Decimal("0.92") if "quantile" in told else None)


def test_a_proportion_divides_by_its_population() -> None:
    found = read(kind="proportion", population="urgent", numerator="wait > 3")
    assert found.numerator == Part("spell", BY_DISCHARGE, PLACE, URGENT, LONG)
    assert found.denominator == Part("spell", BY_DISCHARGE, PLACE, URGENT, None)


def test_a_success_meets_the_condition_of_the_denominator_too() -> None:
    found = read(kind="proportion", numerator="wait > 3", denominator="urgent")
    assert found.numerator.counted == And((URGENT, LONG))
    assert found.denominator is not None
    assert found.denominator.counted == URGENT


@pytest.mark.parametrize(("denominator", "node"), [("wait", WAIT), ("urgent", URGENT)])
def test_a_rate_may_divide_by_the_same_records(denominator: str, node: Node) -> None:
    found = read(kind="rate", per=1000, population="urgent", denominator=denominator)
    assert found.per == 1000
    assert found.denominator == Part("spell", BY_DISCHARGE, PLACE, URGENT, node)
    assert len(found.parts) == 2


def test_a_rate_may_divide_by_records_of_another_extract() -> None:
    other = {
        "extract": "referral",
        "population": "seen is not null",
        "counted": "days_in_period(received, seen)",
        "period": {"during": {"start": "received", "stop": "seen"}},
    }
    found = read(kind="rate", denominator_from=other)
    received, seen = Field("received", Type.TIME), Field("seen", Type.DATE)
    assert found.denominator is not None
    assert found.denominator.extract == "referral"
    assert found.denominator.when == When(Mode.DURING, received, seen)
    assert found.denominator.place == Place(unit=known(WARD, "RXX"))
    assert found.denominator.counted == Call(Function.DAYS_IN_PERIOD, (received, seen), Type.NUMBER)
    assert found.numerator.when == BY_DISCHARGE


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ({}, BY_DISCHARGE),
        ({"date": "admitted", "shift_days": 4}, When(Mode.EVENT, ADMITTED, shift_days=4)),
        ({"date": "arrived"}, When(Mode.EVENT, ARRIVED)),
        (
            {"date": "least(admitted, discharged)"},
            When(Mode.EVENT, Call(Function.LEAST, (ADMITTED, DISCHARGED), Type.DATE)),
        ),
        ({"date": "referral.received"}, When(Mode.EVENT, Field("referral.received", Type.TIME))),
        (
            {"open_at_end": {"start": "arrived", "stop": "discharged"}},
            When(Mode.OPEN, ARRIVED, DISCHARGED),
        ),
        ({"during": {"start": "admitted", "stop": "left_at"}}, When(Mode.DURING, ADMITTED, LEFT)),
    ],
)
def test_records_belong_to_periods_by_an_event_or_a_clock(period: dict[str, Any], when: When) -> None:
    assert read(period=period).numerator.when == when


def test_without_a_date_of_its_own_a_record_counts_in_the_month_of_its_file() -> None:
    snapshot = records_contract("spell", {"ward": FieldType.CODE}, event=None, records=Records())
    found = record_counting_of(spell_indicator(), surroundings(snapshot))
    assert found.numerator.when == When(Mode.EVENT, Field("event_month", Type.DATE))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ({}, DISCHARGED),
        ({"date": "admitted", "shift_days": 4}, ADMITTED),
        ({"date": "arrived"}, Call(Function.DATE_OF, (ARRIVED,), Type.DATE)),
        ({"open_at_end": {"start": "admitted", "stop": "discharged"}}, PeriodDay(is_last=True)),
        ({"during": {"start": "admitted", "stop": "discharged"}}, PeriodDay(is_last=True)),
    ],
)
def test_lists_are_asked_on_the_day_of_the_event_or_the_periods_last(
    period: dict[str, Any], day: Node
) -> None:
    found = read(period=period, population=IN_LIST)
    assert isinstance(found.numerator.population, InCodes)
    assert found.numerator.population.on == day


def test_where_a_record_counts_may_be_worked_out_or_fixed() -> None:
    attributed = Derivation(choices=[Choice(rule="team", take="team"), Choice(rule="ward", take="ward")])
    contract = spells(
        {"attributed": attributed},
        unit=CodeField(field="attributed"),
        consultant=CodeField(field="team"),
        commissioner=CodeField(constant="QXX"),
        council=CodeField(field="practice"),
    )
    found = record_counting_of(spell_indicator(), surroundings(contract, referrals())).numerator.place
    assert isinstance(found.unit, Call)
    unit, otherwise = found.unit.arguments
    assert isinstance(unit, Choose)
    assert otherwise == Literal("RXX")
    assert found.consultant == TEAM
    assert found.commissioner == Literal("QXX")
    assert found.council == known(Field("practice", Type.TEXT), "UNKNOWN")


def test_cuts_are_by_text_fields_and_derived_ones() -> None:
    found = read(by=["ward_class", "age_band", "age_band_rule"])
    assert [name for name, _ in found.by] == ["ward_class", "age_band", "age_band_rule"]
    assert found.by[0][1] == Field("ward_class", Type.TEXT)
    assert isinstance(found.by[1][1], Choose)


@pytest.mark.parametrize(
    ("period", "window"),
    [({}, 1), ({"window_months": 3}, 3), ({"grain": "quarter"}, 3), ({"grain": "week"}, 0)],
)
def test_a_figure_spans_its_window_or_its_grain(period: dict[str, Any], window: int) -> None:
    assert read(period=period).window == window


@pytest.mark.parametrize(
    ("told", "rule", "column", "message"),
    [
        ({"population": "urgnt"}, Rule.FIELD, "population", "there is no field called “urgnt”"),
        ({"population": "wait"}, Rule.RESULT, "population", "this is a number, where a condition is wanted"),
        (
            {"population": "destination = '99'"},
            Rule.CODE,
            "population",
            "“destination” has no code '99'",
        ),
        ({"numerator": "ward"}, Rule.RESULT, "numerator", "where a condition or number is wanted"),
        (
            {"kind": "proportion", "numerator": "wait"},
            Rule.RESULT,
            "numerator",
            "this is a number, where a condition is wanted",
        ),
        ({"kind": "mean", "numerator": "urgent"}, Rule.RESULT, "numerator", "where a number is wanted"),
        ({"kind": "maximum", "numerator": "arrived"}, Rule.RESULT, "numerator", "where a number is wanted"),
        ({"kind": "distinct", "numerator": "wait"}, Rule.RESULT, "numerator", "where a text is wanted"),
        (
            {"kind": "proportion", "numerator": "urgent", "denominator": "wait"},
            Rule.RESULT,
            "denominator",
            "where a condition is wanted",
        ),
        ({"kind": "rate", "denominator": "ward"}, Rule.RESULT, "denominator", "a condition or number"),
        ({"period": {"date": "wait"}}, Rule.RESULT, "period.date", "where a date or time is wanted"),
        (
            {"period": {"date": "period_end"}},
            Rule.FIELD,
            "period.date",
            "there is no field called “period_end”",
        ),
        (
            {"period": {"open_at_end": {"start": "admited", "stop": "discharged"}}},
            Rule.FIELD,
            "period.open_at_end.start",
            "there is no field called “admited”",
        ),
        (
            {"period": {"during": {"start": "admitted", "stop": "ward"}}},
            Rule.RESULT,
            "period.during.stop",
            "where a date or time is wanted",
        ),
        ({"combine": {"units": "latest"}}, Rule.COMBINING, "combine.units", "units have no latest one"),
        ({"by": ["old"]}, Rule.TYPE, "by.0", "“old” is a condition; a text is needed here"),
        ({"by": ["broken"]}, Rule.FIELD, "by.0", "“broken” cannot be worked out"),
        (
            {
                "kind": "rate",
                "denominator_from": {"extract": "referral", "population": "wait > 1", "counted": "ward"},
            },
            Rule.FIELD,
            "denominator_from.population",
            "there is no field called “wait”",
        ),
        (
            {
                "kind": "rate",
                "period": {"window_months": 3},
                "denominator_from": {
                    "extract": "referral",
                    "period": {"open_at_end": {"start": "received", "stop": "seen"}},
                },
            },
            Rule.GRAIN,
            "period.window_months",
            "open clocks are counted on the last day of the period",
        ),
    ],
)
def test_what_is_wrong_is_named_by_rule_and_key(
    told: dict[str, Any], rule: Rule, column: str, message: str
) -> None:
    old = Derivation(choices=[Choice(rule="old", take="urgent")])
    broken = Derivation(choices=[Choice(rule="broken", take="nothing")])
    around = surroundings(spells({"old": old, "broken": broken}), referrals())
    issues = check_record_indicator(spell_indicator(**told), around, line_of=lambda path: len(path))
    issue = issues[0]
    assert (issue.rule, issue.column) == (rule, column)
    assert message in issue.message
    assert (issue.file, issue.line) == ("indicators/followed_up.yaml", 1 + column.count("."))
    with pytest.raises(Mistake) as refused:
        record_counting_of(spell_indicator(**told), around)
    assert [each.rule for each in refused.value.issues] == [each.rule for each in issues]


def test_all_that_is_wrong_with_an_indicator_is_said_at_once() -> None:
    issues = issues_of(
        kind="rate",
        population="wiat > 3",
        numerator="ward",
        period={"date": "wait"},
        denominator_from={"extract": "referral", "counted": "received"},
    )
    assert [(issue.rule, issue.column) for issue in issues] == [
        (Rule.RESULT, "period.date"),
        (Rule.FIELD, "population"),
        (Rule.RESULT, "numerator"),
        (Rule.RESULT, "denominator_from.counted"),
    ]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"kind": "stated"}, "single records have no stated numbers"),
        ({"kind": "proportion"}, "a proportion needs a numerator"),
        ({"kind": "mean"}, "a mean needs a numerator"),
        ({"kind": "quantile", "numerator": "wait"}, "a quantile says which one"),
        ({"kind": "count", "quantile": 0.5}, "a count has no quantile"),
        ({"kind": "count", "denominator": "wait"}, "a count indicator has no denominator"),
        ({"kind": "rate"}, "a rate needs a denominator"),
        (
            {"kind": "rate", "denominator": "wait", "denominator_from": {"extract": "referral"}},
            "the denominator is given twice",
        ),
        (
            {"kind": "proportion", "numerator": "urgent", "denominator_from": {"extract": "referral"}},
            "a proportion's numerator is part of its denominator, so both are on one extract",
        ),
        (
            {"period": {"date": "admitted", "during": {"start": "admitted", "stop": "discharged"}}},
            "it says date and during; records belong to periods in one way",
        ),
        (
            {"period": {"shift_days": 3, "during": {"start": "admitted", "stop": "discharged"}}},
            "a clock is not shifted",
        ),
        ({"period": {"grain": "week", "window_months": 3}}, "weeks have no window of months"),
        (
            {"period": {"window_months": 3, "open_at_end": {"start": "admitted", "stop": "discharged"}}},
            "open clocks are counted on the last day of the period, so they have no window",
        ),
        (
            {"kind": "rate", "denominator_from": {"extract": "referral", "period": {"lag_days": 3}}},
            "lag_days is the indicator's own, and holds for both parts",
        ),
        (
            {"kind": "rate", "denominator_from": {"extract": "refferal"}},
            "“refferal” is no extract of records",
        ),
        ({"extract": "spel"}, "“spel” is no extract of records"),
        ({"by": ["wrad_class"]}, "there is no field called “wrad_class”"),
        ({"by": ["wait"]}, "“wait” is a number; a text is needed here"),
    ],
)
def test_keys_that_do_not_go_together_are_never_counted(told: dict[str, Any], message: str) -> None:
    """The checks of the definitions say so to the author; whoever has not asked them is stopped here."""
    assert not issues_of(**told)
    with pytest.raises(Mistake) as refused:
        read(**told)
    assert refused.value.issues[0].message == message
    assert refused.value.issues[0].rule == Rule.PARTS


def test_nothing_is_counted_where_the_contract_does_not_say_where() -> None:
    contract = spells(unit=CodeField(field="wait"))
    around = surroundings(contract, referrals())
    assert not check_record_indicator(spell_indicator(), around)
    with pytest.raises(Mistake, match="does not say where records count"):
        record_counting_of(spell_indicator(), around)


COUNTED = counted_contract({"done": FieldType.INTEGER})


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"numerator": None}, "a count needs a numerator"),
        ({"kind": "quantile", "quantile": 0.5}, "a quantile is counted from single records only"),
        ({"kind": "maximum"}, "a maximum is counted from single records only"),
        ({"kind": "distinct"}, "a distinct is counted from single records only"),
    ],
)
def test_what_only_records_have_is_never_counted_from_counted_rows(
    told: dict[str, Any], message: str
) -> None:
    assert not check_indicator(indicator(**told), COUNTED)
    with pytest.raises(Mistake) as refused:
        counting_of(indicator(**told), COUNTED)
    assert [issue.message for issue in refused.value.issues] == [message]


def test_records_are_not_counted_as_if_they_were_counted_already() -> None:
    with pytest.raises(Mistake, match="holds single records"):
        counting_of(indicator(extract="spell", numerator="wait"), spells())
