"""Every command is documented, by itself and in the reference page; what docs mention exists."""

import re
from pathlib import Path

import click
import pytest

from scripts.command_page import commands, help_text
from scripts.reference_pages import FOLDER, pages
from trustboard.cli import cli

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = dict(commands(cli, "trustboard"))
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_reference_page_says_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "out of date: run `make docs`"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does_and_shows_examples(name: str) -> None:
    text = help_text(COMMANDS[name], name)
    assert COMMANDS[name].help
    if isinstance(COMMANDS[name], click.Group):
        assert "Commands:" in text
    else:
        examples = text.split("Examples:", 1)[1]
        assert re.search(rf"^ +{name}\b", examples, flags=re.MULTILINE), "no example of itself"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [
        option.name
        for option in COMMANDS[name].params
        if option.param_type_name == "option" and not getattr(option, "help", None)
    ]
    assert not silent


def test_every_command_that_docs_mention_exists() -> None:
    known = {name.removeprefix("trustboard ").split()[0] for name in COMMANDS if name != "trustboard"}
    mentioned = {
        (str(page.relative_to(ROOT)), word)
        for page in TEXTS
        for word in re.findall(
            r"(?:`|^\$ |^)trustboard ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    }
    assert not [(page, word) for page, word in sorted(mentioned) if word not in known]
