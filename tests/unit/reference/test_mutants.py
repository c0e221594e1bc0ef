"""Definitions with one small change: each is told apart, and named when no worked case notices it."""

from typing import Any

import pytest

from tests.support.record_strategies import seeded_world
from tests.support.record_worlds.indicators import WORDS
from tests.support.spells import SURROUNDINGS, case, count, indicator, spell
from trustboard.definitions.indicator import Case, Indicator
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference import mutants_of, survivors, worked_record_case
from trustboard.reference.records import answer_counting
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Grain


def descriptions(asked: Indicator) -> list[str]:
    return [mutant.description for mutant in mutants_of(asked, SURROUNDINGS)]


def unnoticed(asked: Indicator, *cases: Case) -> list[str]:
    with_cases = asked.model_copy(update={"cases": list(cases)})
    return [mutant.description for mutant in survivors(with_cases, SURROUNDINGS)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, []),
        ({"population": "urgent"}, ["population: left out", "population: “urgent” turned round"]),
        (
            {"population": "urgent and is_adult"},
            [
                "population: “urgent and is_adult” turned round",
                "population: “and” became “or” in “urgent and is_adult”",
                "population: “urgent” left out",
                "population: “is_adult” left out",
                "population: “urgent” turned round",
                "population: “is_adult” turned round",
            ],
        ),
        ({"numerator": "beds"}, []),
        (
            {"numerator": "beds + 1"},
            [
                "numerator: “+” became “-” in “beds + 1”",
                "numerator: “1” became “0” in “beds + 1”",
                "numerator: “1” became “2” in “beds + 1”",
            ],
        ),
        (
            {"kind": "proportion", "numerator": "urgent", "denominator": "is_adult"},
            [
                "numerator: left out",
                "numerator: “urgent” turned round",
                "denominator: left out",
                "denominator: “is_adult” turned round",
            ],
        ),
        (
            {"kind": "rate", "denominator_from": {"extract": "referral", "population": "source = 'GP'", "counted": "source is null", "period": {"shift_days": 1}}},
            [
                "denominator_from.population: left out",
                "denominator_from.population: “=” became “<>” in “source = 'GP'”",
                "denominator_from.counted: left out",
                "denominator_from.counted: “source is null” turned round",
                "denominator_from.period.shift_days: 1 became 0",
                "denominator_from.period.shift_days: 1 became 2",
            ],
        ),
        (
            {"period": {"date": "add_days(discharged, 1)", "window_months": 3, "lag_days": 28}},
            [
                "period.date: “1” became “0” in “add_days(discharged, 1)”",
                "period.date: “1” became “2” in “add_days(discharged, 1)”",
                "period.lag_days: 28 became 0",
                "period.window_months: 3 became 2",
                "period.window_months: 3 became 4",
            ],
        ),
        (
            {"period": {"open_at_end": {"start": "least(contact, discharged)", "stop": "discharged"}}},
            ["period.open_at_end.start: “least(contact, discharged)” became “greatest(contact, discharged)”"],
        ),
        (
            {"period": {"during": {"start": "contact", "stop": "coalesce(discharged, contact)"}}},
            ["period.during.stop: “coalesce(discharged, contact)” became “coalesce(contact, discharged)”"],
        ),
        # each once
        (
            {"population": "urgent and urgent"},
            [
                "population: “urgent and urgent” turned round",
                "population: “and” became “or” in “urgent and urgent”",
                "population: “urgent” left out",
                "population: “urgent” turned round",
                "population: “urgent” turned round",
            ],
        ),
        # the day of which a list is asked is the record's own: it is changed where it is written
        (
            {"period": {"date": "coalesce(contact, discharged)"}, "population": "destination in codes('long')"},
            [
                "population: left out",
                "population: “destination in codes('long')” turned round",
                "population: every code left out of “destination in codes('long')”",
                "period.date: “coalesce(contact, discharged)” became “coalesce(discharged, contact)”",
            ],
        ),
    ],
)  # fmt: skip
def test_the_small_changes_of_a_definition(told: dict[str, Any], expected: list[str]) -> None:
    assert descriptions(count(**told)) == expected


def test_a_shared_population_changes_in_both_parts() -> None:
    asked = count(kind="rate", population="urgent", denominator="beds")
    for mutant in mutants_of(asked, SURROUNDINGS):
        assert isinstance(mutant.counting, RecordCounting)
        assert mutant.counting.denominator is not None
        assert mutant.counting.numerator.population == mutant.counting.denominator.population
        assert mutant.where == "population"


CASES = (
    case(
        spell("2026-05-10", "2026-05-10"),
        spell("2026-05-10", "2026-05-11"),
        spell("2026-05-10", "2026-05-13", ward_class="OLDER"),
        spell("2026-05-10", "2026-05-14", ward_class="OLDER"),
        numerator=2,
        denominator=4,
    ),
    case(spell("2026-05-10"), numerator=0, denominator=1),
    case(
        spell("2026-06-10", "2026-06-11", ward_class="REHAB"),
        spell("2026-06-10", "2026-06-11", destination=37),
        spell("2026-06-10", "2026-06-11", destination=87),
        spell("2026-06-10", "2026-06-11", ward_class=None),
        period="2026-06",
        state="no_cases",
    ),
    case(spell("2026-05-10", "2026-05-11", destination=None), numerator=1, denominator=1),
    case(
        spell("2026-04-26"),
        spell("2026-04-27"),
        spell("2026-05-27", "2026-05-28"),
        spell("2026-05-28", "2026-05-29"),
        numerator=1,
        denominator=2,
    ),
)


def test_cases_at_every_boundary_notice_every_change() -> None:
    for each in CASES:
        assert worked_record_case(indicator(), SURROUNDINGS, each) is None
    assert unnoticed(indicator(), *CASES) == []


@pytest.mark.parametrize(
    ("without", "change"),
    [
        (0, "numerator: “3” became “4” in “date_diff('day', discharged, contact) between 1 and 3”"),
        (2, "population: '37' left out of “destination in codes('excluded')”"),
        (3, "population: “destination is null” left out"),
        (4, "period.shift_days: 4 became 5"),
    ],
)
def test_a_case_that_is_missing_leaves_its_change_unnoticed(without: int, change: str) -> None:
    assert change in unnoticed(indicator(), *CASES[:without], *CASES[without + 1 :])


def test_a_lag_left_out_is_noticed_by_a_case_that_is_not_due() -> None:
    lagged = count(period={"lag_days": 28})
    due = case(spell("2026-05-10"), numerator=1)
    assert unnoticed(lagged, due) == ["period.lag_days: 28 became 0"]
    assert unnoticed(lagged, due, case(spell("2026-05-10"), state="not_due")) == []


def test_a_window_is_noticed_by_the_months_at_its_beginning() -> None:
    rolling = count(period={"window_months": 3})
    first = case(spell("2026-03-01"), numerator=1)
    assert unnoticed(rolling, first) == ["period.window_months: 3 became 4"]
    assert unnoticed(rolling, first, case(spell("2026-02-28"), numerator=0)) == []


def test_without_cases_nothing_is_noticed() -> None:
    assert unnoticed(indicator()) == descriptions(indicator())


COUNTED = {"id": "arrived", "extract": "counted", "kind": "proportion"}


def test_indicators_over_counted_rows_are_broken_too() -> None:
    asked = Indicator.model_validate(
        WORDS | COUNTED | {"population": "ward = 'A'", "numerator": "done + 1", "denominator": "due - 1"}
    )
    assert descriptions(asked) == [
        "population: left out",
        "population: “=” became “<>” in “ward = 'A'”",
        "numerator: “+” became “-” in “done + 1”",
        "numerator: “1” became “0” in “done + 1”",
        "numerator: “1” became “2” in “done + 1”",
        "denominator: “-” became “+” in “due - 1”",
        "denominator: “1” became “0” in “due - 1”",
        "denominator: “1” became “2” in “due - 1”",
    ]
    worked = case({"ward": "A", "done": 1, "due": 3}, period=None, numerator=2, denominator=2)
    assert unnoticed(asked, worked) == ["population: left out"]
    other = case({"ward": "B", "done": 1, "due": 3}, period=None, state="no_cases")
    assert unnoticed(asked, worked, other) == []


def test_a_change_that_is_refused_is_noticed() -> None:
    asked = Indicator.model_validate(
        WORDS | COUNTED | {"kind": "stated", "population": "ward = 'A'", "numerator": "due"}
    )
    worked = case({"ward": "A", "due": 3}, {"ward": "B", "due": 3}, period=None, numerator=3)
    assert unnoticed(asked, worked) == ["population: “=” became “<>” in “ward = 'A'”"]


def test_a_case_that_cannot_be_read_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="which is no field of spell"):
        unnoticed(indicator(), case({"wrd": "A"}))


@pytest.mark.parametrize("seed", range(25))
def test_every_changed_definition_can_be_answered(seed: int) -> None:
    world = seeded_world(seed)
    closure = {grain: world.closure(grain) for grain in Grain}
    for asked in world.indicators[:1]:
        own = record_counting_of(asked, world.surroundings)
        mutants = list(mutants_of(asked, world.surroundings))
        assert own not in [mutant.counting for mutant in mutants]
        for mutant in mutants[::7]:
            assert isinstance(mutant.counting, RecordCounting)
            answer_counting(mutant.counting, world.surroundings, world.rows, closure, world.coverage)
