"""Records destroyed by order: their files go, what was made of them in the cache too; receipts and runs stay."""

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.support.record_loads import EXTRACT, Load, contract, record, take
from tests.support.stores import Clock, figure, new_store, receipt
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse import settling
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.lock import hold_lock
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.runs import RunReader, inputs_of, write_run
from trustboard.warehouse.settling import settle
from trustboard.warehouse.store import FileFault, Store
from trustboard.warehouse.writer import Writer

REASON = "retention of 8 years has ended"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with three receipts, each with accepted rows, rejects and its source."""
    store = new_store(tmp_path)
    for name in ("one", "two", "three"):
        with store.writer(by="analyst", act="load") as writer:
            load(writer, name)
    return store


def load(writer: Writer, name: str, *, again: bool = False) -> Receipt:
    sources = {kind: f"{kind} of {name}".encode() for kind in ("source", "accepted", "rejects")}
    return writer.record_receipt(
        receipt(
            file_name=name,
            file_sha256=writer.put(sources["source"], ".dat"),
            accepted_sha256=writer.put(sources["accepted"], ".parquet"),
            rejects_sha256=writer.put(sources["rejects"], ".csv"),
        ),
        again=again,
    )


def destroy(store: Store, *names: str) -> list[Receipt]:
    chosen = [each for each in store.receipts() if each.file_name in names]
    with store.writer(by="records manager", act="destroy") as writer:
        return writer.record_destruction(chosen, reason=REASON)


def content(store: Store) -> list[str]:
    return sorted(place.read_bytes().decode() for place in (store.folder / "files").glob("??/*"))


ALL = [f"{kind} of {name}" for kind in ("accepted", "rejects", "source") for name in ("one", "three", "two")]


def test_all_files_of_the_receipt_go_and_no_other(store: Store) -> None:
    before = store.receipts()
    assert [each.file_name for each in destroy(store, "two")] == ["two"]
    assert content(store) == [text for text in ALL if not text.endswith("two")]
    assert store.receipts() == before


def test_an_order_keeps_what_it_is_told_of_the_periods_of_the_records(store: Store) -> None:
    one, two, _ = store.receipts()
    with store.writer(by="records manager", act="destroy") as writer:
        writer.record_destruction([one, two], reason=REASON, readings='{"referral": []}')
    with store.writer(by="records manager", act="destroy") as writer:
        assert writer.record_destruction([one], reason=REASON, readings="{}") == []
    destroy(store, "three")
    said = list(store.destroyed().values())
    assert [each.readings for each in said] == ['{"referral": []}', '{"referral": []}', None]
    assert said[0].act_order == said[1].act_order < said[2].act_order


def test_the_ledger_says_what_was_destroyed_by_whom_and_why(store: Store) -> None:
    (gone,) = destroy(store, "two")
    (said,) = store.destroyed().values()
    event = store.audit()[-1]
    assert (said.receipt_id, said.by, said.reason) == (gone.receipt_id, "records manager", REASON)
    assert said.recorded_at == event.recorded_at
    assert (event.act, event.what, event.reason) == ("destroy", {"destroyed": [gone.receipt_id]}, REASON)


def test_verifying_says_destroyed_and_not_missing(store: Store) -> None:
    destroy(store, "one")
    problems = store.verify_files()
    assert [problem.fault for problem in problems] == [FileFault.DESTROYED] * 3
    assert problems[0].fault == "destroyed by order: no longer re-derivable"
    place = store.path(store.receipts()[1].accepted_sha256, ".parquet")
    place.unlink()
    faults = {problem.path: problem.fault for problem in store.verify_files()}
    assert faults.pop(place) is FileFault.MISSING
    assert set(faults.values()) == {FileFault.DESTROYED}


def test_the_hash_of_everything_is_still_worked_out_and_differs(store: Store) -> None:
    before = store.content_hash(thorough=True)
    destroy(store, "one", "three")
    assert store.content_hash(thorough=True) != before
    assert store.sweep(by="analyst") == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_destroyed(store: Store, reason: str) -> None:
    with (
        pytest.raises(Mistake, match="destroy-without-reason"),
        store.writer(by="records manager", act="destroy") as writer,
    ):
        writer.record_destruction(store.receipts(), reason=reason)
    assert content(store) == ALL
    assert store.destroyed() == {}


def test_what_the_store_never_had_cannot_be_destroyed(store: Store) -> None:
    strange = replace(store.receipts()[0], receipt_id="f" * 64)
    with (
        pytest.raises(ValueError, match="no such receipt"),
        store.writer(by="records manager", act="destroy") as writer,
    ):
        writer.record_destruction([strange], reason=REASON)


def test_the_same_again_records_nothing(store: Store) -> None:
    destroy(store, "two")
    before = store.content_hash()
    assert destroy(store, "two") == []
    assert store.content_hash() == before


def test_content_that_another_receipt_holds_too_stays_until_that_one_goes(store: Store) -> None:
    with store.writer(by="analyst", act="load") as writer:
        twin = replace(load(writer, "two"), receipt_id="", load_id="", contract_sha256="d" * 64)
        writer.record_receipt(twin)
    first, second = [each for each in store.receipts() if each.file_name == "two"]
    for chosen, gone in ((first, False), (second, True)):
        with store.writer(by="records manager", act="destroy") as writer:
            writer.record_destruction([chosen], reason=REASON)
        assert ("accepted of two" not in content(store)) is gone
        assert bool(store.verify_files()) is gone


def test_a_file_destroyed_does_not_come_back_by_being_loaded(store: Store) -> None:
    destroy(store, "two")
    with store.writer(by="analyst", act="load") as writer:
        assert load(writer, "two").receipt_id in store.destroyed()
    assert "accepted of two" not in content(store)
    with store.writer(by="analyst", act="load", reason="destroyed in error") as writer:
        back = load(writer, "two", again=True)
    assert back.receipt_id not in store.destroyed()
    assert content(store) == ALL
    assert store.verify_files() == []


def test_a_copy_from_a_backup_is_removed_when_the_store_is_opened(store: Store) -> None:
    shutil.copytree(store.folder / "files", store.folder.parent / "backup")
    destroy(store, "two")
    shutil.rmtree(store.folder / "files")
    shutil.copytree(store.folder.parent / "backup", store.folder / "files")
    assert content(store) == ALL
    opened = Store.open(store.folder)
    assert content(opened) == [text for text in ALL if not text.endswith("two")]


def test_what_was_cached_goes_with_it(store: Store) -> None:
    cache = Cache(store.cache_folder / "cells")
    cache.put(lambda place: place.write_bytes(b"counted from single records"))
    destroy(store, "two")
    assert not store.cache_folder.exists()


def test_runs_and_their_figures_stay(store: Store) -> None:
    with store.writer(by="director", act="apply") as writer:
        version = writer.record_applied({"trustboard.toml": writer.put(b"name = 'Fenbrook'")})
    with store.writer(by="analyst", act="calculate") as writer:
        ids = [each.receipt_id for each in store.receipts()]
        inputs = inputs_of(version_id=version.version_id, receipt_ids=ids, known_on=writer.day)
        write_run(writer, figures=[figure()], verdicts={}, points=(), restatements=(), inputs=inputs)
    destroy(store, "one", "two", "three")
    run = store.run()
    assert run is not None
    assert list(run.inputs.receipt_ids) == ids
    assert RunReader(store, run).figures() == [figure()]
    assert all(text.startswith(("name", "PAR1", "{", "SQLite")) for text in _starts(store))


def _starts(store: Store) -> list[str]:
    return [place.read_bytes()[:6].decode("latin-1") for place in (store.folder / "files").glob("??/*")]


# Interrupted between the ledger and the files.


UNLINK = Path.unlink


def stop_at_files(place: Path, missing_ok: bool = False) -> None:
    if place.suffix == ".parquet":
        raise KeyboardInterrupt
    UNLINK(place)


STOPS: dict[str, dict[str, Any]] = {
    "before anything": {"target": Store, "attribute": "_destroy", "side_effect": KeyboardInterrupt},
    "after the cache": {"target": Path, "attribute": "unlink", "new": stop_at_files},
}


def interrupted(store: Store, at: str) -> None:
    """Destroy one receipt, and stop at a step after the ledger has it."""
    with mock.patch.object(**STOPS[at]), pytest.raises(KeyboardInterrupt):
        destroy(store, "two")


@pytest.mark.parametrize("finish", ["open", "sweep", "next act"])
@pytest.mark.parametrize("at", ["before anything", "after the cache"])
def test_an_interrupted_destruction_is_finished(store: Store, at: str, finish: str) -> None:
    Cache(store.cache_folder / "cells").put(lambda place: place.write_bytes(b"cells"))
    interrupted(store, at)
    assert "accepted of two" in content(store)
    assert len(store.destroyed()) == 1
    if finish == "open":
        store = Store.open(store.folder)
    elif finish == "sweep":
        store.sweep(by="analyst")
    else:
        with store.writer(by="analyst", act="load") as writer:
            load(writer, "two")
    assert content(store) == [text for text in ALL if not text.endswith("two")]
    assert not store.cache_folder.exists()


def test_opening_while_someone_writes_leaves_it_to_them(store: Store) -> None:
    interrupted(store, "before anything")
    with hold_lock(store.folder, by="analyst", act="load", since=store.clock(), wait=0):
        Store.open(store.folder)
        assert content(store) == ALL
    Store.open(store.folder)
    assert content(store) != ALL


# Settled records.


def test_the_months_of_a_destroyed_file_end_the_coverage_or_leave_a_gap(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store", clock=Clock())
    days = [date(2026, month, 10) for month in (1, 2, 3, 4)]
    loads = [
        [Load(rows=[record(f"K{number}", day)], day=date(2026, 6, 1))] for number, day in enumerate(days)
    ]
    receipts = take(store, [[Load(rows=[record("OLD", days[1])], day=date(2026, 6, 1))], *loads], tmp_path)
    with store.writer(by="records manager", act="destroy") as writer:
        writer.record_destruction([receipts[1], receipts[2]], reason=REASON)
    found = settle(store, contract(), store.receipts(EXTRACT), [])
    assert [each.month.month for each in found.partitions] == [3, 4], "what was superseded does not come back"
    assert found.coverage == Coverage(date(2026, 3, 1), date(2026, 4, 30))
    with store.writer(by="records manager", act="destroy") as writer:
        writer.record_destruction([receipts[0]], reason=REASON)
    take(store, [[Load(rows=[record("NEW", days[0])], day=date(2026, 6, 2))]], tmp_path)
    found = settle(store, contract(), store.receipts(EXTRACT), [])
    assert found.coverage == Coverage(date(2026, 1, 1), date(2026, 4, 30), frozenset({date(2026, 2, 1)}))


def test_records_destroyed_while_they_are_being_settled_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(tmp_path / "store", clock=Clock())
    days = [date(2026, 1, 10), date(2026, 2, 10)]
    receipts = take(
        store, [[Load(rows=[record(f"K{day}", day)], day=date(2026, 6, 1))] for day in days], tmp_path
    )
    settle_job = settling._Job.settle
    strays = []

    def meanwhile(job: settling._Job) -> Settled:
        settled = settle_job(job)
        if not strays:
            with store.writer(by="records manager", act="destroy") as writer:
                writer.record_destruction(receipts[:1], reason=REASON)
            strays.append(job.cache.put(lambda place: place.write_bytes(b"made of what was read before")))
        return settled

    monkeypatch.setattr(settling._Job, "settle", meanwhile)
    found = settle(store, contract(), receipts, [])
    assert [each.month for each in found.partitions] == [date(2026, 2, 1)]
    assert found.partitions[0].path.exists()
    assert not (store.cache_folder / "records" / "files" / strays[0]).exists()


def test_a_sweep_trims_the_cache_of_what_nobody_uses(store: Store) -> None:
    for day, content in ((store.clock().timestamp(), b"new"), (0, b"old")):
        cache = Cache(store.cache_folder / content.decode())
        name = cache.put(lambda place, content=content: place.write_bytes(content))  # type: ignore[misc]
        os.utime(cache.path(name), (day, day))
    assert store.sweep(by="analyst") == []
    assert [place.read_bytes() for place in store.cache_folder.glob("*/files/*")] == [b"new"]
