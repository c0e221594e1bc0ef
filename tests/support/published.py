"""The published example on the real files, built by the program's own commands and read through them."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from scripts.published import files_of, prepare
from trustboard.cli import cli

Row = dict[str, Any]

SOURCE = "source: {publisher: NHS England}"
ONE_TRUST = (
    "rdy_nof_mh_community_nof_mh_community_q4_2025_26_nhs-oversight-framework-mental-health-and-community-"
)
TALKING = "rdy_talking_therapies_talking_therapies_performance-april-2026_activity.csv"

CONTRACTS = {
    "framework_medians": ("Median_value", "crisis: OF0016, stays: OF0063, sickness: OF0082, waits: OF0005"),
    "framework_ranks": (
        "Rank",
        "rank_crisis: OF0016, rank_stays: OF0063, rank_sickness: OF0082, rank_waits: OF0005",
    ),
}
"""Two more readings of the oversight file, only to check what its README says: column, measures."""

FACTS = {
    "talking_therapies_annual": {
        "fact_deteriorated": "deteriorated / finished",
        "fact_unchanged": "unchanged / finished",
        "fact_wrong_recovery": "recovered / at_caseness",
    },
    "iapt_monthly": {"fact_finished": "finished"},
    "talking_therapies_trusts": {
        "fact_accessing": "accessing",
        "fact_ended": "ended",
        "fact_finished_by_trust": "finished",
    },
    "social_care_outcomes": {
        "fact_1e": "paid_work_learning_disability",
        "fact_1f": "paid_work_mental_health",
        "fact_1h": "settled_mental_health",
        "fact_1c1a": "self_directed_support",
        "fact_1c2a": "direct_payments",
        "fact_2d": "no_further_support",
        "fact_1b": "control_over_daily_life",
        "fact_3a": "satisfaction",
        "fact_4a": "feels_safe",
        "fact_4b": "made_to_feel_safe",
    },
    "complaints_annual": {"fact_received": "received"},
    "oversight_framework": {"fact_community_waits": "community_waits_52_weeks"},
    "framework_medians": {f"fact_median_{name}": name for name in ("crisis", "stays", "sickness", "waits")},
    "framework_ranks": {
        f"fact_{name}": name for name in ("rank_crisis", "rank_stays", "rank_sickness", "rank_waits")
    },
    "league_table": {"fact_segment": "segment", "fact_score": "score", "fact_rank": "place"},
    "dorset_talking_therapies": {"fact_dorset_referrals": "dorset_referrals"},
}
"""Indicators for facts that stand on no scorecard: extract -> id -> numerator, or numerator / denominator."""

_GRAINS = {
    "talking_therapies_annual": "financial_year",
    "social_care_outcomes": "financial_year",
    "complaints_annual": "financial_year",
    "oversight_framework": "quarter",
    "framework_medians": "quarter",
    "framework_ranks": "quarter",
    "league_table": "quarter",
}


@dataclass(frozen=True)
class Published:
    """The workspace after its files were taken in and calculated, and what the commands said."""

    folder: Path
    said: str

    @cached_property
    def _figures(self) -> dict[str, list[Row]]:
        """All that `trustboard figures --format json` prints, by indicator."""
        return _by_indicator(self.rows("figures"))

    @cached_property
    def _verdicts(self) -> dict[str, list[Row]]:
        """All that `trustboard verdicts --format json` prints, by indicator."""
        return _by_indicator(self.rows("verdicts"))

    def figures(self, indicator: str, *, unit: str | None = None, period: str | None = None) -> list[Row]:
        """The figures of an indicator; of one unit, or of one period, where it is named."""
        return [
            row
            for row in self._figures[indicator]
            if unit in (None, row["unit"]) and period in (None, row["period"])
        ]

    def figure(self, indicator: str, unit: str, period: str) -> Row:
        """One figure."""
        found = self.figures(indicator, unit=unit, period=period)
        assert len(found) == 1, f"{len(found)} figures of {indicator}, {unit}, {period}"
        return found[0]

    def total(self, indicator: str, unit: str, span: str) -> Row:
        """One unit's figure over a stretch of periods."""
        wanted = ("--indicator", indicator, "--unit", unit, "--period", span, "--combined")
        (row,) = self.rows("figures", *wanted)
        return row

    def verdicts(self, indicator: str, unit: str) -> dict[str, Row]:
        """One unit's verdicts by period."""
        return {row["period"]: row for row in self._verdicts[indicator] if row["unit"] == unit}

    def rows(self, *words: str) -> list[Row]:
        """What a command prints as JSON."""
        found: list[Row] = json.loads(self.run(*words, "--format", "json"))
        return found

    def run(self, *words: str) -> str:
        """Run a command on the workspace and give what it prints."""
        result = CliRunner().invoke(cli, [*words, "--workspace", str(self.folder)])
        assert result.exit_code == 0, result.output
        return result.stdout


def _by_indicator(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["indicator"], []).append(row)
    return found


def build(data: Path, folder: Path) -> Published:
    """Make the workspace with the indicators for facts, then apply, load and calculate as child processes."""
    prepare(folder, data)
    write_facts(folder)
    said = [
        command(folder, "apply", "--yes"),
        command(folder, "load", *map(str, files_of(data)), str(data / "rdy_public" / TALKING)),
        *(
            command(folder, "load", "--extract", extract, str(data / "rdy_public" / f"{ONE_TRUST}{name}.csv"))
            for extract, name in (
                ("framework_medians", "trust-data"),
                ("framework_ranks", "trust-data"),
                ("league_table", "trust-league-table"),
            )
        ),
    ]
    prepare(folder, data)
    said += [command(folder, "apply", "--yes"), command(folder, "calculate")]
    return Published(folder, "\n".join(said))


def command(folder: Path, *words: str) -> str:
    """Run one of the program's commands as a child process; only calculating may end with findings (1)."""
    whole = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "trustboard",
        *words,
        "--workspace",
        str(folder),
        "--by",
        "Tester",
    ]
    done = subprocess.run(whole, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode <= (words[0] == "calculate"), (
        f"{words[0]} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    )
    return done.stdout + done.stderr


def write_facts(folder: Path) -> None:
    """Add the contracts and indicators that only these tests need to a copy of the example."""
    for extract, (column, measures) in CONTRACTS.items():
        _write(folder / "extracts" / f"{extract}.yaml", _framework_contract(extract, column, measures))
    _write(folder / "extracts" / "league_table.yaml", LEAGUE)
    _write(folder / "extracts" / "dorset_talking_therapies.yaml", DORSET)
    for extract, facts in FACTS.items():
        for name, expression in facts.items():
            _write(folder / "indicators" / f"{name}.yaml", _indicator(extract, name, expression))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _framework_contract(extract: str, column: str, measures: str) -> str:
    return f"""
extract: {extract}
title: One more reading of the oversight file
{SOURCE}
files: ["{extract}.csv"]
format: csv
period: {{grain: quarter, constant: 2026-Q1}}
unit: {{field: organisation}}
fields:
  quarter: {{heading: Quarter}}
  organisation: {{heading: Trust_code, type: code}}
  metric: {{heading: Metric_ID, type: code}}
  measured: {{heading: {column}, may_be_blank: true}}
keep: quarter = 'Q4 2025/26'
long: {{measure_field: metric, value_field: measured, type: decimal, measures: {{{measures}}}}}
markers: {{not_collected: [NA]}}
"""


LEAGUE = f"""
extract: league_table
title: League table, one row
{SOURCE}
files: [league_table.csv]
format: csv
period: {{grain: quarter, constant: 2026-Q1}}
unit: {{field: organisation}}
fields:
  quarter: {{heading: Quarter, codes: [Q4 2025/26]}}
  organisation: {{heading: Trust_code, type: code}}
  score: {{heading: Average_score, type: decimal}}
  segment: {{heading: Segment, type: integer}}
  place: {{heading: Rank, type: integer}}
  likely: {{heading: Likely_range_of_rank, codes: [6 to 49]}}
"""
DORSET = f"""
extract: dorset_talking_therapies
title: Talking Therapies activity of one provider
{SOURCE}
files: ["*performance-april-2026_activity.csv"]
format: csv
period: {{start_field: starts, start_format: yyyy-mm-dd, end_field: ends, end_format: yyyy-mm-dd}}
unit: {{field: organisation}}
fields:
  starts: {{heading: REPORTING_PERIOD_START}}
  ends: {{heading: REPORTING_PERIOD_END}}
  level: {{heading: GROUP_TYPE}}
  organisation: {{heading: ORG_CODE2, type: code}}
  measure: {{heading: MEASURE_ID, type: code}}
  measured: {{heading: MEASURE_VALUE_SUPPRESSED, may_be_blank: true}}
keep: level = 'Provider'
long: {{measure_field: measure, value_field: measured, type: decimal, measures: {{dorset_referrals: M001}}}}
markers: {{suppressed: ["*"]}}
"""


def _indicator(extract: str, name: str, expression: str) -> str:
    numerator, _, denominator = expression.partition(" / ")
    kind = f"kind: ratio\ndenominator: {denominator}" if denominator else "kind: stated"
    parts = sorted({word for word in expression.split() if word.isidentifier()})
    row = ", ".join(f"{part}: 1" for part in parts)
    answer = "numerator: 1, denominator: 1" if denominator else "numerator: 1"
    return f"""
id: {name}
title: A fact that anyone can check
why: A published number must come out as it was published.
extract: {extract}
{kind}
numerator: {numerator}
period: {{grain: {_GRAINS.get(extract, "month")}}}
combine: {{units: none}}
better: neutral
domain: well_led
perspective: community_partners
definition: As the publisher states it.
owner: Tester
author: Tester
checked_by: Second tester
review_by: 2099-12-31
sources: [The dataset's own description]
cases:
  - {{it: takes the number, rows: [{{{row}}}], {answer}}}
"""
