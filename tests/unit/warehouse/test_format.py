"""FORMAT is checked at the door; older stores come up step by step, each step whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.stores import START, Clock, new_store, receipt
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse import format as store_format
from trustboard.warehouse.format import CURRENT, STEPS, Step, bring_up_to_date, read_format, write_format
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.store import Store


def spoil(content: bytes | None) -> Callable[[Path], None]:
    """A way to spoil FORMAT: write something else, or remove it."""

    def inner(folder: Path) -> None:
        place = folder / "FORMAT"
        place.unlink()
        if content is not None:
            place.write_bytes(content)

    return inner


def spoil_ledger(content: bytes | None) -> Callable[[Path], None]:
    """A way to spoil the ledger: write something else, or remove it."""

    def inner(folder: Path) -> None:
        (folder / "ledger.sqlite").unlink()
        if content is not None:
            (folder / "ledger.sqlite").write_bytes(content)

    return inner


SPOILT = [
    pytest.param(spoil(b"%d\n" % (CURRENT + 1)), "store-format-newer", "Install a newer", id="newer"),
    pytest.param(spoil(b"99999"), "store-format-newer", "not touched", id="much newer"),
    pytest.param(spoil(None), "store-format-missing", "backup", id="missing"),
    pytest.param(spoil(b""), "store-format-unreadable", "backup", id="empty"),
    pytest.param(spoil(b"one"), "store-format-unreadable", "backup", id="a word"),
    pytest.param(spoil(b"0"), "store-format-unreadable", "backup", id="nought"),
    pytest.param(spoil(b"-1"), "store-format-unreadable", "backup", id="negative"),
    pytest.param(spoil(b"1.5"), "store-format-unreadable", "backup", id="a fraction"),
    pytest.param(spoil(b"9" * 5000), "store-format-unreadable", "backup", id="endless"),
    pytest.param(spoil(b"\xff\xfe1"), "store-format-unreadable", "not text", id="not text"),
    pytest.param(spoil_ledger(None), "store-damaged", "backup", id="ledger missing"),
    pytest.param(
        spoil_ledger(b"not a database at all" * 100), "store-damaged", "backup", id="ledger garbage"
    ),
    pytest.param(spoil_ledger(b""), "store-format-unreadable", "ledger says 0", id="ledger empty"),
]


@pytest.mark.parametrize(("harm", "rule", "words"), SPOILT)
def test_a_store_that_cannot_be_opened_says_why_and_what_to_do(
    tmp_path: Path, harm: Callable[[Path], None], rule: str, words: str
) -> None:
    folder = new_store(tmp_path).folder
    harm(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(Mistake) as refused:
        Store.open(folder)
    assert [issue.rule for issue in refused.value.issues] == [rule]
    assert words in str(refused.value)
    assert refused.value.issues[0].file
    assert refused.value.issues[0].cure
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_no_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="store-missing"):
        Store.open(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["1", "1\n", "1\r\n", "1 "])
def test_a_format_saved_by_another_editor_is_still_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "FORMAT").write_bytes(text.encode())
    assert read_format(tmp_path) == 1


def test_a_store_made_newer_since_it_was_opened_is_not_written(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    write_format(store.folder, CURRENT + 1)
    with pytest.raises(Mistake, match="store-format-newer"), store.writer(by="analyst", act="load"):
        pytest.fail("wrote into a newer store")


def test_the_steps_lead_from_the_first_format_to_this_one_without_a_gap() -> None:
    assert sorted(STEPS) == list(range(1, CURRENT))


# The mechanism, on made-up steps: one adds a table and fills it, the next adds a column and a file.


def add_table(connection: sqlite3.Connection, folder: Path) -> None:
    assert (folder / "FORMAT").exists()
    connection.execute("CREATE TABLE told (receipt_id TEXT NOT NULL) STRICT")
    connection.execute("INSERT INTO told SELECT receipt_id FROM receipt")


def add_column(connection: sqlite3.Connection, folder: Path) -> None:
    connection.execute("ALTER TABLE told ADD COLUMN how TEXT NOT NULL DEFAULT 'by letter'")
    (folder / "files" / "letters.txt").write_text("Dear reader", encoding="utf-8")


def fail_half_way(connection: sqlite3.Connection, folder: Path) -> None:
    add_column(connection, folder)
    raise RuntimeError("the disk is full")


def die_half_way(connection: sqlite3.Connection, folder: Path) -> None:
    add_column(connection, folder)
    connection.execute("UPDATE told SET how = 'not at all'")
    os._exit(9)


TWO_STEPS: Mapping[int, Step] = {1: add_table, 2: add_column}


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A store that says it has format 1, with one receipt in it."""
    store = Store.create(tmp_path / "store", clock=Clock())
    with store.writer(by="analyst", act="load") as writer:
        writer.record_receipt(receipt(accepted_sha256=writer.put(b"rows", ".parquet")))
    with closing(sqlite3.connect(store.folder / "ledger.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 1")
    write_format(store.folder, 1)
    return store.folder


def state(folder: Path) -> tuple[int, int, list[str], list[str]]:
    """FORMAT, the ledger's own number, what was told, and the acts so far."""
    ledger = Ledger(folder / "ledger.sqlite")
    with ledger.reading() as connection:
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_master")}
        told = connection.execute("SELECT * FROM told").fetchall() if "told" in tables else []
        acts = [row["act"] for row in connection.execute("SELECT act FROM act ORDER BY act_order")]
    return read_format(folder), ledger.version(), [", ".join(row[1:]) for row in told], acts


UNTOUCHED: tuple[int, int, list[str], list[str]] = (1, 1, [], ["load"])
HALF = (1, 2, [""], ["load", "upgrade"])
WHOLE = (3, 3, ["by letter"], ["load", "upgrade", "upgrade"])


def test_steps_run_in_order_and_each_leaves_its_act(older: Path) -> None:
    assert state(older) == UNTOUCHED
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert state(older) == WHOLE


def test_a_store_that_is_up_to_date_is_left_alone(older: Path) -> None:
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    before = Ledger(older / "ledger.sqlite").content_hash()
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert Ledger(older / "ledger.sqlite").content_hash() == before


def test_a_step_that_fails_changes_nothing_and_is_taken_again(older: Path) -> None:
    with pytest.raises(RuntimeError, match="disk is full"):
        bring_up_to_date(older, at=START, steps={1: add_table, 2: fail_half_way})
    assert state(older) == HALF  # the first step stays, the second left nothing
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert state(older) == WHOLE


def test_a_crash_before_format_is_written_is_put_right_at_the_next_opening(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(folder: Path, number: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store_format, "write_format", crash)
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert state(older) == (1, *WHOLE[1:])
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert state(older) == WHOLE


def test_the_program_before_a_crashed_upgrade_says_that_the_store_is_newer(older: Path) -> None:
    bring_up_to_date(older, at=START, steps={1: add_table})
    write_format(older, 1)
    with pytest.raises(Mistake, match="store-format-newer"):
        store_format.has_this_format(older, steps={})


def test_a_process_that_dies_inside_a_step_leaves_the_store_as_it_was(older: Path) -> None:
    dying = (
        "import sys; from pathlib import Path; from tests.support.stores import START;"
        "from tests.unit.warehouse.test_format import add_table, die_half_way, bring_up_to_date;"
        "bring_up_to_date(Path(sys.argv[1]), at=START, steps={1: add_table, 2: die_half_way})"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", dying, str(older)], cwd=root, check=False).returncode == 9
    assert state(older) == HALF
    bring_up_to_date(older, at=START, steps=TWO_STEPS)
    assert state(older) == WHOLE


def test_opening_an_older_store_brings_it_up_to_date_under_the_lock(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took: list[str] = []

    def upgrade(folder: Path, **_: object) -> None:
        took.append((folder / "writer.json").read_text(encoding="utf-8"))

    monkeypatch.setattr("trustboard.warehouse.store.has_this_format", lambda folder: False)
    monkeypatch.setattr("trustboard.warehouse.store.bring_up_to_date", upgrade)
    Store.open(older)
    assert len(took) == 1
    assert '"act": "upgrade"' in took[0]


def test_an_upgraded_store_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    fixture = Path(__file__).resolve().parents[2] / "fixtures" / "stores" / "format-1"
    shutil.copytree(fixture, tmp_path / "older")
    Store.open(tmp_path / "older")
    assert tables(tmp_path / "older") == tables(new_store(tmp_path).folder)


def tables(folder: Path) -> list[str]:
    """The definitions of a ledger's tables, indexes and triggers."""
    with Ledger(folder / "ledger.sqlite").reading() as connection:
        return sorted(str(row["sql"]) for row in connection.execute("SELECT sql FROM sqlite_master"))
