"""The second wall: were a hostile text ever to reach the engine as SQL, it would still reach nothing outside.

Every text of `tests/support/hostile_texts` is run as raw SQL, the checker left out, in a session as the
program opens it. It may fail or give rows of its own table; it must not read, write, fetch or open anything
outside the permitted folder, nor change what the session is permitted.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.hostile_texts import HOSTILE, aimed, reaches_out, texts
from tests.support.source import ROOT
from trustboard.warehouse.session import Session, SessionError

SECRET = "canary-5f1e0b77"
TABLE = """
    CREATE TABLE t AS SELECT * FROM (VALUES
        (1, 1.5, 'A', 'P1', DATE '2026-04-01', DATE '2026-03-01', TIMESTAMP '2026-04-01 08:30', TRUE),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
    ) AS rows (wait, cost, ward, practice, discharged, admitted, arrived, urgent)
"""
FORMS = ("SELECT * FROM t WHERE ({})", "SELECT ({}) FROM t")
LOOKED_UP_IN = ("search_path", "schema")
"""Settings that say where names are looked up among the session's own tables: they permit nothing."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside every permitted one, with a secret in three formats."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.csv").write_text(f"words\n{SECRET}\n", encoding="utf-8")
    (folder / "secret.json").write_text(f'{{"words": "{SECRET}"}}', encoding="utf-8")
    with Session(folders=[folder]) as session:
        session.run(f"COPY (SELECT '{SECRET}' AS words) TO '{folder}/secret.parquet'")
    return folder


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """The one folder that the session may use."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A server on this machine that nobody should ever call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def permitted(session: Session) -> dict[str, str]:
    rows = session.rows("SELECT name, value FROM duckdb_settings()")
    return {name: value for name, value in rows if name not in LOOKED_UP_IN}


def doors(session: Session) -> list[tuple[object, ...]]:
    """Databases with a file behind them; extensions and secrets lie in a folder of the home, see `kept`."""
    return session.rows("SELECT database_name, path FROM duckdb_databases() WHERE path IS NOT NULL")


def kept() -> set[Path]:
    """What the engine keeps in the home folder, where it keeps anything: extensions and secrets."""
    return set((Path.home() / ".duckdb").rglob("*"))


def answers(folder: Path, aimed_texts: list[str]) -> Iterator[tuple[str, str | None, str]]:
    """What each form of each text gives: rows (or None), and the message; the session ends as it began."""
    with Session(folders=[folder], memory="256MB", threads=1) as session:
        session.run(TABLE)
        before, opened = permitted(session), doors(session)
        for text in aimed_texts:
            for form in FORMS:
                try:
                    yield text, repr(session.rows(form.format(text))), ""
                except SessionError as error:
                    yield text, None, str(error)
        with suppress(SessionError):
            session.run("ROLLBACK")  # one of the texts begins a transaction
        assert permitted(session) == before
        assert doors(session) == opened


def sessions(aimed_texts: list[str]) -> list[list[str]]:
    """Texts that may be run one after another: those of several statements leave things behind."""
    alone = [[text] for text in aimed_texts if ";" in text]
    return [*alone, [text for text in aimed_texts if ";" not in text]]


def is_whole(text: str) -> bool:
    """Whether a text can be written down at all: half a character never reaches an engine."""
    return all(not "\ud800" <= sign <= "\udfff" for sign in text)


def was_called(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


@pytest.mark.loopback
@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_outside_is_reached_without_the_checker(
    kind: str, inside: Path, outside: Path, server: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(outside)
    address = f"127.0.0.1:{server.getsockname()[1]}"
    before, at_home = files(outside), kept()
    told = {
        aimed(text, canary=str(outside / "secret.csv"), outside=str(outside), address=address): text
        for text in HOSTILE[kind]
        if is_whole(text)
    }
    for together in sessions(list(told)):
        for text, rows, message in answers(inside, together):
            assert rows is None or not reaches_out(told[text]), text
            assert SECRET not in f"{rows}{message}", text
            assert os.environ["PATH"] not in f"{rows}{message}", text
            assert not was_called(server), text
    assert files(outside) == before
    assert not files(inside)
    assert kept() == at_home


def test_every_class_of_attack_is_run() -> None:
    assert len(HOSTILE) >= 12
    assert len(texts()) >= 100


def test_these_attacks_would_succeed_without_the_walls(outside: Path) -> None:
    """The canaries can sing: the same texts, in an open DuckDB, read the secret and write the file."""
    program = """
import sys, duckdb
folder, table = sys.argv[1:]
open_ = duckdb.connect()
open_.execute(table)
read = f"ward = (select content from read_text('{folder}/secret.csv'))"
found = open_.execute(f"SELECT content FROM read_text('{folder}/secret.csv')").fetchall()
open_.execute(f"SELECT * FROM t WHERE ({read})").fetchall()
open_.execute(f"SELECT * FROM t WHERE (wait = 1); copy t to '{folder}/written.csv'; select (1)")
open_.execute("SELECT * FROM t WHERE (wait = 1); pragma threads = 2; select (1)")
print(found)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(outside), TABLE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert SECRET in done.stdout
    assert (outside / "written.csv").exists()
