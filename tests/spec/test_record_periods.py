"""Which records belong to which period, and over which days a figure adds up."""

import pytest

from tests.spec.record_tables import Engine, by_period

CLOCK = {"start": "came", "stop": "went"}


WENT = """
went
2026-03-31
2026-04-01
2026-04-30
2026-05-01
-
"""


def test_an_event_belongs_to_the_month_of_its_day(record_engine: Engine) -> None:
    assert by_period(record_engine, WENT, covers="2026-03..2026-05") == {
        "2026-03": "1",
        "2026-04": "2",
        "2026-05": "1",
    }


def test_the_date_of_the_event_can_be_another_than_the_extracts_own(record_engine: Engine) -> None:
    stays = """
    came       | went
    2026-03-31 | 2026-04-02
    2026-04-30 | 2026-05-02
    -          | 2026-04-02
    """
    told = {"covers": "2026-03..2026-05"}
    assert by_period(record_engine, stays, **told, period={"date": "came"}) == {
        "2026-03": "1",
        "2026-04": "1",
        "2026-05": "0",
    }
    assert by_period(record_engine, stays, **told, period={"date": "coalesce(came, went)"})["2026-04"] == "2"


def test_a_time_belongs_to_its_day(record_engine: Engine) -> None:
    stays = """
    arrived
    2026-04-30 23:59:59
    2026-05-01 00:00:00
    """
    told = {"period": {"date": "arrived"}, "covers": "2026-04..2026-05"}
    assert by_period(record_engine, stays, **told) == {"2026-04": "1", "2026-05": "1"}


def test_a_shift_moves_the_window_back_and_needs_its_days_covered(record_engine: Engine) -> None:
    stays = """
    went
    2026-04-26
    2026-04-27
    2026-05-27
    2026-05-28
    """
    found = by_period(record_engine, stays, covers="2026-04..2026-05", period={"shift_days": 4})
    assert found == {"2026-05": "2"}  # April would begin on 28 March, June is not over on 27 May


def test_weeks_begin_on_monday(record_engine: Engine) -> None:
    stays = """
    went
    2026-04-05
    2026-04-06
    2026-04-12
    2026-04-13
    """
    found = by_period(record_engine, stays, period={"grain": "week"})
    assert found == {"2026-W15": "2", "2026-W16": "1", "2026-W17": "0"}  # whole weeks of April only


@pytest.mark.parametrize(
    ("grain", "covers", "expected"),
    [
        ("quarter", "2026-03..2026-06", {"2026-Q2": "3"}),
        ("financial_year", "2026-03..2027-03", {"2026/27": "3"}),
        ("academic_year", "2025-09..2026-08", {"AY2025/26": "4"}),
        ("academic_year", "2025-10..2026-08", {}),
    ],
)
def test_longer_grains_add_their_months(
    record_engine: Engine, grain: str, covers: str, expected: dict[str, str]
) -> None:
    assert by_period(record_engine, WENT, covers=covers, period={"grain": grain}) == expected


def test_a_window_adds_the_months_before(record_engine: Engine) -> None:
    found = by_period(record_engine, WENT, covers="2026-03..2026-06", period={"window_months": 3})
    assert found == {"2026-05": "4", "2026-06": "3"}


def test_a_window_is_of_the_last_months_of_a_longer_period(record_engine: Engine) -> None:
    told = {"covers": "2025-10..2026-06", "period": {"grain": "quarter", "window_months": 6}}
    assert by_period(record_engine, WENT, **told) == {"2026-Q1": "1", "2026-Q2": "4"}


CLOCKS = """
came       | went
2026-04-30 | -
2026-04-30 | 2026-04-30
2026-04-01 | 2026-05-01
2026-03-15 | 2026-05-31
2026-05-01 | -
-          | 2026-06-01
"""


def test_an_open_clock_is_counted_on_the_last_day_only(record_engine: Engine) -> None:
    found = by_period(record_engine, CLOCKS, covers="2026-03..2026-05", period={"open_at_end": CLOCK})
    assert found == {"2026-03": "1", "2026-04": "3", "2026-05": "2"}


def test_an_open_clock_of_a_quarter_looks_at_the_quarters_last_day(record_engine: Engine) -> None:
    told = {"covers": "2026-04..2026-06", "period": {"grain": "quarter", "open_at_end": CLOCK}}
    assert by_period(record_engine, CLOCKS, **told) == {"2026-Q2": "2"}


def test_an_open_clock_needs_only_its_last_day_covered(record_engine: Engine) -> None:
    told = {"covers": "2026-06", "period": {"grain": "quarter", "open_at_end": CLOCK}}
    assert by_period(record_engine, CLOCKS, **told) == {"2026-Q2": "2"}


def test_a_running_clock_is_counted_in_every_month_it_touches(record_engine: Engine) -> None:
    found = by_period(record_engine, CLOCKS, covers="2026-03..2026-06", period={"during": CLOCK})
    assert found == {"2026-03": "1", "2026-04": "4", "2026-05": "4", "2026-06": "2"}


def test_a_running_clock_counts_once_a_month_in_a_quarter(record_engine: Engine) -> None:
    told = {"covers": "2026-04..2026-06", "period": {"grain": "quarter", "during": CLOCK}}
    assert by_period(record_engine, CLOCKS, **told) == {"2026-Q2": "10"}


def test_bed_days_are_clipped_to_each_month_and_the_day_of_leaving_is_none(record_engine: Engine) -> None:
    told = {"numerator": "days_in_period(came, went)", "period": {"during": CLOCK}}
    found = by_period(record_engine, CLOCKS, covers="2026-03..2026-06", **told)
    assert found == {"2026-03": "17", "2026-04": "61", "2026-05": "92", "2026-06": "60"}
    told["period"] = {"during": CLOCK, "grain": "quarter"}
    assert by_period(record_engine, CLOCKS, covers="2026-04..2026-06", **told) == {"2026-Q2": "213"}


def test_the_period_named_in_a_condition_is_the_month_not_the_window(record_engine: Engine) -> None:
    told = {"population": "went = period_end", "period": {"window_months": 3}}
    assert by_period(record_engine, WENT, covers="2026-03..2026-05", **told) == {"2026-05": "2"}
