"""A board scorecard as one folder to hand over: pages, workbook, tables and JSON, linked to each other."""

from pathlib import Path

from trustboard.rendering.html import Download, write_html
from trustboard.rendering.tables import write_csv, write_data_csv, write_json
from trustboard.rendering.workbook import write_xlsx
from trustboard.reports.page import BoardScorecard


def downloads_of(name: str) -> tuple[Download, ...]:
    """The files that stand beside the pages; `name` is the scorecard's own and begins theirs."""
    return (
        Download(file_name=f"{name}.xlsx", title="Excel", what="scorecard, charts, data, definitions"),
        Download(file_name=f"{name}.csv", title="CSV", what="one line per indicator"),
        Download(file_name=f"{name}-data.csv", title="Data as CSV", what="one line per indicator and period"),
        Download(file_name=f"{name}.json", title="JSON", what="everything, for programs"),
    )


def write_folder(model: BoardScorecard, folder: Path, *, name: str = "scorecard") -> list[Path]:
    """Write the HTML pages and every download into a folder, made if need be; returns the files written."""
    downloads = downloads_of(name)
    pages = write_html(model, folder, downloads)
    write_xlsx(model, folder / f"{name}.xlsx")
    write_csv(model, folder / f"{name}.csv")
    write_data_csv(model, folder / f"{name}-data.csv")
    write_json(model, folder / f"{name}.json")
    return pages + [folder / each.file_name for each in downloads]
