"""What a reader can rely on in a browser: at a desk, on a phone, by keyboard, on paper, without script."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

DESK, TABLET, PHONE, SMALL = (1280, 900), (820, 1100), (390, 844), (320, 640)
INDEX = "index.html"
PAGES = [INDEX, "indicators/eip_2w.html", "indicators/cmh_4w.html", "indicators/ae_12h.html"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_page(chromium: Any, address: str, size: tuple[int, int], **context: Any) -> Any:
    width, height = size
    page = chromium.new_context(viewport={"width": width, "height": height}, **context).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES[:3])
def test_no_accessibility_rule_is_broken(
    chromium: Any, scorecard: Path, name: str, size: tuple[int, int]
) -> None:
    page = open_page(chromium, (scorecard / name).as_uri(), size)
    page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "values => axe.run({runOnly: {type: 'tag', values}, resultTypes: ['violations']})", STANDARDS
    )
    page.context.close()
    broken = [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]
    ]
    assert not broken
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_scrolling_sideways(chromium: Any, scorecard: Path, name: str) -> None:
    page = open_page(chromium, (scorecard / name).as_uri(), DESK)
    for width, height in (DESK, TABLET, PHONE, SMALL):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate(
            """() => [...document.querySelectorAll('main *, header *, footer *, nav *')]
                .filter(e => !e.closest('.hidden, thead, .store') && e.getClientRects().length
                             && e.getBoundingClientRect().right > innerWidth + 0.5)
                .map(e => innerWidth + ' px: ' + e.tagName + '.' + e.className)"""
        )
        assert not wide
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("name", [INDEX, "indicators/eip_2w.html"])
def test_a_page_asks_for_nothing_but_its_own_style_sheet(chromium: Any, scorecard: Path, name: str) -> None:
    context = chromium.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto((scorecard / name).as_uri())
    page.wait_for_load_state("networkidle")
    context.close()
    own = {(scorecard / name).as_uri(), (scorecard / "board.css").as_uri(), "data:,"}
    assert set(asked) <= own
    assert (scorecard / "board.css").as_uri() in asked


def test_every_word_and_icon_is_there_without_script(chromium: Any, scorecard: Path) -> None:
    texts = []
    for script in (True, False):
        page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK, java_script_enabled=script)
        texts.append((page.locator("body").inner_text(), page.locator("svg:visible").count()))
        page.context.close()
    assert texts[0] == texts[1]
    assert "Where we do well" in texts[0][0]
    assert texts[0][1] > 200


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK)
    page.evaluate(
        """() => { window.places = [...document.querySelectorAll('a[href], summary')]
            .filter(e => !e.closest('details:not([open]) ul')) }"""
    )
    expected = page.evaluate("places.length")
    reached, unseen = set(), []
    for _ in range(expected):
        page.keyboard.press("Tab")
        place, name, outline = page.evaluate(
            """() => { const e = document.activeElement;
                return [places.indexOf(e), e.textContent.trim(), getComputedStyle(e).outlineWidth] }"""
        )
        reached.add(place)
        if outline == "0px":
            unseen.append(name)
    page.context.close()
    assert expected > 100
    assert reached == set(range(expected))
    assert not unseen


def test_the_skip_link_comes_first_and_leads_to_the_content(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_links_are_large_enough_to_touch(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), PHONE)
    small = page.evaluate(
        """() => [...document.querySelectorAll('nav a, .tile a, summary, tbody th a')]
            .map(e => [e.textContent, e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text)"""
    )
    page.context.close()
    assert not small


def test_a_phone_gets_the_compact_chart_and_a_desk_the_wide_one(chromium: Any, scorecard: Path) -> None:
    shown = {}
    for size in (DESK, PHONE):
        page = open_page(chromium, (scorecard / "indicators/eip_2w.html").as_uri(), size)
        shown[size] = [page.locator(f".chart-{name}").is_visible() for name in ("wide", "compact")]
        page.context.close()
    assert shown == {DESK: [True, False], PHONE: [False, True]}


def test_chart_texts_can_be_read_at_every_width(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / "indicators/eip_2w.html").as_uri(), DESK)
    for width in (320, 390, 480, 760, 900, 901, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        smallest = page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('.chart text')]
                .map(e => e.getBoundingClientRect()).filter(b => b.width).map(b => b.height))"""
        )
        assert smallest >= 10, f"{width} px: texts are {smallest} px high"
    page.context.close()


def test_a_phone_keeps_the_table_a_table_for_screen_readers(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), PHONE)
    table = page.get_by_role("table", name="Safe: all indicators")
    row = table.get_by_role("row", name="Followed up within 72 hours")
    assert table.get_by_role("columnheader").count() == 11
    assert row.get_by_role("cell").count() == 10
    assert row.get_by_role("rowheader").count() == 1
    assert row.evaluate("e => getComputedStyle(e).display") == "grid"
    page.context.close()


def test_names_in_the_matrix_open_without_script(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK, java_script_enabled=False)
    first = page.locator(".matrix details").first
    assert not first.locator("a").first.is_visible()
    first.locator("summary").click()
    assert first.locator("a").first.is_visible()
    page.context.close()


def test_motion_is_left_out_for_those_who_ask(chromium: Any, scorecard: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.context.close()


@pytest.mark.parametrize(("name", "size"), [(INDEX, (1047, 680)), ("indicators/eip_2w.html", (703, 1000))])
def test_nothing_is_cut_off_on_paper(
    chromium: Any, scorecard: Path, name: str, size: tuple[int, int]
) -> None:
    page = open_page(chromium, (scorecard / name).as_uri(), size)
    page.emulate_media(media="print")
    cut = page.evaluate(
        """width => [...document.querySelectorAll('main *')]
            .filter(e => !e.closest('.hidden') && e.getClientRects().length
                         && e.getBoundingClientRect().right > width + 1)
            .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))""",
        size[0],
    )
    overflowing = page.evaluate(
        """() => [...document.querySelectorAll('thead th, td .rag')]
            .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    )
    page.context.close()
    assert not cut
    assert not overflowing


def test_printing_gives_numbered_a4_pages(chromium: Any, scorecard: Path, tmp_path: Path) -> None:
    page = open_page(chromium, (scorecard / INDEX).as_uri(), DESK)
    page.pdf(path=tmp_path / "board.pdf", prefer_css_page_size=True)
    page.context.close()
    printed = (tmp_path / "board.pdf").read_bytes()
    assert printed.count(b"/MediaBox [0 0 841") == printed.count(b"/Type /Page\n") > 5
