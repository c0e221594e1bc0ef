"""A history that has reached its end is not late; one that has not is."""

from tests.support.records_trust import write_csv
from tests.support.small_trust import SmallTrust
from trustboard.operations.calculate import calculate
from trustboard.operations.workspace import today

OLD_COUNTS = """extract: old_counts
title: Referrals as returned
source: {publisher: Made up}
files: ["old-counts-*.csv"]
unit: {field: team, scheme: local}
period: {field: month, format: "yyyy-mm"}
fields:
  team: {heading: Team, type: code}
  month: {heading: Month, type: text}
  referrals: {heading: Referrals, type: integer}
load_mode: replace_period
"""


def with_history(trust: SmallTrust, *, last_month: int) -> dict[str, str]:
    """Join a history up to September 2025 whose file ends with a month of 2025; which extracts are behind."""
    (trust.folder / "extracts" / "old_counts.yaml").write_text(OLD_COUNTS, encoding="utf-8")
    joined = "history: {extract: old_counts, numerator: referrals, until: 2025-09, why: New system}"
    trust.change("indicators/referrals_received.yaml", "\ncases:", f"\n{joined}\ncases:")
    trust.run("apply", "--yes", "--by", "Performance analyst")
    returned = trust.folder / "old-counts-1.csv"
    rows = [("TEAM-A", f"2025-{month:02}", "7") for month in range(4, last_month + 1)]
    write_csv(returned, "Team,Month,Referrals", rows)
    trust.run("load", str(returned), "--by", "Performance analyst")
    return calculate(trust.folder, by="Performance analyst", on=today()).behind


def test_a_history_that_has_reached_its_end_is_not_late(records_trust: SmallTrust) -> None:
    assert with_history(records_trust, last_month=9) == {}


def test_a_history_that_ends_too_early_is(records_trust: SmallTrust) -> None:
    assert with_history(records_trust, last_month=8) == {"old_counts": "2025-08"}
