from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from tests.support.extract_options import CASES, Case
from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import BASE, Outcome, contract, merged, take
from trustboard.definitions.contract import Contract
from trustboard.vocabulary.period import Grain


def annotations_of(annotation: Any) -> set[Any]:
    """A type and everything inside its brackets."""
    inside = [found for part in get_args(annotation) for found in annotations_of(part)]
    return {annotation, *inside} if isinstance(annotation, type) else set(inside)


def parts_of(model: type[BaseModel]) -> set[Any]:
    """The types of a model's keys, and of theirs, and so on."""
    found = {part for key in model.model_fields.values() for part in annotations_of(key.annotation)}
    models = [part for part in found if issubclass(part, BaseModel)]
    return found.union(*(parts_of(part) for part in models))


TYPES = parts_of(Contract)
MODELS = [Contract, *(part for part in TYPES if issubclass(part, BaseModel))]
OPTIONS = {f"{model.__name__}.{key}" for model in MODELS for key in model.model_fields}
WORDS = {word.value for part in TYPES if issubclass(part, StrEnum) for word in part}


def words_of(value: Any) -> set[str]:
    """Every text within nested keys and lists."""
    if isinstance(value, dict):
        return set().union(*(words_of(part) for part in (*value, *value.values())))
    if isinstance(value, list):
        return set().union(*map(words_of, value))
    return {value} if isinstance(value, str) else set()


def test_every_option_of_a_contract_has_a_passing_and_a_breaking_case() -> None:
    assert {case.option for case in CASES} == OPTIONS


def test_every_fixed_word_of_a_contract_is_used_in_a_case() -> None:
    used = set().union(*(words_of(merged(BASE, case.change)) for case in CASES))
    used |= set().union(
        *(words_of(merged(BASE, case.breaks.change)) for case in CASES if not case.breaks.key)
    )
    elsewhere = {"parquet"}  # binary: its cases are in test_columnar
    assert WORDS - used == elsewhere
    assert set(Grain) <= WORDS


def shown(outcome: Outcome, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in outcome.rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_what_an_option_lets_pass(case: Case, tmp_path: Path) -> None:
    outcome = take(tmp_path, case.file, contract(**case.change), name=case.name)
    assert outcome.refusal is None
    assert shown(outcome, case.show) == list(case.rows)
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert receipt.rows_left_out == case.left_out
    assert receipt.rows_rejected == 0
    assert tuple(issue.rule for issue in outcome.taken.issues) == case.warned
    assert receipt.warnings == len(case.warned)


BROKEN_BY_FILE = [case for case in CASES if case.breaks.key is None]
BROKEN_BY_WORDS = [case for case in CASES if case.breaks.key is not None]


@pytest.mark.parametrize("case", BROKEN_BY_FILE, ids=lambda case: case.label)
def test_what_breaks_on_an_option(case: Case, tmp_path: Path) -> None:
    breaks = case.breaks
    outcome = take(tmp_path, breaks.file, contract(**breaks.change), name=breaks.name)
    assert faults_as_tuples(outcome.faults) == list(breaks.faults)
    assert (outcome.refusal is not None) == breaks.refused
    if outcome.faults:
        assert breaks.says in outcome.faults[0].message + " " + outcome.faults[0].cure
        assert outcome.faults[0].cure


@pytest.mark.parametrize("case", BROKEN_BY_WORDS, ids=lambda case: case.label)
def test_what_a_contract_cannot_say(case: Case) -> None:
    with pytest.raises(ValidationError) as caught:
        contract(**case.breaks.change)
    assert case.breaks.key in [error["loc"][: len(case.breaks.key or ())] for error in caught.value.errors()]
