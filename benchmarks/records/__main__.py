"""Measure record indicators and write the results: `python -m benchmarks.records --help`."""

import argparse
import time
from pathlib import Path

from benchmarks.records.contacts import Contacts, contacts
from benchmarks.records.loading import loads
from benchmarks.records.machine import machine
from benchmarks.records.peer_environment import REQUIREMENTS
from benchmarks.records.report import Results
from benchmarks.records.suite import Suite
from benchmarks.records.workload import MEASURES, work

HERE = Path(__file__).resolve().parent.parent
DATA, PEERS = HERE / ".data", HERE / ".peers"
LEFT_OUT = ("queries", "pandas", "polars", "metricflow", "load")
LARGE_ROWS = 60_000_000
LARGE_ROUNDS = 3


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="records of 48 months (10 million)")
    parser.add_argument("--peer-rows", type=int, default=2_100_000, help="records beside peers (2.1 million)")
    parser.add_argument("--peer-months", type=int, default=10, help="months of these (10)")
    parser.add_argument("--runs", type=int, default=5, help="rounds, the median of which counts (5)")
    parser.add_argument("--without", nargs="*", choices=LEFT_OUT, default=[], help="who is left out")
    parser.add_argument("--large", action="store_true", help="also 60 million records with 1 GB of memory")
    parser.add_argument("--to", type=Path, default=HERE / "RESULTS.md", help="where the results are written")
    return parser.parse_args()


def size(data: Contacts) -> str:
    """Describe some records in words."""
    planned = work()
    return (
        f"{data.rows:,} records of {data.months} months, {data.megabytes:.0f} MB of Parquet; {len(MEASURES)}"
        f" indicators, made of {len(planned.distinct)} counts and sums."
    )


def main() -> None:
    """Measure, part by part, and write the page."""
    chosen, began = options(), time.time()
    about = machine()
    suite = Suite(work(), frozenset(chosen.without), chosen.runs, PEERS)
    sizes, parts = {}, {}
    print("The whole work", flush=True)
    data = contacts(chosen.rows, 48, DATA)
    sizes["whole"], parts["whole"] = size(data), suite.whole(data)
    if not {"queries", "pandas", "polars", "metricflow"} <= set(chosen.without):
        print("Beside other ways", flush=True)
        data = contacts(chosen.peer_rows, chosen.peer_months, DATA)
        sizes["peers"], parts["peers"] = size(data), suite.beside_peers(data)
    if chosen.large:
        print("Many records, little memory", flush=True)
        data = contacts(LARGE_ROWS, 48, DATA)
        sizes["large"], parts["large"] = size(data), suite.with_little_memory(data, LARGE_ROUNDS)
    if "load" not in chosen.without:
        print("Loading", flush=True)
        sizes["load"], parts["load"] = "Seven rules; see [load.md](load.md).", loads(chosen.runs)
    has_peers = not {"pandas", "polars", "metricflow"} <= set(chosen.without)
    page = Results(about, REQUIREMENTS if has_peers else (), sizes, parts).page()
    chosen.to.write_text(page, encoding="utf-8")
    print(f"\n{page}\nWritten to {chosen.to} after {(time.time() - began) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
