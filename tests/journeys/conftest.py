"""The whole made-up scorecard as a folder of pages, written once."""

from pathlib import Path

import pytest

from tests.support.board import build_board_model
from trustboard.rendering.folder import write_folder


@pytest.fixture(scope="session")
def scorecard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a board member is handed."""
    folder = tmp_path_factory.mktemp("scorecard")
    write_folder(build_board_model(), folder)
    return folder
