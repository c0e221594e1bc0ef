"""`verify`: is everything still as it was written?"""

from pathlib import Path

import click

from trustboard.cli.options import workspace_option
from trustboard.operations.verify import verify


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
        if verified.was_destroyed:
            click.echo(
                f"run {name}: no longer re-derivable, records it was made from were destroyed by order"
            )
        elif not verified.is_rederivable:
            click.echo(
                f"run {name}: cannot be calculated again, a file it was made from is missing or changed"
            )
        elif verified.differing:
            click.echo(f"run {name}: calculating again gives other {', '.join(verified.differing)}")
        else:
            click.echo(f"run {name}: calculated again, the same")
    if not found.is_sound:
        context.exit(1)
    click.echo("Everything is as it was written.")
