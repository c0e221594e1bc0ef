"""The cache: what is kept is found whole or not at all, and what nobody uses goes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trustboard.warehouse.cache import Cache

ROOT = Path(__file__).resolve().parents[3]


def writing(content: bytes) -> Callable[[Path], object]:
    return lambda place: place.write_bytes(content)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "store" / "cache" / "cells")


def test_a_file_is_kept_under_the_hash_of_its_content(cache: Cache) -> None:
    name = cache.put(writing(b"cells"))
    assert name == f"{hashlib.sha256(b'cells').hexdigest()}.parquet"
    assert cache.has(name)
    assert cache.path(name).read_bytes() == b"cells"
    assert cache.put(writing(b"cells")) == name
    assert [each.name for each in (cache.folder / "files").iterdir()] == [name]


@pytest.mark.parametrize("harm", [b"", b"cell", b"cellz", b"cells "])
def test_a_file_that_was_cut_or_changed_is_not_there_until_it_is_put_again(cache: Cache, harm: bytes) -> None:
    name = cache.put(writing(b"cells"))
    cache.path(name).write_bytes(harm)
    assert not cache.has(name)
    cache.put(writing(b"cells"))
    assert cache.has(name)


def test_what_was_never_kept_is_not_there(cache: Cache) -> None:
    assert not cache.has("0" * 64 + ".parquet")
    assert cache.read_note("nothing") is None
    assert cache.trim(unused_since=datetime.now(UTC)) == []
    assert not cache.folder.exists()


def test_a_failed_write_leaves_nothing(cache: Cache) -> None:
    def fail(place: Path) -> None:
        place.write_bytes(b"half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        cache.put(fail)
    assert list((cache.folder / "files").iterdir()) == []


@pytest.mark.parametrize("note", [{"a": [1, "é", None]}, [], "text", 7, None])
def test_a_note_says_what_was_written(cache: Cache, note: object) -> None:
    cache.write_note("pass", {"before": True})
    cache.write_note("pass", note)
    assert cache.read_note("pass") == note


@pytest.mark.parametrize(
    "harm", ["", "{", "[]", "7", '{"note": 1}', '{"note": {"rows": 8}, "sha256": "0"}', "\udcff"]
)
def test_a_note_that_is_not_as_it_was_written_is_none(cache: Cache, harm: str) -> None:
    cache.write_note("pass", {"rows": 7})
    (cache.folder / "notes" / "pass.json").write_bytes(harm.encode("utf-8", "surrogateescape"))
    assert cache.read_note("pass") is None


def test_what_nobody_has_used_for_long_goes(cache: Cache) -> None:
    names = [cache.put(writing(content)) for content in (b"old", b"used", b"new")]
    for note in ("old", "used"):
        cache.write_note(note, note)
    (cache.folder / "files" / ".0123.part").write_bytes(b"left by a killed process")
    (cache.folder / "spill-x").mkdir()
    (cache.folder / "spill-x" / "block").write_bytes(b"spilt")
    long_ago = (datetime.now(UTC) - timedelta(days=90)).timestamp()
    for place in (
        *(cache.folder / "files").iterdir(),
        *(cache.folder / "notes").iterdir(),
        cache.folder / "spill-x",
    ):
        if place.name != names[2]:
            os.utime(place, (long_ago, long_ago))
    assert cache.has(names[1])
    assert cache.read_note("used") == "used"
    gone = cache.trim(unused_since=datetime.now(UTC) - timedelta(days=60))
    assert {place.name for place in gone} == {names[0], "old.json", ".0123.part", "spill-x"}
    assert [cache.has(name) for name in names] == [False, True, True]
    assert cache.read_note("old") is None


def test_two_that_trim_at_once_do_not_stumble(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put(writing(b"old"))
    unlink = Path.unlink

    def first_by_another(place: Path, missing_ok: bool = False) -> None:
        unlink(place)
        unlink(place, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", first_by_another)
    assert cache.trim(unused_since=datetime.now(UTC) + timedelta(days=1)) == []


def test_a_cache_that_may_only_be_read_is_read(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    name = cache.put(writing(b"cells"))

    def refuse(place: Path) -> None:
        raise PermissionError(place)

    monkeypatch.setattr(os, "utime", refuse)
    assert cache.has(name)
    assert not cache.has("0" * 64 + ".parquet")


DYING = """
import os, sys
from pathlib import Path
from trustboard.warehouse.cache import Cache
cache, dies_at = Cache(Path(sys.argv[1])), int(sys.argv[2])
steps = 0
def step(event, details):
    global steps
    if event in {"open", "os.rename", "os.mkdir", "os.remove"} and str(cache.folder.parent) in str(details[0]):
        steps += 1
        if steps == dies_at:
            os._exit(9)
sys.addaudithook(step)
name = cache.put(lambda place: place.write_bytes(b"new" * 1000))
cache.write_note("pass", name)
os._exit(0)
"""


def test_a_process_killed_at_any_step_leaves_nothing_wrong(cache: Cache) -> None:
    old = cache.put(writing(b"old"))
    cache.write_note("pass", old)
    said: list[bool] = []
    for dies_at in range(1, 40):
        done = subprocess.run(
            [sys.executable, "-c", DYING, str(cache.folder), str(dies_at)], cwd=ROOT, check=False
        )
        assert cache.has(cache.read_note("pass"))
        said.append(cache.read_note("pass") == old)
        assert all(cache.has(place.name) for place in (cache.folder / "files").glob("[!.]*"))
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert said == sorted(said, reverse=True), "the old note, then the new, and never back"
    assert said.count(True) > 4
