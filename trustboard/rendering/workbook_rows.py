"""The workbook's sheets of numbers: the scorecard, and the data behind it."""

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from trustboard.rendering.workbook_sheet import (
    Book,
    Column,
    colour_verdicts,
    write_cell,
    write_number,
    write_table,
)
from trustboard.reports.page import DataLine, IndicatorPage, Row

_TREND = 24
_TOP = 4

_SCORECARD = (
    Column("Ref", 20),
    Column("Indicator", 46),
    Column("Group", 18),
    Column("Domain", 13),
    Column("Perspective", 26),
    Column("National", 9),
    Column("Period", 19),
    Column("Standard", 20),
    Column("Basis", 20),
    Column("Value", 14),
    Column("Numerator", 12),
    Column("Denominator", 12),
    Column("Verdict", 17),
    Column("Variation", 34),
    Column("Assurance", 34),
    Column("Trend", 26),
    Column("Year to date", 15),
    Column("Period before", 14),
    Column("A year before", 14),
    Column("Compared with", 14),
    Column("Why it stands in its group", 60),
    Column("Restated", 30),
)
_DATA = (
    Column("Ref", 20),
    Column("Indicator", 46),
    Column("Period", 21),
    Column("Code", 10),
    Column("Value", 14),
    Column("State", 18),
    Column("Numerator", 12),
    Column("Denominator", 12),
    Column("Mean", 11),
    Column("Lower limit", 11),
    Column("Upper limit", 11),
    Column("Standard", 11),
    Column("Verdict", 17),
    Column("Signal", 44),
    Column("Restated", 30),
)
CODE, VALUE, MEAN, LOWER, UPPER, STANDARD, VERDICT = 3, 4, 8, 9, 10, 11, 12  # columns of the Data sheet


@dataclass(frozen=True)
class Range:
    """Where an indicator's lines stand on the Data sheet (rows counted from 0)."""

    first: int
    last: int

    def latest(self, count: int) -> "Range":
        """The last so many lines."""
        return Range(max(self.first, self.last - count + 1), self.last)


def write_data(book: Book, sheet: Worksheet) -> dict[str, Range]:
    """Write every period of every indicator, the earliest first; returns where each indicator stands."""
    model = book.model
    total = sum(len(page.data) for page in model.pages)
    sheet.write_string(0, 0, "Data", book.title)
    sheet.write_string(
        1, 0, "Every period of every indicator. Limits and signals are those seen now.", book.soft
    )
    write_table(book, sheet, _TOP, _DATA, total)
    ranges: dict[str, Range] = {}
    row = _TOP + 1
    for page in model.pages:
        first = row
        for line in reversed(page.data):
            _write_data_line(book, sheet, row, page, line)
            row += 1
        if row > first:
            ranges[page.row.ref] = Range(first, row - 1)
    colour_verdicts(book, sheet, VERDICT, _TOP + 1, max(row - 1, _TOP + 1))
    return ranges


def _write_data_line(book: Book, sheet: Worksheet, row: int, page: IndicatorPage, line: DataLine) -> None:
    style, value = page.row.style, line.value
    plain = book.format()
    verdict = line.verdict.word if line.verdict else ""
    state = "" if value.number is not None else value.text
    texts = {0: page.row.ref, 1: page.row.name, 2: line.period, 3: line.period_code, 5: state, 12: verdict}
    for column, text in {**texts, 13: line.signal, 14: line.restated}.items():
        sheet.write_string(row, column, text, plain)
    for column, number in (
        (VALUE, value.number),
        (MEAN, line.mean_number),
        (LOWER, line.lower_number),
        (UPPER, line.upper_number),
        (STANDARD, line.standard_number),
    ):
        write_number(sheet, row, column, number, book.number(style))
    write_number(sheet, row, 6, value.numerator, book.count)
    write_number(sheet, row, 7, value.denominator, book.count)


def write_scorecard(book: Book, sheet: Worksheet, ranges: dict[str, Range]) -> None:
    """Write one line per indicator with its sparkline; on paper it needs A3."""
    sheet.set_paper(8)
    about, rows = book.model.about, [page.row for page in book.model.pages]
    sheet.write_string(0, 0, f"{about.title}, {about.period}", book.title)
    sheet.write_string(1, 0, about.trust, book.heading)
    sheet.write_string(
        2, 0, f"{about.unit}. Data as known on {about.known}. Produced {about.produced}.", book.format()
    )
    columns = [
        Column(book.model.comparison_name or "Compared with", column.width)
        if column.title == "Compared with"
        else column
        for column in _SCORECARD
    ]
    write_table(book, sheet, _TOP, columns, len(rows))
    for place, row in enumerate(rows, _TOP + 1):
        sheet.set_row(place, 34)
        _write_row(book, sheet, place, row)
        if row.ref in ranges:
            _add_sparkline(sheet, place, ranges[row.ref].latest(_TREND))
    colour_verdicts(book, sheet, 12, _TOP + 1, _TOP + max(len(rows), 1))


def _write_row(book: Book, sheet: Worksheet, place: int, row: Row) -> None:
    about = book.model.about
    texts = {
        0: row.ref,
        1: row.name,
        2: book.model.group_title(row.group),
        3: row.domain,
        4: row.perspective,
        5: "yes" if row.is_national else "no",
        6: row.period_label or about.period,
        7: row.standard.text,
        8: row.standard.basis,
        12: row.badge.word,
        13: row.variation.words,
        14: row.assurance.words,
        20: row.reason,
        21: row.restated,
    }
    for column, text in texts.items():
        sheet.write_string(place, column, text, book.text)
    for column, cell in {
        9: row.value,
        16: row.year_to_date,
        17: row.previous,
        18: row.last_year,
        19: row.comparison,
    }.items():
        write_cell(book, sheet, place, column, cell, row.style)
    write_number(sheet, place, 10, row.value.numerator, book.count)
    write_number(sheet, place, 11, row.value.denominator, book.count)


def _add_sparkline(sheet: Worksheet, place: int, where: Range) -> None:
    """The trend of the last two years, its last point marked."""
    sheet.add_sparkline(
        place,
        15,
        {
            "range": f"Data!$E${where.first + 1}:$E${where.last + 1}",
            "last_point": True,
            "series_color": "#3a4854",
            "last_color": "#1d70b8",
            "show_hidden": True,
        },
    )
