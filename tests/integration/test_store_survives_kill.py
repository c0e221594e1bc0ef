"""A process killed at any moment of loading leaves the store as it was before or as it is after."""

import random
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import act_to_kill
from trustboard.warehouse.store import Store

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
SPREAD, LAST = 16, 8  # steps to die before: so many spread over the act, and the last ones each


@dataclass(frozen=True)
class Known:
    """The store's content hash before the act and after it, and how the act goes when left alone."""

    template: Path
    before: str
    after: str
    seconds: float
    steps: int


def child(workspace: Path, *options: str) -> subprocess.Popen[str]:
    """Start the act in a process of its own, and wait until it begins."""
    command = [sys.executable, "-m", "tests.support.act_to_kill", str(workspace), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def content(workspace: Path) -> str:
    return Store.open(workspace / "store").content_hash(thorough=True)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    template = tmp_path_factory.mktemp("template")
    act_to_kill.prepare(template)
    seconds, after, steps = [], set(), 0
    for options in ((), (), (), ("0",)):
        workspace = fresh(template, tmp_path_factory.mktemp("whole"))
        process = child(workspace, *options)
        start = time.perf_counter()
        said, _ = process.communicate()
        seconds.append(time.perf_counter() - start)
        assert process.returncode == 0
        after.add(content(workspace))
        steps = int(said.removeprefix("done "))
    assert len(after) == 1
    return Known(template, content(template), after.pop(), statistics.median(seconds), steps)


def fresh(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder / "workspace")
    return folder / "workspace"


def check_and_finish(workspace: Path, known: Known) -> str:
    """The store is one of the two, opens, sweeps clean, and the act can be done again to its end."""
    found = content(workspace)
    assert found in (known.before, known.after)
    store = Store.open(workspace / "store")
    store.sweep(by="analyst")
    assert content(workspace) == found
    act_to_kill.act(workspace)
    assert content(workspace) == known.after
    store.sweep(by="analyst")
    assert not list(store.folder.rglob("*.part"))
    assert not list(store.folder.glob("*-journal"))
    return "before" if found == known.before else "after"


def test_fifty_kills_at_random_moments_leave_before_or_after(known: Known, tmp_path: Path) -> None:
    moments = random.Random(2018)
    left: Counter[str] = Counter()
    for number in range(KILLS):
        workspace = fresh(known.template, tmp_path / str(number))
        process = child(workspace)
        time.sleep(moments.uniform(0, known.seconds * 1.1))
        process.kill()
        process.communicate()
        left[check_and_finish(workspace, known)] += 1
        shutil.rmtree(tmp_path / str(number))
    assert left.total() == KILLS
    assert left["before"] > 0, left


def test_dying_before_one_step_of_the_act_leaves_before_or_after(known: Known, tmp_path: Path) -> None:
    spread = range(1, known.steps, known.steps // SPREAD)
    left = []
    for step in sorted({*spread, *range(known.steps - LAST, known.steps + 1)}):
        workspace = fresh(known.template, tmp_path / str(step))
        process = child(workspace, str(step))
        process.communicate()
        assert process.returncode == 9
        left.append(check_and_finish(workspace, known))
        shutil.rmtree(tmp_path / str(step))
    assert left[0] == "before"
    assert left[-1] == "after"
    assert left == sorted(left, reverse=True), "before, then after, and never back"


def test_dying_in_destruction_leaves_all_or_nothing_once_the_store_is_opened(tmp_path: Path) -> None:
    template = tmp_path / "template"
    act_to_kill.prepare_destruction(template)
    before = files_of(template)
    process = child(fresh(template, tmp_path / "whole"), "0", "destroy")
    steps = int(process.communicate()[0].removeprefix("done "))
    after = files_of(tmp_path / "whole" / "workspace")
    assert len(before) > len(after) > 0
    left = []
    for step in range(1, steps + 1):
        workspace = fresh(template, tmp_path / str(step))
        process = child(workspace, str(step), "destroy")
        process.communicate()
        assert process.returncode == 9
        opened = Store.open(workspace / "store")
        is_done = bool(opened.destroyed())
        assert files_of(workspace) == (after if is_done else before)
        assert opened.cache_folder.exists() is not is_done
        opened.content_hash(thorough=True)
        left.append(is_done)
        act_to_kill.destroy(workspace)
        assert files_of(workspace) == after
    assert left == sorted(left)
    assert set(left) == {False, True}


def files_of(workspace: Path) -> set[str]:
    """The files below a store's `files`."""
    return {place.name for place in (workspace / "store" / "files").glob("??/*")}
