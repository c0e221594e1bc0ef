"""`person-key`: the key with which people's identifiers are hashed."""

from pathlib import Path

import click

from trustboard.operations.keys import make_person_key


@click.command("person-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def person_key_command(file: Path) -> None:
    """Make the key with which identifiers of people are hashed, once, in FILE outside the workspace.

    Name the file as person_key_file in trustboard.toml. Keep a copy where only information governance
    can reach it: with another key the same person is no longer recognised from month to month.

    \b
    Examples:
      trustboard person-key ../keys/person.key
    """
    made = make_person_key(file)
    click.echo(f'Made {made}. Next, in trustboard.toml: person_key_file = "{made.as_posix()}"')
