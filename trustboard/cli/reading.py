"""`figures`, `verdicts` and `explain`: what the run says."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from trustboard.cli.explained import explanation_of
from trustboard.cli.options import DayType, PeriodType, SpanType, by_option, format_option, workspace_option
from trustboard.cli.printing import print_rows
from trustboard.cli.records_behind import sections_of
from trustboard.operations.explain import explain
from trustboard.operations.explain_records import records_behind
from trustboard.operations.reading import Wanted, figures, verdicts
from trustboard.vocabulary.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])

SLICE = ("indicator", "unit", "commissioner", "period")
FIGURE_COLUMNS = (*SLICE, "state", "numerator", "denominator", "value")
VERDICT_COLUMNS = (*SLICE, "value", "standard", "verdict", "variation", "assurance", "scorecard_group")


def _with_cuts(columns: Sequence[str], cuts: bool) -> tuple[str, ...]:
    """Put beside the commissioner, where cuts are asked for, the council and the group."""
    place = columns.index("commissioner") + 1
    return (*columns[:place], *(("council", "group") if cuts else ()), *columns[place:])


def _filters(command: Command) -> Command:
    """Add the filters that figures and verdicts share."""
    for option in (
        click.option("--indicator", help="Only this indicator."),
        click.option("--unit", help="Only this unit."),
        click.option("--commissioner", help="Only slices crossed with this commissioner."),
        click.option(
            "--cuts", is_flag=True, help="Also slices crossed with a commissioner, council or group."
        ),
        click.option("--period", type=SpanType(), help="One period, or first..last: 2017-04..2018-06."),
        click.option("--as-known-on", type=DayType(), help="As the run that stood on this day says it."),
        format_option,
        workspace_option,
    ):
        command = option(command)
    return command


@click.command("figures")
@_filters
@click.option("--combined", is_flag=True, help="One row a slice for the whole stretch of periods.")
def figures_command(
    workspace: Path,
    indicator: str | None,
    unit: str | None,
    commissioner: str | None,
    cuts: bool,
    period: tuple[Period, Period] | None,
    as_known_on: date | None,
    form: str,
    combined: bool,
) -> None:
    """Print figures: numerators, denominators, values and states.

    \b
    Examples:
      trustboard figures --indicator eip_2w --unit R1L
      trustboard figures --unit ENG --period 2017-04..2018-03 --combined
      trustboard figures --indicator eip_2w --cuts --format csv > eip.csv
      trustboard figures --as-known-on 2026-05-12 --format json
    """
    wanted = Wanted(indicator=indicator, unit=unit, periods=period, commissioner=commissioner, cuts=cuts)
    rows = figures(workspace, wanted, as_known_on=as_known_on, combined=combined)
    print_rows(rows, form, _with_cuts(FIGURE_COLUMNS, cuts))


@click.command("verdicts")
@_filters
def verdicts_command(
    workspace: Path,
    indicator: str | None,
    unit: str | None,
    commissioner: str | None,
    cuts: bool,
    period: tuple[Period, Period] | None,
    as_known_on: date | None,
    form: str,
) -> None:
    """Print verdicts: the standard that judged each figure, its colour in words, and what SPC says.

    \b
    Examples:
      trustboard verdicts --unit R1L --period 2018-06
      trustboard verdicts --indicator eip_2w --format json
    """
    wanted = Wanted(indicator=indicator, unit=unit, periods=period, commissioner=commissioner, cuts=cuts)
    rows = verdicts(workspace, wanted, as_known_on=as_known_on)
    print_rows(rows, form, _with_cuts(VERDICT_COLUMNS, cuts))


@click.command("explain")
@click.argument("indicator")
@click.argument("unit")
@click.argument("period", type=PeriodType())
@click.option("--as-known-on", type=DayType(), help="As the run that stood on this day says it.")
@click.option("--records", is_flag=True, help="List the records behind it too, by a keyed hash.")
@click.option(
    "--local-numbers",
    is_flag=True,
    help="With the right: the trust's own record numbers and personal fields.",
)
@by_option
@workspace_option
def explain_command(
    workspace: Path,
    indicator: str,
    unit: str,
    period: Period,
    as_known_on: date | None,
    records: bool,
    local_numbers: bool,
    by: str,
) -> None:
    """Explain one figure: its definition, the standard in force and why, and the receipts behind it.

    With --records also the records that count, those it is divided by, and those that nearly counted,
    with the clause that kept each out. The trust's own record numbers, and fields that a contract marks
    as personal, are shown only with --local-numbers, to roles listed under record_readers in
    trustboard.toml. Every reading of records is kept in the audit.

    \b
    Examples:
      trustboard explain eip_2w R1L 2018-06
      trustboard explain sickness ZZ1 2026-10 --as-known-on 2026-11-12
      trustboard explain followup_72h WARD-A 2026-10 --records
      trustboard explain followup_72h WARD-A 2026-10 --local-numbers --by "Ward manager"
    """
    found = explain(workspace, indicator=indicator, unit=unit, period=period, as_known_on=as_known_on)
    _print_sections(explanation_of(found))
    if (records or local_numbers) and found.staying is None:
        behind = records_behind(
            workspace,
            indicator=indicator,
            unit=unit,
            period=period,
            by=by,
            local_numbers=local_numbers,
            as_known_on=as_known_on,
        )
        _print_sections(sections_of(behind))


def _print_sections(sections: Iterator[tuple[str, list[str]]]) -> None:
    for title, lines in sections:
        click.echo(click.style(title, bold=True))
        for line in lines:
            click.echo(f"  {line}")
