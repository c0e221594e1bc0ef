"""The engines that every function is asked of, one after the other."""

from collections.abc import Iterator

import pytest

from tests.support.record_engines import Answering, DuckDB, answer_by_reference
from tests.support.record_on_spark import OnSpark
from trustboard.warehouse.session import Session

ON_SPARK = pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.slow])


@pytest.fixture(scope="module", params=["reference", "duckdb", ON_SPARK])
def answering(request: pytest.FixtureRequest) -> Iterator[Answering]:
    """One engine at a time, the reference among them."""
    yield from _answering(request)


@pytest.fixture(scope="module", params=["duckdb", ON_SPARK])
def sql_answering(request: pytest.FixtureRequest) -> Iterator[Answering]:
    """One SQL engine at a time."""
    yield from _answering(request)


def _answering(request: pytest.FixtureRequest) -> Iterator[Answering]:
    if request.param == "reference":
        yield answer_by_reference
    elif request.param == "duckdb":
        with Session(threads=1) as session:
            yield DuckDB(session).answer
    else:
        folder = request.getfixturevalue("tmp_path_factory").mktemp("records")
        yield OnSpark(request.getfixturevalue("spark"), folder).answer
