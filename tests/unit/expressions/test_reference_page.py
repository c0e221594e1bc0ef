"""The page about expressions tells the truth: what it shows is read, and it names every rule."""

import re

import pytest

from tests.support.source import ROOT
from trustboard.expressions import RULES, Type, parse

PAGE = (ROOT / "docs" / "reference" / "expressions.md").read_text(encoding="utf-8")
FIELDS = {
    **dict.fromkeys(("within_two_weeks", "over_two_weeks", "a", "b", "age", "wait"), Type.NUMBER),
    **dict.fromkeys(("kind", "part", "age_group"), Type.TEXT),
}


def shown() -> list[str]:
    """Every whole expression on the page: in its example, its table of forms, and its sentences."""
    example = re.findall(r"^(?:population|numerator|denominator): (.+)$", PAGE, flags=re.MULTILINE)
    table = PAGE.split("## What can be written")[1].split("## What it means")[0]
    forms = [
        code
        for line in table.splitlines()
        for code in re.findall(r"`([^`]+)`", (line.split("|") + [""] * 3)[2])
    ]
    told = re.findall(r"`([^`]+)`", PAGE.split("## What it means")[1].split("## Which fields")[0])
    whole = [text for text in told if " " in text and not text.startswith("trustboard")]
    return [text for text in (*example, *forms, *whole) if "…" not in text and re.search(r"\w", text)]


@pytest.mark.parametrize("text", shown())
def test_what_the_page_shows_is_read(text: str) -> None:
    readings = [parse(text, FIELDS, wanted=wanted) for wanted in Type]
    assert any(node for node, _ in readings), readings


def test_the_page_names_every_rule_in_the_codes_words() -> None:
    table = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE, flags=re.MULTILINE))
    assert table == {str(rule): text for rule, text in RULES.items()}
