"""A validated load beside DuckDB's typed COPY: what `benchmarks/load.py` measures."""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.load import copy_typed, cpu_seconds, load, make
from benchmarks.records.rounds import Taken, rounds

COPY, LOAD = "typed COPY to Parquet", "validated load"
MEGABYTES = 160


def loads(runs: int) -> dict[str, Taken]:
    """Load the same file both ways, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "care-contacts.csv"
        make(path, MEGABYTES)

        def measured(name: str) -> Mapping[str, Any]:
            work = (
                partial(load, path)
                if name == LOAD
                else partial(copy_typed, path, path.with_suffix(".parquet"))
            )
            cpu, wall = cpu_seconds(work)
            return {"cpu": cpu, "wall": wall, "peak": 0}

        return rounds({name: partial(measured, name) for name in (COPY, LOAD)}, runs)
