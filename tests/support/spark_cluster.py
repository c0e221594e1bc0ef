"""Asks a Spark in a process of its own: python -m tests.support.spark_cluster KIND ADDRESS FOLDER

KIND is master or connect. FOLDER holds Parquet files months/*.parquet with unit, day and amount; the
answer is written to FOLDER/answer.parquet, and what Spark says of itself goes to the standard output.
"""

import importlib.util
import sys
from pathlib import Path

from trustboard.definitions.settings import Spark
from trustboard.warehouse.spark import open_spark

SHAPE = {"unit": "TEXT", "day": "DATE", "amount": "DECIMAL(18,6)"}
QUERY = """
SELECT p.unit, u.division, CAST(date_trunc('MONTH', p.day) AS DATE) AS month, count(*) AS n, sum(p.amount) AS total
FROM rows_ AS p JOIN units AS u ON u.unit = p.unit GROUP BY 1, 2, 3
"""


def spark_home() -> str:
    """Where pyspark keeps Spark itself; executors are started from there."""
    found = importlib.util.find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).parent)


def main(kind: str, address: str, folder: Path) -> None:
    settings = Spark(connect=address) if kind == "connect" else Spark(master=address)
    with open_spark(settings, spill=folder / "spill") as engine:
        engine.offer("rows_", sorted((folder / "months").glob("*.parquet")), SHAPE)
        engine.offer_rows(
            "units", [(f"U{n}", f"D{n % 3}") for n in range(10)], {"unit": "TEXT", "division": "TEXT"}
        )
        written = engine.write(QUERY, folder / "answer.parquet")
        executors = 0
        if kind == "master":
            tracker = engine.session.sparkContext._jsc.sc().getExecutorMemoryStatus()
            executors = tracker.size() - 1  # the driver is in the list
        print(f"{engine.version}: {written} rows, {executors} executors")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
