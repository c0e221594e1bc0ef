"""Every rule has a permanent name and a meaning, is used, and is tested."""

import re
from pathlib import Path

import pytest

from trustboard.definitions.model import (
    COLOUR,
    ENVIRONMENT,
    FINANCIAL_YEAR,
    LANGUAGE,
    MEMORY,
    NAME,
    NUMBER,
    SLUG,
    SPARK_CONNECT,
    TEXT,
)
from trustboard.definitions.nearest import cure_for, nearest
from trustboard.definitions.plain_words import CURES
from trustboard.definitions.rules import RULES, Rule

ROOT = Path(__file__).resolve().parents[3]
CODE = ROOT / "trustboard" / "definitions"


def used_in(folder: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "rules.py"]
    return {name for text in texts for name in re.findall(r"\bRule\.([A-Z_0-9]+)", text)}


def test_every_rule_has_a_meaning_of_one_sentence() -> None:
    assert list(RULES) == list(Rule)
    assert all(re.fullmatch(r"[A-Z“].*[.)]", meaning) and len(meaning) < 110 for meaning in RULES.values())


def test_every_rule_has_a_permanent_name_in_small_letters() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule) for rule in Rule)


def test_every_rule_is_used() -> None:
    assert used_in(CODE) == {rule.name for rule in Rule}


def test_every_rule_is_tested() -> None:
    assert used_in(Path(__file__).parent) >= {rule.name for rule in Rule}


def test_every_form_has_its_cure() -> None:
    forms = {NAME, SLUG, TEXT, COLOUR, LANGUAGE, NUMBER, FINANCIAL_YEAR, MEMORY, ENVIRONMENT, SPARK_CONNECT}
    assert set(CURES) == forms


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("hihger", ["higher", "lower"], "higher"),
        ("HIGHER", ["higher", "lower"], "higher"),
        ("=>", [">=", ">", "="], ">="),
        ("eip2w", ["eip_2w", "eip_6w"], "eip_2w"),
        ("falls", ["higher", "lower"], None),
        ("falls", [], None),
    ],
)
def test_the_nearest_name(name: str, known: list[str], found: str | None) -> None:
    assert nearest(name, known) == found


@pytest.mark.parametrize(
    ("known", "cure"),
    [
        (["higher", "lower"], "Known: higher, lower."),
        ([f"n{number}" for number in range(9)], "Known: n0, n1, n2, n3, n4, n5, n6, n7, …."),
        ([], "There is none yet: add one first."),
    ],
)
def test_without_a_near_name_the_known_ones_are_shown(known: list[str], cure: str) -> None:
    assert cure_for("falls", known) == cure
