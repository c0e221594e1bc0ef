"""DuckDB through the compiler, and the reference, answer random record definitions over random records alike."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.record_engines import DuckDB, answer_by_reference, countings_of
from tests.support.record_strategies import examples, worlds
from tests.support.record_tally import RecordTally
from tests.support.record_worlds.features import features_of
from tests.support.record_worlds.world import World
from trustboard.warehouse.session import Session

MANY = 2_000
EACH_AT_LEAST = 50  # examples of a run of MANY in which each odd thing must be met
odd = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDB]:
    folder = tmp_path_factory.mktemp("settled")
    with Session(folders=[folder], threads=1) as session:
        yield DuckDB(session, folder)


def answered_alike(world: World, duckdb: DuckDB, tally: RecordTally) -> None:
    """Both engines give the same figures: states, parts, histograms and largest numbers."""
    countings = countings_of(world)
    expected = answer_by_reference(world, countings)
    tally.add(features_of(world, countings, expected), definitions=len(countings), figures=len(expected))
    assert duckdb.answer(world, countings) == expected


@settings(max_examples=100, suppress_health_check=odd)
@given(world=worlds())
def test_duckdb_and_the_reference_answer_records_alike(world: World, duckdb: DuckDB) -> None:
    answered_alike(world, duckdb, RecordTally("quick"))


@pytest.mark.slow
def test_duckdb_and_the_reference_answer_thousands_of_record_definitions_alike(
    duckdb: DuckDB, tally_of: Callable[[str], RecordTally]
) -> None:
    tally, wanted = tally_of("DuckDB against the reference"), examples(MANY)

    @settings(max_examples=wanted, suppress_health_check=odd)
    @given(world=worlds())
    def answer(world: World) -> None:
        answered_alike(world, duckdb, tally)

    answer()
    assert tally.examples >= wanted
    assert tally.rarer_than(EACH_AT_LEAST * wanted // MANY) == {}
