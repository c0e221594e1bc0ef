"""Community and children's waits (4WW files), April to July 2024."""

import csv
from pathlib import Path
from statistics import median

import pytest

from tests.support.published import Published

pytestmark = pytest.mark.real
MONTHS = ("2024-04", "2024-05", "2024-06", "2024-07")
NAMES = {"2024-04": "Apr", "2024-05": "May", "2024-06": "Jun", "2024-07": "Jul"}


@pytest.fixture(scope="module")
def files(real_data: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each month's file as they stand."""
    found = {}
    for month, name in NAMES.items():
        path = real_data / "mhsds_4ww" / f"MHSDS Data_4WW_{name}Perf_2024_v2.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[month] = list(csv.DictReader(file))
    return found


@pytest.mark.parametrize(("month", "count"), list(zip(MONTHS, (178843, 179046, 175622, 178835), strict=True)))
def test_referral_spells_started_in_england(published: Published, month: str, count: int) -> None:
    row = published.figure("cmh_started", "ENG", month)
    assert (row["value"], row["state"]) == (count, "value")


def test_within_four_weeks_in_england_is_a_part_of_all_clock_stops(published: Published) -> None:
    row = published.figure("cmh_4w", "ENG", "2024-04")
    assert (row["numerator"], row["denominator"]) == (2099, 19727)
    assert round(row["value"] * 100, 5) == 10.64024


def test_within_four_weeks_equals_the_published_share_in_every_month(
    published: Published, files: dict[str, list[dict[str, str]]]
) -> None:
    for month, rows in files.items():
        (share,) = [
            float(row["MEASURE_VALUE"])
            for row in rows
            if (row["BREAKDOWN"], row["MEASURE_ID"]) == ("England", "MRS01b")
        ]
        assert published.figure("cmh_4w", "ENG", month)["value"] * 100 == pytest.approx(share, abs=5e-6)


@pytest.mark.parametrize(("month", "count"), list(zip(MONTHS, (178795, 178995, 175560, 178790), strict=True)))
def test_the_providers_sum_to_less_than_england(published: Published, month: str, count: int) -> None:
    rows = published.figures("cmh_started", period=month)
    known = [row["value"] for row in rows if row["unit"] != "ENG" and row["value"] is not None]
    assert sum(known) == count


def provider_rows(rows: list[dict[str, str]], measure: str) -> dict[str, str]:
    return {
        row["PRIMARY_LEVEL"]: row["MEASURE_VALUE"]
        for row in rows
        if row["BREAKDOWN"] == "Provider" and row["MEASURE_ID"] == measure
    }


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [
        ("cmh_started", "MRS04"),
        ("cmh_second_contact_median", "MRS03a"),
        ("cyp_first_contact_median", "MRS10a"),
    ],
)
def test_a_withheld_cell_is_suppressed_and_a_shown_one_is_the_number(
    published: Published, files: dict[str, list[dict[str, str]]], indicator: str, measure: str
) -> None:
    for month, rows in files.items():
        shown = {row["unit"]: row for row in published.figures(indicator, period=month)}
        for unit, cell in provider_rows(rows, measure).items():
            state, value = shown[unit]["state"], shown[unit]["value"]
            assert (state, value) == (("suppressed", None) if cell == "*" else ("value", float(cell))), unit


def test_a_share_with_a_withheld_part_is_suppressed_and_never_nought(published: Published) -> None:
    rows = published.figures("cmh_4w")
    assert {row["state"] for row in rows if row["numerator"] is None} == {"suppressed"}
    assert published.figure("cmh_4w", "R1L", "2024-06")["state"] == "suppressed"
    assert published.verdicts("cmh_4w", "R1L")["2024-06"]["verdict"] != "not achieved"


def test_what_a_provider_shows_is_a_multiple_of_five_and_five_at_least(published: Published) -> None:
    shown = [row["value"] for row in published.figures("cmh_started") if row["unit"] != "ENG"]
    numbers = [value for value in shown if value is not None]
    assert min(numbers) == 5
    assert all(value % 5 == 0 for value in numbers)


def test_six_in_ten_cells_are_withheld(files: dict[str, list[dict[str, str]]]) -> None:
    for rows in files.values():
        share = sum(row["MEASURE_VALUE"] == "*" for row in rows) / len(rows)
        assert 0.607 < share < 0.6255


def test_rolling_months_are_never_added_up(published: Published) -> None:
    row = published.total("cmh_started", "ENG", "2024-04..2024-07")
    assert row["value"] is None


def test_the_second_contact_median_of_essex_jumps(published: Published) -> None:
    values = [published.figure("cmh_second_contact_median", "R1L", month)["value"] for month in MONTHS]
    assert values == [369, 171, 153, 328]


@pytest.fixture(scope="module")
def children_first(published: Published, real_data: Path) -> list[tuple[float, str]]:
    """The median waits of July 2024 of today's mental health trusts, the shortest first."""
    with (real_data / "ods_reference" / "trust_types_regions_2026-08.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        trusts = {row["ods_code"] for row in csv.DictReader(file) if "Mental Health" in row["type"]}
    assert len(trusts) == 47
    rows = published.figures("cyp_first_contact_median", period="2024-07")
    return sorted(
        (row["value"], row["unit"]) for row in rows if row["unit"] in trusts and row["value"] is not None
    )


def test_children_of_46_mental_health_trusts_wait_half_a_year_in_the_middle(
    children_first: list[tuple[float, str]],
) -> None:
    assert len(children_first) == 46
    assert median(value for value, _ in children_first) == 166.5


@pytest.mark.parametrize(("unit", "days", "place"), [("RDY", 19, 3), ("RVN", 147, 19), ("R1L", 182, 27)])
def test_a_trusts_place_among_them(
    children_first: list[tuple[float, str]], unit: str, days: int, place: int
) -> None:
    assert dict((code, value) for value, code in children_first)[unit] == days
    assert sum(value <= days for value, _ in children_first) == place  # of two alike, the later place
