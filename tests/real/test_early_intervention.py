"""Early intervention in psychosis, December 2015 to June 2018: facts anyone can check against the file."""

import csv
from pathlib import Path

import pytest

from tests.support.published import Published

pytestmark = pytest.mark.real
WHOLE = "2015-12..2018-06"


@pytest.fixture(scope="module")
def providers(real_data: Path) -> set[str]:
    """The codes of the providers that the file names."""
    (path,) = (real_data / "eip_waiting_times").glob("EIP-*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["Provider_Org_code"] for row in csv.DictReader(file)}


def test_england_over_the_whole_file(published: Published) -> None:
    row = published.total("eip_2w", "ENG", WHOLE)
    assert (row["numerator"], row["denominator"], row["state"]) == (24990, 34083, "value")
    assert round(row["value"] * 100, 2) == 73.32


def test_england_in_december_2015(published: Published) -> None:
    row = published.figure("eip_2w", "ENG", "2015-12")
    assert (row["numerator"], row["denominator"]) == (523, 886)


@pytest.mark.parametrize(
    ("period", "per_cent"), [("2015-12", 59.03), ("2016-04", 64.95), ("2017-04", 72.47), ("2018-04", 74.43)]
)
def test_england_in_a_month(published: Published, period: str, per_cent: float) -> None:
    assert round(published.figure("eip_2w", "ENG", period)["value"] * 100, 2) == per_cent


def test_england_has_every_month_and_no_other(published: Published) -> None:
    periods = [row["period"] for row in published.figures("eip_2w", unit="ENG")]
    assert (len(periods), periods[0], periods[-1]) == (31, "2015-12", "2018-06")


@pytest.mark.parametrize(
    ("unit", "span", "completed"),
    [
        ("RWN", "2015-12..2017-03", 155),
        ("RRD", "2015-12..2017-03", 207),
        ("R1L", "2017-04..2018-06", 382),
        ("RH5", WHOLE, 188),
        ("RVN", WHOLE, 1099),
    ],
)
def test_completed_pathways_of_a_trust(published: Published, unit: str, span: str, completed: int) -> None:
    row = published.total("eip_started", unit, span)
    assert (row["numerator"], row["state"]) == (completed, "value")


def test_the_merged_trust_continues_the_history_of_its_predecessors(published: Published) -> None:
    before = published.total("eip_started", "R1L", "2015-12..2017-03")
    whole = published.total("eip_started", "R1L", WHOLE)
    assert (before["numerator"], whole["numerator"]) == (155 + 207, 155 + 207 + 382)
    assert len(published.figures("eip_started", unit="R1L")) == 31


def test_the_predecessors_end_with_march_2017(published: Published) -> None:
    for unit in ("RWN", "RRD"):
        assert published.figures("eip_started", unit=unit)[-1]["period"] == "2017-03"


def test_a_month_of_the_merged_trust_is_the_sum_of_its_predecessors(published: Published) -> None:
    for month in ("2016-01", "2017-03"):
        parts = [published.figure("eip_2w", unit, month) for unit in ("RWN", "RRD")]
        whole = published.figure("eip_2w", "R1L", month)
        assert whole["numerator"] == sum(part["numerator"] for part in parts)
        assert whole["denominator"] == sum(part["denominator"] for part in parts)


def test_in_april_2018_57_providers_had_a_completed_pathway_and_one_had_none(
    published: Published, providers: set[str]
) -> None:
    rows = published.figures("eip_started", period="2018-04")
    completed = [row["numerator"] for row in rows if row["unit"] in providers]
    assert (sum(count > 0 for count in completed), completed.count(0)) == (57, 1)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator"), [("R1L", 12, 19), ("RDY", 3, 3), ("RH5", 1, 2)]
)
def test_april_2018_of_a_trust(published: Published, unit: str, numerator: int, denominator: int) -> None:
    row = published.figure("eip_2w", unit, "2018-04")
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)


def test_all_61_providers_of_the_file_have_figures(published: Published, providers: set[str]) -> None:
    assert len(providers) == 61
    assert providers <= {row["unit"] for row in published.figures("eip_started")}


def test_england_is_the_sum_of_its_providers_in_every_month(
    published: Published, providers: set[str]
) -> None:
    """What a provider took over from another is in both their figures, and counts once."""
    with (published.folder / "organisation.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    taken_over = {line["unit_code"] for line in lines if line["successor"] in providers}
    assert {"RRD", "RWN"} == taken_over & providers
    rows = [row for row in published.figures("eip_2w") if row["unit"] in providers]
    for england in published.figures("eip_2w", unit="ENG"):
        month = [row for row in rows if row["period"] == england["period"]]
        twice = [row for row in month if row["unit"] in taken_over]
        for part in ("numerator", "denominator"):
            total = sum(row[part] for row in month) - sum(row[part] for row in twice)
            assert total == england[part], england["period"]


def test_commissioners_add_up_to_their_provider(published: Published) -> None:
    rows = published.rows(
        "figures", "--indicator", "eip_2w", "--unit", "R1L", "--period", "2018-04", "--cuts"
    )
    whole = next(row for row in rows if row["commissioner"] is None)
    parts = [row for row in rows if row["commissioner"] is not None]
    assert len(parts) > 1
    assert sum(part["numerator"] for part in parts) == whole["numerator"]
    assert sum(part["denominator"] for part in parts) == whole["denominator"]


def test_218_commissioners_are_known(published: Published) -> None:
    rows = published.rows("figures", "--indicator", "eip_2w", "--unit", "ENG", "--cuts")
    assert len({row["commissioner"] for row in rows} - {None}) == 218


def test_every_row_of_the_file_adds_up(published: Published) -> None:
    said = next(line for line in published.said.splitlines() if line.startswith("EIP-Timeseries"))
    assert "16,890 rows read, 16,890 accepted, 0 rejected" in said


def test_a_month_without_a_completed_pathway_is_no_cases_and_not_nought_per_cent(
    published: Published,
) -> None:
    empty = [row for row in published.figures("eip_2w") if row["denominator"] == 0]
    assert empty
    assert {(row["state"], row["value"]) for row in empty} == {("no_cases", None)}


@pytest.mark.parametrize(
    ("period", "standard"),
    [
        ("2016-03", None),
        ("2016-04", "eip_2w_50"),
        ("2018-03", "eip_2w_50"),
        ("2018-04", "eip_2w_53"),
        ("2018-06", "eip_2w_53"),
    ],
)
def test_each_month_is_judged_by_the_standard_of_its_date(
    published: Published, period: str, standard: str | None
) -> None:
    for unit in ("ENG", "R1L", "RH5"):
        assert published.verdicts("eip_2w", unit)[period]["standard"] == standard


def test_april_2018_of_somerset_misses_53_per_cent_that_it_would_have_met_before(
    published: Published,
) -> None:
    verdict = published.verdicts("eip_2w", "RH5")["2018-04"]
    assert (verdict["value"], verdict["verdict"]) == (0.5, "not achieved")


def test_march_2018_is_still_held_to_50_per_cent(published: Published) -> None:
    said = published.run("explain", "eip_2w", "R1L", "2018-03")
    assert "eip_2w_50 colours: in force on 31 March 2018" in said


def test_the_standards_of_later_years_are_known_with_their_dates(published: Published) -> None:
    lines = [
        line.split(",")
        for file in sorted((published.folder / "frameworks").glob("*/standards.csv"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if ",eip_2w," in line
    ]
    assert [(line[4], line[8]) for line in lines] == [
        ("50%", "2016-04-01"),
        ("53%", "2018-04-01"),
        ("56%", "2019-04-01"),
        ("60%", "2020-04-01"),
    ]
