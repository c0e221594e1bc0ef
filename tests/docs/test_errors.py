"""Every rule that an issue can name has its place in docs/errors.md, with why it appears and what to do."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.support.source import modules

ROOT = Path(__file__).resolve().parents[2]
RULE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|[a-z]{4,}")
PAGE = ROOT / "docs" / "errors.md"


@cache
def rules() -> dict[str, str]:
    """Every rule named in the code by `rule="..."`, with a place where it stands."""
    found = {}
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
                found[str(node.value.value)] = f"{path}:{node.value.lineno}"
    return found


def documented() -> dict[str, str]:
    """Every heading `### rule` of the page, with the text beneath it."""
    parts = re.split(r"^### `(.+)`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.split("\n## ")[0].strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_rules_are_found_in_the_code() -> None:
    assert "not-a-workspace" in rules()


def test_every_rule_has_a_permanent_name() -> None:
    assert not {rule: place for rule, place in rules().items() if not RULE.fullmatch(rule)}


def test_every_rule_is_documented() -> None:
    assert not {rule: place for rule, place in rules().items() if rule not in documented()}


def test_the_page_documents_no_rule_that_is_gone() -> None:
    assert not set(documented()) - set(rules())


def test_every_rule_says_what_to_do() -> None:
    assert not [rule for rule, text in documented().items() if "**Cure:**" not in text]
