"""Spark with executors of their own, and Spark Connect: the same answer as DuckDB over the same files."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.spark_cluster import SHAPE, spark_home
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.session import Session

pytestmark = [pytest.mark.spark, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
MONTHS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "months").mkdir()
    with Session(folders=[tmp_path], threads=1) as session:
        engine = DuckDBEngine(session)
        for month in range(1, MONTHS + 1):
            rows = (
                f"SELECT 'U' || (range % 10) AS unit, DATE '2026-{month:02d}-01' + CAST(range % 28 AS INTEGER) AS day,"
                " CAST(range AS DECIMAL(18,6)) / 4 AS amount FROM range(5000)"
            )
            engine.write(rows, tmp_path / "months" / f"{month}.parquet")
    return tmp_path


def ask(kind: str, address: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.spark_cluster", kind, address, str(folder)],
        cwd=ROOT,
        env=os.environ | {"SPARK_HOME": spark_home()},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check(folder: Path) -> None:
    """The answer is DuckDB's own over the same files."""
    with Session(folders=[folder]) as session:
        engine = DuckDBEngine(session)
        engine.offer("given", sorted((folder / "months").glob("*.parquet")), SHAPE)
        engine.offer(
            "answer",
            [folder / "answer.parquet"],
            {"unit": "TEXT", "division": "TEXT", "month": "DATE", "n": "BIGINT", "total": "DECIMAL(28,6)"},
        )
        expected = engine.rows(
            "SELECT unit, 'D' || CAST(substr(unit, 2) AS INTEGER) % 3, CAST(date_trunc('month', day) AS DATE),"
            " count(*), sum(amount) FROM given GROUP BY ALL ORDER BY ALL"
        )
        assert engine.rows("SELECT * FROM answer ORDER BY ALL") == expected
    assert len(expected) == 10 * MONTHS


def test_two_executors_in_processes_of_their_own_agree_with_duckdb(folder: Path) -> None:
    said = ask("master", "local-cluster[2,1,1024]", folder)
    assert re.fullmatch(r"Spark \S+: 40 rows, 2 executors\n", said)
    check(folder)


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Spark Connect server of the test's own on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = ("spark.driver.host", "spark.driver.bindAddress", "spark.connect.grpc.binding.address")
    options = {name: "127.0.0.1" for name in here} | {
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
    }
    command = [f"{spark_home()}/bin/spark-submit", "--master", "local[2]"]
    command += [text for name, value in options.items() for text in ("--conf", f"{name}={value}")]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    log = (tmp_path_factory.mktemp("server") / "log").open("w", encoding="utf-8")
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        wait_for(port, process)
        yield f"sc://127.0.0.1:{port}"
        process.terminate()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start")


def test_a_spark_connect_server_agrees_with_duckdb(folder: Path, server: str) -> None:
    said = ask("connect", server, folder)
    assert re.fullmatch(r"Spark \S+: 40 rows, 0 executors\n", said)
    check(folder)
