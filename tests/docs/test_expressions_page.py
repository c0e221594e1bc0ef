"""Every function of the language stands on the page about expressions, as the code says it."""

import re

import pytest

from tests.support.source import ROOT
from trustboard.expressions import SIGNATURES
from trustboard.expressions.nodes import Function

PAGE = (ROOT / "docs" / "reference" / "expressions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", SIGNATURES)
def test_every_function_is_documented(word: str) -> None:
    """Its signature, its meaning, what comes out of what is not known, and an example that uses it."""
    signature = SIGNATURES[word]
    parts = (f"`{signature.written}`", signature.meaning, signature.unknown, f"`{signature.example}`")
    assert f"| {' | '.join(parts)} |" in PAGE
    assert all(parts)
    assert f"{word}(" in signature.example


def test_the_page_documents_no_function_that_is_gone() -> None:
    table = PAGE.split("### Functions")[1].split("###")[0]
    written = re.findall(r"^\| `(\w+)\(", table, flags=re.MULTILINE)
    assert written == list(SIGNATURES)


def test_every_function_of_the_tree_can_be_written() -> None:
    assert {each.function for each in SIGNATURES.values()} - {None} == set(Function)
