"""People in contact, out of area placements, social care outcomes, one trust's returns, and the organisation."""

import csv

import pytest

from tests.support.published import Published

pytestmark = pytest.mark.real


@pytest.mark.parametrize(("period", "people"), [("2016-04", 1168537), ("2024-04", 1905302)])
def test_people_in_contact_in_england(published: Published, period: str, people: int) -> None:
    assert published.figure("people_in_contact_england", "ENG", period)["value"] == people


def test_people_in_contact_in_england_has_97_months_without_a_gap(published: Published) -> None:
    rows = published.figures("people_in_contact_england")
    assert (len(rows), {row["unit"] for row in rows}, {row["state"] for row in rows}) == (
        97,
        {"ENG"},
        {"value"},
    )


@pytest.mark.parametrize(
    ("period", "people"), [("2016-05", 33355), ("2016-07", 33840), ("2016-08", 16345), ("2023-03", 19015)]
)
def test_people_in_contact_in_dorset(published: Published, period: str, people: int) -> None:
    assert published.figure("people_in_contact", "RDY", period)["value"] == people


def test_people_in_contact_in_dorset_has_83_months_to_march_2023(published: Published) -> None:
    rows = [row for row in published.figures("people_in_contact", unit="RDY") if row["period"] <= "2023-03"]
    assert len(rows) == 83


def test_one_trusts_people_are_not_taken_for_england(published: Published) -> None:
    assert {row["unit"] for row in published.figures("people_in_contact") if row["value"]} == {"RDY"}


def test_the_limits_of_dorset_are_recalculated_at_the_step_of_august_2016(published: Published) -> None:
    verdicts = published.verdicts("people_in_contact", "RDY")
    assert verdicts["2018-06"]["upper_limit"] < 33355 / 1.5
    definition = (published.folder / "indicators" / "people_in_contact.yaml").read_text(encoding="utf-8")
    assert "period: 2016-08, unit: RDY" in definition


@pytest.mark.parametrize(
    ("month", "active", "cost"), [("2016-10", 203, 501), ("2016-11", 528, 525), ("2016-12", 528, 505)]
)
def test_placements_out_of_area(published: Published, month: str, active: int, cost: int) -> None:
    assert published.figure("oap_active", "ENG", month)["value"] == active
    assert published.figure("oap_daily_cost", "ENG", month)["value"] == cost


@pytest.mark.parametrize(("month", "providers"), [("2016-10", 86), ("2016-11", 87), ("2016-12", 60)])
def test_providers_that_send_people_away(published: Published, month: str, providers: int) -> None:
    """The counts of the files include England's own row among the sending providers."""
    rows = published.figures("oap_active", period=month)
    assert len({row["unit"] for row in rows}) == providers


def test_withheld_placements_are_suppressed(published: Published) -> None:
    rows = [row for row in published.figures("oap_active") if row["value"] is None]
    assert rows
    assert {row["state"] for row in rows} == {"suppressed"}


OUTCOMES = {
    "fact_1e": 5.1,
    "fact_1f": 9,
    "sc_settled_home": 0.783,
    "fact_1h": 58,
    "fact_1c1a": 92.2,
    "fact_1c2a": 26.6,
    "sc_admissions_18_64": 13.3,
    "sc_admissions_65_plus": 498.2,
    "sc_at_home_91_days": 0.791,
    "fact_2d": 74.9,
}


@pytest.mark.parametrize(("indicator", "value"), OUTCOMES.items())
def test_social_care_outcomes_of_england(published: Published, indicator: str, value: float) -> None:
    assert published.figure(indicator, "ENG", "2020/21")["value"] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("indicator", ["sc_quality_of_life", "fact_1b", "fact_3a", "fact_4a", "fact_4b"])
def test_what_the_survey_would_have_asked_is_not_collected(published: Published, indicator: str) -> None:
    row = published.figure(indicator, "ENG", "2020/21")
    assert (row["state"], row["value"]) == ("not_collected", None)


def test_a_few_councils_ran_the_survey_all_the_same(published: Published) -> None:
    states = [row["state"] for row in published.figures("sc_quality_of_life")]
    assert 0 < states.count("value") < states.count("not_collected")


@pytest.mark.parametrize(
    ("council", "indicator", "value"),
    [
        ("E10000027", "sc_settled_home", 0.808),
        ("E10000027", "sc_admissions_18_64", 11.6),
        ("E10000027", "sc_admissions_65_plus", 380.4),
        ("E10000012", "sc_settled_home", 0.454),
        ("E10000012", "sc_admissions_65_plus", 449.2),
        ("E06000033", "sc_settled_home", 0.876),
        ("E06000034", "sc_admissions_65_plus", 618.3),
    ],
)
def test_social_care_outcomes_of_a_council(
    published: Published, council: str, indicator: str, value: float
) -> None:
    assert published.figure(indicator, council, "2020/21")["value"] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("indicator", "value", "middle", "rank"),
    [
        ("stays_over_60_days", 0.4655, 24.52, 47),
        ("fact_community_waits", 0, 0.19, 1),
        ("sickness_absence", 0.0547, 6.22, 13),
        ("crisis_24h", 0.6554, 71.97, 33),
    ],
)
def test_the_oversight_framework_of_dorset(
    published: Published, indicator: str, value: float, middle: float, rank: int
) -> None:
    name = {"stays_over_60_days": "stays", "fact_community_waits": "waits", "sickness_absence": "sickness"}
    word = name.get(indicator, "crisis")
    told = [
        published.figure(each, "RDY", "2026-Q1")["value"]
        for each in (indicator, f"fact_median_{word}", f"fact_rank_{word}")
    ]
    assert told == pytest.approx([value, middle, rank], abs=1e-9)


def test_the_league_table_of_dorset(published: Published) -> None:
    """The likely range of the rank (6 to 49) is held by the contract: any other text is refused."""
    names = ("fact_segment", "fact_score", "fact_rank")
    assert [published.figure(name, "RDY", "2026-Q1")["value"] for name in names] == [2, 2.21, 24]


def test_complaints_of_dorset(published: Published) -> None:
    row = published.figure("complaints_upheld", "RDY", "2024/25")
    assert (row["numerator"], row["denominator"]) == (98 + 61, 354)
    assert published.figure("fact_received", "RDY", "2024/25")["value"] == 403


def lines_of(published: Published, code: str) -> list[dict[str, str]]:
    with (published.folder / "organisation.csv").open(encoding="utf-8", newline="") as file:
        return [line for line in csv.DictReader(file) if line["unit_code"] == code]


@pytest.mark.parametrize(
    ("code", "last_day", "successor"),
    [
        ("RRD", "2017-03-31", "R1L"),
        ("RWN", "2017-03-31", "R1L"),
        ("RJX", "2016-06-30", "RW4"),
        ("RRP", "2024-10-31", "G6V2S"),
        ("R1C", "2024-09-30", ""),
        ("RA4", "2023-03-31", ""),
    ],
)
def test_a_trust_that_ended_has_its_day_and_a_successor_where_that_was_new(
    published: Published, code: str, last_day: str, successor: str
) -> None:
    """RW4 is older than its merger with RJX, but one file still has numbers under the old code."""
    line = lines_of(published, code)[-1]
    assert (line["valid_to"], line["successor"]) == (last_day, successor)


@pytest.mark.parametrize(("code", "first_day"), [("R1L", "2017-04-01"), ("G6V2S", "2024-11-01")])
def test_a_new_trust_has_its_day(published: Published, code: str, first_day: str) -> None:
    assert lines_of(published, code)[0]["valid_from"] == first_day


def test_gloucestershire_keeps_its_code_through_its_new_name(published: Published) -> None:
    assert len({line["name"] for line in lines_of(published, "RTQ")}) == 2
    assert not any(line["successor"] for line in lines_of(published, "RTQ"))


def test_a_trust_has_its_name_of_the_time(published: Published) -> None:
    row = published.figure("eip_2w", "RH5", "2018-06")
    assert row["unit_name"] == "Somerset Partnership NHS Foundation Trust"
    row = published.figure("rtt_waiting", "RH5", "2026-01")
    assert row["unit_name"] == "Somerset NHS Foundation Trust"


def test_no_unit_of_any_file_is_without_a_place(published: Published) -> None:
    assert "unit-not-in-organisation" not in published.said
    assert "unit-outside-its-dates" not in published.said


def test_providers_that_sent_nothing_in_the_last_month_are_named(published: Published) -> None:
    found = [line for line in published.said.splitlines() if "[return-missing]" in line]
    assert any("out_of_area has nothing of these units for December 2016" in line for line in found)
