"""The workbook: numbers are numbers, texts are texts, colours never stand alone."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.support.board import build_board_model, with_names
from tests.support.measures import MEASURES
from trustboard.definitions.indicator import Display
from trustboard.rendering.workbook import write_xlsx
from trustboard.rendering.workbook_sheet import number_format
from trustboard.reports.numbers import NumberStyle

SHEETS = [
    "Summary",
    "Scorecard",
    "Charts",
    "Data",
    "Quality priorities",
    "Definitions",
    "Standards",
    "Files",
    "About",
]


@pytest.fixture(scope="module")
def sheets(written: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(written / "scorecard.xlsx"))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def sheet_part(path: Path, title: str) -> str:
    return part(path, f"xl/worksheets/sheet{SHEETS.index(title) + 1}.xml")


def test_the_sheets_stand_in_reading_order(sheets: dict[str, list[list[Any]]]) -> None:
    assert list(sheets) == SHEETS


def test_values_are_numbers_and_states_are_words(sheets: dict[str, list[list[Any]]]) -> None:
    board = build_board_model()
    table = {line[0]: line for line in sheets["Scorecard"][5:]}
    assert list(table) == [measure.id for measure in MEASURES]
    for ref, line in table.items():
        value = board.row(ref).value
        assert line[9] == (pytest.approx(value.number) if value.number is not None else value.text)
        assert line[12] == board.row(ref).badge.word


def test_the_data_sheet_holds_every_period_the_earliest_first(sheets: dict[str, list[list[Any]]]) -> None:
    board = build_board_model()
    table = sheets["Data"][5:]
    assert len(table) == sum(len(page.data) for page in board.pages)
    assert [line[3] for line in table[:2]] == ["2023-11", "2023-12"]
    assert table[0][4] == pytest.approx(board.pages[0].data[-1].value.number)


def test_each_indicator_has_a_sparkline_on_its_own_data(
    written: Path, sheets: dict[str, list[list[Any]]]
) -> None:
    xml = sheet_part(written / "scorecard.xlsx", "Scorecard")
    ranges = re.findall(r"<xm:f>Data!E(\d+):E(\d+)</xm:f><xm:sqref>P(\d+)</xm:sqref>", xml)
    assert len(ranges) == 40
    for first, last, row in ranges:
        ref = sheets["Scorecard"][int(row) - 1][0]
        covered = sheets["Data"][int(first) - 1 : int(last)]
        assert {line[0] for line in covered} == {ref}
        assert len(covered) <= 24


def test_each_indicator_has_a_native_chart_with_words_for_those_who_do_not_see_it(written: Path) -> None:
    with zipfile.ZipFile(written / "scorecard.xlsx") as archive:
        charts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        assert len(charts) == 40
        first = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    for name in ("Mean", "Lower limit", "Upper limit", "Standard"):
        assert name in first
    assert "SPC chart of 36 months." in drawing


def test_the_verdict_s_word_is_coloured_and_stays_the_message(written: Path) -> None:
    for sheet in ("Scorecard", "Data"):
        xml = sheet_part(written / "scorecard.xlsx", sheet)
        rules = re.findall(r'<cfRule type="cellIs".*?<formula>"(.*?)"</formula>', xml)
        assert rules == ["Achieved", "Within tolerance", "Not achieved"]


def test_headings_are_frozen_filtered_and_repeated_in_print(written: Path) -> None:
    xml = sheet_part(written / "scorecard.xlsx", "Scorecard")
    assert 'xSplit="2" ySplit="5" topLeftCell="C6"' in xml
    assert '<autoFilter ref="A5:V45"/>' in xml
    assert "Print_Titles" in part(written / "scorecard.xlsx", "xl/workbook.xml")


@pytest.mark.parametrize("name", ["=1+1", "{=1}", "https://example.org", "0042", "@SUM(1)"])
def test_texts_stay_texts(name: str, tmp_path: Path) -> None:
    write_xlsx(with_names(build_board_model(), name), tmp_path / "it.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "it.xlsx"))
    assert {line[1] for line in book.get_sheet_by_name("Scorecard").to_python()[5:]} == {name}
    for title in SHEETS:
        xml = sheet_part(tmp_path / "it.xlsx", title)
        assert "<f>" not in xml
        assert "<hyperlink" not in xml


@pytest.mark.parametrize(
    ("style", "form"),
    [
        (NumberStyle(display=Display.PERCENT, decimals=1), "0.0%"),
        (NumberStyle(display=Display.PERCENT, decimals=0), "0%"),
        (NumberStyle(display=Display.NUMBER, decimals=0), "#,##0"),
        (NumberStyle(display=Display.POUNDS, decimals=2), '"£"#,##0.00'),
        (NumberStyle(display=Display.DAYS, decimals=1), '#,##0.0" days"'),
    ],
)
def test_number_formats_show_what_the_page_shows(style: NumberStyle, form: str) -> None:
    assert number_format(style) == form


def test_standards_definitions_and_files_are_all_there(sheets: dict[str, list[list[Any]]]) -> None:
    board = build_board_model()
    assert len(sheets["Standards"]) - 3 == sum(len(page.standards) for page in board.pages)
    assert len(sheets["Definitions"]) - 3 == sum(
        len(term.texts) for page in board.pages for term in page.definition
    )
    assert sheets["Files"][3][0] == "return-2026-10.csv"
    assert len(sheets["Files"]) - 3 == 7


def test_the_summary_repeats_the_head_of_the_page(sheets: dict[str, list[list[Any]]]) -> None:
    texts = [cell for line in sheets["Summary"] for cell in line if isinstance(cell, str)]
    board = build_board_model()
    assert set(board.summary) <= set(texts)
    assert any("Reliable recovery" in text for text in texts)
    assert any("became" in text for text in texts)


def test_a_scorecard_without_figures_or_priorities_is_still_a_workbook(tmp_path: Path) -> None:
    board = build_board_model()
    pages = tuple(replace(page, data=(), standards=(), receipts=()) for page in board.pages)
    bare = replace(
        board,
        pages=pages,
        priorities=(),
        changes=(),
        restated=(),
        restated_note="Nothing changed.",
        comparison_name="",
    )
    write_xlsx(bare, tmp_path / "it.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "it.xlsx"))
    text = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    for words in ("No quality priorities are set", "No standards.", "No files.", "None announced this year."):
        assert words in text
    assert "Nothing changed." in text
