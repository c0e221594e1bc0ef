"""Every fact in this folder is asked of every engine."""

from collections.abc import Iterator
from functools import partial

import pytest

from tests.spec import record_tables
from tests.spec.tables import Engine, engines
from trustboard.warehouse.session import Session


@pytest.fixture(params=[engine for _, engine in engines()], ids=[name for name, _ in engines()])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One engine at a time."""
    found: Engine = request.param
    return found


@pytest.fixture(scope="session")
def record_session() -> Iterator[Session]:
    """One session for all questions about records: its table of working days is long."""
    with Session(threads=1) as session:
        yield session


@pytest.fixture(params=["reference", "duckdb"])
def record_engine(request: pytest.FixtureRequest) -> record_tables.Engine:
    """One engine of records at a time."""
    if request.param == "reference":
        return record_tables.by_reference
    return partial(record_tables.by_duckdb, session=request.getfixturevalue("record_session"))
