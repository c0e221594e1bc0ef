"""The workbook's native charts: each indicator with its mean, limits and standard."""

from typing import Any

from xlsxwriter.chart_line import ChartLine
from xlsxwriter.worksheet import Worksheet

from trustboard.rendering.workbook_rows import (
    CODE,
    LOWER,
    MEAN,
    STANDARD,
    UPPER,
    VALUE,
    Range,
)
from trustboard.rendering.workbook_sheet import Book, number_format
from trustboard.reports.page import IndicatorPage

_MOST_CHARTED = 60
_TOP, _ROWS, _COLUMNS = 3, 19, 9  # where charts begin, and what one covers
_ON_A_PAGE = 4  # rows of charts
_MARKER = {"type": "circle", "size": 5, "fill": {"color": "#3a4854"}, "border": {"none": True}}


def write_charts(book: Book, sheet: Worksheet, ranges: dict[str, Range]) -> None:
    """Draw a native chart of each indicator with its mean, limits and standard, two beside each other."""
    sheet.write_string(0, 0, "Charts", book.title)
    sheet.write_string(1, 0, f"The latest {_MOST_CHARTED} periods of each indicator.", book.soft)
    shown = [page for page in book.model.pages if page.row.ref in ranges]
    for number, page in enumerate(shown):
        row, column = _TOP + number // 2 * _ROWS, number % 2 * _COLUMNS
        chart = book.workbook.add_chart({"type": "line"})
        assert isinstance(chart, ChartLine)
        _draw(chart, page, ranges[page.row.ref].latest(_MOST_CHARTED))
        _dress(chart, page)
        sheet.insert_chart(row, column, chart, {"description": f"{page.row.name}. {page.chart.description}"})
    last = _TOP + len(shown) // 2 * _ROWS
    sheet.set_h_pagebreaks(list(range(_TOP + _ON_A_PAGE * _ROWS, last, _ON_A_PAGE * _ROWS)))


def _draw(chart: ChartLine, page: IndicatorPage, where: Range) -> None:
    """Draw the value with its points, and the lines it is held against."""
    for name, column, line in (
        (page.row.style.axis_title, VALUE, {"color": "#3a4854", "width": 1.5}),
        ("Mean", MEAN, {"color": "#67737e", "width": 1}),
        ("Lower limit", LOWER, {"color": "#67737e", "width": 1, "dash_type": "dash"}),
        ("Upper limit", UPPER, {"color": "#67737e", "width": 1, "dash_type": "dash"}),
        ("Standard", STANDARD, {"color": "#a32330", "width": 1.5, "dash_type": "long_dash"}),
    ):
        series: dict[str, Any] = {
            "name": name,
            "categories": ["Data", where.first, CODE, where.last, CODE],
            "values": ["Data", where.first, column, where.last, column],
            "line": line,
        }
        if column == VALUE:
            series["marker"] = _MARKER
        chart.add_series(series)


def _dress(chart: ChartLine, page: IndicatorPage) -> None:
    """Title, axes and legend."""
    grid = {"visible": True, "line": {"color": "#e9edf1"}}
    chart.set_title({"name": page.row.name, "name_font": {"size": 10, "bold": True}})
    axis: dict[str, Any] = {"num_format": number_format(page.row.style), "major_gridlines": grid}
    if page.chart.ticks:
        axis |= {"min": page.chart.ticks[0].at, "max": page.chart.ticks[-1].at}
    chart.set_y_axis(axis)
    chart.set_x_axis({"num_font": {"size": 8, "rotation": -45}, "interval_unit": 3})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 560, "height": 350})
