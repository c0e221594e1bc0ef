"""A process killed at any moment of loading and calculating records leaves a store that verifies."""

import multiprocessing
import random
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.support import records_to_kill
from trustboard.operations.verify import verify
from trustboard.warehouse.store import Store

pytestmark = pytest.mark.slow

KILLS = 200
VERIFY_EVERY = 10  # the rest are checked file by file; these are calculated again from the first record


@dataclass(frozen=True)
class Known:
    """The workspace before the work, the run that stands after it, and how long the work takes."""

    template: Path
    run_before: str
    figures_after: str
    seconds: float
    processes: ForkServerContext


def fresh(template: Path, folder: Path) -> Path:
    shutil.copytree(template.parent, folder)
    return folder / template.name


def figures_of(workspace: Path) -> str:
    run = Store.open(workspace / "store").run()
    assert run is not None
    return run.files["figures.parquet"].content_sha256


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.support.records_to_kill"])
    template = records_to_kill.prepare(tmp_path_factory.mktemp("template") / "one")
    before = figures_of(template)
    seconds = []
    for number in range(3):
        workspace = fresh(template, tmp_path_factory.mktemp("whole") / str(number))
        process = processes.Process(target=records_to_kill.work, args=(workspace,))
        start = time.perf_counter()
        process.start()
        process.join()
        seconds.append(time.perf_counter() - start)
        assert process.exitcode == 0
    after = figures_of(workspace)
    assert after != before
    return Known(template, before, after, sorted(seconds)[1], processes)


def check_and_finish(workspace: Path, known: Known, *, is_thorough: bool) -> str:
    """The store is whole as it was left; doing the work again ends with the figures that it always gives."""
    store = Store.open(workspace / "store")
    assert store.verify_files() == []
    left = figures_of(workspace)
    assert left in (known.run_before, known.figures_after)
    if is_thorough:
        assert verify(workspace).is_sound
    records_to_kill.work(workspace)
    assert figures_of(workspace) == known.figures_after
    if is_thorough:
        assert verify(workspace).is_sound
    store.sweep(by="analyst")
    assert not list((store.folder / "files").rglob("*.part"))
    return "before" if left == known.run_before else "after"


def test_two_hundred_kills_at_random_moments_leave_a_store_that_verifies(
    known: Known, tmp_path: Path
) -> None:
    moments = random.Random(2026)
    left: Counter[str] = Counter()
    for number in range(KILLS):
        workspace = fresh(known.template, tmp_path / str(number))
        process = known.processes.Process(target=records_to_kill.work, args=(workspace,))
        process.start()
        time.sleep(moments.uniform(0, known.seconds * 1.05))
        process.kill()
        process.join()
        left[check_and_finish(workspace, known, is_thorough=number % VERIFY_EVERY == 0)] += 1
        shutil.rmtree(tmp_path / str(number))
    assert left.total() == KILLS
    assert left["before"] > 0, left
