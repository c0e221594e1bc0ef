"""`init`, `check` and `apply`: from a new folder to applied definitions."""

from datetime import date
from pathlib import Path

import click

from trustboard.cli.options import by_option, on_option, workspace_option
from trustboard.cli.printing import count, print_issues
from trustboard.operations.apply import apply, propose
from trustboard.operations.check import check
from trustboard.operations.init import init
from trustboard.operations.workspace import today


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", required=True, help="The trust's name.")
@click.option("--ods-code", required=True, help="The trust's ODS code.")
def init_command(folder: Path, name: str, ods_code: str) -> None:
    """Make a new workspace in FOLDER, with one worked example of each file.

    \b
    Examples:
      trustboard init our-trust --name "Our Partnership NHS Trust" --ods-code RXX
    """
    made = init(folder, name=name, ods_code=ods_code, on=today())
    click.echo(f"Made {count(len(made), 'file')} in {folder}. Next: trustboard check -w {folder}")


@click.command("check")
@workspace_option
@click.pass_context
def check_command(context: click.Context, workspace: Path) -> None:
    """Check the drafts of a workspace; prints every issue at once.

    Exit code 0: nothing stops them being applied; 1: errors were found.

    \b
    Examples:
      trustboard check
      trustboard check -w our-trust
    """
    checked = check(workspace, on=today())
    print_issues(checked.issues)
    if checked.errors:
        click.echo(f"{count(len(checked.errors), 'error')} to mend before these drafts can be applied.")
        context.exit(1)
    warnings = f", {count(len(checked.issues), 'warning')}" if checked.issues else ""
    click.echo(f"Checked {count(len(checked.files), 'file')}: no errors{warnings}.")


@click.command("apply")
@workspace_option
@by_option
@on_option
@click.option("--reason", default="", help="Why, for the audit; needed when --on is an earlier day.")
@click.option("--yes", is_flag=True, help="Apply without asking (for scripts).")
@click.option("--dry-run", is_flag=True, help="Only show the difference.")
def apply_command(workspace: Path, by: str, on: date, reason: str, yes: bool, dry_run: bool) -> None:
    """Show what the drafts would change, then make them the applied version.

    Calculation reads applied versions only. Each is kept, with who applied it and when.

    \b
    Examples:
      trustboard apply --dry-run
      trustboard apply --by "Head of information" --reason "Minute 26/031"
      trustboard apply --yes
    """
    proposal = propose(workspace, on=on)
    print_issues(proposal.warnings)
    if not proposal.differences:
        click.echo("Nothing differs from the applied version.")
        return
    for difference in proposal.differences:
        click.echo(f"  {difference}")
    click.echo(f"{count(len(proposal.differences), 'difference')} from the applied version.")
    if dry_run:
        return
    if not yes:
        click.confirm("Apply them?", abort=True)
    version = apply(proposal, by=by, on=on, reason=reason)
    click.echo(f"Applied as version {version.version_id[:12]} by {version.by}. Next: trustboard load FILE …")
