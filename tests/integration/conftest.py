"""One calculated trust of each sort for all tests that only read, and a fresh copy for those that change it."""

from pathlib import Path

import pytest

from tests.support.records_trust import make_records_trust
from tests.support.small_trust import SmallTrust, make_small_trust


@pytest.fixture(scope="session")
def calculated_trust(tmp_path_factory: pytest.TempPathFactory) -> SmallTrust:
    """The small trust, loaded and calculated: only for reading."""
    return make_small_trust(tmp_path_factory.mktemp("trust") / "workspace")


@pytest.fixture
def small_trust(calculated_trust: SmallTrust, tmp_path: Path) -> SmallTrust:
    """A copy of the calculated trust, to be changed."""
    return calculated_trust.copy_to(tmp_path / "workspace")


@pytest.fixture(scope="session")
def counted_records(tmp_path_factory: pytest.TempPathFactory) -> SmallTrust:
    """The trust that sends single records, loaded and calculated: only for reading."""
    return make_records_trust(tmp_path_factory.mktemp("records"))


@pytest.fixture
def records_trust(counted_records: SmallTrust, tmp_path: Path) -> SmallTrust:
    """A copy of the calculated trust of records, to be changed."""
    (tmp_path / "person.key").write_text("5a" * 32 + "\n", encoding="ascii")
    return counted_records.copy_to(tmp_path / "workspace")
