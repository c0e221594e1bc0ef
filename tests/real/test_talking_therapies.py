"""Talking Therapies: the annual measures, the monthly series of 2019-20, the trusts of 2022-23, one trust."""

from pathlib import Path

import pytest

from tests.support.published import Published
from trustboard.warehouse.session import Session, literal

pytestmark = pytest.mark.real
YEARS = ("2017/18", "2018/19", "2019/20", "2020/21", "2021/22")
RATES = {
    "tt_recovery_annual": "recovery",
    "tt_reliable_recovery_annual": "reliable_recovery",
    "tt_improvement_annual": "improvement",
    "fact_deteriorated": "deterioration",
    "fact_unchanged": "no_reliable_change",
}


@pytest.fixture(scope="module")
def stated(real_data: Path) -> dict[tuple[str, str], float]:
    """England's percentages as the publisher states them, by measure and year."""
    path = next((real_data / "talking_therapies_annual").glob("talking_therapies_measures_*.parquet"))
    sql = (
        "SELECT measure_name, reporting_period, value FROM read_parquet(" + literal(path) + ") "
        "WHERE org_type = 'England' AND variable_type = 'Total' AND measure_statistic = 'percentage'"
    )
    with Session(files=[path]) as session:
        return {(name, year.replace("-", "/")): float(value) for name, year, value in session.rows(sql)}


@pytest.mark.parametrize(
    ("year", "count"), list(zip(YEARS, (1439957, 1603643, 1694790, 1456446, 1812596), strict=True))
)
def test_referrals_in_england(published: Published, year: str, count: int) -> None:
    assert published.figure("tt_referrals_annual", "ENG", year)["value"] == count


@pytest.mark.parametrize(("year", "per_cent"), list(zip(YEARS, (50.8, 52.1, 51.1, 51.4, 50.2), strict=True)))
def test_recovery_in_england(published: Published, year: str, per_cent: float) -> None:
    assert round(published.figure("tt_recovery_annual", "ENG", year)["value"] * 100, 1) == per_cent


@pytest.mark.parametrize("indicator", RATES)
def test_every_rate_is_exact_for_england_in_every_year(
    published: Published, stated: dict[tuple[str, str], float], indicator: str
) -> None:
    for year in YEARS:
        value = published.figure(indicator, "ENG", year)["value"]
        assert round(value * 100, 1) == stated[RATES[indicator], year], year


def test_dividing_by_those_at_caseness_would_be_wrong(published: Published) -> None:
    assert round(published.figure("fact_wrong_recovery", "ENG", "2020/21")["value"] * 100, 1) == 51.5


@pytest.mark.parametrize(("year", "count"), list(zip(YEARS, (170, 175, 179, 164, 158), strict=True)))
def test_providers_of_a_year(published: Published, year: str, count: int) -> None:
    rows = published.figures("tt_referrals_annual", period=year)
    assert len({row["unit"] for row in rows} - {"ENG"}) == count


def test_withheld_and_unpublished_numbers_are_states(published: Published) -> None:
    states = {row["state"] for row in published.figures("tt_recovery_annual")}
    assert {"value", "suppressed"} <= states
    assert "incomplete" not in states


def test_recovery_is_held_to_half_in_every_year(published: Published) -> None:
    verdicts = published.verdicts("tt_recovery_annual", "ENG")
    assert {row["standard"] for row in verdicts.values()} == {"tt_recovery_annual_50"}
    assert {row["verdict"] for row in verdicts.values()} == {"achieved"}


@pytest.mark.parametrize(
    ("period", "referrals", "treated", "finished", "recovery"),
    [
        ("2019-02", 137647, 93098, 46212, 53.6),
        ("2019-08", 130601, 90503, 48547, 52.2),
        ("2020-02", 149713, 94307, 47337, 51.0),
    ],
)
def test_a_month_of_england(
    published: Published, period: str, referrals: int, treated: int, finished: int, recovery: float
) -> None:
    names = ("iapt_referrals", "iapt_first_treatments", "fact_finished", "iapt_recovery")
    values = [published.figure(name, "ENG", period)["value"] for name in names]
    assert values[:3] == [referrals, treated, finished]
    assert values[3] == pytest.approx(recovery / 100, abs=1e-9)


def test_the_providers_referrals_are_eight_above_england(published: Published) -> None:
    rows = published.figures("iapt_referrals", period="2019-02")
    assert sum(row["value"] or 0 for row in rows if row["unit"] != "ENG") == 137655


@pytest.mark.parametrize(
    ("unit", "period", "referrals", "recovery"),
    [("R1L", "2019-02", 1265, 0.79), ("R1L", "2019-03", 1725, 0.45), ("RH5", "2019-02", 900, 0.57)],
)
def test_a_month_of_a_trust(
    published: Published, unit: str, period: str, referrals: int, recovery: float
) -> None:
    assert published.figure("iapt_referrals", unit, period)["value"] == referrals
    assert published.figure("iapt_recovery", unit, period)["value"] == pytest.approx(recovery)


def test_march_2019_of_essex_misses_the_recovery_standard(published: Published) -> None:
    verdicts = published.verdicts("iapt_recovery", "R1L")
    assert (verdicts["2019-02"]["verdict"], verdicts["2019-03"]["verdict"]) == ("achieved", "not achieved")


def test_182_providers_and_13_months(published: Published) -> None:
    rows = published.figures("iapt_referrals")
    assert len({row["unit"] for row in rows} - {"ENG"}) == 182
    assert len({row["period"] for row in rows}) == 13


def test_a_dash_is_not_collected_and_a_star_is_suppressed(published: Published) -> None:
    rows = published.figures("iapt_first_treatments")
    counts = {state: sum(row["state"] == state for row in rows) for state in ("not_collected", "suppressed")}
    assert counts["not_collected"] == 180
    assert counts["suppressed"] > 0


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("tt_referrals", 1200),
        ("fact_accessing", 935),
        ("tt_6w", 0.57),
        ("tt_18w", 0.98),
        ("fact_ended", 1145),
        ("fact_finished_by_trust", 450),
        ("tt_recovery", 0.60),
        ("tt_reliable_recovery", 0.57),
    ],
)
def test_may_2022_of_somerset(published: Published, indicator: str, value: float) -> None:
    assert published.figure(indicator, "RH5", "2022-05")["value"] == pytest.approx(value)


@pytest.mark.parametrize(("period", "trusts"), [("2022-05", 36), ("2023-05", 34)])
def test_trusts_drop_out(published: Published, period: str, trusts: int) -> None:
    units = {row["unit"] for row in published.figures("tt_referrals", period=period)}
    assert len(units) == trusts
    assert ("RHA" in units, "RTD" in units) == (trusts == 36, trusts == 36)


def test_may_2022_of_somerset_misses_six_weeks_and_keeps_eighteen(published: Published) -> None:
    assert published.verdicts("tt_6w", "RH5")["2022-05"]["verdict"] == "not achieved"
    assert published.verdicts("tt_18w", "RH5")["2022-05"]["verdict"] == "achieved"


def test_the_ambition_of_2024_does_not_judge_2022(published: Published) -> None:
    assert published.verdicts("tt_reliable_recovery", "RH5")["2022-05"]["standard"] is None


def test_april_2026_of_dorset(published: Published) -> None:
    assert published.figure("fact_dorset_referrals", "RDY", "2026-04")["value"] == 1815
