"""Amounts of memory are read as DuckDB reads them, and shared by workers."""

import duckdb
import pytest

from trustboard.warehouse.memory import bytes_of, most_workers, share_of


@pytest.mark.parametrize("memory", ["4GB", "1.5 GiB", "512MB", "2000KB", "1TB", "300MiB"])
def test_an_amount_is_what_duckdb_takes_it_for(memory: str) -> None:
    limits = []
    for amount in (f"{bytes_of(memory)}B", memory):
        with duckdb.connect(config={"memory_limit": amount}) as connection:
            limits.append(connection.execute("SELECT current_setting('memory_limit')").fetchall())
    assert limits[0] == limits[1]


@pytest.mark.parametrize(
    ("memory", "workers"), [(None, 8), ("100MB", 1), ("1GB", 4), ("64GB", 8), ("80%", 8)]
)
def test_workers_are_no_more_than_there_is_memory_for(memory: str | None, workers: int) -> None:
    assert most_workers(memory) == workers


@pytest.mark.parametrize(
    ("memory", "workers", "share"),
    [
        (None, 2, None),
        ("4GB", 2, "2000000000B"),
        ("1.5 GiB", 3, "536870912B"),
        ("512mb", 1, "512000000B"),
        ("80%", 2, "80%"),
    ],
)
def test_workers_share_it(memory: str | None, workers: int, share: str | None) -> None:
    assert share_of(memory, workers) == share
