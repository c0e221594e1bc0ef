"""The whole made-up scorecard as a folder, written once."""

from pathlib import Path

import pytest

from tests.support.board import build_board_model
from trustboard.rendering.folder import write_folder


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with its pages and downloads."""
    folder = tmp_path_factory.mktemp("written")
    write_folder(build_board_model(), folder)
    return folder
