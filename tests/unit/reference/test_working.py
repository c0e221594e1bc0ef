"""Worked cases: rows in, parts out, and words for each way in which they can disagree."""

from typing import Any

import pytest

from tests.support.counting import contract, indicator
from trustboard.definitions.contract import Blank, FieldType, LongForm
from trustboard.definitions.indicator import Case
from trustboard.expressions import Rule
from trustboard.reference import worked_case

FIELDS = {
    "done": FieldType.INTEGER,
    "due": FieldType.DECIMAL,
    "kind": FieldType.TEXT,
    "code": FieldType.CODE,
    "seen_on": FieldType.DATE,
}
EXTRACT = contract(FIELDS)
PROPORTION = {"kind": "proportion", "denominator": "due"}


def case(rows: list[dict[str, Any]], **expected: Any) -> Case:
    return Case(it="counts", rows=rows, **expected)


@pytest.mark.parametrize(
    ("told", "worked"),
    [
        (PROPORTION, case([{"done": 3, "due": 4}, {"done": 1, "due": 2.5}], numerator=4, denominator=6.5)),
        (PROPORTION, case([{"done": 0.1, "due": 0.3}], numerator=0.1, denominator=0.3)),
        (PROPORTION, case([{"done": "3", "due": "4"}], numerator=3, denominator=4)),
        (PROPORTION, case([{"done": "suppressed", "due": 4}], state="suppressed")),
        (PROPORTION, case([{"done": "suppressed", "due": 4}], state="suppressed", denominator=4)),
        (PROPORTION, case([{"done": "no_cases", "due": "no_cases"}], state="no_cases")),
        (PROPORTION, case([{"done": 0, "due": 0}], state="no_cases")),
        (PROPORTION, case([{"due": 4}], state="not_collected")),
        (
            PROPORTION,
            case([{"done": None, "due": 4}, {"done": 1, "due": 4}], state="incomplete", numerator=1),
        ),
        (PROPORTION, case([], state="no_cases")),
        ({}, case([], numerator=0)),
        ({"population": "done > 5"}, case([{"done": 3}], numerator=0)),
        ({"population": "kind = '5'"}, case([{"done": 3, "kind": 5}, {"done": 9}], numerator=3)),
        ({"population": "code = 'A1'"}, case([{"done": 3, "code": " a1 "}, {"done": 9}], numerator=3)),
        (
            {"population": "seen_on > date '2018-03-31'"},
            case([{"done": 3, "seen_on": "2018-04-01"}, {"done": 9, "seen_on": "2018-03-31"}], numerator=3),
        ),
        (
            {"period": {"window_months": 3}},
            case([{"done": 3}, {"done": 9, "window_months": 1}], numerator=3),
        ),
        ({"kind": "stated", "numerator": "due"}, case([{"due": 93.5}], numerator=93.5)),
    ],
)
def test_a_case_that_comes_to_what_it_says_has_no_issue(told: dict[str, Any], worked: Case) -> None:
    assert worked_case(indicator(**told), EXTRACT, worked) is None


@pytest.mark.parametrize(
    ("told", "worked", "message"),
    [
        ({}, case([{"done": 3}], numerator=4), "expects the numerator 4, and it comes to 3"),
        (
            PROPORTION,
            case([{"done": 3, "due": 4}], numerator=3, denominator=5),
            "expects the denominator 5, and it comes to 4",
        ),
        (
            PROPORTION,
            case([{"done": 3, "due": 4}], numerator=3),
            "does not say which denominator it expects; it comes to 4",
        ),
        ({}, case([{"done": 3}]), "does not say which numerator it expects; it comes to 3"),
        ({}, case([{"done": 3}], state="suppressed"), "expects suppressed, and it comes to a value"),
        ({}, case([{}], numerator=3), "expects a value, and it comes to not collected"),
        (
            PROPORTION,
            case([{"done": "suppressed", "due": 4}], state="suppressed", numerator=3),
            "expects the numerator 3, and it comes to nothing known",
        ),
        ({}, case([{"don": 3}], numerator=3), "gives “don”, which is no field of the extract"),
        (
            {},
            case([{"done": "three"}], numerator=3),
            "gives done as “three”, which is neither a number nor a state",
        ),
        (
            {},
            case([{"done": "nan"}], numerator=3),
            "gives done as “nan”, which is neither a number nor a state",
        ),
        (
            {},
            case([{"done": 1, "seen_on": "soon"}], numerator=3),
            "gives seen_on as “soon”, which is no date",
        ),
    ],
)
def test_a_case_that_disagrees_says_how(told: dict[str, Any], worked: Case, message: str) -> None:
    issue = worked_case(indicator(**told), EXTRACT, worked)
    assert issue is not None
    assert (issue.rule, issue.message) == (Rule.CASE, f"the worked case “counts” {message}")
    assert issue.cure
    assert (issue.file, issue.column) == ("indicators/seen.yaml", "cases")


def test_a_wrong_definition_is_the_issue_of_its_case() -> None:
    issue = worked_case(indicator(numerator="don"), EXTRACT, case([{"done": 3}], numerator=3))
    assert issue is not None
    assert issue.rule == Rule.FIELD


def test_a_number_stated_twice_is_the_issue_of_its_case() -> None:
    issue = worked_case(indicator(kind="stated"), EXTRACT, case([{"done": 3}, {"done": 3}], numerator=3))
    assert issue is not None
    assert issue.rule == Rule.STATED


@pytest.mark.parametrize("where", ["field", "long", "sums"])
def test_a_blank_is_nought_where_the_contract_says_so(where: str) -> None:
    worked = case([{"done": 3}, {}], numerator=3)
    long = LongForm(measure_field="kind", value_field="due", measures={"done": "D"}, blank=Blank.ZERO)
    others = {name: field for name, field in EXTRACT.fields.items() if name != "done"}
    changed = {
        "field": {
            "fields": {**others, "done": EXTRACT.fields["done"].model_copy(update={"blank": Blank.ZERO})}
        },
        "long": {"fields": others, "long": long},
        "sums": {"fields": others, "sums": {"done": {"fields": ["due"], "blank": "zero"}}},
    }[where]
    extract = type(EXTRACT).model_validate({**EXTRACT.model_dump(), **changed})
    assert worked_case(indicator(), extract, worked) is None
    assert worked_case(indicator(), EXTRACT, worked) is not None
