"""The group: exactly one, by the rule that stands on the page. The whole table is spelt out."""

from itertools import product

import pytest

from trustboard.judgement.grouping import GROUP_RULE, GROUP_RULES, group_of
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation

COLOURS: list[Rag | NoRag] = [*Rag, *NoRag]
EVERYTHING = list(product(COLOURS, Variation, Assurance))

#   colour        variation         assurance           group
TABLE = """
    green       | common_cause     | hit_and_miss       | well
    green       | common_cause     | consistently_hits  | well
    green       | common_cause     | consistently_fails | improve
    green       | concern_low      | consistently_hits  | improve
    green       | concern_high     | hit_and_miss       | improve
    green       | improvement_high | hit_and_miss       | well
    green       | not_shown        | not_shown          | well
    amber       | common_cause     | hit_and_miss       | improve
    amber       | improvement_high | consistently_hits  | improve
    red         | common_cause     | hit_and_miss       | improve
    red         | improvement_low  | hit_and_miss       | improve
    red         | not_shown        | not_shown          | improve
    no standard | common_cause     | no_standard        | watch
    no standard | improvement_high | no_standard        | well
    no standard | improvement_low  | no_standard        | well
    no standard | concern_high     | no_standard        | improve
    no standard | not_shown        | no_standard        | watch
    no value    | not_shown        | hit_and_miss       | watch
    no value    | not_shown        | consistently_hits  | watch
    no value    | not_shown        | consistently_fails | improve
    neutral     | neutral_high     | not_shown          | watch
    neutral     | common_cause     | no_standard        | watch
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def coloured(word: str) -> Rag | NoRag:
    return next(each for each in COLOURS if each.value.startswith(word))


def group(colour: Rag | NoRag, variation: Variation, assurance: Assurance) -> Group:
    rag, no_rag = (colour, None) if isinstance(colour, Rag) else (None, colour)
    return group_of(rag, no_rag, variation, assurance)


@pytest.mark.parametrize(("colour", "variation", "assurance", "expected"), ROWS)
def test_groups(colour: str, variation: str, assurance: str, expected: str) -> None:
    assert group(coloured(colour), Variation(variation), Assurance(assurance)) == expected


@pytest.mark.parametrize(("colour", "variation", "assurance"), EVERYTHING)
def test_the_group_is_the_one_the_printed_rule_gives(
    colour: Rag | NoRag, variation: Variation, assurance: Assurance
) -> None:
    improve = (
        colour in (Rag.RED, Rag.AMBER)
        or assurance is Assurance.CONSISTENTLY_FAILS
        or variation in (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
    )
    well = not improve and (
        colour is Rag.GREEN
        or (
            colour is NoRag.NO_STANDARD
            and variation in (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)
        )
    )
    expected = Group.IMPROVE if improve else Group.WELL if well else Group.WATCH
    assert group(colour, variation, assurance) is expected


def test_the_rule_has_a_sentence_for_every_group() -> None:
    assert set(GROUP_RULES) == set(Group)
    assert all(sentence in GROUP_RULE for sentence in GROUP_RULES.values())


def test_the_rule_names_every_group_and_what_amber_is() -> None:
    for words in ("Where to improve:", "Where we do well:", "To watch:", "within tolerance is still missed"):
        assert words in GROUP_RULE
