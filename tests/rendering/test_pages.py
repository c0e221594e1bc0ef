"""The HTML folder as files: well formed, linked, self-contained, safe with hostile texts."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from tests.support.board import build_board_model, figure_of, inputs_of, with_names
from tests.support.measures import AT_LEAST, LOCAL, MEASURES, Measure
from tests.support.pages import Element, elements, ids, links, read_page, text_of
from trustboard.rendering.folder import downloads_of, write_folder
from trustboard.rendering.html import index_html, indicator_html, style_sheet, write_html
from trustboard.reports.board import build_board
from trustboard.reports.page import BoardScorecard

HOSTILE = '<script>alert("1")</script> & \'"><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %} ]]>'


@pytest.fixture(scope="module")
def index() -> list[Element]:
    return read_page(index_html(build_board_model(), downloads_of("scorecard")))


@pytest.fixture(scope="module")
def indicator() -> list[Element]:
    board = build_board_model()
    return read_page(indicator_html(board, board.pages[0], 0))


def every_page(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_the_folder_has_an_index_a_page_for_each_indicator_one_style_sheet_and_the_downloads(
    written: Path,
) -> None:
    names = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    pages = {f"indicators/{measure.id}.html" for measure in MEASURES}
    assert names == {
        "index.html",
        "board.css",
        *pages,
        *(each.file_name for each in downloads_of("scorecard")),
    }


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(written: Path) -> None:
    anchors = {path: set(ids(read_page(text_of(path)))) for path in every_page(written)}
    for path in anchors:
        for link in links(read_page(text_of(path))):
            address, anchor = urldefrag(link)
            target = (path.parent / address).resolve() if address else path
            if address == "data:,":
                continue
            assert target.is_file(), f"{path.name}: {link}"
            assert not anchor or anchor in anchors[target], f"{path.name}: {link}"


def test_pages_need_no_script_no_inline_style_and_nothing_from_outside(written: Path) -> None:
    for path in every_page(written):
        page = read_page(text_of(path))
        assert not elements(page, "script")
        assert not elements(page, "style")
        assert not [each for each in page if "style" in each.attributes or "src" in each.attributes]
        assert not [each for each in page if any(name.startswith("on") for name in each.attributes)]
        assert not [link for link in links(page) if re.match(r"(https?:)?//", link)]
    assert not re.search(r"url\(|@import|@font-face|https?:", text_of(written / "board.css"))


def test_ids_are_given_once(written: Path) -> None:
    for path in every_page(written):
        found = ids(read_page(text_of(path)))
        assert len(found) == len(set(found)), path.name


def test_headings_step_down_one_level_at_a_time(index: list[Element], indicator: list[Element]) -> None:
    for page in (index, indicator):
        levels = [int(each.tag[1]) for each in page if re.fullmatch("h[1-6]", each.tag)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_language_and_title_are_there(index: list[Element], indicator: list[Element]) -> None:
    for page in (index, indicator):
        assert elements(page, "html")[0].attributes["lang"] == "en-GB"
        assert (
            len(elements(page, "main")) == len(elements(page, "header")) == len(elements(page, "footer")) == 1
        )
        assert elements(page, "nav")[0].attributes["aria-label"]
        assert "October 2026 (M7)" in elements(page, "title")[0].text


def test_every_table_has_a_caption_and_headers_with_a_scope(
    index: list[Element], indicator: list[Element]
) -> None:
    for page in (index, indicator):
        assert len(elements(page, "caption")) == len(elements(page, "table")) > 1
        assert all(each.attributes.get("scope") in ("col", "row") for each in elements(page, "th"))


def test_every_cell_of_a_stacking_table_carries_its_heading_and_role(index: list[Element]) -> None:
    cells = [each for each in elements(index, "td") if each.attributes.get("role") == "cell"]
    headings = {each.text for each in elements(index, "th") if each.attributes.get("role") == "columnheader"}
    assert len(cells) > 400
    assert {each.attributes["data-label"] for each in cells} <= headings


def test_every_picture_says_what_it_shows_or_is_hidden(
    index: list[Element], indicator: list[Element]
) -> None:
    for page in (index, indicator):
        for svg in elements(page, "svg"):
            shown = svg.attributes.get("aria-label") or svg.attributes.get("aria-labelledby")
            assert (svg.attributes.get("role") == "img" and shown) or svg.attributes.get(
                "aria-hidden"
            ) == "true"


def test_the_chart_s_title_and_description_are_its_own(indicator: list[Element]) -> None:
    known = set(ids(indicator))
    charts = [each for each in elements(indicator, "svg") if "chart" in each.attributes.get("class", "")]
    assert len(charts) == 2
    for chart in charts:
        assert {chart.attributes["aria-labelledby"], chart.attributes["aria-describedby"]} <= known


def test_words_of_every_state_stand_on_the_page(index: list[Element]) -> None:
    text = elements(index, "main")[0].text
    for words in (
        "Suppressed",
        "No eligible cases",
        "Not due yet",
        "Not collected",
        "Incomplete",
        "Not defined",
    ):
        assert words in text


def test_the_rule_of_the_groups_is_printed(index: list[Element]) -> None:
    text = elements(index, "main")[0].text
    for _, rule in build_board_model().rules:
        assert rule in text


def test_hostile_texts_stay_texts() -> None:
    board = with_names(build_board_model(), HOSTILE)
    about = replace(board.about, trust=HOSTILE, title=HOSTILE)
    board = replace(board, about=about, attributions=(HOSTILE,), summary=(HOSTILE,))
    for text in (index_html(board), indicator_html(board, board.pages[3], 3)):
        page = read_page(text)
        assert not elements(page, "script")
        assert not elements(page, "img")
        assert not [each for each in page if any(name.startswith("on") for name in each.attributes)]
        assert " ".join(HOSTILE.split()) in elements(page, "main")[0].text + elements(page, "h1")[0].text
        assert "49" not in elements(page, "h1")[0].text


def test_hostile_texts_do_not_break_the_style_sheet() -> None:
    board = build_board_model()
    about = replace(board.about, trust='"; } body { display: none } /*', accent="red; }")
    text = style_sheet(replace(board, about=about))
    assert "display: none }" not in text
    assert text.count("{") == text.count("}") == style_sheet(board).count("{")
    assert "--accent: #1f4e79;" in text


def test_each_trend_is_drawn_once_and_repeated_by_reference(index: list[Element]) -> None:
    drawn = [each for each in ids(index) if each.startswith("t-")]
    assert sorted(drawn) == sorted(f"t-{measure.id}" for measure in MEASURES)
    repeated = [each for each in elements(index, "use") if each.attributes["href"].startswith("#t-")]
    assert len(repeated) == 40 + sum(measure.in_set for measure in MEASURES)


def test_pages_are_light(written: Path) -> None:
    assert (written / "index.html").stat().st_size < 250_000
    assert (written / "board.css").stat().st_size < 30_000
    assert max(path.stat().st_size for path in written.glob("indicators/*.html")) < 60_000


def test_a_chart_weighs_no_more_than_six_kilobytes(written: Path) -> None:
    for path in written.glob("indicators/*.html"):
        for chart in re.findall(r'<svg class="chart.*?</svg>', text_of(path), re.DOTALL):
            assert len(chart.encode()) <= 6 * 1024, path.name


def empty() -> BoardScorecard:
    measure = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))
    inputs = inputs_of([measure], [])
    scorecard = inputs.scorecard.model_copy(
        update={"changes": [], "compare_with": None, "national_set": None}
    )
    bare = inputs.workspace.model_copy(update={"frameworks": {}})
    return build_board(replace(inputs, scorecard=scorecard, receipts={}, workspace=bare))


def test_a_scorecard_without_any_figure_still_tells_its_story() -> None:
    board = empty()
    page = read_page(index_html(board))
    text = elements(page, "main")[0].text
    assert "no change has been announced" in text
    assert "Nothing that had been reported before has changed." in text
    assert "No indicator is in this group for the period." in text
    assert "No indicator of this scorecard belongs here." in text
    assert "Quality priorities" not in text
    assert "No figures to show" in index_html(board)
    alone = elements(read_page(indicator_html(board, board.pages[0], 0)), "main")[0].text
    assert "There are no figures to chart." in alone
    assert "No file has been taken in for this indicator." in alone
    assert "No standard was in force" in alone


def test_neighbouring_indicators_are_linked_and_the_ends_are_not() -> None:
    board = build_board_model()
    first, last = len(board.pages) - len(board.pages), len(board.pages) - 1
    beginning = links(read_page(indicator_html(board, board.pages[first], first)))
    end = links(read_page(indicator_html(board, board.pages[last], last)))
    assert f"{board.pages[1].row.ref}.html" in beginning
    assert f"{board.pages[last - 1].row.ref}.html" in end
    assert not [link for link in end if link == f"{board.pages[0].row.ref}.html"]


def test_a_changed_figure_changes_value_word_and_chart() -> None:
    measure = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))
    steady = [figure_of(measure, 60 + back % 3, 100, back=back) for back in range(1, 24)]
    pages = [build_board(inputs_of([measure], [figure_of(measure, last, 100), *steady])) for last in (62, 41)]
    before, after = (index_html(board) for board in pages)
    assert "62.0%" in before
    assert "41.0%" in after
    assert 'rag green"' in before.split('id="all"')[1]
    assert 'rag red"' in after.split('id="all"')[1]
    charts = [
        re.findall(r'<path class="c-line" d="([^"]+)"', indicator_html(board, board.pages[0], 0))
        for board in pages
    ]
    assert charts[0] != charts[1]


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    files = write_folder(build_board_model(), tmp_path)
    for path in files:
        assert path.read_bytes() == (written / path.relative_to(tmp_path)).read_bytes(), path.name


def test_pages_of_indicators_that_left_the_scorecard_are_taken_away(tmp_path: Path) -> None:
    board = build_board_model()
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "gone.html").write_text("an earlier month", encoding="utf-8")
    (tmp_path / "indicators" / "notes.txt").write_text("mine", encoding="utf-8")
    write_html(board, tmp_path)
    assert not (tmp_path / "indicators" / "gone.html").exists()
    assert (tmp_path / "indicators" / "notes.txt").exists()
    assert (tmp_path / "indicators" / "eip_2w.html").exists()
