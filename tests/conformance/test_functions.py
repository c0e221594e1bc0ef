"""Every function, and every other form of the language, on every engine: against answers worked out by hand."""

from collections.abc import Sequence

import pytest

from tests.conformance.asking import Answered, answer_of, world_of
from tests.conformance.function_cases import ALL, CASES, OTHERS, Case
from tests.support.record_engines import Answering
from trustboard.expressions.functions import SIGNATURES
from trustboard.expressions.nodes import Function


@pytest.fixture(scope="module")
def answered(answering: Answering) -> Answered:
    """All cases answered together, by one engine after the other."""
    return answering(world_of(ALL))


@pytest.mark.parametrize("function", Function)
def test_a_function_gives_what_was_worked_out_by_hand(function: Function, answered: Answered) -> None:
    assert CASES[function], "write cases for it in function_cases.py"
    assert differences(CASES[function], answered) == []


def test_every_other_form_gives_what_was_worked_out_by_hand(answered: Answered) -> None:
    assert differences(OTHERS, answered) == []


@pytest.mark.parametrize("function", Function)
def test_a_function_is_asked_of_what_is_not_known(function: Function) -> None:
    assert any(case.comes_to is None for case in CASES[function])


@pytest.mark.parametrize("word", SIGNATURES)
def test_every_word_of_the_language_has_cases_and_one_of_what_is_not_known(word: str) -> None:
    asked = [case for case in ALL if f"{word}(" in case.expression]
    assert any(case.comes_to is None for case in asked)
    assert any(case.comes_to is not None for case in asked)


def differences(cases: Sequence[Case], answered: Answered) -> list[str]:
    """Each case that an engine answers otherwise."""
    found = []
    for case in cases:
        said = answer_of(case, ALL.index(case), ALL, answered)
        if said != case.comes_to:
            found.append(f"{case}, and not {said}")
    return found
