"""The published example built once for all tests on real files; only for reading."""

from pathlib import Path

import pytest

from tests.support.published import Published, build


@pytest.fixture(scope="session")
def published(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The workspace of the published files, loaded and calculated by commands."""
    return build(real_data, tmp_path_factory.mktemp("published") / "workspace")
