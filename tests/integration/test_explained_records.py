"""`explain` of numbers counted from records: the definition whole, the value as measured, what it was before."""

import pytest

from tests.support.records_trust import REFERRAL, write_csv
from tests.support.small_trust import SmallTrust

OLD_WAITS = """
extract: old_waits
title: Waits as returned
source: {publisher: Records Partnership (made up)}
files: ["old-*.csv"]
period: {field: month, format: yyyy-mm}
unit: {field: team, scheme: local}
fields:
  team: {heading: Team, type: code}
  month: {heading: Month}
  seen: {heading: Seen, type: integer}
  total: {heading: Total, type: integer}
"""


def sections(said: str) -> dict[str, list[str]]:
    """What was printed, by heading: lines that stand further in belong to the heading above."""
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        if line.startswith("  "):
            found[next(reversed(found))].append(line.strip())
        else:
            found[line] = []
    return found


def explained(trust: SmallTrust, *words: str) -> tuple[list[str], dict[str, list[str]]]:
    found = sections(trust.run("explain", *words).output)
    return next(iter(found.values())), found


def test_a_count_names_its_unit_and_no_numerator_that_is_not_there(counted_records: SmallTrust) -> None:
    number, found = explained(counted_records, "waiting_now", "RXX", "2026-06")
    assert number == ["state: value", "value: 87 records"]
    assert "numerator: Every record of the population" in found["Definition"]
    assert not [line for lines in found.values() for line in lines if "None" in line]


def test_a_division_is_told_as_measured_and_with_both_its_parts(counted_records: SmallTrust) -> None:
    figure = counted_records.figure("harm_rate", "RXX", "2026-05")
    number, found = explained(counted_records, "harm_rate", "RXX", "2026-05")
    assert number[1] == "value: 4.3 per 1,000 (as measured: 4.291845493562)"
    assert number[2] == f"numerator: {figure['numerator']}, denominator: {figure['denominator']}"
    definition = found["Definition"]
    assert "denominator from: Ward stays (ward_stay): single records" in definition
    assert "denominator: days_in_period(start, stop) (added up, where it is known)" in definition
    files = [line.partition(",")[0] for line in found["Receipts behind it"]]
    assert files == ["incidents-2026-05.csv", "ward-stays-2026-06.csv"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("wait_median", "value: 38.0"), ("longest_wait", "value: "), ("people_seen", "86 people")],
)
def test_quantiles_maxima_and_people_have_values_too(
    counted_records: SmallTrust, name: str, told: str
) -> None:
    number, _ = explained(counted_records, name, "RXX", "2026-05")
    assert told in number[1]
    assert "numerator" not in " ".join(number)


def test_a_restated_median_says_what_it_was(records_trust: SmallTrust) -> None:
    late = records_trust.folder / "returns" / "referrals-late.csv"
    rows = [
        [
            f"RL{number}",
            f"PERSON{number}",
            f"LL{number}",
            "TEAM-A",
            "",
            "",
            "ROUTINE",
            "A",
            "2026-05-01",
            day,
            "",
        ]
        for number, day in enumerate(["2026-05-02"] * 40)
    ]
    write_csv(late, REFERRAL, rows)
    records_trust.run("load", str(late), "--by", "Performance analyst")
    records_trust.run("calculate", "--by", "Performance analyst")
    number, _ = explained(records_trust, "wait_median", "RXX", "2026-05")
    assert "first reported 38.0 (of 40 measured)" in number[-1]
    assert number[1:3] == ["value: 1.0", "of 80 measured"]


def test_a_figure_of_a_counted_history_is_explained_as_it_was_returned(records_trust: SmallTrust) -> None:
    (records_trust.folder / "extracts" / "old_waits.yaml").write_text(OLD_WAITS, encoding="utf-8")
    joined = (
        "history: {extract: old_waits, numerator: seen, denominator: total, until: 2025-09, why: New system}"
    )
    records_trust.change("indicators/seen_28d.yaml", "\ncases:", f"\n{joined}\ncases:")
    returned = records_trust.folder / "old-1.csv"
    write_csv(
        returned,
        "Team,Month,Seen,Total",
        [["TEAM-A", f"2025-{month:02}", "5", "8"] for month in range(4, 10)],
    )
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    records_trust.run("load", str(returned), "--by", "Performance analyst")
    records_trust.run("calculate", "--by", "Performance analyst")
    number, found = explained(records_trust, "seen_28d", "TEAM-A", "2025-09")
    assert number[1:3] == ["value: 62.5%", "numerator: 5, denominator: 8"]
    definition = found["Definition"]
    assert (
        "counted from: Waits as returned (old_waits): numbers as they were returned, up to September 2025. "
        "New system."
    ) in definition
    assert "numerator: seen" in definition
    assert not [line for line in definition if "date_diff" in line or "priority" in line]
    assert [line.partition(",")[0] for line in found["Receipts behind it"]] == ["old-1.csv"]
    _, after = explained(records_trust, "seen_28d", "TEAM-A", "2025-12")
    assert [line for line in after["Definition"] if line.startswith("before that: Waits as returned")]
