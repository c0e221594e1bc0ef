"""`spc`: XmR charts of any CSV file, without a workspace."""

from pathlib import Path

import click

from trustboard.cli.printing import count, print_rows
from trustboard.cli.spc_files import Table, read_table
from trustboard.cli.spc_results import table_row, write_results
from trustboard.statistics import Profile, XmrResult, xmr


@click.command("spc")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write points.csv, series.csv and notes.csv to this folder instead of a table on the screen.",
)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.MDC.value,
    show_default=True,
    help="The conventions: mdc, or nhsr to equal NHSRplotthedots point by point.",
)
@click.option(
    "--screen-outliers/--no-screen-outliers",
    default=True,
    show_default=True,
    help="Leave out the largest moving ranges when working out limits.",
)
@click.option(
    "--fix-after-n-points",
    type=click.IntRange(min=12),
    help="Work limits out from the first so many points of each epoch only.",
)
def spc(
    file: Path, folder: Path | None, profile: str, screen_outliers: bool, fix_after_n_points: int | None
) -> None:
    """Draw up XmR charts (statistical process control) of the series in FILE, a CSV file.

    Its columns: series, date and value; if you like target, direction (increase, decrease or neutral:
    which way is better) and rebase (1 at the point from which limits start anew). Dates are written
    2026-10-31. A blank value is a missing one.

    \b
    Examples:
      trustboard spc waits.csv
      trustboard spc waits.csv --to waits-charts
      trustboard spc waits.csv --profile nhsr --no-screen-outliers --to waits-charts
    """
    table = read_table(file)
    result = draw_up(
        table, profile=profile, screen_outliers=screen_outliers, fix_after_n_points=fix_after_n_points
    )
    if folder is None:
        rows = [table_row(name, result.series(index)) for index, name in enumerate(table.names)]
        print_rows(rows, "table", list(rows[0]))
        return
    written = write_results(folder, table, result)
    points = count(int(table.lengths.sum()), "point")
    click.echo(f"{count(len(table.names), 'series', 'series')}, {points}. Wrote:")
    for path in written:
        click.echo(f"  {path}")


def draw_up(
    table: Table, *, profile: str, screen_outliers: bool, fix_after_n_points: int | None
) -> XmrResult:
    """Draw up every series of a table at once."""
    return xmr(
        table.values,
        lengths=table.lengths,
        rebase=table.rebase,
        target=table.target,
        direction=table.directions,
        screen_outliers=screen_outliers,
        fix_after_n_points=fix_after_n_points,
        profile=profile,
    )
