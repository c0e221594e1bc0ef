"""How an indicator counts: its expressions, kind, grain and combining checked together."""

import pytest

from tests.support.counting import contract, indicator
from trustboard.definitions.contract import (
    Contract,
    FieldType,
    LongForm,
)
from trustboard.expressions import (
    Rule,
    Type,
    check_indicator,
    counting_of,
    field_types,
    row_field_types,
    window_of,
)
from trustboard.expressions.nodes import Field
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Grain

FIELDS = {
    "done": FieldType.INTEGER,
    "due": FieldType.DECIMAL,
    "kind": FieldType.TEXT,
    "code": FieldType.CODE,
    "seen_on": FieldType.DATE,
}
EXTRACT = contract(FIELDS)


def with_codes(*codes: str) -> Contract:
    """The extract with a list of permitted codes."""
    field = EXTRACT.fields["code"].model_copy(update={"codes": list(codes)})
    return EXTRACT.model_copy(update={"fields": {**EXTRACT.fields, "code": field}})


def long_form() -> Contract:
    """The extract in long form: kind names the measure, due holds its number."""
    long = LongForm(measure_field="kind", value_field="due", measures={"referred": "R", "seen": ["S", "T"]})
    return EXTRACT.model_copy(update={"long": long})


def test_fields_have_the_types_of_the_contract() -> None:
    assert field_types(EXTRACT) == {
        "done": Type.NUMBER,
        "due": Type.NUMBER,
        "kind": Type.TEXT,
        "code": Type.TEXT,
        "seen_on": Type.DATE,
    }


def test_long_form_gives_measures_for_the_two_fields_that_held_them() -> None:
    assert set(field_types(long_form())) == {"done", "code", "seen_on", "referred", "seen"}
    assert set(row_field_types(long_form())) == set(FIELDS)


@pytest.mark.parametrize(
    ("told", "rule", "column"),
    [
        ({"kind": "proportion"}, Rule.PARTS, "kind"),
        ({"kind": "mean"}, Rule.PARTS, "kind"),
        ({"kind": "count", "denominator": "due"}, Rule.PARTS, "denominator"),
        ({"kind": "stated", "denominator": "due"}, Rule.PARTS, "denominator"),
        ({"period": {"grain": "quarter"}}, Rule.GRAIN, "period.grain"),
        ({"combine": {"units": "latest"}}, Rule.COMBINING, "combine.units"),
        ({"kind": "stated", "combine": {"units": "sum"}}, Rule.COMBINING, "combine.units"),
        ({"kind": "stated", "combine": {"time": "sum"}}, Rule.COMBINING, "combine.time"),
        ({"population": "done"}, Rule.RESULT, "population"),
        ({"numerator": "done = 1"}, Rule.RESULT, "numerator"),
        ({"kind": "rate", "denominator": "dew"}, Rule.FIELD, "denominator"),
        ({"population": "code = 'abc'"}, Rule.CODE, "population"),
    ],
)
def test_what_is_wrong_is_named_by_rule_and_key(told: dict[str, object], rule: Rule, column: str) -> None:
    (issue,) = check_indicator(indicator(**told), EXTRACT, line_of=lambda path: len(path))
    assert (issue.rule, issue.column) == (rule, column)
    assert issue.file == "indicators/seen.yaml"
    assert issue.line == 1 + column.count(".")


def test_all_that_is_wrong_with_an_indicator_is_said_at_once() -> None:
    wrong = indicator(kind="proportion", numerator="don", population="kind < 'a'", period={"grain": "week"})
    issues = check_indicator(wrong, EXTRACT, file="elsewhere.yaml")
    assert [issue.rule for issue in issues] == [Rule.PARTS, Rule.GRAIN, Rule.ORDER, Rule.FIELD]
    assert {issue.file for issue in issues} == {"elsewhere.yaml"}
    with pytest.raises(Mistake) as refused:
        counting_of(wrong, EXTRACT)
    assert len(refused.value.issues) == 4


@pytest.mark.parametrize(
    ("told", "units"),
    [
        ({}, Combining.SUM),
        ({"kind": "stated"}, Combining.NONE),
        ({"combine": {"units": "none"}}, Combining.NONE),
        ({"kind": "stated", "combine": {"units": "none", "time": "latest"}}, Combining.NONE),
    ],
)
def test_a_right_indicator_is_read(told: dict[str, object], units: Combining) -> None:
    found = counting_of(indicator(**told), EXTRACT)
    assert found.combining is units
    assert found.amounts == (Field("done", Type.NUMBER),)
    assert found.grain is Grain.MONTH


def test_amount_fields_are_those_of_numerator_and_denominator_once_each() -> None:
    told = indicator(kind=Kind.RATE, numerator="done + due", denominator="due", population="done > 1")
    assert [field.name for field in counting_of(told, EXTRACT).amount_fields] == ["done", "due"]


@pytest.mark.parametrize(
    ("period", "window"),
    [
        ({}, 1),
        ({"window_months": 3}, 3),
        ({"grain": "quarter"}, 3),
        ({"grain": "financial_year"}, 12),
        ({"grain": "week"}, None),
    ],
)
def test_the_span_of_rows_is_the_grains_own_unless_given(
    period: dict[str, object], window: int | None
) -> None:
    assert window_of(indicator(period=period)) == window


@pytest.mark.parametrize(
    ("population", "codes", "cure"),
    [
        ("code = 'abc'", [], "Codes are kept in capitals without blanks around: write 'ABC'."),
        ("code <> ' ABC'", [], "Codes are kept in capitals without blanks around: write 'ABC'."),
        ("'abc' = code", [], "Codes are kept in capitals without blanks around: write 'ABC'."),
        ("code in ('ABC', 'ABD', 'ABX')", ["abc", "ABD"], "Did you mean “ABD”?"),
        ("not (done > 1 or code = 'ZZ')", ["ABC", "ABD"], "Known: ABC, ABD."),
    ],
)
def test_a_code_that_no_row_can_hold_is_refused(population: str, codes: list[str], cure: str) -> None:
    extract = with_codes(*codes) if codes else EXTRACT
    (issue,) = check_indicator(indicator(population=population), extract)
    assert (issue.rule, issue.cure) == (Rule.CODE, cure)


@pytest.mark.parametrize(
    "population",
    ["code = 'ABC'", "kind = 'abc'", "code = kind", "code in ('ABC')", "done in (1)", "code is null"],
)
def test_other_texts_are_let_alone(population: str) -> None:
    assert not check_indicator(indicator(population=population), with_codes("ABC"))
