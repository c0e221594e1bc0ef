"""Scorecards of the published files: what stands on them, and that every one can be made."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.published import ROOT, SCORECARDS
from tests.support.published import Published
from trustboard.operations.check import check
from trustboard.operations.reading import standing_run
from trustboard.reports.inputs import period_within
from trustboard.vocabulary.period import Period

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def board(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """EPUT's scorecard of June 2018."""
    folder = tmp_path_factory.mktemp("board") / "pages"
    published.run("report", "board", "--period", "2018-06", "--to", str(folder))
    return folder


def test_essex_has_a_scorecard_with_a_page_for_each_indicator(published: Published, board: Path) -> None:
    page = (board / "index.html").read_text(encoding="utf-8")
    assert "Essex Partnership University NHS Foundation Trust" in page
    assert "June 2018 (M3)" in page
    linked = set(re.findall(r'href="indicators/(\w+)\.html"', page))
    assert linked == set(standing_run(published.folder).workspace.scorecards["board"].indicators)
    assert {file.stem for file in (board / "indicators").glob("*.html")} == linked


def test_essex_started_32_of_39_people_within_two_weeks_in_june_2018(board: Path) -> None:
    page = (board / "index.html").read_text(encoding="utf-8")
    assert "82.1%" in page
    assert "32 of 39" in page
    assert "At least 53%" in page


def test_the_indicators_page_says_where_the_numbers_come_from(board: Path) -> None:
    page = (board / "indicators" / "eip_2w.html").read_text(encoding="utf-8")
    assert "EIP-Timeseries-Dec2015-Jun2018.csv" in page
    assert "Open Government Licence" in page
    assert "early months under-count" in page


def test_no_quality_priorities_are_invented(board: Path) -> None:
    page = (board / "index.html").read_text(encoding="utf-8")
    told = json.loads((board / "board.json").read_text(encoding="utf-8"))
    assert told["quality_priorities"] == []
    assert "Quality priorities" not in page


def test_every_indicator_has_a_verdict_or_the_reason_for_none_on_a_scorecard(published: Published) -> None:
    workspace = standing_run(published.folder).workspace
    silent = {name for name in workspace.indicators if not name.startswith("fact_")}
    for name, month in SCORECARDS.items():
        scorecard = workspace.scorecards[name]
        for indicator in scorecard.indicators:
            grain = workspace.indicators[indicator].period.grain
            period = period_within(Period.parse(month), grain).code
            verdict = published.verdicts(indicator, scorecard.unit).get(period)
            if verdict is not None and verdict["verdict"]:
                silent.discard(indicator)
    assert silent == set()


@pytest.mark.slow
def test_one_script_builds_every_scorecard(real_data: Path, tmp_path: Path) -> None:
    target = tmp_path / "workspace"
    words = [sys.executable, ROOT / "scripts" / "published.py", "--data", real_data, "--to", target]
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    made = {page.parent.name for page in (target / "scorecards").glob("*/index.html")}
    assert made == set(SCORECARDS)
    assert check(target, on=standing_run(target).run.inputs.known_on).errors == ()
