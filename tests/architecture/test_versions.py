"""Versions agree wherever they are written: the package's own, Python's, and the lock file's."""

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import trustboard

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION: str = PROJECT["project"]["version"]
PYTHON = PROJECT["project"]["requires-python"].removeprefix(">=")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_package_says_the_version_of_the_project() -> None:
    assert trustboard.__version__ == VERSION == metadata.version("trustboard")


def test_the_changelog_begins_with_this_version() -> None:
    newest = re.search(r"^## (\S+)", text("CHANGELOG.md"), flags=re.MULTILINE)
    assert newest
    assert newest.group(1) == VERSION


def test_the_lock_file_locks_this_version_and_python() -> None:
    lock = tomllib.loads(text("uv.lock"))
    own = next(package for package in lock["package"] if package["name"] == "trustboard")
    assert own["version"] == VERSION
    assert lock["requires-python"] == f">={PYTHON}"


def test_the_tools_check_for_the_oldest_python() -> None:
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{PYTHON.replace('.', '')}"
    assert PROJECT["tool"]["mypy"]["python_version"] == PYTHON


@pytest.mark.parametrize("name", ["Makefile", "README.md", "CONTRIBUTING.md", ".ci/run"])
def test_texts_name_the_oldest_python(name: str) -> None:
    assert f"Python {PYTHON}" in text(name)


def test_make_looks_for_the_oldest_python() -> None:
    major, minor = PYTHON.split(".")
    assert f"({major}, {minor})" in text("Makefile")


def test_every_dependency_says_why_it_is_here() -> None:
    block = re.compile(r"^(?:dependencies|dev) = \[\n(.*?)^\]", flags=re.MULTILINE | re.DOTALL)
    lines = [line for found in block.findall(text("pyproject.toml")) for line in found.splitlines()]
    assert len(lines) > 10
    assert not [line for line in lines if not re.search(r'",\s+# \S', line)]
