"""The store: an act is recorded whole or not at all, on two clocks, and can be verified."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.support.stores import Clock, new_store, receipt
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.records import Run, RunInputs
from trustboard.warehouse.store import FileFault, Store, version_id_of

DRAFTS = {"trustboard.toml": b"name = 'Fenbrook'", "indicators/seen_2w.yaml": b"id: seen_2w"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return new_store(tmp_path, clock)


def apply(
    store: Store, drafts: dict[str, bytes] = DRAFTS, *, on: date | None = None, reason: str = ""
) -> str:
    with store.writer(by="director", act="apply") as writer:
        files = {path: writer.put(content) for path, content in drafts.items()}
        return writer.record_applied(files, on=on, reason=reason).version_id


def load(store: Store, content: bytes = b"rows", **changes: object) -> Receipt:
    """Load a file; its content tells it from others."""
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(content, ".parquet")
        return writer.record_receipt(receipt(file_sha256=sha256, accepted_sha256=sha256, **changes))


def run_of(version_id: str, known_on: date, *, name: str = "r", receipts: tuple[str, ...] = ()) -> Run:
    inputs = RunInputs(
        version_id=version_id,
        receipt_ids=receipts,
        known_on=known_on,
        program_version="0",
        engine_version="0",
    )
    at = datetime(2000, 1, 1, tzinfo=UTC)
    return Run(run_id=name, inputs=inputs, recorded_at=at, by="", files={})


def record(store: Store, run: Run) -> Run:
    with store.writer(by="analyst", act="calculate") as writer:
        return writer.record_run(replace(run, recorded_at=writer.at, by=writer.by))


def test_a_new_store_is_empty_and_whole(store: Store) -> None:
    assert store.applied() is None
    assert store.run() is None
    assert store.receipts() == store.runs() == store.audit() == store.applied_versions() == []
    assert store.verify_files() == []
    assert Store.open(store.folder) == store
    assert not list(store.folder.parent.glob(".store*"))


def test_a_store_can_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    assert Store.create(tmp_path / "store").receipts() == []


def test_a_store_is_not_made_where_something_is(store: Store) -> None:
    load(store)
    before = store.content_hash()
    with pytest.raises(Mistake, match="store-exists"):
        Store.create(store.folder)
    assert store.content_hash(thorough=True) == before


def test_a_store_that_could_not_be_made_leaves_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(folder: Path, number: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("trustboard.warehouse.store.write_format", crash)
        with pytest.raises(KeyboardInterrupt):
            Store.create(tmp_path / "store")
    assert list(tmp_path.iterdir()) == []
    assert Store.create(tmp_path / "store").audit() == []


def test_what_was_applied_is_read_back(store: Store) -> None:
    version_id = apply(store, reason="first year")
    version = store.applied()
    assert version is not None
    assert version.version_id == version_id == version_id_of(version.files)
    assert (version.by, version.on, version.reason) == ("director", date(2026, 5, 12), "first year")
    assert {path: store.path(sha256).read_bytes() for path, sha256 in version.files.items()} == DRAFTS


def test_the_version_is_named_by_paths_and_contents_in_any_order() -> None:
    files = {"a": "1" * 64, "b": "2" * 64}
    assert version_id_of(files) == version_id_of(dict(reversed(files.items())))
    swapped, renamed = {"a": "2" * 64, "b": "1" * 64}, {"a": "1" * 64, "c": "2" * 64}
    assert len({version_id_of(each) for each in (files, swapped, renamed, {})}) == 4


def test_applying_what_stands_changes_nothing(store: Store) -> None:
    apply(store)
    before = store.content_hash()
    assert apply(store, reason="again") == apply(store)
    assert store.content_hash() == before


def test_going_back_to_an_earlier_version_is_a_new_application(store: Store) -> None:
    first, second = apply(store), apply(store, {"trustboard.toml": b"name = 'Other'"})
    assert apply(store) == first != second
    assert [version.version_id for version in store.applied_versions()] == [first, second, first]


def test_definitions_as_known_on_a_day_are_those_applied_by_then(store: Store, clock: Clock) -> None:
    first = apply(store)
    clock.jump_to(date(2026, 6, 1))
    second = apply(store, {"trustboard.toml": b"name = 'Other'"})

    def known(day: date) -> str | None:
        version = store.applied(known_on=day)
        return version.version_id if version else None

    assert known(date(2026, 5, 11)) is None
    assert known(date(2026, 5, 12)) == known(date(2026, 5, 31)) == first
    assert known(date(2026, 6, 1)) == second


def test_a_receipt_is_read_back_as_recorded(store: Store) -> None:
    with store.writer(by="analyst", act="load") as writer:
        recorded = writer.record_receipt(
            receipt(
                file_sha256=writer.put(b"the file itself", ".zip"),
                member="north.csv",
                accepted_sha256=writer.put(b"rows", ".parquet"),
                rejects_sha256=writer.put(b"file,line\n", ".csv"),
                warnings=3,
                periods=("2018-04", "2018-05"),
                known_from=date(2018, 6, 14),
                known_from_reason="published on that day",
            )
        )
        assert store.receipts() == []  # nothing before the end of the act
    assert store.receipts() == [recorded]
    assert (recorded.received_by, recorded.received_on) == ("analyst", store.audit()[0].recorded_at)
    assert {recorded.receipt_id, recorded.load_id} & {""} == set()
    assert store.sweep(by="analyst") == []  # all three files are pointed to
    assert store.path(recorded.file_sha256, ".zip").read_bytes() == b"the file itself"


def test_the_same_file_under_the_same_contract_changes_nothing(store: Store, clock: Clock) -> None:
    first = load(store)
    before = store.content_hash()
    clock.jump_to(date(2026, 7, 1))
    assert load(store, rows_accepted=99) == first
    assert store.content_hash() == before


def test_the_same_file_twice_in_one_act_is_one_receipt(store: Store) -> None:
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(b"rows", ".parquet")
        first, second = (writer.record_receipt(receipt(accepted_sha256=sha256)) for _ in range(2))
    assert first == second
    assert store.receipts() == [first]


def test_the_same_file_under_another_contract_is_another_receipt(store: Store) -> None:
    assert store.receipts() == []
    both = [load(store), load(store, contract_sha256="d" * 64)]
    assert store.receipts() == both


def test_a_file_of_no_rows_needs_no_accepted_file(store: Store) -> None:
    with store.writer(by="analyst", act="load") as writer:
        recorded = writer.record_receipt(receipt(rows_accepted=0))
    assert store.receipts() == [recorded]
    assert recorded.accepted_sha256 == recorded.rejects_sha256 == ""


def test_receipts_as_known_on_a_day_follow_the_claim_or_else_the_day_recorded(
    store: Store, clock: Clock
) -> None:
    clock.jump_to(date(2026, 6, 30), hour=23)  # the first of July in London
    plain = load(store, b"plain")
    claimed = load(store, b"claimed", known_from=date(2018, 6, 14), known_from_reason="published")
    other = load(
        store, b"other", extract="other", known_from=date(2018, 6, 15), known_from_reason="published"
    )
    assert store.receipts() == [plain, claimed, other]
    assert store.receipts("waits") == [plain, claimed]
    assert store.receipts(known_on=date(2018, 6, 13)) == []
    assert store.receipts(known_on=date(2018, 6, 14)) == [claimed]
    assert store.receipts(known_on=date(2026, 6, 30)) == [claimed, other]
    assert store.receipts("waits", known_on=date(2026, 7, 1)) == [plain, claimed]


@pytest.mark.parametrize("claim", [date(2026, 5, 14), date(2030, 1, 1)])
def test_nothing_is_known_from_a_day_to_come(store: Store, claim: date) -> None:
    before = store.content_hash()
    with pytest.raises(Mistake, match="known-from-future"):
        load(store, known_from=claim, known_from_reason="looked ahead")
    with pytest.raises(Mistake, match="known-from-future"):
        apply(store, on=claim, reason="looked ahead")
    assert store.content_hash() == before


def test_an_earlier_day_is_claimed_only_with_a_reason(store: Store) -> None:
    with pytest.raises(Mistake, match="known-from-without-reason"):
        load(store, known_from=date(2018, 6, 14))
    with pytest.raises(Mistake, match="known-from-without-reason"):
        apply(store, on=date(2018, 4, 1))
    assert store.audit() == []
    apply(store, on=date(2018, 4, 1), reason="the framework of that year")
    version = store.applied(known_on=date(2018, 4, 1))
    assert version is not None
    assert version.on == date(2018, 4, 1)


@pytest.mark.parametrize("today", [date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 13)])
def test_today_anywhere_on_the_globe_is_no_claim(store: Store, today: date) -> None:
    apply(store, on=today)
    assert len(store.applied_versions()) == 1


def test_each_act_leaves_one_event_with_who_when_what_and_why(store: Store) -> None:
    with store.writer(by="director", act="apply", reason="board of May") as writer:
        version = writer.record_applied({"a.toml": writer.put(b"1")}, reason="new year")
        taken = writer.record_receipt(receipt(accepted_sha256=writer.put(b"rows", ".parquet")))
        run = writer.record_run(run_of(version.version_id, writer.day, receipts=(taken.receipt_id,)))
    [event] = store.audit()
    assert (event.by, event.act, event.reason) == ("director", "apply", "board of May; new year")
    assert event.what == {
        "applied": [version.version_id],
        "receipts": [taken.receipt_id],
        "runs": [run.run_id],
    }
    assert event.recorded_at.tzinfo is UTC
    assert event.recorded_at == version.recorded_at == taken.received_on


def test_an_act_that_records_nothing_leaves_no_event(store: Store) -> None:
    with store.writer(by="analyst", act="look") as writer:
        writer.put(b"unused")
    assert store.audit() == []


def test_an_act_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    apply(store)
    before = store.content_hash()

    def fail() -> None:
        with store.writer(by="analyst", act="load") as writer:
            writer.record_receipt(receipt(accepted_sha256=writer.put(b"rows", ".parquet")))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert store.content_hash(thorough=True) == before
    assert store.receipts() == []
    assert len(store.sweep(by="analyst")) == 1
    assert store.content_hash(thorough=True) == before
    load(store)  # the lock is free again


def test_an_act_without_a_name_or_a_person_is_refused(store: Store) -> None:
    for by, act in (("", "load"), ("analyst", "")):
        with pytest.raises(ValueError, match="who does what"), store.writer(by=by, act=act):
            pytest.fail("an act by nobody")


def test_a_record_must_point_to_files_that_were_put(store: Store) -> None:
    def point_nowhere() -> None:
        with store.writer(by="analyst", act="load") as writer:
            writer.record_receipt(receipt(accepted_sha256="f" * 64))

    with pytest.raises(ValueError, match="no file with SHA-256 ffff"):
        point_nowhere()
    load(store, b"rows")
    with store.writer(by="analyst", act="load") as writer:  # a file of an earlier act will do
        known = store.receipts()[0].accepted_sha256
        writer.record_receipt(receipt(member="second", accepted_sha256=known))
    assert len(store.receipts()) == 2


def test_a_run_must_be_made_from_what_the_store_has(store: Store) -> None:
    version_id = apply(store)
    for run in (run_of("unknown", date(2026, 5, 12)), run_of(version_id, date(2026, 5, 12), receipts=("?",))):
        with pytest.raises(ValueError, match="does not have"):
            record(store, run)
    assert store.runs() == []


def test_the_run_that_stands_is_the_last_of_those_knowing_most(store: Store) -> None:
    version_id = apply(store)
    today, past = date(2026, 5, 12), date(2018, 6, 30)
    now = record(store, run_of(version_id, today, name="now"))
    record(store, run_of(version_id, past, name="as known then"))
    assert store.run() == now
    again = record(store, run_of(version_id, today, name="again"))
    assert store.run() == again
    assert [run.run_id for run in store.runs()] == ["now", "as known then", "again"]


def test_the_run_as_known_on_a_day_is_the_one_that_stood_then(store: Store, clock: Clock) -> None:
    version_id = apply(store)
    stood = record(store, run_of(version_id, date(2026, 5, 12), name="stood"))
    clock.jump_to(date(2026, 6, 1))
    later = record(store, run_of(version_id, date(2026, 5, 12), name="made later, as known then"))
    earlier = record(store, run_of(version_id, date(2018, 6, 30), name="back-calculated"))
    assert store.run(known_on=date(2026, 5, 12)) == stood
    assert store.run(known_on=date(2026, 5, 31)) == stood
    assert store.run(known_on=date(2026, 6, 1)) == store.run() == later
    assert store.run(known_on=date(2026, 5, 11)) == earlier
    assert store.run(known_on=date(2018, 6, 29)) is None


def test_the_same_run_again_changes_nothing_unless_another_stands_since(store: Store) -> None:
    version_id, day = apply(store), date(2026, 5, 12)
    first = record(store, run_of(version_id, day, name="a"))
    before = store.content_hash()
    assert record(store, run_of(version_id, day, name="a")) == first
    assert store.content_hash() == before
    record(store, run_of(version_id, day, name="b"))
    record(store, run_of(version_id, day, name="a"))
    assert [run.run_id for run in store.runs()] == ["a", "b", "a"]


@pytest.mark.parametrize(("harm", "fault"), [("remove", FileFault.MISSING), ("change", FileFault.CHANGED)])
def test_missing_and_changed_files_are_listed(store: Store, harm: str, fault: FileFault) -> None:
    kept, harmed = load(store, b"kept"), load(store, b"harmed")
    place = store.path(harmed.accepted_sha256, ".parquet")
    if harm == "remove":
        place.unlink()
    else:
        place.write_bytes(b"other")
    [problem] = store.verify_files()
    assert (problem.path, problem.fault, problem.sha256) == (place, fault, harmed.accepted_sha256)
    assert problem.sha256 != kept.accepted_sha256
    store.content_hash()  # the ledger itself is whole
    with pytest.raises(Mistake) as found:
        store.content_hash(thorough=True)
    assert str(place) in str(found.value)
    assert fault in str(found.value)


def test_sweeping_needs_the_lock(store: Store) -> None:
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(b"not yet pointed to")
        with pytest.raises(Mistake, match="store-locked"):
            store.sweep(by="another")
    assert store.sweep(by="another") == [sha256]


def test_two_stores_with_the_same_acts_at_the_same_times_have_the_same_hash(tmp_path: Path) -> None:
    hashes = set()
    for name in ("one", "two"):
        store = new_store(tmp_path / name)
        apply(store)
        load(store)
        hashes.add(store.content_hash())
    assert len(hashes) == 1
