"""A workspace's folder is read for its definitions only."""

from pathlib import Path

import pytest

from tests.support.workspace import small_workspace
from trustboard.definitions.folder import read_folder
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Mistake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, small_workspace())
    return tmp_path


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_every_definition_is_read_byte_for_byte(folder: Path) -> None:
    assert read_folder(folder) == small_workspace()
    assert load_definitions(read_folder(folder)).workspace is not None


@pytest.mark.parametrize(
    "name",
    [
        "store/ledger.sqlite",
        "returns/waits.csv",
        "README.md",
        "notes.yaml",
        ".git/config",
        "indicators/.seen_2w.yaml.swp",
        "indicators/README.md",
        "indicators/seen_2w.yaml~",
        "frameworks/2018-19/~$standards.csv",
        "frameworks/2018-19/Minute 18-041.PDF",
        "extracts/.hidden/waits.yaml",
    ],
)
def test_what_is_no_definition_is_passed_over(folder: Path, name: str) -> None:
    write(folder, {name: b"x"})
    assert read_folder(folder) == small_workspace()


@pytest.mark.parametrize(
    "name", ["indicators/falls.yml", "frameworks/2018-19/standards.xlsx", "extracts/a/b.yaml"]
)
def test_what_may_be_meant_as_a_definition_is_never_passed_over(folder: Path, name: str) -> None:
    write(folder, {name: b"x"})
    issues = load_definitions(read_folder(folder)).issues
    assert [(issue.rule, issue.file) for issue in issues] == [(Rule.UNEXPECTED_FILE, name)]


def test_a_folder_without_definitions_gives_none(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == {}


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as mistake:
        read_folder(tmp_path / "nowhere")
    (issue,) = mistake.value.issues
    assert issue.rule is Rule.NO_WORKSPACE
    assert "trustboard init" in issue.cure


def test_a_file_that_cannot_be_opened_is_a_mistake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Mistake) as mistake:
        read_folder(folder)
    (issue,) = mistake.value.issues
    assert (issue.rule, issue.file) == (Rule.UNREADABLE_FILE, "trustboard.toml")
    assert "Permission denied" in issue.message
