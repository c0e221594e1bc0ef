"""What a script has taken, as JSON on standard output."""

import json
import resource
import sys
import time
from pathlib import Path


class Taking:
    """CPU seconds (user and system, all threads), clock and peak memory, from its making on."""

    def __init__(self) -> None:
        self._began, self._before = time.perf_counter(), _cpu_seconds()

    def say(self) -> None:
        """Write what was taken up to now."""
        cpu, wall = _cpu_seconds() - self._before, time.perf_counter() - self._began
        json.dump({"cpu": cpu, "wall": wall, "peak": _peak_megabytes(), "rows": []}, sys.stdout)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes, on a Mac
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) / 1024
