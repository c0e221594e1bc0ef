"""Worked cases of record indicators: rows in, parts out, and words for whatever does not fit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.support.spells import (
    SURROUNDINGS,
    TRUST,
    case,
    count,
    indicator,
    spell,
)
from trustboard.definitions.indicator import Case, Indicator
from trustboard.expressions import Rule, record_counting_of
from trustboard.reference import asked_case, case_rows, worked_record_case
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Period

FOLLOWED_UP = indicator()
RATE = count(kind="rate", denominator_from={"extract": "referral"})
OPEN = count(period={"open_at_end": {"start": "contact", "stop": "discharged"}})
QUANTILE = count(kind="quantile", numerator="weight", quantile=0.5)
LAGGED = count(period={"lag_days": 28})


@pytest.mark.parametrize(
    ("asked", "worked"),
    [
        (FOLLOWED_UP, case(spell("2026-05-10", "2026-05-11"), numerator=1, denominator=1)),
        (FOLLOWED_UP, case(spell("2026-05-10", "2026-05-10"), numerator=0, denominator=1)),
        (FOLLOWED_UP, case(spell("2026-04-27", "2026-04-28"), numerator=1, denominator=1)),
        (FOLLOWED_UP, case(spell("2026-04-26"), numerator=0, denominator=0, state="no_cases")),
        (FOLLOWED_UP, case(state="no_cases")),
        (
            FOLLOWED_UP,
            case(
                *[spell("2026-05-10", day) for day in ("2026-05-11", None, None)],
                numerator=1,
                denominator=3,
                value=0.333,
            ),
        ),
        # units of any name, or none, are one unit
        (
            FOLLOWED_UP,
            case(spell("2026-05-10", ward="w1"), spell("2026-05-11", ward="W2"), numerator=0, denominator=2),
        ),
        (
            RATE,
            case(
                spell("2026-05-10"),
                others={"referral": [{"received": "2026-05-01"}]},
                numerator=1,
                denominator=1,
            ),
        ),
        (RATE, case(spell("2026-05-10"), numerator=1, denominator=0, state="no_cases")),
        (OPEN, case(spell("2026-06-01", "2026-05-31"), spell(None, "2026-06-01"), numerator=1)),
        (QUANTILE, case(spell("2026-05-10", weight=1.5), spell("2026-05-10", weight=4), value=2.5)),
        (QUANTILE, case(spell("2026-05-10"), state="no_cases")),
        (LAGGED, case(spell("2026-05-10"), numerator=1)),
        (LAGGED, case(spell("2026-05-10"), state="not_due")),
        (
            count(population="referral.source = 'GP'"),
            case(
                spell("2026-05-10", referral_id="r1"),
                others={"referral": [{"referral_id": "R1", "source": "gp"}]},
                numerator=1,
            ),
        ),
        (count(population="age = 'ADULT'"), case(spell("2026-05-10"), numerator=1)),
        (
            count(population="site = 'MAIN'"),
            case(spell("2026-05-10"), spell("2026-05-10", site="other"), numerator=1),
        ),
        (count(combine={"units": "none"}), case(spell("2026-05-10", ward="W1"), numerator=1)),
        (count(period={"grain": "week"}), case(spell("2026-05-10"), period="2026-W19", numerator=1)),
        (count(period={"grain": "quarter"}), case(spell("2026-05-10"), period="2026-Q2", numerator=1)),
        (count(period={"window_months": 3}), case(spell("2026-03-01"), numerator=1)),
    ],
)
def test_a_case_that_comes_to_what_it_says_has_no_issue(asked: Indicator, worked: Case) -> None:
    assert worked_record_case(asked, SURROUNDINGS, worked) is None


@pytest.mark.parametrize(
    ("asked", "worked", "message"),
    [
        (FOLLOWED_UP, case(spell("2026-05-10"), numerator=1, denominator=1), "expects the numerator 1, and it comes to 0"),
        (FOLLOWED_UP, case(spell("2026-05-10"), numerator=0), "does not say which denominator it expects; it comes to 1"),
        (FOLLOWED_UP, case(spell("2026-05-10"), state="no_cases"), "expects no cases, and it comes to a value"),
        (
            FOLLOWED_UP,
            case(spell("2026-05-10", "2026-05-11"), spell("2026-05-10"), spell("2026-05-10"), numerator=1, denominator=3, value=0.334),
            "expects the value 0.334, and it comes to 0.3333333333333333333333333333",
        ),
        (QUANTILE, case(spell("2026-05-10", weight=1.5)), "does not say which value it expects; it comes to 1"),
        (QUANTILE, case(spell("2026-05-10", weight=1.5), value=1.5), "expects the value 1.5, and it comes to 1"),
        (QUANTILE, case(spell("2026-05-10", weight=1), value=1, numerator=1), "expects the numerator 1, and it comes to nothing known"),
        (LAGGED, case(spell("2026-05-10"), numerator=1, state="not_due"), "expects the numerator 1, and it comes to nothing known"),
        (count(), case(spell("2026-05-10"), state="not_due"), "expects not due, and it comes to a value"),
        (count(), case(spell("2026-05-10"), period=None), "does not say which period it asks for"),
        (
            count(),
            case(spell("2026-05-10"), period="May 2026"),
            "asks for a period that cannot be read: 'May 2026' is not a period: write a month as 2018-04, a quarter as 2018-Q2 (calendar), a week as 2018-W05, a financial year as 2018/19, an academic year as AY2018/19",
        ),
        (count(), case(spell("2026-05-10"), period="2026-Q2"), "asks for 2026-Q2, a quarter; the indicator's grain is month"),
        (count(), case({"dischargd": "2026-05-10"}), "gives “dischargd”, which is no field of spell"),
        (count(), case({"age": "ADULT"}), "gives “age”, which is worked out from other fields of spell"),
        (count(), case({"age_rule": "all"}), "gives “age_rule”, which is worked out from other fields of spell"),
        (count(), case(spell("10/05/2026")), "gives discharged as “10/05/2026”, which is no date"),
        (count(), case(spell("2026-05-10", arrived="noon")), "gives arrived as “noon”, which is no time"),
        (count(), case(spell("2026-05-10", arrived="2026-05-10 12:00+01:00")), "gives arrived as “2026-05-10 12:00+01:00”, which is no time"),
        (count(), case(spell("2026-05-10", beds=1.5)), "gives beds as “1.5”, which is no whole number"),
        (count(), case(spell("2026-05-10", beds="inf")), "gives beds as “inf”, which is no whole number"),
        (count(), case(spell("2026-05-10", weight="heavy")), "gives weight as “heavy”, which is no number"),
        (count(), case(spell("2026-05-10", weight="nan")), "gives weight as “nan”, which is no number"),
        (count(), case(spell("2026-05-10", urgent="maybe")), "gives urgent as “maybe”, which is neither yes nor no"),
        (count(), case(spell("2026-05-10", note=True)), "gives note as true, and it holds text"),
        (count(), case(spell("2026-05-10", spell_id="s1"), spell("2026-05-10", spell_id="S1")), "gives the record “S1” of spell more than once"),
        (count(), case(others={"spell": []}), "gives rows of “spell” under others, and it is the indicator's own extract"),
        (count(), case(others={"referrals": []}), "gives rows of “referrals”, which is no other extract of records"),
        (count(), case(others={"counted": []}), "gives rows of “counted”, which is no other extract of records"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_fit_says_how(asked: Indicator, worked: Case, message: str) -> None:
    issue = worked_record_case(asked, SURROUNDINGS, worked)
    assert issue is not None
    assert (issue.rule, issue.message) == (Rule.CASE, f"the worked case “counts” {message}")
    assert issue.cure
    assert (issue.file, issue.column) == (f"indicators/{asked.id}.yaml", "cases")


def test_the_nearest_field_is_offered() -> None:
    issue = worked_record_case(count(), SURROUNDINGS, case({"dischargd": "2026-05-10"}))
    assert issue is not None
    assert issue.cure == "Did you mean “discharged”?"


def test_a_wrong_definition_is_the_issue_of_its_case() -> None:
    issue = worked_record_case(count(population="wrd = 'A'"), SURROUNDINGS, case())
    assert issue is not None
    assert issue.rule == Rule.FIELD


def test_rows_are_typed_as_settled_records_are() -> None:
    given: dict[str, Any] = {
        "spell_id": " s1 ",
        "ward": "w1",
        "discharged": "2026-05-10",
        "arrived": "2026-05-09 23:30",
        "note": " as it stands ",
        "beds": "2",
        "weight": 1.25,
        "urgent": "n",
        "destination": 19,
        "ward_class": "  ",
    }
    worked = case(given, {"urgent": 1}, others={"referral": [{"received": "2026-03-05"}]})
    rows = case_rows(count(), SURROUNDINGS, worked)
    first, second = rows["spell"]
    assert first == {
        "record_key": "S1",
        "event_month": date(2026, 5, 1),
        "spell_id": "S1",
        "ward": "W1",
        "ward_class": None,
        "discharged": date(2026, 5, 10),
        "destination": "19",
        "contact": None,
        "arrived": datetime.fromisoformat("2026-05-09 23:30"),
        "note": "as it stands",
        "beds": 2,
        "weight": Decimal("1.25"),
        "urgent": False,
        "site": "MAIN",
        "referral_id": None,
    }
    assert (second["record_key"], second["event_month"], second["urgent"]) == (
        "row 2",
        date(2026, 5, 1),
        True,
    )
    assert rows["referral"][0]["event_month"] == date(2026, 3, 1)


def test_rows_that_cannot_be_read_are_a_mistake() -> None:
    with pytest.raises(Mistake, match="which is no date"):
        case_rows(count(), SURROUNDINGS, case({"discharged": "soon"}))


def test_a_case_is_put_to_an_engine_with_all_that_it_needs() -> None:
    asked = indicator(period={"shift_days": 4, "lag_days": 10})
    counting = record_counting_of(asked, SURROUNDINGS)
    worked = case(spell("2026-05-10", ward="w1"), numerator=0, denominator=1)
    question = asked_case(asked, SURROUNDINGS, worked, counting)
    assert question.period == Period.month(2026, 5)
    assert question.slice.unit == TRUST
    assert {(line.unit, line.source_unit) for line in question.closure} == {(TRUST, TRUST), (TRUST, "W1")}
    assert question.coverage == dict.fromkeys(
        ("spell", "referral"), Coverage(date(2026, 4, 1), date(2026, 6, 10))
    )
    assert question.figure(counting).parts.denominator == 1
