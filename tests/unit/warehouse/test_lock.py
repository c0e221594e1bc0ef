"""One writer at a time; the one refused is told who holds the lock."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.stores import START, new_store
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.lock import HOLDER_FILE, LOCK_FILE, hold_lock, holder_of
from trustboard.warehouse.store import Store

HOLDING = """
import sys, time
from pathlib import Path
from trustboard.warehouse.store import Store
with Store(Path(sys.argv[1])).writer(by="night analyst", act="calculate"):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_the_one_refused_is_told_who_what_since_when_and_which_process(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(store.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(Mistake) as refused, store.writer(by="day analyst", act="load"):
            pytest.fail("two writers at once")
        assert store.receipts() == []  # reading goes on
        holder.communicate()
    said = str(refused.value)
    for words in (
        "night analyst",
        "calculate",
        "since 20",
        f"process {holder.pid}",
        "[store-locked]",
        "Wait",
    ):
        assert words in said
    with store.writer(by="day analyst", act="load"):
        assert holder_of(store.folder) is not None
    assert holder_of(store.folder) is None


def test_within_one_process_the_lock_holds_too(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with (
        store.writer(by="analyst", act="load"),
        pytest.raises(Mistake, match="analyst is writing"),
        Store.open(store.folder).writer(by="another", act="apply"),
    ):
        pytest.fail("two writers at once")


def test_a_holder_who_was_killed_before_saying_so_is_someone_else(tmp_path: Path) -> None:
    with hold_lock(tmp_path, by="analyst", act="load", since=START, wait=0):
        (tmp_path / HOLDER_FILE).write_text("{", encoding="utf-8")
        with (
            pytest.raises(Mistake, match="someone else is writing"),
            hold_lock(tmp_path, by="another", act="load", since=START, wait=0),
        ):
            pytest.fail("two holders at once")


def test_a_note_left_by_a_killed_holder_does_not_keep_the_next_out(tmp_path: Path) -> None:
    note = {"by": "killed", "act": "load", "since": "", "process": 1, "machine": "m"}
    (tmp_path / HOLDER_FILE).write_text(json.dumps(note), encoding="utf-8")
    (tmp_path / LOCK_FILE).touch()
    with hold_lock(tmp_path, by="analyst", act="load", since=START, wait=0):
        holder = holder_of(tmp_path)
        assert holder is not None
        assert (holder.by, holder.process, holder.since) == ("analyst", os.getpid(), "2026-05-12 09:00:00")


def test_waiting_gets_the_lock_once_it_is_free(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    child = HOLDING.replace("sys.stdin.read()", "time.sleep(0.3)")
    with subprocess.Popen(
        [sys.executable, "-c", child, str(store.folder)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "holding\n"
        with store.writer(by="analyst", act="load", wait=30):
            pass
