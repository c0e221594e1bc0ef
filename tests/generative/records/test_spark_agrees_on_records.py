"""Spark answers what the reference answers: random record definitions, many to a question."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.record_engines import answer_by_reference, countings_of
from tests.support.record_on_spark import OnSpark
from tests.support.record_strategies import seeded_world
from tests.support.record_tally import RecordTally
from tests.support.record_worlds.features import features_of
from trustboard.warehouse.session import Session

pytestmark = [pytest.mark.spark, pytest.mark.slow]

WORLDS = 20
TO_A_QUESTION = 2
ASKED = (10, 11, 12)  # indicators of one world: some share a reading of the records
FIRST_SEED = 5_000
AT_LEAST = 200
BY_FILES = {"a record corrected by a later file", "a record taken away by a later file"}  # settled elsewhere
# For speed alone: every job here is tiny, and thinking it over would take longer than running it.
QUICK = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.constraintPropagation.enabled": "false",
}


@pytest.fixture(scope="module")
def on_spark(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnSpark]:
    usual = {name: spark.session.conf.get(name) for name in QUICK}
    for name, value in QUICK.items():
        spark.session.conf.set(name, value)
    yield OnSpark(spark, tmp_path_factory.mktemp("records"))
    for name, value in usual.items():
        spark.session.conf.set(name, value)


@pytest.fixture
def home() -> Iterator[Session]:
    with Session(threads=1) as session:
        yield session


def test_spark_and_the_reference_answer_hundreds_of_record_definitions_alike(
    on_spark: OnSpark, tally_of: Callable[[str], RecordTally], home: Session
) -> None:
    tally = tally_of("Spark against the reference")
    for first in range(FIRST_SEED, FIRST_SEED + WORLDS, TO_A_QUESTION):
        worlds = [seeded_world(seed, ASKED) for seed in range(first, first + TO_A_QUESTION)]
        for world, found in zip(worlds, on_spark.answer_all(worlds, home), strict=True):
            countings = countings_of(world)
            expected = answer_by_reference(world, countings)
            assert found == expected, world
            features = features_of(world, countings, expected) - BY_FILES
            tally.add(features, definitions=len(countings), figures=len(expected))
    assert tally.definitions >= AT_LEAST
    assert tally.rarer_than(1).keys() == BY_FILES
