"""`report`: a page for its readers."""

from datetime import date
from pathlib import Path

import click

from trustboard.cli.options import DayType, PeriodType, workspace_option
from trustboard.operations.report import report_board
from trustboard.vocabulary.period import Period


@click.group("report")
def report_group() -> None:
    """Write a report from the run that stands."""


@report_group.command("board")
@workspace_option
@click.option("--period", type=PeriodType(), help="The month, such as 2026-10; by default the latest.")
@click.option("--scorecard", "name", default="board", show_default=True, help="Which scorecard.")
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write: index.html, one page an indicator, and the same as XLSX, CSV and JSON.",
)
@click.option("--as-known-on", type=DayType(), help="From the run that stood on this day.")
def board_command(
    workspace: Path, period: Period | None, name: str, target: Path, as_known_on: date | None
) -> None:
    """Write a board scorecard as a folder of pages, a workbook, CSV and JSON.

    \b
    Examples:
      trustboard report board --period 2026-10 --to october
      trustboard report board --scorecard adult-mental-health --period 2026-10 --to amh
    """
    written = report_board(workspace, name=name, period=period, to=target, as_known_on=as_known_on)
    click.echo(f"Wrote {written.title}, {written.period_label}: {target / 'index.html'}")
