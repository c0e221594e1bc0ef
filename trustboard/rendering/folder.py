"""A board scorecard as one folder to hand over: pages, workbook, tables and JSON, linked to each other."""

from pathlib import Path

from trustboard.rendering.html import Download, write_html
from trustboard.rendering.tables import write_csv, write_data_csv, write_json
from trustboard.rendering.workbook import write_xlsx
from trustboard.reports.page import BoardScorecard

DOWNLOADS = (
    Download(file_name="scorecard.xlsx", title="Excel workbook", what="scorecard, charts, data, definitions"),
    Download(file_name="scorecard.csv", title="Scorecard as CSV", what="one line per indicator"),
    Download(file_name="scorecard-data.csv", title="Data as CSV", what="one line per indicator and period"),
    Download(file_name="scorecard.json", title="JSON", what="everything, for programs"),
)


def write_folder(model: BoardScorecard, folder: Path) -> list[Path]:
    """Write the HTML pages and every download into a folder, made if need be; returns the files written."""
    pages = write_html(model, folder, DOWNLOADS)
    write_xlsx(model, folder / "scorecard.xlsx")
    write_csv(model, folder / "scorecard.csv")
    write_data_csv(model, folder / "scorecard-data.csv")
    write_json(model, folder / "scorecard.json")
    return pages + [folder / each.file_name for each in DOWNLOADS]
