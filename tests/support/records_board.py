"""A scorecard of the trust that sends single records, a counted history joined to one of its indicators."""

import random
from pathlib import Path

from tests.support.records_trust import make_records_trust, write_csv
from tests.support.small_trust import SmallTrust

FRAMEWORK = """\
year: 2026-27
approval: {approved_by: the board of directors, approved_on: 2026-03-25, reference: Minute 26/031}
memberships: []
"""
STANDARDS = """\
standard_id,indicator,operator,value,tolerance,basis,effective_from,approved_on,approved_by,reference
seen_50,seen_28d,>=,50%,5%,local,2025-04-01,2025-03-26,the board of directors,Minute 25/031
attended_75,urgent_attended,>=,0.75,,contract,2025-04-01,2025-03-26,the board of directors,Minute 25/031
median_28,wait_median,<=,28,,local,2025-04-01,2025-03-26,the board of directors,Minute 25/031
queue_60,waiting_now,<=,60,10,local,2025-04-01,2025-03-26,the board of directors,Minute 25/031
harm_4,harm_rate,<=,4,,local,2025-04-01,2025-03-26,the board of directors,Minute 25/031
"""
SCORECARDS = """\
- scorecard: board
  title: Board scorecard
  unit: RXX
  indicators: [referrals_received, waiting_now, seen_28d, wait_median, longest_wait, urgent_attended, mean_minutes,
    people_seen, bed_days, harm_rate]
"""
OLD_WAITS = """\
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
HISTORY = """
history:
  extract: old_waits
  numerator: seen
  denominator: total
  until: 2025-09
  why: The patient system was replaced
cases:"""


def make_records_board(folder: Path) -> Path:
    """Make the trust in `folder`, count it, and write its scorecard for May 2026; returns the pages' folder."""
    trust = make_records_trust(folder, calculated=False)
    framework = trust.folder / "frameworks" / "2026-27"
    framework.mkdir(parents=True)
    for name, text in (
        ("framework.yaml", FRAMEWORK),
        ("standards.csv", STANDARDS),
        ("scorecards.yaml", SCORECARDS),
    ):
        (framework / name).write_text(text, encoding="utf-8")
    (trust.folder / "extracts" / "old_waits.yaml").write_text(OLD_WAITS, encoding="utf-8")
    trust.change("indicators/seen_28d.yaml", "\ncases:", HISTORY)
    _return_waits(trust)
    trust.run("apply", "--yes", "--by", "Performance analyst")
    trust.run("load", str(trust.folder / "returns"), "--by", "Performance analyst")
    trust.run("calculate", "--by", "Performance analyst")
    pages = folder / "pages"
    trust.run("report", "board", "--period", "2026-05", "--to", str(pages))
    return pages


def _return_waits(trust: SmallTrust) -> None:
    """Eighteen months of waits as they were returned, before records came."""
    chance = random.Random(3)
    rows = [
        [team, f"{2024 + month // 12}-{month % 12 + 1:02}", str(chance.randrange(8, 16)), "25"]
        for month in range(3, 21)
        for team in ("TEAM-A", "TEAM-B", "TEAM-C")
    ]
    write_csv(trust.folder / "returns" / "old-waits.csv", "Team,Month,Seen,Total", rows)
