"""Every fact in this folder is asked of every engine."""

import pytest

from tests.spec.tables import Engine, engines


@pytest.fixture(params=[engine for _, engine in engines()], ids=[name for name, _ in engines()])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One engine at a time."""
    found: Engine = request.param
    return found
