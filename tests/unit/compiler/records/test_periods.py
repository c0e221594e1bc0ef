"""Which periods have figures, what they span, and which of them have no numbers."""

from datetime import date
from typing import Any

import pytest

from tests.support.record_small import counting, surroundings
from trustboard.compiler.records import plan_records
from trustboard.compiler.records.periods import Coverages, absence, figure_periods, span_of
from trustboard.compiler.records.recipes import Recipe
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.state import State

AROUND = surroundings()
CLOCK = {"start": "seen", "stop": "booked"}
OTHER = {"kind": "rate", "denominator_from": {"extract": "stay"}}


def recipe(**told: Any) -> Recipe:
    return plan_records([counting("one", AROUND, **told)], AROUND).recipes[0]


def covered(first: date, last: date, **gaps: list[date]) -> Coverages:
    return {
        name: Coverage(first, last, frozenset(gaps.get(name, ()))) for name in ("contact", "referral", "stay")
    }


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"grain": "month"}, ["2024-02", "2024-03", "2024-04"]),
        ({"grain": "quarter"}, []),
        ({"window_months": 2}, ["2024-03", "2024-04"]),
        ({"window_months": 4}, []),
        ({"shift_days": 31}, ["2024-03", "2024-04", "2024-05"]),
        ({"shift_days": 30}, ["2024-03", "2024-04"]),
        ({"open_at_end": CLOCK}, ["2024-01", "2024-02", "2024-03", "2024-04"]),
        ({"open_at_end": CLOCK, "grain": "quarter"}, ["2024-Q1"]),
        ({"during": CLOCK}, ["2024-02", "2024-03", "2024-04"]),
    ],
)
def test_a_period_has_figures_where_every_day_it_reads_is_covered(
    told: dict[str, Any], codes: list[str]
) -> None:
    coverage = covered(date(2024, 1, 30), date(2024, 4, 30))
    assert [period.code for period in figure_periods(recipe(period=told), coverage)] == codes


def test_weeks_are_covered_whole() -> None:
    weeks = figure_periods(recipe(period={"grain": "week"}), covered(date(2024, 1, 2), date(2024, 1, 21)))
    assert [week.start for week in weeks] == [date(2024, 1, 8), date(2024, 1, 15)]


def test_both_extracts_must_be_covered() -> None:
    coverage = {
        "contact": Coverage(date(2024, 1, 1), date(2024, 4, 30)),
        "stay": Coverage(date(2024, 2, 1), date(2024, 5, 31)),
    }
    codes = [period.code for period in figure_periods(recipe(**OTHER), coverage)]
    assert codes == ["2024-02", "2024-03", "2024-04"]


@pytest.mark.parametrize("missing", ["contact", "stay"])
def test_an_extract_of_which_nothing_stands_leaves_no_figures(missing: str) -> None:
    coverage = dict(covered(date(2024, 1, 1), date(2024, 4, 30)))
    del coverage[missing]
    assert figure_periods(recipe(**OTHER), coverage) == []


@pytest.mark.parametrize(
    ("told", "period", "start"),
    [
        ({"window_months": 3}, Period.month(2024, 2), date(2023, 12, 1)),
        ({"grain": "quarter"}, Period.parse("2024-Q1"), date(2024, 1, 1)),
        ({"grain": "quarter", "window_months": 12}, Period.parse("2024-Q1"), date(2023, 4, 1)),
        ({"grain": "financial_year"}, Period.parse("2023/24"), date(2023, 4, 1)),
        ({"grain": "week"}, Period.containing(date(2024, 1, 8), Grain.WEEK), date(2024, 1, 8)),
        ({"open_at_end": CLOCK}, Period.month(2024, 2), date(2024, 2, 1)),
    ],
)
def test_a_span_ends_with_its_period_and_may_begin_before(
    told: dict[str, Any], period: Period, start: date
) -> None:
    assert span_of(recipe(period=told), period) == (period.start, start, period.end)


@pytest.mark.parametrize(
    ("told", "gap", "absent"),
    [
        ({}, date(2024, 2, 1), True),
        ({}, date(2024, 1, 1), False),
        ({"window_months": 2}, date(2024, 1, 1), True),
        ({"shift_days": 31}, date(2024, 1, 1), True),
        ({"shift_days": 31}, date(2024, 2, 1), False),
        ({"open_at_end": CLOCK}, date(2024, 2, 1), True),
        ({"open_at_end": CLOCK, "grain": "quarter"}, date(2024, 2, 1), False),
    ],
)
def test_a_gap_that_is_read_leaves_no_numbers(told: dict[str, Any], gap: date, absent: bool) -> None:
    asked = recipe(period=told)
    period = Period.containing(date(2024, 2, 1), asked.grain)
    coverage = covered(date(2023, 1, 1), date(2024, 12, 31), contact=[gap])
    assert absence(asked, period, coverage) is (State.NOT_COLLECTED if absent else None)


def test_a_gap_in_the_denominators_extract_leaves_no_numbers() -> None:
    coverage = covered(date(2024, 1, 1), date(2024, 4, 30), stay=[date(2024, 2, 1)])
    states = [absence(recipe(**OTHER), Period.month(2024, month), coverage) for month in (1, 2, 3)]
    assert states == [None, State.NOT_COLLECTED, None]


@pytest.mark.parametrize(
    ("told", "last_day", "due"),
    [
        ({"lag_days": 4}, date(2024, 5, 4), True),
        ({"lag_days": 4}, date(2024, 5, 3), False),
        ({"lag_days": 4, "shift_days": 2}, date(2024, 5, 2), True),
        ({"lag_days": 4, "shift_days": 2}, date(2024, 5, 1), False),
        ({"shift_days": 2}, date(2024, 4, 28), True),
    ],
)
def test_a_period_is_due_when_so_many_days_after_it_are_there(
    told: dict[str, Any], last_day: date, due: bool
) -> None:
    coverage = covered(date(2024, 1, 1), last_day)
    found = absence(recipe(period=told), Period.month(2024, 4), coverage)
    assert found is (None if due else State.NOT_DUE)


@pytest.mark.parametrize("there", [True, False])
def test_referenced_extracts_must_reach_past_the_lag_too(there: bool) -> None:
    asked = recipe(period={"lag_days": 4}, population="referral.weight > 1")
    coverage = dict(covered(date(2024, 1, 1), date(2024, 6, 30)))
    assert absence(asked, Period.month(2024, 4), coverage) is None
    if there:
        coverage["referral"] = Coverage(date(2024, 1, 1), date(2024, 5, 3))
    else:
        del coverage["referral"]
    assert absence(asked, Period.month(2024, 4), coverage) is State.NOT_DUE


def test_cells_are_asked_for_all_that_any_figure_spans() -> None:
    countings = [
        counting("month", AROUND),
        counting("window", AROUND, period={"window_months": 2}),
        counting("quarter", AROUND, period={"grain": "quarter"}),
    ]
    plan = plan_records(countings, AROUND)
    coverage = covered(date(2024, 1, 1), date(2024, 4, 30))
    assert [cell.code for cell in plan.stretches(0, coverage)] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    spans = [plan.spans(slot, coverage) for slot in plan.slots]
    assert [len(each) for each in spans] == [4, 3, 1]
    assert spans[1][0] == (date(2024, 2, 1), date(2024, 1, 1), date(2024, 2, 29))
