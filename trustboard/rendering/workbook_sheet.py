"""Sheets, cell formats and tables of the Excel workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from trustboard.definitions.indicator import Display
from trustboard.rendering.theme import readable_accent
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import BoardScorecard, Cell

_VERDICTS = {
    "Achieved": ("#0b5730", "#e2f2e8"),
    "Within tolerance": ("#6d4700", "#fdf0d3"),
    "Not achieved": ("#93161b", "#fce8e6"),
}


@dataclass(frozen=True)
class Column:
    """One column of a table on a sheet."""

    title: str
    width: float


def number_format(style: NumberStyle) -> str:
    """The Excel number format that shows what the page shows."""
    decimals = f".{'0' * style.decimals}" if style.decimals else ""
    match style.display:
        case Display.PERCENT:
            return f"0{decimals}%"
        case Display.POUNDS:
            return f'"£"#,##0{decimals}'
        case Display.DAYS:
            return f'#,##0{decimals}" days"'
        case Display.NUMBER:
            return f"#,##0{decimals}"


class Book:
    """A workbook being written, with its page model and formats (each made once)."""

    def __init__(self, workbook: Workbook, model: BoardScorecard) -> None:
        self.workbook = workbook
        self.model = model
        self.accent = readable_accent(model.about.accent)
        self.format = cache(self._format)

    def sheet(self, name: str, *, is_table: bool = True) -> Worksheet:
        """Add a sheet set up for A4, a table with its grid, and the scorecard's name in its foot."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(9)
        if is_table:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1 if is_table else 2)
        about = self.model.about
        foot = f"{about.trust}: {about.title}, {about.period}".replace("&", "&&")
        sheet.set_footer(f"&L&8{foot}&R&8Page &P of &N")
        return sheet

    def _format(self, **wanted: Any) -> Format:
        return self.workbook.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", **wanted})

    @property
    def title(self) -> Format:
        """A sheet's title."""
        return self.format(bold=True, font_size=16, font_color=self.accent)

    @property
    def heading(self) -> Format:
        """A heading within a sheet."""
        return self.format(bold=True, font_size=12)

    @property
    def header(self) -> Format:
        """A table's header."""
        return self.format(
            bold=True, bg_color=self.accent, font_color="#ffffff", text_wrap=True, valign="vcenter", indent=1
        )

    @property
    def text(self) -> Format:
        """Wrapped text."""
        return self.format(text_wrap=True, align="left", indent=1)

    @property
    def soft(self) -> Format:
        """A remark."""
        return self.format(font_color="#4d5b69", text_wrap=True)

    @property
    def words(self) -> Format:
        """A state in the place of a number."""
        return self.format(font_color="#4d5b69", align="right", text_wrap=True)

    def number(self, style: NumberStyle, **more: Any) -> Format:
        """A number as the page shows it."""
        return self.format(num_format=number_format(style), **more)

    @property
    def count(self) -> Format:
        """A whole number, or one with the decimals it has."""
        return self.format(num_format="#,##0.##")


def write_table(book: Book, sheet: Worksheet, top: int, columns: Sequence[Column], lines: int) -> None:
    """Write the header row at `top`, set widths, freeze and filter a table of so many lines."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(top, place, column.title, book.header)
    sheet.set_row(top, 32)
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)
    sheet.autofilter(top, 0, top + max(lines, 1), len(columns) - 1)


def write_cell(
    book: Book, sheet: Worksheet, row: int, column: int, cell: Cell | None, style: NumberStyle
) -> None:
    """Write a number as a number, or the state in words."""
    if cell is None:
        return
    if cell.number is None:
        sheet.write_string(row, column, cell.text, book.words)
    else:
        sheet.write_number(row, column, cell.number, book.number(style))


def write_number(sheet: Worksheet, row: int, column: int, number: float | None, form: Format) -> None:
    """Write a number, or nothing where there is none."""
    if number is not None:
        sheet.write_number(row, column, number, form)


def colour_verdicts(book: Book, sheet: Worksheet, column: int, first: int, last: int) -> None:
    """Colour the verdict's word where it stands; the word stays the message."""
    for word, (ink, paper) in _VERDICTS.items():
        sheet.conditional_format(
            first,
            column,
            last,
            column,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": book.workbook.add_format({"font_color": ink, "bg_color": paper, "bold": True}),
            },
        )
