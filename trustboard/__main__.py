"""The `trustboard` command: runs the commands, and turns a user's mistake into words and exit code 2."""

import sys

import click

from trustboard.cli import cli
from trustboard.cli.printing import count, print_issues
from trustboard.vocabulary.issue import Mistake

USERS_MISTAKE = 2


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 findings, 2 the user's mistake."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        cli.main(prog_name="trustboard")
    except Mistake as mistake:
        print_issues(mistake.issues)
        click.echo(f"Stopped: {count(len(mistake.issues), 'issue')} to mend.", err=True)
        sys.exit(USERS_MISTAKE)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        click.echo(f"error: a file cannot be read or written: {error.strerror or error}{place}", err=True)
        sys.exit(USERS_MISTAKE)


if __name__ == "__main__":
    main()
