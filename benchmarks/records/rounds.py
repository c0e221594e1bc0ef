"""Rounds: every contestant once a round, so that a busy minute falls on all of them; their medians."""

import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from benchmarks.records.runner import Job


@dataclass(frozen=True)
class Taken:
    """What one contestant took in each round: CPU seconds, seconds of the clock, peak memory in MB."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    peak: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the CPU seconds."""
        return statistics.median(self.cpu)


def run_job(job: Job) -> dict[str, Any]:
    """Run a job in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.records.runner"],
        input=job.as_json(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"A job ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return dict(loads(done.stdout))


def rounds(contestants: Mapping[str, Callable[[], Mapping[str, Any]]], times: int) -> dict[str, Taken]:
    """Let all contestants work in turn, so many times."""
    taken: dict[str, list[Mapping[str, Any]]] = {name: [] for name in contestants}
    for number in range(times):
        for name, work in contestants.items():
            found = work()
            taken[name].append(found)
            print(f"  round {number + 1}: {name:42s} {found['cpu']:8.2f} CPU s", flush=True)
    return {name: _together(each) for name, each in taken.items()}


def _together(found: Sequence[Mapping[str, Any]]) -> Taken:
    cpu, wall, peak = (tuple(float(each[what]) for each in found) for what in ("cpu", "wall", "peak"))
    return Taken(cpu, wall, peak)
