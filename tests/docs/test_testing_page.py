"""TESTING.md describes the tests that are there: every folder of them, every marker, every profile."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "TESTING.md").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MARKERS = [marker.split(":")[0] for marker in CONFIG["tool"]["pytest"]["ini_options"]["markers"]]
NOT_TESTS = {"support", "fixtures", "__pycache__"}


def test_every_folder_of_tests_is_described_and_no_other() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - NOT_TESTS
    described = set(re.findall(r"`tests/(\w+)/", PAGE))
    assert described == folders


@pytest.mark.parametrize("marker", MARKERS)
def test_every_marker_is_described(marker: str) -> None:
    assert f"| `{marker}` |" in PAGE


@pytest.mark.parametrize("profile", ["default", "ci", "long"])
def test_every_profile_is_described(profile: str) -> None:
    assert f"`{profile}`" in PAGE.split("## Hypothesis")[1].split("\n## ")[0]
