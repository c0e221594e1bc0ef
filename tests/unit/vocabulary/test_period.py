"""Periods: every grain by table, and the arithmetic for any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.vocabulary.period import Grain, Period, add_months

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
GRAINS = st.sampled_from(Grain)
PERIODS = st.builds(Period.containing, DAYS, GRAINS)
STEPS = st.integers(min_value=-400, max_value=400)

#        a day,      grain,                first day,  last day,   code
TABLE = """
    2018-04-30  month           2018-04-01  2018-04-30  2018-04
    2020-02-29  month           2020-02-01  2020-02-29  2020-02
    2019-12-31  month           2019-12-01  2019-12-31  2019-12
    2018-06-30  quarter         2018-04-01  2018-06-30  2018-Q2
    2018-12-25  quarter         2018-10-01  2018-12-31  2018-Q4
    2018-01-29  week            2018-01-29  2018-02-04  2018-W05
    2021-01-01  week            2020-12-28  2021-01-03  2020-W53
    2018-12-31  week            2018-12-31  2019-01-06  2019-W01
    2018-04-01  financial_year  2018-04-01  2019-03-31  2018/19
    2019-03-31  financial_year  2018-04-01  2019-03-31  2018/19
    2000-03-31  financial_year  1999-04-01  2000-03-31  1999/00
    2018-09-01  academic_year   2018-09-01  2019-08-31  AY2018/19
    2018-08-31  academic_year   2017-09-01  2018-08-31  AY2017/18
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("day", "grain", "start", "end", "code"), ROWS)
def test_a_day_falls_in_one_period_of_each_grain(
    day: str, grain: str, start: str, end: str, code: str
) -> None:
    period = Period.containing(date.fromisoformat(day), Grain(grain))
    assert (period.start.isoformat(), period.end.isoformat(), period.code) == (start, end, code)


@given(PERIODS)
def test_the_code_reads_back_as_the_same_period(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert Period.parse(f"  {period.code.lower()} ") == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018",
        "April 2018",
        "2018-4",
        "2018-13",
        "2018-00",
        "2018-Q5",
        "2018-W54",
        "2019-W53",  # 2019 had 52 weeks
        "2018/20",
        "2018/9",
        "AY2018/20",
        "0000-01",
        "9999-12",
        "٢٠١٨-04",
        "2018-04-01",
    ],
)
def test_what_is_not_a_period_is_refused_with_the_forms_to_use(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a period: write a month as 2018-04, .* AY2018/19"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("start", "end", "grain"),
    [
        (date(2018, 4, 2), date(2018, 4, 30), Grain.MONTH),
        (date(2018, 4, 1), date(2018, 5, 31), Grain.MONTH),
        (date(2018, 5, 1), date(2018, 7, 31), Grain.QUARTER),
        (date(2018, 1, 2), date(2018, 1, 8), Grain.WEEK),
        (date(2018, 1, 1), date(2018, 12, 31), Grain.FINANCIAL_YEAR),
    ],
)
def test_part_of_a_period_is_refused(start: date, end: date, grain: Grain) -> None:
    with pytest.raises(ValueError, match=f"is not a whole {grain}"):
        Period(start, end, grain)


def test_a_whole_period_may_be_spelt_out() -> None:
    assert Period(date(2018, 4, 1), date(2018, 4, 30), Grain.MONTH) == Period.month(2018, 4)


@given(DAYS, GRAINS)
def test_the_period_holds_the_day_it_was_made_from(day: date, grain: Grain) -> None:
    period = Period.containing(day, grain)
    assert period.start <= day <= period.end
    assert Period.containing(period.end, grain) == period
    assert Period(period.start, period.end, grain) == period


@given(PERIODS)
def test_periods_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    assert period.shift(1).start == period.end + timedelta(days=1)
    assert period.previous.end == period.start - timedelta(days=1)
    assert period.shift(0) == period


@given(PERIODS, STEPS, STEPS)
def test_steps_add_up(period: Period, first: int, second: int) -> None:
    assert period.shift(first).shift(second) == period.shift(first + second)
    assert (period.shift(first) < period) == (first < 0)


@given(PERIODS, st.integers(min_value=0, max_value=60))
def test_a_stretch_holds_every_period_once_in_order(period: Period, steps: int) -> None:
    stretch = period.until(period.shift(steps))
    assert len(stretch) == steps + 1
    assert stretch == [period.shift(step) for step in range(steps + 1)]
    assert period.shift(steps + 1).until(period) == []


def test_a_stretch_is_of_one_grain() -> None:
    with pytest.raises(ValueError, match="2018-04 is a month and 2018-Q2 is a quarter"):
        Period.month(2018, 4).until(Period.parse("2018-Q2"))


@given(PERIODS.filter(lambda period: period.grain is not Grain.WEEK))
def test_a_year_before_is_the_same_part_of_the_year_before(period: Period) -> None:
    before = period.a_year_before
    assert (before.start.month, before.start.day) == (period.start.month, period.start.day)
    assert before.start.year == period.start.year - 1


def test_a_week_a_year_before_is_52_weeks_before() -> None:
    assert Period.parse("2018-W05").a_year_before.code == "2017-W05"


@pytest.mark.parametrize(
    ("code", "stretch"),
    [
        ("2018-04", ["2018-04"]),
        ("2018-06", ["2018-04", "2018-05", "2018-06"]),
        ("2019-01", [f"2018-{month:02d}" for month in range(4, 13)] + ["2019-01"]),
        ("2018-Q2", ["2018-Q2"]),
        ("2019-Q1", ["2018-Q2", "2018-Q3", "2018-Q4", "2019-Q1"]),
        ("2018/19", ["2018/19"]),
        ("AY2018/19", ["AY2018/19"]),
        ("2018-W15", ["2018-W14", "2018-W15"]),  # the week of Sunday 1 April began in March
        (
            "2018-W13",
            [f"2017-W{week:02d}" for week in range(14, 53)] + [f"2018-W{w:02d}" for w in range(1, 14)],
        ),
    ],
)
def test_year_to_date_starts_in_april(code: str, stretch: list[str]) -> None:
    assert [period.code for period in Period.parse(code).year_to_date()] == stretch


@given(PERIODS)
def test_year_to_date_ends_with_the_period_and_stays_in_its_year(period: Period) -> None:
    stretch = period.year_to_date()
    assert stretch[-1] == period
    assert {each.financial_year for each in stretch} == {period.financial_year}
    assert stretch[0].previous.financial_year != period.financial_year


@pytest.mark.parametrize(
    ("code", "label", "short_label", "financial_month", "financial_year"),
    [
        ("2026-10", "October 2026 (M7)", "Oct 26", 7, "2026/27"),
        ("2026-03", "March 2026 (M12)", "Mar 26", 12, "2025/26"),
        ("2026-04", "April 2026 (M1)", "Apr 26", 1, "2026/27"),
        ("2026-Q2", "Quarter 1 of 2026/27", "2026-Q2", 1, "2026/27"),
        ("2026-Q1", "Quarter 4 of 2025/26", "2026-Q1", 10, "2025/26"),
        ("2018-W05", "week to 4 February 2018", "2018-W05", 10, "2017/18"),
        ("2018/19", "2018/19", "2018/19", 1, "2018/19"),
        ("AY2018/19", "2018/19", "AY2018/19", 6, "2018/19"),
    ],
)
def test_labels_and_financial_months(
    code: str, label: str, short_label: str, financial_month: int, financial_year: str
) -> None:
    period = Period.parse(code)
    assert (period.label, period.short_label) == (label, short_label)
    assert (period.financial_month, period.financial_year.code) == (financial_month, financial_year)


@pytest.mark.parametrize(
    ("grain", "months"),
    [("week", 0), ("month", 1), ("quarter", 3), ("financial_year", 12), ("academic_year", 12)],
)
def test_lengths_in_months(grain: str, months: int) -> None:
    assert Grain(grain).months == months


def test_months_are_added_across_years() -> None:
    assert add_months(date(2018, 11, 1), 3) == date(2019, 2, 1)
    assert add_months(date(2018, 2, 1), -14) == date(2016, 12, 1)
