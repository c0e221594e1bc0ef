"""The page docs/reference/commands.md, made from the commands' own `--help`."""

from collections.abc import Iterator

import click

INTRODUCTION = """\
# Every command

Each section is what the command itself says with `--help`. Exit codes are the same everywhere: 0 done,
1 findings (something was found that needs you), 2 a mistake in what was asked or in a file.
"""


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command under `command`, itself first, with its full name; hidden ones left out."""
    yield name, command
    if isinstance(command, click.Group):
        for short, inner in sorted(command.commands.items()):
            if not inner.hidden:
                yield from commands(inner, f"{name} {short}")


def help_text(command: click.Command, name: str) -> str:
    """What `name --help` prints, at a width of 88 signs and without trailing blanks."""
    context = click.Context(command, info_name=name, terminal_width=88, max_content_width=88)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page(root: click.Command) -> str:
    """The whole page for the command group `root`."""
    sections = [
        f"## {name}\n\n```text\n{help_text(command, name)}\n```\n"
        for name, command in commands(root, "trustboard")
    ]
    return "\n".join([INTRODUCTION, *sections])
