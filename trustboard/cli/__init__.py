"""The `trustboard` commands: thin, each calling one operation."""

import click

import trustboard
from trustboard.cli.demo import demo_command
from trustboard.cli.destroying import destroy_command, retention_command
from trustboard.cli.drafts import apply_command, check_command, init_command
from trustboard.cli.months import calculate_command, load_command
from trustboard.cli.person_key import person_key_command
from trustboard.cli.plan import plan_command
from trustboard.cli.reading import explain_command, figures_command, verdicts_command
from trustboard.cli.report import report_group
from trustboard.cli.spc import spc
from trustboard.cli.store import verify_command
from trustboard.cli.testing import test_command

__all__ = ["cli"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(trustboard.__version__, prog_name="trustboard")
def cli() -> None:
    """Turn a trust's monthly extracts into scorecards people can trust.

    \b
    Begin with:
      trustboard demo          a made-up trust's scorecard, in a minute
      trustboard init FOLDER   a workspace of your own
    """


for command in (
    init_command,
    check_command,
    test_command,
    apply_command,
    load_command,
    plan_command,
    calculate_command,
    figures_command,
    verdicts_command,
    report_group,
    explain_command,
    verify_command,
    person_key_command,
    retention_command,
    destroy_command,
    spc,
    demo_command,
):
    cli.add_command(command)
