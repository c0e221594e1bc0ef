"""Spark as the engine: the same SQL door as DuckDB's, on a master or through Spark Connect.

Spark opens files by their path, so on a cluster the store must lie where its workers see it under the
same path. pyspark is an extra; nothing else of the program imports it.
"""

import contextlib
import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trustboard.definitions.settings import Spark
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.disk import PART, settle, sync_file
from trustboard.warehouse.memory import bytes_of
from trustboard.warehouse.session import Session, SessionError, literal

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# How Spark calls a portable type where it has another word: times carry no zone.
TYPES: Mapping[str, str] = {"TEXT": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}

# What decides the meaning of SQL; the same on every master, and through Spark Connect.
MEANING: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # products keep their digits
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.adaptive.enabled": "true",
}
_QUIET = Path(__file__).with_name("spark_log4j2.properties")
_PATIENCE = 10.0  # seconds to wait for a master or a server to answer
_LEAST_MEMORY = 512 * 2**20  # bytes of the driver: Spark refuses less than 450 MiB of them that Java gives it
_MASTER = re.compile(r"local(\[(\d+|\*)(\s*,\s*\d+)?\]|-cluster\[.+\])?|yarn|(spark|k8s)://.+")


@dataclass(frozen=True)
class SparkEngine:
    """A Spark session that is offered Parquet files by their path."""

    session: "SparkSession"
    dialect: str = "spark"

    @property
    def version(self) -> str:
        """Such as Spark 4.3.0."""
        return f"Spark {self.session.version}"

    def offer(self, name: str, files: Sequence[Path], shape: Mapping[str, str]) -> None:
        """Make Parquet files readable as one view; see `Engine`."""
        if files:
            rows = self.session.read.parquet(*(str(file.resolve()) for file in files))
        else:
            rows = self._texts((), shape)
        self._show(name, rows, shape)

    def offer_rows(self, name: str, rows: Iterable[Sequence[object]], shape: Mapping[str, str]) -> None:
        """Make plain rows readable under a name; see `Engine`."""
        self._show(name, self._texts(rows, shape), shape)

    def _texts(self, rows: Iterable[Sequence[object]], shape: Mapping[str, str]) -> "DataFrame":
        cells = [tuple(None if cell is None else str(cell) for cell in row) for row in rows]
        return self.session.createDataFrame(cells, ", ".join(f"{_quoted(column)} STRING" for column in shape))

    def _show(self, name: str, rows: "DataFrame", shape: Mapping[str, str]) -> None:
        casts = (
            f"CAST({_quoted(column)} AS {TYPES.get(kind, kind)}) AS {_quoted(column)}"
            for column, kind in shape.items()
        )
        rows.selectExpr(*casts).createOrReplaceTempView(_quoted(name))

    def write(self, sql: str, place: Path) -> int:
        """Write a query's result as one Parquet file, its rows in no order; see `Engine`."""
        folder = place.with_name(f".{secrets.token_hex(8)}{PART}").resolve()
        try:
            with _asking():
                self.session.sql(sql).repartition(1).write.parquet(str(folder))
            written = one_file(folder)
            sync_file(written)
            settle(written, place)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        with Session(files=[place]) as session:
            rows: int = session.value(f"SELECT sum(num_rows) FROM parquet_file_metadata({literal(place)})")
        return rows

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Fetch all rows of a query."""
        with _asking():
            return [tuple(row) for row in self.session.sql(sql).collect()]


@contextlib.contextmanager
def _asking() -> Iterator[None]:
    """Raise what Spark says of a query as DuckDB's session would."""
    try:
        yield
    except Exception as error:  # Spark's own errors have no class in common
        raise SessionError(str(error)) from error


def one_file(folder: Path) -> Path:
    """The only Parquet file that Spark wrote; raises Mistake where this machine does not see it."""
    found = sorted(folder.glob("*.parquet"))
    if len(found) != 1:
        raise Mistake(
            [
                Issue(
                    rule="spark-file-not-seen",
                    file=str(folder.parent),
                    message="Spark wrote a result, and this machine does not find it",
                    cure="Keep the workspace on storage that this machine and Spark's workers see under the "
                    "same path.",
                )
            ]
        )
    return found[0]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


@contextlib.contextmanager
def open_spark(settings: Spark | None, *, spill: Path, memory: str | None = None) -> Iterator[SparkEngine]:
    """Start or reach the Spark that the settings name (local[*] where they name none).

    Raises Mistake where pyspark or Java is missing, memory is too little, or nothing answers at the address.
    """
    chosen = settings or Spark(master="local[*]")
    address = chosen.connect or chosen.master or "local[*]"
    spill.mkdir(parents=True, exist_ok=True)
    session = _connected(address) if chosen.connect else _started(address, spill, memory)
    try:
        with _said_plainly(address):
            for name, value in MEANING.items():
                session.conf.set(name, value)
        yield SparkEngine(session)
    finally:
        session.stop()


def _connected(address: str) -> "SparkSession":
    _require_answer(address)
    with _said_plainly(address):
        from pyspark.sql import SparkSession

        return SparkSession.builder.remote(address).getOrCreate()


def _started(master: str, spill: Path, memory: str | None) -> "SparkSession":
    with _said_plainly(master):
        from pyspark.sql import SparkSession
    _require_memory(memory)
    _require_master(master)
    _require_java()
    _require_answer(master)
    builder = SparkSession.builder.master(master).appName("trustboard")
    for name, value in _start_options(master, spill, memory).items():
        builder = builder.config(name, value)
    with _said_plainly(master):
        return builder.getOrCreate()


def _start_options(master: str, spill: Path, memory: str | None) -> dict[str, str]:
    """What can only be said before Spark starts: no pages of its own, no Hive, little said."""
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str((spill / "spark-warehouse").resolve()),
        "spark.local.dir": str(spill.resolve()),
        "spark.log.level": "ERROR",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET.resolve().as_uri()}",
    }
    if master.startswith("local"):
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if amount := bytes_of(memory or ""):
        options["spark.driver.memory"] = f"{amount // 2**20}m"
    return {**options, **MEANING}


def _require_memory(memory: str | None) -> None:
    """The driver starts on this machine, with the memory that the settings name."""
    amount = bytes_of(memory or "")
    if amount is not None and amount < _LEAST_MEMORY:
        raise _mistake(
            "spark-memory",
            "Spark does not start with so little memory: its driver, on this machine, needs 540MB or more",
            "Write 1GB or more, or leave memory out; or set engine to duckdb, which needs less.",
            value=memory,
            column="memory",
        )


def _require_master(master: str) -> None:
    """Spark answers another form of address with pages of its own."""
    if not _MASTER.fullmatch(master):
        raise _mistake(
            "spark-unreachable",
            "that is no master that Spark knows",
            "Under [spark] write master as local[4], spark://host:7077, yarn or k8s://host; or use connect.",
            value=master,
        )


def _require_java() -> None:
    """Spark runs on Java: from JAVA_HOME, or else on the path."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None):
        return
    raise _mistake(
        "java-missing",
        "Spark needs Java, and there is none on this machine",
        "Install Java 17 or newer, or set JAVA_HOME; or set engine to duckdb in trustboard.toml.",
        value=home,
    )


def _require_answer(address: str) -> None:
    """Ask whether anything listens at an address, before Spark asks again for minutes."""
    match = re.match(r"(?:sc|spark)://([^:/;,]+)(?::(\d+))?", address)
    if match is None:
        return
    host, port = match[1], int(match[2] or (15002 if address.startswith("sc") else 7077))
    try:
        socket.create_connection((host, port), timeout=_PATIENCE).close()
    except OSError as error:
        raise _unreachable(address, str(error)) from None


@contextlib.contextmanager
def _said_plainly(address: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise _mistake(
            "spark-missing",
            f"the engine is Spark, and its Python package cannot be loaded ({error})",
            "Install it with: pip install 'trustboard[spark]'; or set engine to duckdb in trustboard.toml.",
        ) from error
    except Exception as error:  # Spark's own errors have no class in common
        raise _unreachable(address, _why(str(error))) from None


def _why(said: str) -> str:
    """Take the cause out of what Spark says: without Java's names and places."""
    lines = said.strip().splitlines() or [""]
    causes = (line.removeprefix(": ") for line in lines if line.startswith(": "))
    cause = next(causes, lines[0])
    return re.sub(r"^[\w.$]+(Exception|Error): ", "", cause)


def _unreachable(address: str, why: str) -> Mistake:
    return _mistake(
        "spark-unreachable",
        f"Spark cannot be started or reached there ({why})",
        "Check [spark] in trustboard.toml, that the cluster runs, and that this machine may reach it.",
        value=address,
    )


def _mistake(
    rule: str, message: str, cure: str, *, value: str | None = None, column: str = "engine"
) -> Mistake:
    return Mistake(
        [Issue(rule=rule, file="trustboard.toml", column=column, message=message, cure=cure, value=value)]
    )
