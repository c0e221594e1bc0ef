"""Every mistake that is put into the compiler makes some random definition's figures differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from tests.conformance.asking import world_of
from tests.conformance.function_cases import ALL
from tests.support.broken_code import Mutant
from tests.support.compiler_mutants import MUTANTS, named
from tests.support.record_engines import DuckDB, answer_by_reference, countings_of
from tests.support.record_strategies import seeded_world
from tests.support.record_worlds.features import features_of
from tests.support.record_worlds.world import Key, World
from trustboard.expressions.record_counting import RecordCounting
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.session import Session

pytestmark = pytest.mark.slow

EXAMPLES = 300
ONE = (1,)  # indicator of a world: then what it is a case of meets in one definition
FEW = 40


@dataclass(frozen=True)
class Example:
    """A world, and the figures that it must have."""

    world: World
    countings: Sequence[RecordCounting]
    expected: Mapping[Key, Figure]
    features: frozenset[str]


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Random worlds; and last the functions' cases, which take longest."""
    return [*(_example(seeded_world(seed, ONE)) for seed in range(EXAMPLES)), _example(world_of(ALL))]


def _example(world: World) -> Example:
    countings = countings_of(world)
    expected = answer_by_reference(world, countings)
    return Example(world, countings, expected, frozenset(features_of(world, countings, expected)))


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    with Session(threads=1) as session:
        yield DuckDB(session)


def test_the_compiler_itself_answers_every_example(examples: list[Example], duckdb: DuckDB) -> None:
    wrong = [place for place, example in enumerate(examples) if not answers(example, duckdb)]
    assert wrong == []


def answers(example: Example, duckdb: DuckDB) -> bool:
    """Whether the compiled figures are those expected."""
    return duckdb.answer(example.world, example.countings) == example.expected


@pytest.mark.parametrize("name", named())
def test_a_mistake_in_the_compiler_is_noticed(name: str, examples: list[Example], duckdb: DuckDB) -> None:
    mutant = named()[name]
    with mutant.applied():
        assert any(gives_other_figures(each, duckdb) for each in likeliest(mutant, examples)), "it survived"


def gives_other_figures(example: Example, duckdb: DuckDB) -> bool:
    """Whether the compiled figures are not those expected; a query that fails does not count as noticed."""
    try:
        return not answers(example, duckdb)
    except Exception:  # whatever it is: a mistake that is told is the lesser one
        return False


def likeliest(mutant: Mutant, examples: list[Example]) -> list[Example]:
    """The examples most likely to notice first; all of them in the end."""
    *drawn, cases = examples
    drawn.sort(key=lambda example: -len(example.features & set(mutant.met_by)))
    return [*drawn[:FEW], cases, *drawn[FEW:]]


def test_there_are_mistakes_of_thirty_kinds_and_more() -> None:
    assert len(MUTANTS) >= 30
