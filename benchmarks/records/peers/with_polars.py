"""The work in Polars: one lazy query to the finest cells, streamed; then one for each kind of unit."""

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
from taken import Taking


def answers(job: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Count to the finest cells, and add these up for each kind of unit."""
    keys = ["event_month", *job["keys"]]
    leaves = {name: eval(code, {"pl": pl}) for name, code in job["leaves"].items()}
    numbers = [eval(code, {"pl": pl}).alias(name) for name, code in job["numbers"].items()]
    cells = (
        pl.scan_parquet(job["files"])
        .with_columns(**leaves)
        .select(*keys, *numbers)
        .group_by(keys)
        .agg(pl.exclude(keys).sum())
        .collect(engine="streaming")
    )
    cells = cells.join(pl.read_parquet(job["teams"]), on="team").with_columns(trust=pl.lit(job["trust"]))
    added = [pl.col(name).sum() for name in job["numbers"]]
    return {kind: cells.group_by(kind, "event_month").agg(added) for kind in job["kinds"]}


def main() -> None:
    """Do the job on standard input."""
    job = json.load(sys.stdin)
    taking = Taking()
    found = answers(job)
    taking.say()
    if job["place"]:
        for kind, answer in found.items():
            named = answer.rename({kind: "code", "event_month": "month"})
            named.write_parquet(Path(job["place"]) / f"{kind}.parquet")


main()
