"""The engine opens the folders and files it was given, and nothing else; nobody can talk it into more."""

from pathlib import Path

import numpy as np
import pytest

from trustboard.warehouse.session import Session, SessionError, identifier, literal


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A folder that the session may use, with one CSV file in it."""
    folder = tmp_path / "it's inside"
    folder.mkdir()
    (folder / "rows.csv").write_text("unit,n\nZZ1,3\nZZ2,4\n", encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file beside that folder, which the session may not see."""
    file = tmp_path / "secret.csv"
    file.write_text("name\nA. Person\n", encoding="utf-8", newline="\n")
    return file


def test_a_named_folder_is_read_and_written(inside: Path) -> None:
    with Session(folders=[inside]) as session:
        rows = session.rows(f"SELECT * FROM read_csv({literal(inside / 'rows.csv')}) ORDER BY unit")
        assert rows == [("ZZ1", 3), ("ZZ2", 4)]
        written = session.run(f"COPY (SELECT 1 AS n) TO {literal(inside / 'n.parquet')} (FORMAT parquet)")
        assert written == 1
    assert (inside / "n.parquet").is_file()


def test_a_named_file_is_read_but_not_the_one_beside_it(inside: Path) -> None:
    (inside / "other.csv").write_text("n\n1\n", encoding="utf-8")
    with Session(files=[inside / "rows.csv"]) as session:
        assert session.value(f"SELECT sum(n) FROM read_csv({literal(inside / 'rows.csv')})") == 7
        with pytest.raises(SessionError, match="disabled by configuration"):
            session.rows(f"SELECT * FROM read_csv({literal(inside / 'other.csv')})")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv({outside})",
        "SELECT * FROM read_text({outside})",
        "SELECT * FROM {outside}",
        "SELECT * FROM glob({up})",
        "COPY (SELECT 1) TO {outside}",
        "ATTACH {outside} AS other",
        "EXPORT DATABASE {up}",
    ],
)
def test_nothing_outside_is_opened(inside: Path, outside: Path, sql: str) -> None:
    before = outside.read_bytes()
    places = {
        "outside": literal(inside / ".." / outside.name),
        "up": literal(outside.parent / "*"),
    }
    with Session(folders=[inside]) as session, pytest.raises(SessionError):
        session.rows(sql.format(**places))
    assert outside.read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "RESET allowed_directories",
        "SET autoload_known_extensions = true",
        "SET lock_configuration = false",
        "SET temp_directory = '/'",
    ],
)
def test_no_setting_can_be_changed_afterwards(inside: Path, sql: str) -> None:
    with Session(folders=[inside]) as session, pytest.raises(SessionError):
        session.rows(sql)


@pytest.mark.parametrize(
    "sql", ["INSTALL httpfs", "LOAD httpfs", "SELECT * FROM 'https://127.0.0.1:1/x.csv'"]
)
def test_no_extension_is_fetched_and_no_network_reached(sql: str) -> None:
    with Session() as session, pytest.raises(SessionError):
        session.rows(sql)


def test_what_does_not_fit_in_memory_spills_into_the_folder_given(tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    with Session(spill=spill, memory="64MB", threads=1) as session:
        made = "SELECT hash(range) AS n, repeat('x', 100) || range AS t FROM range(600000)"
        session.run(f"CREATE TABLE big AS {made} ORDER BY n")
        assert any(spill.iterdir())
        assert session.value("SELECT count(DISTINCT n) FROM big") == 600_000
        settings = "SELECT current_setting('temp_directory'), current_setting('threads')"
        assert session.rows(settings) == [(str(spill), 1)]


def test_values_come_as_parameters(inside: Path) -> None:
    with Session() as session:
        assert session.value("SELECT ?", ["'; DROP TABLE x; --"]) == "'; DROP TABLE x; --"
        assert session.value("SELECT 1 WHERE ? > 2", [1]) is None


def test_a_mistake_in_sql_is_said_in_the_engines_words() -> None:
    with Session() as session, pytest.raises(SessionError, match="nowhere"):
        session.rows("SELECT * FROM nowhere")


def test_arrays_can_be_offered_as_a_table() -> None:
    units = np.array(["ZZ1", None], dtype=object)
    with Session() as session:
        session.offer("incoming", {"unit": units, "n": np.array([1, 2])})
        assert session.rows("SELECT * FROM incoming ORDER BY n") == [("ZZ1", 1), (None, 2)]


@pytest.mark.parametrize("name", ["plain", "it's", 'say "hello"', "ünits; --", "a b"])
def test_any_name_and_text_is_quoted(name: str) -> None:
    with Session() as session:
        assert session.value(f"SELECT {literal(name)} AS {identifier(name)}") == name
        assert session.value(f"SELECT {identifier(name)} FROM (SELECT 5 AS {identifier(name)})") == 5


def test_statements_that_write_nothing_count_nothing() -> None:
    with Session() as session:
        assert session.run("CREATE TABLE t (n INTEGER)") == 0
        assert session.run("INSERT INTO t VALUES (1), (2)") == 2
        assert session.run("SELECT 'text'") == 0
