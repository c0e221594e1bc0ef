"""A&E, referral to treatment, delayed transfers and beds."""

import csv
from pathlib import Path

import pytest

from tests.support.published import Published

pytestmark = pytest.mark.real
MONTHS = {
    "2024-07": "July-2024-revised",
    "2024-08": "August-2024",
    "2024-09": "September-2024",
    "2024-10": "October-2024-revised",
    "2024-11": "November-2024-revised",
    "2024-12": "December-2024",
    "2025-01": "January-2025",
    "2025-02": "February-2025-revised",
    "2025-03": "March-2025",
}
ALL_TYPES = ("Type 1", "Type 2", "Other A&E Department")
LONG_WAITS = ("Type 1", "Type 2", "Other Department")


def total_row(data: Path, name: str) -> dict[str, str]:
    """The row of totals that the publisher put among the organisations."""
    path = data / "ae_monthly_by_provider" / f"Monthly-AE-{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["Org Code"].strip().upper() == "TOTAL"]
    return row


@pytest.mark.parametrize(("month", "name"), MONTHS.items())
def test_the_total_equals_the_sum_of_the_organisations(
    published: Published, real_data: Path, month: str, name: str
) -> None:
    total = total_row(real_data, name)
    attended = sum(int(total[f"A&E attendances {kind}"]) for kind in ALL_TYPES)
    waited = sum(int(total[f"Attendances over 4hrs {kind}"]) for kind in LONG_WAITS)
    row = published.figure("ae_4h", "ENG", month)
    assert (row["numerator"], row["denominator"]) == (attended - waited, attended)
    type_1 = int(total["A&E attendances Type 1"])
    assert published.figure("ae_type_1", "ENG", month)["value"] == type_1
    row = published.figure("ae_admitted", "ENG", month)
    assert (row["numerator"], row["denominator"]) == (
        int(total["Emergency admissions via A&E - Type 1"]),
        type_1,
    )
    row = published.figure("ae_12h", "ENG", month)
    assert row["numerator"] == int(total["Patients who have waited 12+ hrs from DTA to admission"])


@pytest.mark.parametrize(
    ("month", "count"),
    [("2024-07", 1399224), ("2024-09", 1335923), ("2024-12", 1407530), ("2025-03", 1418235)],
)
def test_attendances_at_major_departments(published: Published, month: str, count: int) -> None:
    assert published.figure("ae_type_1", "ENG", month)["value"] == count


def test_a_row_of_totals_is_no_organisation(published: Published) -> None:
    units = {row["unit"] for row in published.figures("ae_type_1")}
    assert not units & {"TOTAL", "Total", "-"}
    said = [line for line in published.said.splitlines() if line.startswith("Monthly-AE-")]
    assert len(said) == 9
    assert all("left out: 1 total rows" in line and "0 rejected" in line for line in said)


def test_four_hours_is_judged_by_95_per_cent_with_the_ambition_of_march_beside_it(
    published: Published,
) -> None:
    verdicts = published.verdicts("ae_4h", "ENG")
    assert {(row["standard"], row["verdict"]) for row in verdicts.values()} == {("ae_4h_95", "not achieved")}
    said = published.run("explain", "ae_4h", "ENG", "2025-03")
    assert "ae_4h_78_march_2025 applies beside it and does not colour" in said
    assert "ae_4h_78_march_2025" not in published.run("explain", "ae_4h", "ENG", "2025-02")


def test_the_waiting_list_of_england(published: Published) -> None:
    assert published.figure("rtt_waiting", "ENG", "2026-01")["value"] == 7187677
    row = published.figure("rtt_18w", "ENG", "2026-01")
    assert (row["numerator"], row["denominator"], round(row["value"] * 100, 2)) == (4412147, 7187677, 61.38)
    assert published.figure("rtt_52w", "ENG", "2026-01")["numerator"] == 137320


@pytest.mark.parametrize(("unit", "waiting"), [("RH5", 53143), ("RJ8", 664), ("RW1", 4170)])
def test_the_waiting_list_of_a_trust(published: Published, unit: str, waiting: int) -> None:
    assert published.figure("rtt_waiting", unit, "2026-01")["value"] == waiting


def test_rows_of_totals_are_not_counted_twice(published: Published) -> None:
    said = next(line for line in published.said.splitlines() if line.startswith("RTT-January-2026"))
    assert "183,417 rows read, 51,925 accepted, 0 rejected" in said
    assert "40,488 total rows" in said


def test_of_two_standards_the_national_one_judges_the_waiting_list(published: Published) -> None:
    verdict = published.verdicts("rtt_18w", "ENG")["2026-01"]
    assert (verdict["standard"], verdict["verdict"]) == ("rtt_18w_92", "not achieved")


@pytest.mark.parametrize(
    ("period", "non_acute", "total"), [("2010-08", 54586, 109918), ("2020-02", 52765, 155782)]
)
def test_delayed_days(published: Published, period: str, non_acute: int, total: int) -> None:
    row = published.figure("dtoc_non_acute", "ENG", period)
    assert (row["numerator"], row["denominator"]) == (non_acute, total)
    assert published.figure("dtoc_days", "ENG", period)["value"] == total


def test_delayed_days_have_115_months_and_were_most_in_october_2016(published: Published) -> None:
    rows = published.figures("dtoc_days", unit="ENG")
    assert len(rows) == 115
    highest = max(rows, key=lambda row: row["value"])
    assert (highest["period"], highest["value"]) == ("2016-10", 200095)


def test_acute_and_non_acute_make_the_total_in_every_month(published: Published) -> None:
    """The contract refuses the whole file where they do not."""
    said = next(line for line in published.said.splitlines() if line.startswith("DTOC-England"))
    assert "115 accepted, 0 rejected" in said
    contract = (published.folder / "extracts" / "delayed_transfers.yaml").read_text(encoding="utf-8")
    assert "acute + non_acute = total\n    on_breach: reject_file" in contract


def test_delayed_days_have_strong_shifts(published: Published) -> None:
    variations = {row["variation"] for row in published.verdicts("dtoc_days", "ENG").values()}
    assert {"concern_high", "improvement_low"} <= variations


def test_mental_health_beds_of_england_are_the_sum_of_the_trusts(published: Published) -> None:
    england = published.figure("mh_bed_occupancy", "ENG", "2020-Q2")
    assert (round(england["denominator"], 2), round(england["numerator"], 2)) == (17627.85, 13905.65)
    regions = {"Y54", "Y55", "Y56", "Y57", "Y58", "Y59", "Y60", "Y61", "Y62", "Y63"}
    rows = published.figures("mh_beds_available", period="2020-Q2")
    trusts = [row for row in rows if row["unit"] not in regions | {"ENG"}]
    assert len({row["unit"] for row in trusts}) >= 195
    own = [row for row in rows if row["unit"] in regions]
    assert round(sum(row["value"] for row in own), 2) == 17627.85


def test_full_wards_are_judged_by_the_royal_colleges_85_per_cent(published: Published) -> None:
    verdict = published.verdicts("mh_bed_occupancy", "ENG")["2020-Q2"]
    assert (verdict["standard"], verdict["verdict"]) == ("mh_bed_occupancy_85", "achieved")
