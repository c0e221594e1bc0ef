"""The scorecard as an Excel workbook: typed numbers, words beside colours, sparklines and native charts.

Texts are never taken for formulas, links or numbers. Excel draws the sparklines; LibreOffice leaves them out.
"""

from pathlib import Path

import xlsxwriter

from trustboard.rendering.workbook_charts import write_charts
from trustboard.rendering.workbook_pages import (
    write_about,
    write_definitions,
    write_files,
    write_priorities,
    write_standards,
    write_summary,
)
from trustboard.rendering.workbook_rows import write_data, write_scorecard
from trustboard.rendering.workbook_sheet import Book
from trustboard.reports.page import BoardScorecard

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_xlsx(model: BoardScorecard, path: Path) -> None:
    """Write the workbook; the same page model gives the same file, byte by byte."""
    about = model.about
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": f"{about.title}, {about.period}",
                "subject": about.unit,
                "company": about.trust,
                "comments": f"Data as known on {about.known}. Calculation {about.run_id}.",
                "created": about.produced_on.replace(tzinfo=None),
            }
        )
        book = Book(workbook, model)
        write_summary(book)
        sheets = {
            name: book.sheet(name, is_table=name != "Charts") for name in ("Scorecard", "Charts", "Data")
        }
        ranges = write_data(book, sheets["Data"])
        write_scorecard(book, sheets["Scorecard"], ranges)
        write_charts(book, sheets["Charts"], ranges)
        write_priorities(book)
        write_definitions(book)
        write_standards(book)
        write_files(book)
        write_about(book)
