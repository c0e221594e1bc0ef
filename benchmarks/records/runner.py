"""Run some steps in a process of their own and say what they took: `python -m benchmarks.records.runner`.

Reads a job as JSON from standard input and writes one JSON object: CPU seconds (user and system, all
threads) and seconds of the clock from the open connection to the last step, peak memory of the process in
MB, and the rows of the last query if it has any to show.
"""

import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.session import Session


@dataclass(frozen=True)
class Step:
    """One step: `offer` files, `make` a table, `show` a view, `write` a file, `run` a query."""

    what: str
    name: str = ""
    sql: str = ""
    files: Sequence[str] = ()
    shape: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Job:
    """Steps, over files of some folders, with so many threads and so much memory (None: DuckDB's choice)."""

    folders: Sequence[str]
    steps: Sequence[Step]
    threads: int = 1
    memory: str | None = None

    def as_json(self) -> str:
        """Write the job for the runner."""
        return json.dumps(asdict(self))


def cpu_seconds() -> float:
    """CPU seconds of this process so far, all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_megabytes() -> float:
    """The most memory this process has had. Linux counts the parent's too, but not in its status."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes, on a Mac
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) / 1024


def take(step: Step, engine: DuckDBEngine) -> list[tuple[Any, ...]]:
    """Take one step; only `run` gives rows."""
    match step.what:
        case "offer":
            engine.offer(step.name, [Path(file) for file in step.files], step.shape)
        case "make":
            engine.make(step.name, step.sql)
        case "show":
            engine.show(step.name, step.sql)
        case "write":
            engine.write(step.sql, Path(step.name))
        case "run":
            return engine.rows(step.sql)
        case _:
            raise ValueError(f"no such step: {step.what}")
    return []


def run(job: Job) -> dict[str, Any]:
    """Take every step and measure."""
    folders = [Path(folder) for folder in job.folders]
    spill = folders[0] / "spill"
    with Session(folders=folders, spill=spill, memory=job.memory, threads=job.threads) as session:
        engine = DuckDBEngine(session)
        began, before = time.perf_counter(), cpu_seconds()
        rows: list[tuple[Any, ...]] = []
        for step in job.steps:
            rows = take(step, engine)
        cpu, wall = cpu_seconds() - before, time.perf_counter() - began
    return {"cpu": cpu, "wall": wall, "peak": peak_megabytes(), "rows": rows}


def main() -> None:
    """Run the job on standard input."""
    given = json.load(sys.stdin)
    job = Job(**given | {"steps": [Step(**step) for step in given["steps"]]})
    json.dump(run(job), sys.stdout, default=str)


if __name__ == "__main__":
    main()
