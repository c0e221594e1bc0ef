"""`plan`: what the next calculation will count, and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from trustboard.cli.options import on_option, workspace_option
from trustboard.cli.printing import count
from trustboard.operations.plan import PassPlanned, plan
from trustboard.vocabulary.period import Period


@click.command("plan")
@click.argument("indicator", required=False)
@click.option("--sql", is_flag=True, help="Print the queries too.")
@workspace_option
@on_option
def plan_command(indicator: str | None, sql: bool, workspace: Path, on: date) -> None:
    """Say, month by month, what the next calculation will count from records, and why.

    Months that need nothing are only counted. Nothing is calculated and nothing is recorded.

    \b
    Examples:
      trustboard plan
      trustboard plan followup_72h --sql
    """
    for planned in plan(workspace, on=on, indicator=indicator, say=lambda text: click.echo(text, err=True)):
        click.echo(f"{planned.label}: {', '.join(planned.indicators)}")
        for line in _lines(planned):
            click.echo(f"  {line}")
        if sql:
            for query in planned.queries.values():
                click.echo(f"\n{query};\n")


def _lines(planned: PassPlanned) -> Iterator[str]:
    yield from _of("to be counted", planned.cells)
    yield from _of("to be added up again", planned.roll_ups)
    yield from _of("people to be counted again", planned.recounts)
    if planned.up_to_date:
        yield f"nothing to do for {count(planned.up_to_date, 'period')}"


def _of(what: str, periods: Mapping[Period, list[str]]) -> Iterator[str]:
    """One line a period; periods with the same reasons, one after another, share theirs."""
    for codes, why in _together(periods):
        yield f"{codes}: {what}, {'; '.join(why)}"


def _together(periods: Mapping[Period, list[str]]) -> Iterator[tuple[str, list[str]]]:
    stretch: list[Period] = []
    for period in sorted(periods, key=lambda each: (each.grain.value, each.start)):
        if stretch and (periods[period] != periods[stretch[-1]] or stretch[-1].shift(1) != period):
            yield _codes(stretch), periods[stretch[-1]]
            stretch = []
        stretch.append(period)
    if stretch:
        yield _codes(stretch), periods[stretch[-1]]


def _codes(stretch: list[Period]) -> str:
    first, last = stretch[0].code, stretch[-1].code
    return first if first == last else f"{first} to {last}"
