"""What makes a period's cells count again, and what does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.support.record_small import counting, surroundings
from trustboard.compiler.records import Pass, counting_hash, placing_hash, plan_records
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.period import Period

AROUND = surroundings()
APRIL = Period.month(2024, 4)
LISTED = {"population": "kind in codes('urgent')"}


def pass_of(around: Surroundings = AROUND, **told: Any) -> Pass:
    return plan_records([counting("one", around, **told)], around).passes[0]


def listed(*entries: CodeEntry, **told: Any) -> str:
    around = replace(AROUND, code_lists={"urgent": entries})
    return counting_hash(pass_of(around, **(LISTED | told)), APRIL)


def span(code: str, first: date | None = None, last: date | None = None) -> CodeEntry:
    return CodeEntry(code, "", first, last)


def ruled(*rules: dict[str, Any], **told: Any) -> str:
    choices = [
        {"rule": f"rule {n}", "when": "minutes > 5", "take": "'A'"} | rule for n, rule in enumerate(rules)
    ]
    around = surroundings(derive={"band": {"choices": choices}})
    return counting_hash(pass_of(around, **({"population": "band = note"} | told)), APRIL)


@pytest.mark.parametrize(
    "told",
    [
        {"population": "kind = 'A'"},
        {"population": "minutes > 1"},
        {"population": "minutes > 1.5"},
        {"population": "booked > date '2024-01-01'"},
        {"numerator": "minutes"},
        {"period": {"shift_days": 1}},
        {"period": {"date": "booked"}},
        {"combine": {"units": "none"}},
        {"kind": "distinct", "numerator": "person"},
    ],
)
def test_another_definition_counts_again(told: dict[str, Any]) -> None:
    assert counting_hash(pass_of(**told), APRIL) != counting_hash(pass_of(), APRIL)


def test_the_same_definition_does_not() -> None:
    texts = ["minutes > 1 and kind = 'A'", "\"kind\" = 'A' and not minutes <= 1.00"]
    assert len({counting_hash(pass_of(population=text, title=text), APRIL) for text in texts}) == 1


@pytest.mark.parametrize(
    ("entries", "same"),
    [
        ([span("U1", date(2024, 4, 1), date(2024, 4, 30))], True),
        (
            [span("U1", date(2023, 4, 1)), span("U2", date(2024, 5, 1)), span("U3", None, date(2024, 3, 31))],
            True,
        ),
        ([span("U1", date(2024, 4, 2))], False),
        ([span("U1", None, date(2024, 4, 29))], False),
        ([span("U1"), span("U2", date(2024, 4, 30))], False),
        ([span("U1"), span("U2", None, date(2024, 4, 1))], False),
        ([span("U2")], False),
    ],
)
def test_a_list_asked_on_the_event_day_counts_again_only_where_it_differs(
    entries: list[CodeEntry], same: bool
) -> None:
    assert (listed(*entries) == listed(span("U1"))) is same


def test_the_order_of_codes_does_not_matter() -> None:
    assert listed(span("U1"), span("U2")) == listed(span("U2"), span("U1"))


def test_days_are_those_before_the_shift() -> None:
    period = {"period": {"shift_days": 30}}  # from 2 March to 31 March
    assert listed(span("U1"), span("U2", date(2024, 4, 1)), **period) == listed(span("U1"), **period)
    assert listed(span("U1"), span("U2", date(2024, 3, 31)), **period) != listed(span("U1"), **period)


def test_a_time_goes_by_its_day() -> None:
    period = {"period": {"date": "began"}}
    assert listed(span("U1"), span("U2", date(2024, 5, 1)), **period) == listed(span("U1"), **period)


@pytest.mark.parametrize(
    "period",
    [{"open_at_end": {"start": "seen", "stop": "booked"}}, {"during": {"start": "seen", "stop": "booked"}}],
)
def test_open_clocks_ask_on_the_last_day(period: dict[str, Any]) -> None:
    more = (span("U1"), span("U2", date(2024, 4, 2), date(2024, 4, 29)))
    assert listed(*more, period=period) == listed(span("U1"), period=period)
    assert listed(span("U1", date(2024, 4, 30)), period=period) == listed(span("U1"), period=period)


def test_the_first_day_of_a_period_is_known_too() -> None:
    asked = {"population": "kind in codes('urgent', period_start)"}
    assert listed(span("U1"), span("U2", date(2024, 4, 2)), **asked) == listed(span("U1"), **asked)


def test_a_list_asked_on_another_day_counts_whole() -> None:
    asked = {"population": "kind in codes('urgent', booked)"}
    assert listed(span("U1"), span("U2", date(2030, 1, 1)), **asked) != listed(span("U1"), **asked)


@pytest.mark.parametrize(
    ("rules", "same"),
    [
        ([{}, {"take": "'B'", "effective_from": date(2024, 5, 1)}], True),
        ([{"effective_to": date(2024, 4, 30)}, {"effective_from": date(2024, 5, 1)}], True),
        ([{"effective_from": date(2024, 4, 1), "rule": "another name"}], True),
        ([{"effective_from": date(2024, 4, 2)}], False),
        ([{"effective_to": date(2024, 4, 29)}], False),
        ([{"take": "'B'"}], False),
        ([{}, {"take": "'B'", "effective_from": date(2024, 4, 30)}], False),
    ],
)
def test_a_rule_counts_again_only_where_it_is_in_force(rules: list[dict[str, Any]], same: bool) -> None:
    assert (ruled(*rules) == ruled({})) is same


def test_a_rule_without_a_condition_is_one_that_always_holds() -> None:
    always = {"when": None}
    assert ruled(always | {"effective_from": date(2024, 1, 1)}) == ruled(always)


def test_the_names_of_rules_count_where_they_are_asked() -> None:
    asked = {"population": "band_rule is not null"}
    assert ruled({"rule": "one"}, **asked) != ruled({"rule": "two"}, **asked)
    assert ruled({"rule": "one"}) == ruled({"rule": "two"})


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("seen >= date '2024-04-01'", True),
        ("seen > date '2024-03-31'", True),
        ("seen < date '2024-05-01'", True),
        ("seen <= date '2024-04-30'", True),
        ("seen <> date '2024-05-01'", True),
        ("seen >= date '2024-04-02'", False),
        ("seen <> date '2024-04-30'", False),
        ("period_end = date '2024-04-30'", True),
        ("booked >= date '2000-01-01'", False),
        ("minutes > 5 or seen >= date '2024-04-01'", True),
    ],
)
def test_what_is_settled_in_a_period_is_left_out(text: str, settled: bool) -> None:
    told = pass_of(population=f"kind = 'A' and ({text})")
    assert (counting_hash(told, APRIL) == counting_hash(pass_of(population="kind = 'A'"), APRIL)) is settled


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ({"numerator": "minutes"}, True),
        ({"population": "kind in codes('urgent')"}, True),
        ({"population": "referral.weight > 1"}, False),
        ({"period": {"shift_days": 1}}, False),
        ({"combine": {"units": "none"}}, False),
        ({"kind": "distinct", "numerator": "person"}, False),
    ],
)
def test_a_pass_is_known_by_how_it_places_records(told: dict[str, Any], same: bool) -> None:
    assert (placing_hash(pass_of(**told)) == placing_hash(pass_of())) is same


def placed_by(entry: CodeEntry, **told: Any) -> str:
    choices = [{"rule": "one", "when": "kind in codes('urgent')", "take": told["take"]}]
    around = replace(surroundings(derive={"place": {"choices": choices}}), code_lists={"urgent": (entry,)})
    return placing_hash(
        pass_of(around, by=["place"]) if told["take"] == "team" else pass_of(around, period={"date": "place"})
    )


def test_a_list_that_decides_the_period_is_part_of_it() -> None:
    assert placed_by(span("U1"), take="booked") != placed_by(span("U2"), take="booked")
    assert placed_by(span("U1"), take="team") == placed_by(span("U2"), take="team")
