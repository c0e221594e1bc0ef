"""One calculated small trust for all tests that only read, and a fresh copy for those that change it."""

from pathlib import Path

import pytest

from tests.support.small_trust import SmallTrust, make_small_trust


@pytest.fixture(scope="session")
def calculated_trust(tmp_path_factory: pytest.TempPathFactory) -> SmallTrust:
    """The small trust, loaded and calculated: only for reading."""
    return make_small_trust(tmp_path_factory.mktemp("trust") / "workspace")


@pytest.fixture
def small_trust(calculated_trust: SmallTrust, tmp_path: Path) -> SmallTrust:
    """A copy of the calculated trust, to be changed."""
    return calculated_trust.copy_to(tmp_path / "workspace")
