"""The work in pandas: month by month, or ten million rows would not fit into a laptop's memory.

Text columns are read as categories, conditions worked out as whole columns, cells grouped once and added
up for each kind of unit.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from taken import Taking


def cells_of(file: str, job: dict[str, Any]) -> pd.DataFrame:
    """Count one month to the finest cells."""
    table = pq.read_table(file, columns=job["columns"], read_dictionary=job["categories"], use_threads=False)
    d = table.to_pandas(use_threads=False, date_as_object=False)
    known = {"pd": pd, "np": np, "d": d}
    known |= {name: np.asarray(eval(code, known), dtype=bool) for name, code in job["leaves"].items()}
    numbers = {name: eval(code, known) for name, code in job["numbers"].items()}
    columns = pd.DataFrame({key: d[key] for key in job["keys"]} | numbers, copy=False)
    cells = columns.groupby(job["keys"], observed=True, sort=False).sum().reset_index()
    cells[job["keys"]] = cells[job["keys"]].astype(str)
    return cells.assign(month=pd.Timestamp(f"{Path(file).stem}-01"))


def answers(job: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Add the cells up for each kind of unit."""
    cells = pd.concat([cells_of(file, job) for file in job["files"]], ignore_index=True)
    cells = cells.merge(pd.read_parquet(job["teams"]), on="team").assign(trust=job["trust"])
    grouped = {kind: cells.groupby([kind, "month"], sort=False) for kind in job["kinds"]}
    return {kind: each[list(job["numbers"])].sum().reset_index() for kind, each in grouped.items()}


def main() -> None:
    """Do the job on standard input."""
    job = json.load(sys.stdin)
    taking = Taking()
    found = answers(job)
    taking.say()
    if job["place"]:
        for kind, answer in found.items():
            answer.rename(columns={kind: "code"}).to_parquet(Path(job["place"]) / f"{kind}.parquet")


main()
