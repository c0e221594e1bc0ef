"""Every rule that an issue can name has its place in docs/errors.md, with why it appears and what to do."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.support.source import modules

ROOT = Path(__file__).resolve().parents[2]
RULE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|[a-z]{4,}")
PAGE = ROOT / "docs" / "errors.md"


@cache
def rules() -> dict[str, str]:
    """Every rule that the code can name, with a place where it stands.

    A rule is a member of an enum called `Rule`, or a text given for a parameter called `rule`.
    """
    places = parameter_places(modules().values())
    return {
        str(value.value): f"{path}:{value.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        for value in texts_of_rules(node, places)
    }


def parameter_places(trees: Iterable[ast.Module]) -> dict[str, int]:
    """Name of each function that takes a `rule` by position -> which position that is."""
    found = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
                if "rule" in names:
                    found[node.name] = names.index("rule")
    return found


def texts_of_rules(node: ast.AST, places: dict[str, int]) -> list[ast.Constant]:
    """The texts that name rules in one node of the tree."""
    values: list[ast.expr] = []
    if isinstance(node, ast.ClassDef) and node.name.endswith("Rule"):
        values = [inner.value for inner in node.body if isinstance(inner, ast.Assign)]
    elif isinstance(node, ast.keyword) and node.arg == "rule":
        values = [node.value]
    elif isinstance(node, ast.Call):
        place = places.get(getattr(node.func, "attr", getattr(node.func, "id", "")), len(node.args))
        values = [value for value in node.args[place : place + 1] if "-" in str(getattr(value, "value", ""))]
    return [value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def beginnings() -> dict[str, str]:
    """The fixed beginning of each rule whose end is filled in (`f"unknown-{what}"`), with its place."""
    return {
        str(getattr(node.value.values[0], "value", "")): f"{path}:{node.value.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.JoinedStr)
    }


def documented() -> dict[str, tuple[str, str]]:
    """Every rule of the page, with what is wrong and its cure."""
    rows = re.findall(r"^\| `([^`]+)` \| (.*?) \| (.*?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len({row[0] for row in rows}) == len(rows), "a rule stands twice"
    return {rule: (wrong, cure) for rule, wrong, cure in rows}


def test_rules_are_found_in_the_code() -> None:
    assert {"not-a-workspace", "bad-yaml", "store-locked", "spc-number"} <= set(rules())


def test_every_rule_has_a_permanent_name() -> None:
    assert not {rule: place for rule, place in rules().items() if not RULE.fullmatch(rule)}


def test_every_rule_is_documented() -> None:
    assert not {rule: place for rule, place in rules().items() if rule not in documented()}
    for beginning, place in beginnings().items():
        assert beginning, place
        assert any(rule.startswith(beginning) for rule in documented()), place


def test_the_page_documents_no_rule_that_is_gone() -> None:
    assert not set(documented()) - set(rules())


def test_every_rule_says_what_is_wrong_and_what_to_do() -> None:
    assert not [rule for rule, words in documented().items() if not all(words)]
