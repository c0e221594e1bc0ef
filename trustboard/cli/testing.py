"""`test`: worked cases on two engines, and the holes between them."""

from pathlib import Path

import click

from trustboard.cli.options import workspace_option
from trustboard.cli.printing import count
from trustboard.operations.testing import Tested, tested_indicators
from trustboard.operations.workspace import today


@click.command("test")
@click.argument("indicators", nargs=-1)
@click.option("--strict", is_flag=True, help="A small change that no case notices is an error too.")
@workspace_option
@click.pass_context
def test_command(context: click.Context, indicators: tuple[str, ...], strict: bool, workspace: Path) -> None:
    """Test the worked cases of INDICATORS among the drafts, or of all of them.

    Each case is answered by the reference engine and by DuckDB. Then the definition is broken in every
    small way (an operator, a number one more or less, a code left out, a clause turned round), and each
    change that no case notices is named: write a case for it. Exit code 1: a case disagrees; with
    --strict also where a change went unnoticed.

    \b
    Examples:
      trustboard test
      trustboard test followup_72h --strict
    """
    failed = False
    for tested in tested_indicators(workspace, indicators, on=today()):
        _print(tested)
        failed = failed or bool(tested.disagreements) or (strict and bool(tested.unnoticed))
    context.exit(1 if failed else 0)


def _print(tested: Tested) -> None:
    if tested.disagreements:
        click.echo(f"{tested.indicator}: {count(len(tested.disagreements), 'answer')} not as the cases say")
        for found in tested.disagreements:
            click.echo(f"  {found.engine}: {found.issue}")
        return
    agree = "agrees" if tested.cases == 1 else "agree"
    click.echo(f"{tested.indicator}: {count(tested.cases, 'case')} {agree}, on reference and DuckDB")
    noticed = tested.tried - len(tested.unnoticed)
    click.echo(f"  {noticed} of {count(tested.tried, 'small change')} to the definition noticed")
    for mutant in tested.unnoticed:
        click.echo(f"  no case notices: {mutant.description}")
