"""Figures, verdicts and explanations of the small made-up trust, as the commands print them."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.support.small_trust import EXAMPLE, SmallTrust


def returned(name: str, *, month: str, column: str, key: str) -> dict[str, list[int]]:
    """Read a column of a return straight from its file, by unit, for one month."""
    found: dict[str, list[int]] = defaultdict(list)
    with (EXAMPLE / "returns" / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Month"] == month:
                found[row[key]].append(int(row[column]))
    return found


def test_a_trust_figure_is_the_sum_of_its_wards_then_divided(calculated_trust: SmallTrust) -> None:
    name, month = "inpatients-2026-27.csv", "October 2026"
    done = returned(name, month=month, column="Followed up in 72 hours", key="Ward")
    due = returned(name, month=month, column="Discharges", key="Ward")
    figure = calculated_trust.figure("followup_72h", "ZZ1", "2026-10")
    assert figure["numerator"] == sum(sum(values) for values in done.values())
    assert figure["denominator"] == sum(sum(values) for values in due.values())
    assert figure["value"] == pytest.approx(figure["numerator"] / figure["denominator"], rel=1e-15)


def test_a_division_adds_up_to_the_trust(calculated_trust: SmallTrust) -> None:
    parts = [calculated_trust.figure("sickness", unit, "2026-09") for unit in ("AMH", "CYP", "COM")]
    whole = calculated_trust.figure("sickness", "ZZ1", "2026-09")
    assert Decimal(str(whole["numerator"])) == sum(Decimal(str(part["numerator"])) for part in parts)


def test_the_total_row_is_left_out_of_the_count(calculated_trust: SmallTrust) -> None:
    month = returned("early-intervention.csv", month="01/10/2026", column="Total", key="Team")
    figure = calculated_trust.figure("eip_2w", "ZZ1", "2026-10")
    assert figure["denominator"] == sum(month["EIP-N"]) + sum(month["EIP-S"]) == sum(month["All teams"])


def test_a_commissioner_cut_sums_over_teams(calculated_trust: SmallTrust) -> None:
    rows = calculated_trust.json(
        "figures", "--indicator", "eip_2w", "--unit", "ZZ1", "--cuts", "--period", "2026-10"
    )
    by_commissioner = {row["commissioner"]: row["denominator"] for row in rows}
    assert by_commissioner[None] == by_commissioner["QZ1"] + by_commissioner["QZ2"]


def test_a_withheld_part_makes_the_whole_incomplete_and_is_no_nought(calculated_trust: SmallTrust) -> None:
    part = calculated_trust.figure("fft_positive", "CYP", "2026-07")
    whole = calculated_trust.figure("fft_positive", "ZZ1", "2026-07")
    assert (part["state"], part["value"], part["numerator"]) == ("suppressed", None, None)
    assert (whole["state"], whole["value"]) == ("incomplete", None)


def test_a_month_not_yet_published_is_not_due(calculated_trust: SmallTrust) -> None:
    assert calculated_trust.figure("data_quality_score", "ZZ1", "2026-10")["state"] == "not_due"
    assert calculated_trust.figure("data_quality_score", "ZZ1", "2026-08")["state"] == "value"


def test_a_stretch_is_combined_from_its_parts(calculated_trust: SmallTrust) -> None:
    words = ("figures", "--indicator", "tt_recovery", "--unit", "ZZ1", "--period", "2026-04..2026-10")
    months, (whole,) = calculated_trust.json(*words), calculated_trust.json(*words, "--combined")
    assert whole["numerator"] == sum(month["numerator"] for month in months)
    assert whole["value"] == pytest.approx(whole["numerator"] / whole["denominator"], rel=1e-15)
    assert whole["value"] != pytest.approx(sum(month["value"] for month in months) / 7, rel=1e-6)


def test_a_stated_number_is_not_combined_over_time(calculated_trust: SmallTrust) -> None:
    words = ("figures", "--indicator", "data_quality_score", "--unit", "ZZ1", "--combined")
    (row,) = calculated_trust.json(*words)
    assert (row["state"], row["value"]) == ("not defined for this measure", None)


def test_a_snapshot_combined_says_of_when_it_is(calculated_trust: SmallTrust) -> None:
    words = (
        "figures",
        "--indicator",
        "training",
        "--unit",
        "ZZ1",
        "--period",
        "2026-04..2026-10",
        "--combined",
    )
    (row,) = calculated_trust.json(*words)
    assert row["period_label"] == "as at 2026-10"
    assert row["value"] == calculated_trust.figure("training", "ZZ1", "2026-10")["value"]


def test_a_snapshot_that_ends_before_the_stretch_is_of_its_own_month(calculated_trust: SmallTrust) -> None:
    words = (
        "figures",
        "--indicator",
        "training",
        "--unit",
        "ZZ1",
        "--period",
        "2026-04..2027-03",
        "--combined",
    )
    (row,) = calculated_trust.json(*words)
    assert (row["period"], row["period_label"]) == ("2026-10", "as at 2026-10")


def test_national_and_local_standards_both_show_and_one_colours(calculated_trust: SmallTrust) -> None:
    before = calculated_trust.verdict("eip_2w", "ZZ1", "2026-03")
    after = calculated_trust.verdict("eip_2w", "ZZ1", "2026-10")
    assert (before["standard"], before["other_standards"]) == ("eip_2w_60", [])
    assert (after["standard"], after["other_standards"]) == ("eip_2w_60", ["eip_2w_local"])


def test_a_neutral_measure_is_never_coloured(calculated_trust: SmallTrust) -> None:
    verdict = calculated_trust.verdict("complaints", "ZZ1", "2026-10")
    assert (verdict["rag"], verdict["verdict"]) == (None, "neutral measure: never coloured")


def test_explain_names_definition_standard_and_receipt(calculated_trust: SmallTrust) -> None:
    text = calculated_trust.run("explain", "eip_2w", "ZZ1", "2026-10").stdout
    for words in ("weeks_0_1 + weeks_1_2", "eip_2w_60 colours", "early-intervention.csv", "SHA-256"):
        assert words in text


@pytest.mark.parametrize(
    ("words", "rule", "cure"),
    [
        (("figures", "--indicator", "eip_2wk"), "unknown-indicator", "eip_2w"),
        (("verdicts", "--unit", "ZZ11"), "unknown-unit", "ZZ1"),
        (("explain", "eip_2w", "ZZ1", "2030-01"), "no-figure", "2024-04 to 2026-10"),
        (("figures", "--commissioner", "QZ11"), "unknown-commissioner", "QZ1"),
        (("figures", "--as-known-on", "2001-01-01"), "no-run", "trustboard calculate"),
    ],
)
def test_asking_for_what_is_not_there_names_what_is(
    calculated_trust: SmallTrust, words: tuple[str, ...], rule: str, cure: str
) -> None:
    (issue,) = calculated_trust.mistake(*words).issues
    assert issue.rule == rule
    assert cure in issue.cure
