"""Files named by their content: added once, found again, mended when damaged, never at a strange place."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from trustboard.warehouse.disk import PART, new_file, settle, write_atomically
from trustboard.warehouse.files import FileName, HashedFiles, hash_of


@pytest.fixture
def files(tmp_path: Path) -> HashedFiles:
    return HashedFiles(tmp_path)


def everything(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [b"", b"one", b"\r\n\0" * 700_000], ids=["empty", "small", "many chunks"])
@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_a_file_is_called_by_the_hash_of_its_content(
    files: HashedFiles, tmp_path: Path, content: bytes, suffix: str
) -> None:
    source = tmp_path / "incoming.dat"
    source.write_bytes(content)
    name = files.put(source, suffix)
    assert name == files.put(content, suffix) == FileName(hashlib.sha256(content).hexdigest(), suffix)
    assert files.path(name).read_bytes() == content
    assert everything(tmp_path) == sorted(["incoming.dat", str(name)])


def test_the_same_content_twice_is_one_file_and_is_not_written_again(files: HashedFiles) -> None:
    place = files.path(files.put(b"rows", ".parquet"))
    before = place.stat().st_mtime_ns, place.stat().st_ino
    files.put(b"rows", ".parquet")
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == before
    assert len(files.present()) == 1


def test_the_same_content_with_another_suffix_is_another_file(files: HashedFiles) -> None:
    assert {files.put(b"rows", ".csv"), files.put(b"rows", ".txt")} == files.present()


def test_a_damaged_copy_is_replaced_when_the_content_comes_again(files: HashedFiles) -> None:
    name = files.put(b"rows")
    files.path(name).write_bytes(b"rot")
    assert not files.is_intact(name)
    files.put(b"rows")
    assert files.is_intact(name)


def test_a_missing_file_is_not_intact(files: HashedFiles) -> None:
    assert not files.is_intact(FileName("0" * 64))


@pytest.mark.parametrize(
    ("sha256", "suffix"),
    [
        ("../" + "a" * 61, ""),
        ("A" * 64, ""),
        ("a" * 63, ""),
        ("a" * 64, "csv"),
        ("a" * 64, ".CSV"),
        ("a" * 64, "./x"),
        ("a" * 64, ".tar.gz"),
        ("a" * 64, ".csv\n"),
    ],
)
def test_a_name_that_could_go_astray_is_refused(sha256: str, suffix: str) -> None:
    with pytest.raises(ValueError, match="does not name a stored file"):
        FileName(sha256, suffix)


def test_sweeping_removes_unnamed_files_and_half_written_ones_only(files: HashedFiles) -> None:
    kept, gone = files.put(b"kept", ".csv"), files.put(b"gone", ".csv")
    (files.folder / f".half{PART}").write_bytes(b"ha")
    (files.folder / kept.sha256[:2] / "notes.txt").write_bytes(b"a person's own")
    assert files.remove_all_but({kept}) == [gone]
    assert everything(files.folder) == sorted([str(kept), "notes.txt"])


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with new_file(tmp_path) as (file, _):
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert everything(tmp_path) == []


def test_writing_atomically_replaces_the_whole_content(tmp_path: Path) -> None:
    place = tmp_path / "FORMAT"
    for content in (b"a long first content", b"2"):
        write_atomically(place, content)
        assert place.read_bytes() == content
    assert everything(tmp_path) == ["FORMAT"]


def test_content_and_name_are_flushed_before_a_record_could_point_to_them(
    files: HashedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def flush(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        fsync(handle)

    def name(part: Path, place: Path) -> Path:
        steps.append("name")
        return rename(part, place)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(Path, "replace", name)
    files.put(b"rows", ".parquet")
    steps = [step for step in steps if step != "folder"] + steps[-1:]
    assert steps == ["content", "name", "folder" if os.name != "nt" else "name"]


def test_settling_moves_a_file_to_its_name(tmp_path: Path) -> None:
    with new_file(tmp_path) as (file, part):
        file.write(b"content")
    assert part.suffix == PART
    settle(part, tmp_path / "name")
    assert everything(tmp_path) == ["name"]
    assert hash_of(tmp_path / "name") == hashlib.sha256(b"content").hexdigest()
