"""Verdicts: the words on the page and which variations are good or bad news."""

import pytest

from trustboard.vocabulary.verdict import Rag, Variation


@pytest.mark.parametrize(
    ("colour", "word"), [("green", "achieved"), ("amber", "within tolerance"), ("red", "not achieved")]
)
def test_every_colour_has_its_word(colour: str, word: str) -> None:
    assert Rag(colour).word == word


@pytest.mark.parametrize("variation", Variation)
def test_a_variation_is_good_news_bad_news_or_neither(variation: Variation) -> None:
    assert variation.is_improvement is variation.value.startswith("improvement")
    assert variation.is_concern is variation.value.startswith("concern")
