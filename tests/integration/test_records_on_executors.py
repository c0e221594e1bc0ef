"""A year of records counted by Spark's executors, in processes of their own: the figures are DuckDB's."""

import os
import re
import subprocess
import sys

import pytest

from tests.support.small_trust import SmallTrust
from tests.support.spark_cluster import spark_home
from trustboard.operations.reading import standing_run
from trustboard.vocabulary.figure import Figure

pytestmark = [pytest.mark.spark, pytest.mark.slow]

EXTRACTS = 4  # each is read at least once
ON_EXECUTORS = """
engine = "spark"

[spark]
master = "local-cluster[2,1,1024]"
"""


def figures_of(trust: SmallTrust) -> list[Figure]:
    return standing_run(trust.folder).reader.figures()


def calculate(trust: SmallTrust) -> str:
    """Calculate in a process of its own: there is one Spark to a process."""
    done = subprocess.run(
        [sys.executable, "-m", "trustboard", "calculate", "--by", "Performance analyst"],
        cwd=trust.folder,
        env=os.environ | {"SPARK_HOME": spark_home()},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_two_executors_count_every_cell_of_a_year_as_duckdb_did(records_trust: SmallTrust) -> None:
    expected = figures_of(records_trust)
    with (records_trust.folder / "trustboard.toml").open("a", encoding="utf-8") as settings:
        settings.write(ON_EXECUTORS)
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    counted = re.findall(r"^counting .+: (\d+) of (\d+) periods$", calculate(records_trust), re.MULTILINE)
    assert len(counted) >= EXTRACTS
    assert all(stale == periods for stale, periods in counted)
    assert figures_of(records_trust) == expected
    assert len(expected) > 1_000
