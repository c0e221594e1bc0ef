"""A read-only query's result as a Parquet file: kept whole before anything in it is checked."""

import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trustboard.definitions.contract import Contract
from trustboard.definitions.settings import Connection, ConnectionKind
from trustboard.intake.records.person_keys import names_people
from trustboard.vocabulary.issue import Issue, Mistake

BATCH_ROWS = 50_000
LONGEST_TEXT = 8_000  # letters of a cell that SQL Server gives no bound for: varchar(max)
_BEGINS_WITH = re.compile(r"(\s|--[^\n]*(\n|$)|/\*.*?\*/)*with\b", re.IGNORECASE | re.DOTALL)
_IDENTIFIER = re.compile(r"\d(?:[\s-]?\d){5,}")  # digits that may name a person
_EXTRAS = {ConnectionKind.POSTGRESQL: "postgresql", ConnectionKind.SQLSERVER: "sqlserver"}
_DRIVERS = {
    ConnectionKind.POSTGRESQL: ("adbc_driver_postgresql.dbapi", "pyarrow.parquet"),
    ConnectionKind.SQLSERVER: ("arrow_odbc", "pyarrow.parquet"),
}


def take_snapshot(
    contract: Contract, connection: Connection, place: Path, *, environment: Mapping[str, str]
) -> Path:
    """Run a contract's query and write all of its rows to a Parquet file of one snapshot.

    The address comes from the environment variable that the connection names. Nothing can be written to
    the database: on PostgreSQL the transaction is read-only, on SQL Server the query stands within a SELECT.
    Raises Mistake where the driver or the address is missing, or the server refuses.
    """
    assert contract.query is not None
    address = environment.get(connection.uri_from, "")
    if not address:
        raise Mistake([_no_address(contract, connection)])
    driver, parquet = (_imported(connection.kind, name) for name in _DRIVERS[connection.kind])
    if connection.kind is ConnectionKind.SQLSERVER and _BEGINS_WITH.match(contract.query.sql):
        raise Mistake([_with_on_sqlserver(contract)])
    read = _read_postgresql if connection.kind is ConnectionKind.POSTGRESQL else _read_sqlserver
    with _said_plainly(contract, address), read(driver, address, contract.query.sql) as batches:
        _write(parquet, batches, place)
    return place


def _imported(kind: ConnectionKind, name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Mistake([_no_driver(kind)]) from None
    except OSError:  # the package is there, and the system's library that it stands on is not
        raise Mistake([_no_library(kind)]) from None


@contextmanager
def _read_postgresql(driver: Any, address: str, sql: str) -> Iterator[Any]:
    """Read in one read-only transaction: one snapshot, and the server refuses every change."""
    with driver.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(sql)
        yield cursor.fetch_record_batch()


@contextmanager
def _read_sqlserver(driver: Any, address: str, sql: str) -> Iterator[Any]:
    """Read through ODBC. Within a SELECT nothing but a SELECT can stand; the account should only read too."""
    within = f"SELECT * FROM (\n{sql.strip().rstrip(';')}\n) AS extract"
    yield driver.read_arrow_batches_from_odbc(
        query=within, connection_string=address, batch_size=BATCH_ROWS, max_text_size=LONGEST_TEXT
    )


def _write(parquet: Any, batches: Any, place: Path) -> None:
    with parquet.ParquetWriter(place, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


@contextmanager
def _said_plainly(contract: Contract, address: str) -> Iterator[None]:
    """Turn whatever a driver raises, also amid the rows, into words; without the address and its password.

    Of an extract that names people, long numbers are not shown either: servers repeat what they could not
    read.
    """
    try:
        yield
    except (Mistake, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of this machine, such as a full disk; what ends a stream of rows has no number
        told = " ".join(str(error).replace(address, "…").split())
        told = _IDENTIFIER.sub("…", told) if names_people(contract) else told
        raise Mistake([_refused(contract, told)]) from None


def _refused(contract: Contract, told: str) -> Issue:
    return Issue(
        rule="query-refused",
        file=f"extracts/{contract.extract}.yaml",
        column="query.sql",
        message=f"the database could not answer the query: {told}",
        cure="Check the address and the account, and that the query is one SELECT; nothing was taken in.",
    )


def _no_address(contract: Contract, connection: Connection) -> Issue:
    assert contract.query is not None
    return Issue(
        rule="query-address",
        file="trustboard.toml",
        column=f"connections.{contract.query.connection}.uri_from",
        value=connection.uri_from,
        message="the environment has no such variable, so the address of the database is not known",
        cure="Set it to the database's address before loading. The address is never written in a file.",
    )


def _with_on_sqlserver(contract: Contract) -> Issue:
    return Issue(
        rule="query-refused",
        file=f"extracts/{contract.extract}.yaml",
        column="query.sql",
        message="on SQL Server a query begins with SELECT: a WITH could go on to change something",
        cure="Let the database hold it as a view, and select from that; nothing was taken in.",
    )


def _no_library(kind: ConnectionKind) -> Issue:
    return Issue(
        rule="query-driver",
        message=f"the driver for {kind.value} is installed, but not the system's library that it stands on",
        cure="Install unixODBC (on Linux: the package unixodbc) and the database's own ODBC driver.",
    )


def _no_driver(kind: ConnectionKind) -> Issue:
    return Issue(
        rule="query-driver",
        message=f"the driver for {kind.value} is not installed",
        cure=f"Install it: pip install 'trustboard[{_EXTRAS[kind]}]'",
    )
