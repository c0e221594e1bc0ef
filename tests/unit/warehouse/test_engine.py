"""Both engines take files and rows under a name, answer SQL, and write what the other reads."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from trustboard.definitions.settings import Settings
from trustboard.warehouse.engine import DuckDBEngine, Engine, open_engine
from trustboard.warehouse.session import Session, SessionError

clock = datetime  # a wall clock's time: without a zone
SHAPE = {
    "unit": "TEXT",
    "day": "DATE",
    "at": "TIMESTAMP",
    "n": "BIGINT",
    "x": "DECIMAL(18,6)",
    "share": "DOUBLE",
    "is_known": "BOOLEAN",
}
ROWS = [
    ("Ward 1; é|'\"", date(2026, 3, 29), clock(2026, 3, 29, 1, 30), -3, Decimal("1.500000"), 0.1, True),
    ("", date(1899, 12, 31), clock(2026, 10, 25, 1, 30, 59), 2**62, Decimal("-0.000001"), -1e300, False),
    (None, None, None, None, None, None, None),
]


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "spark":
        yield request.getfixturevalue("spark")
        return
    settings = Settings(name="Fenbrook", ods_code="ZZ1", memory="1GB", threads=1)
    with open_engine(settings, folders=[tmp_path], spill=tmp_path / "spill") as opened:
        yield opened


def in_order(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=lambda row: (row[0] is None, str(row[0])))


def test_it_says_what_it_is(engine: Engine) -> None:
    words = {"duckdb": f"DuckDB {duckdb.__version__}", "spark": "Spark "}
    assert engine.version.startswith(words[engine.dialect])


def test_plain_rows_come_back_as_they_were_given(engine: Engine) -> None:
    engine.offer_rows("given", ROWS, SHAPE)
    assert in_order(engine.rows("SELECT * FROM given")) == in_order(ROWS)


def test_a_file_written_is_read_again_by_itself_and_by_duckdb(engine: Engine, tmp_path: Path) -> None:
    engine.offer_rows("given", ROWS, SHAPE)
    place = tmp_path / "rows.parquet"
    assert engine.write("SELECT * FROM given", place) == 3
    engine.offer("kept", [place], SHAPE)
    assert in_order(engine.rows("SELECT * FROM kept")) == in_order(ROWS)
    with Session(folders=[tmp_path]) as session:
        other = DuckDBEngine(session)
        other.offer("kept", [place], SHAPE)
        assert in_order(other.rows("SELECT * FROM kept")) == in_order(ROWS)
        types = [row[1] for row in session.rows(f"DESCRIBE SELECT * FROM read_parquet('{place}')")]
    assert types == ["VARCHAR", "DATE", "TIMESTAMP", "BIGINT", "DECIMAL(18,6)", "DOUBLE", "BOOLEAN"]
    assert [each.name for each in tmp_path.iterdir() if each.name != "spill"] == ["rows.parquet"]


def test_a_file_that_duckdb_wrote_is_read_with_its_types(engine: Engine, tmp_path: Path) -> None:
    place = tmp_path / "rows.parquet"
    with Session(folders=[tmp_path]) as session:
        other = DuckDBEngine(session)
        other.offer_rows("given", ROWS, SHAPE)
        other.write("SELECT * FROM given", place)
    engine.offer("kept", [place, place], SHAPE)
    assert in_order(engine.rows("SELECT * FROM kept")) == in_order(ROWS * 2)
    assert engine.rows("SELECT sum(x), count(DISTINCT unit) FROM kept") == [(Decimal("2.999998"), 2)]


def test_only_the_columns_asked_for_are_shown(engine: Engine, tmp_path: Path) -> None:
    engine.offer_rows("given", [(1, "Z1", 2)], {"b": "BIGINT", "unit": "TEXT", "a": "BIGINT"})
    engine.write("SELECT * FROM given", tmp_path / "rows.parquet")
    engine.offer("kept", [tmp_path / "rows.parquet"], {"unit": "TEXT", "b": "TEXT"})
    assert engine.rows("SELECT * FROM kept") == [("Z1", "1")]


@pytest.mark.parametrize("how", ["files", "rows"])
def test_nothing_offered_is_an_empty_table_with_its_types(engine: Engine, how: str) -> None:
    if how == "files":
        engine.offer("nothing", [], SHAPE)
    else:
        engine.offer_rows("nothing", [], SHAPE)
    assert engine.rows("SELECT * FROM nothing") == []
    assert engine.rows("SELECT count(*), sum(x), max(day) FROM nothing WHERE n > 1") == [(0, None, None)]


def test_a_name_can_be_given_to_something_else(engine: Engine) -> None:
    engine.offer_rows("things", [(1,)], {"n": "BIGINT"})
    engine.offer_rows("things", [("x", 2)], {"t": "TEXT", "m": "BIGINT"})
    assert engine.rows("SELECT * FROM things") == [("x", 2)]
    engine.offer("things", [], {"k": "DATE"})
    assert engine.rows("SELECT k FROM things") == []


def test_a_result_without_rows_is_a_file_with_its_columns(engine: Engine, tmp_path: Path) -> None:
    engine.offer_rows("given", ROWS, SHAPE)
    assert engine.write("SELECT * FROM given WHERE n = 7", tmp_path / "none.parquet") == 0
    engine.offer("kept", [tmp_path / "none.parquet"], SHAPE)
    assert engine.rows("SELECT * FROM kept") == []


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM nowhere", "SELECT nothing FROM given", "SELECT CAST(unit AS INT) FROM given"]
)
def test_what_cannot_be_asked_is_said_in_the_engines_words_and_writes_nothing(
    engine: Engine, tmp_path: Path, sql: str
) -> None:
    engine.offer_rows("given", [("Ward",)], {"unit": "TEXT"})
    (tmp_path / "old.parquet").write_bytes(b"old")
    with pytest.raises(SessionError):
        engine.rows(sql)
    with pytest.raises(SessionError):
        engine.write(sql, tmp_path / "old.parquet")
    assert [each.name for each in tmp_path.iterdir() if each.name != "spill"] == ["old.parquet"]
    assert (tmp_path / "old.parquet").read_bytes() == b"old"


def test_duckdb_reads_the_folders_given_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    settings = Settings(name="Fenbrook", ods_code="ZZ1")
    with open_engine(settings, folders=[tmp_path / "inside"], spill=tmp_path / "spill") as opened:
        with pytest.raises(SessionError, match="disabled by configuration"):
            opened.write("SELECT 1 AS n", tmp_path / "outside.parquet")
        assert opened.write("SELECT 1 AS n", tmp_path / "inside" / "n.parquet") == 1
