"""Pages made from single records in a browser: accessible, whole at every width, told in plain words."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.test_scorecard_in_a_browser import DESK, PHONE, SMALL, STANDARDS, TABLET, open_page
from tests.support.records_board import make_records_board

pytestmark = pytest.mark.browser

INDEX = "index.html"
PAGES = [INDEX, "indicators/seen_28d.html", "indicators/harm_rate.html", "indicators/waiting_now.html"]


@pytest.fixture(scope="module")
def records_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_records_board(tmp_path_factory.mktemp("records"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_no_accessibility_rule_is_broken(
    chromium: Any, records_board: Path, name: str, size: tuple[int, int]
) -> None:
    page = open_page(chromium, (records_board / name).as_uri(), size)
    page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "values => axe.run({runOnly: {type: 'tag', values}, resultTypes: ['violations']})", STANDARDS
    )
    page.context.close()
    assert not [(each["id"], each["nodes"][0]["html"][:160]) for each in found["violations"]]
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_scrolling_sideways(chromium: Any, records_board: Path, name: str) -> None:
    page = open_page(chromium, (records_board / name).as_uri(), DESK)
    for width, height in (DESK, TABLET, PHONE, SMALL):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_a_reader_finds_how_a_number_is_counted_and_every_file_behind_it(
    chromium: Any, records_board: Path
) -> None:
    page = open_page(chromium, (records_board / INDEX).as_uri(), DESK)
    page.get_by_role("link", name="Incidents with harm per 1,000 bed days").first.click()
    definition = page.get_by_role("region", name="Definition").inner_text()
    for told in (
        "Incidents (incident): single records",
        "Ward stays (ward_stay): single records",
        "“reported”",
    ):
        assert told in definition
    files = page.get_by_role("table", name="Files taken in for this indicator")
    assert files.get_by_role("rowheader").count() == 13
    assert files.get_by_role("rowheader", name="ward-stays-2026-06.csv").count() == 1
    page.context.close()


def test_the_join_of_a_counted_history_is_told_as_a_change_of_source(
    chromium: Any, records_board: Path
) -> None:
    page = open_page(chromium, (records_board / "indicators/seen_28d.html").as_uri(), DESK)
    chart = page.get_by_role("region", name="The figures over time").inner_text()
    assert "From October 2025 counted from records (Referrals); before that as returned" in chart
    assert "Decided by" not in chart
    assert page.locator(".chart-wide .c-note").text_content() == "Source changed"
    page.context.close()


def test_numbers_stand_as_their_kind_is_usually_written(chromium: Any, records_board: Path) -> None:
    page = open_page(chromium, (records_board / INDEX).as_uri(), DESK)
    values = {
        name: page.get_by_role("row", name=name).first.locator(".now").inner_text().split("\n")[0]
        for name in ("Waiting at the end of the month", "Seen within 28 days", "Different people seen")
    }
    page.context.close()
    assert values["Waiting at the end of the month"].isdigit()
    assert values["Different people seen"].isdigit()
    assert values["Seen within 28 days"].endswith("%")
