"""`verify`: is everything still as it was written?"""

from collections.abc import Iterator
from pathlib import Path

import click

from trustboard.cli.options import workspace_option
from trustboard.operations.staying import stretch
from trustboard.operations.verify import RunVerified, verify


@click.command("verify")
@workspace_option
@click.option(
    "--all", "every_run", is_flag=True, help="Calculate every run again, not only the standing one."
)
@click.pass_context
def verify_command(context: click.Context, workspace: Path, every_run: bool) -> None:
    """Check every stored file by its hash, and calculate the run that stands again.

    Exit code 0: all is as it was; 1: something differs, and it is named.

    \b
    Examples:
      trustboard verify
      trustboard verify --all
    """
    found = verify(workspace, every_run=every_run, progress=lambda text: click.echo(text, err=True))
    for problem in found.problems:
        click.echo(f"{problem.fault.value}: {problem.path}")
    for verified in found.runs:
        name = verified.run.run_id[:12]
        if not verified.is_rederivable:
            click.echo(
                f"run {name}: cannot be calculated again, a file it was made from is missing or changed"
            )
        elif verified.differing:
            click.echo(f"run {name}: calculating again gives other {', '.join(verified.differing)}")
        else:
            click.echo(f"run {name}: calculated again, the same")
        for line in _staying(verified):
            click.echo(line)
    if not found.is_sound:
        context.exit(1)
    click.echo("Everything is as it was written.")


def _staying(verified: RunVerified) -> Iterator[str]:
    """Name the figures that could not be calculated again, and were not to be."""
    if verified.staying:
        yield "  but for figures no longer re-derivable, whose records were destroyed by order:"
    for indicator, periods in verified.staying.items():
        yield f"  {indicator} {stretch(periods)}"
