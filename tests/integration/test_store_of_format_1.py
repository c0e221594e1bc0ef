"""A store that the first program left is opened, read and verified by today's, whatever came since."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.fixtures.stores.make_format_1 import FIGURES, POINT, VERDICTS, contents, make
from tests.support.stores import Clock, receipt
from trustboard.definitions.contract import LoadMode
from trustboard.warehouse.format import CURRENT, read_format
from trustboard.warehouse.runs import RunReader, contents_of
from trustboard.warehouse.standing import standing
from trustboard.warehouse.store import Store

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "stores"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The fixture, copied and opened."""
    shutil.copytree(FIXTURES / "format-1", tmp_path / "store")
    assert read_format(tmp_path / "store") == 1
    return Store.open(tmp_path / "store", clock=Clock())


def test_it_is_brought_to_todays_format_and_verifies(store: Store) -> None:
    assert read_format(store.folder) == CURRENT
    assert store.verify_files() == []
    store.content_hash(thorough=True)


def test_everything_in_it_reads_as_it_was_written(store: Store) -> None:
    expected = json.loads((FIXTURES / "format-1.json").read_text(encoding="utf-8"))
    found = contents(store)
    for kind, rows in expected.items():
        assert rows, kind
        for before, now in zip(rows, found[kind], strict=kind != "acts"):
            assert holds(before, now), (kind, before, now)


def holds(before: object, now: object) -> bool:
    """Whether everything that was said before is still said; later formats may say more."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(name in now and holds(cell, now[name]) for name, cell in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(holds, before, now))
    return before == now


@pytest.mark.parametrize(
    ("before", "now", "answer"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, False),
        ([1, 2], [1], False),
        ("x", "y", False),
    ],
)
def test_the_comparison_notices_what_was_lost(before: object, now: object, answer: bool) -> None:
    assert holds(before, now) is answer


def test_its_last_run_is_read_into_todays_words(store: Store) -> None:
    run = store.run()
    assert run is not None
    reader = RunReader(store, run)
    assert sorted(reader.figures(), key=repr) == sorted(FIGURES, key=repr)
    assert reader.verdicts() == VERDICTS
    assert reader.points() == [POINT]
    assert [each.after is None for each in reader.restatements()] == [False, True]


def test_its_runs_calculated_again_are_the_same_though_columns_were_added_since(store: Store) -> None:
    run = store.run()
    assert run is not None
    again = contents_of(figures=FIGURES, verdicts=VERDICTS, points=[POINT])
    assert again == {name: run.files[name].content_sha256 for name in again}


def test_its_receipts_stand_as_they_did(store: Store) -> None:
    found = standing(store.receipts("waits"), LoadMode.REPLACE_PERIOD)
    assert [each.file_name for each in found["2018-04"]] == ["waits-2018-04-late.csv"]
    assert [each.member for each in found["2018-05"]] == ["north.csv", "south.csv"]
    then = standing(store.receipts("waits", known_on=date(2018, 6, 14)), LoadMode.REPLACE_PERIOD)
    assert {period: [each.file_name for each in held] for period, held in then.items()} == {
        "2018-04": ["waits-2018-04.csv"]
    }


def test_it_can_be_added_to(store: Store) -> None:
    before = len(store.receipts())
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(b"new rows", ".parquet")
        writer.record_receipt(receipt(file_sha256=sha256, accepted_sha256=sha256))
    assert len(store.receipts()) == before + 1


@pytest.mark.parametrize("change", [b"\0", b"not the content"])
def test_a_changed_file_in_it_is_found(store: Store, change: bytes) -> None:
    run = store.runs()[0]
    place = RunReader(store, run).path("figures.parquet")
    place.write_bytes(place.read_bytes()[:-1] + change)
    assert [problem.path for problem in store.verify_files()] == [place]


def test_the_script_beside_it_still_makes_the_same(tmp_path: Path) -> None:
    made = contents(make(tmp_path / "store"))
    expected = json.loads((FIXTURES / "format-1.json").read_text(encoding="utf-8"))
    for kind in ("applied", "receipts", "figures", "verdicts", "points"):
        assert all(map(holds, expected[kind], made[kind])), kind
