"""Settling month by month: what is written again and what is not, damage, changed contracts, little memory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.record_loads import EXTRACT, FIELDS, Load, contract, record, rows_of, take
from tests.support.stores import Clock
from trustboard.definitions.contract import Contract, LoadMode
from trustboard.definitions.exclusions import Exclusion
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse import months
from trustboard.warehouse.partitions import Settled, settled_shape
from trustboard.warehouse.session import Session, SessionError
from trustboard.warehouse.settling import settle
from trustboard.warehouse.standing_files import StandingFile, copy_by_month, is_by_month
from trustboard.warehouse.store import Store

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))
DAY = date(2026, 6, 1)
clock_time = datetime  # a wall clock's time: without a zone


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store", clock=Clock())


def load(*rows: Mapping[str, Any], **changes: Any) -> list[Load]:
    return [Load(rows=[dict(row) for row in rows], day=DAY, **changes)]


def month_file(month: date, *keys: str) -> list[Load]:
    """A file of one month with these keys."""
    return load(*(record(key, month.replace(day=10)) for key in keys))


def settled(store: Store, agreed: Contract | None = None, *decided: Exclusion, **how: Any) -> Settled:
    return settle(store, agreed or contract(), store.receipts(EXTRACT), decided, threads=1, **how)


def keys_of(found: Settled) -> dict[str, list[str]]:
    return {
        f"{month:%Y-%m}": [row["record_key"] for row in rows]
        for month, rows in rows_of(contract(), found).items()
    }


def excluded(key: str, reason: str = "test record", **dates: date) -> Exclusion:
    return Exclusion(EXTRACT, key, reason, "Information governance", DAY, **dates)


def times(found: Settled) -> dict[date, int]:
    """When each month's file was written."""
    return {each.month: each.path.stat().st_ino for each in found.partitions}


def test_the_columns_are_the_months_and_keys_then_the_fields_with_their_types(
    store: Store, tmp_path: Path
) -> None:
    assert settled_shape(contract()) == {
        "event_month": "DATE",
        "record_key": "TEXT",
        "spell": "TEXT",
        "ward": "TEXT",
        "admitted": "DATE",
        "seen_at": "TIMESTAMP",
        "bed_days": "BIGINT",
        "cost": "DECIMAL(18,6)",
        "is_elective": "BOOLEAN",
    }
    row = record("B", date(2026, 1, 31), seen_at=clock_time(2026, 1, 31, 23, 59))
    take(store, [load(row, record("A", JANUARY, ward=None))], tmp_path)
    found = settled(store)
    assert rows_of(contract(), found) == {JANUARY: [record("A", JANUARY, ward=None), row]}
    assert (found.extract, found.rows) == (EXTRACT, 2)


def test_nothing_stands_where_nothing_came(store: Store) -> None:
    found = settled(store)
    assert (found.partitions, found.coverage, found.rows) == ((), None, 0)


def test_the_later_file_stands_for_each_month_it_holds(store: Store, tmp_path: Path) -> None:
    both = load(record("A", JANUARY), record("B", FEBRUARY))
    take(store, [both, month_file(FEBRUARY, "C"), month_file(APRIL, "D")], tmp_path)
    found = settled(store)
    assert keys_of(found) == {"2026-01": ["A"], "2026-02": ["C"], "2026-04": ["D"]}
    assert found.coverage == Coverage(JANUARY, date(2026, 4, 30), frozenset({MARCH}))
    assert found.superseded == 0  # the file's rows of February are not of a file that stands for it


def test_a_record_that_moved_to_another_month_stands_in_the_later_one(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A", "B"), month_file(FEBRUARY, "A", "C")], tmp_path)
    found = settled(store)
    assert keys_of(found) == {"2026-01": ["B"], "2026-02": ["A", "C"]}
    assert found.superseded == 1


def test_a_month_all_of_whose_records_moved_is_covered_still(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "A")], tmp_path)
    found = settled(store)
    assert keys_of(found) == {"2026-02": ["A"]}
    assert found.coverage == Coverage(JANUARY, date(2026, 2, 28))


def test_changes_take_records_away_and_bring_them_back(store: Store, tmp_path: Path) -> None:
    agreed = contract(LoadMode.CHANGES_BY_KEY)
    gone = load(record("A", FEBRUARY, removed=True), record("X", FEBRUARY, removed=True), has_removals=True)
    take(store, [month_file(JANUARY, "A", "B"), gone], tmp_path)
    found = settled(store, agreed)
    assert keys_of(found) == {"2026-01": ["B"]}
    assert (found.removed, found.superseded) == (1, 0)
    assert found.coverage == Coverage(JANUARY, date(2026, 1, 31))
    take(store, [month_file(MARCH, "A")], tmp_path)
    found = settled(store, agreed)
    assert keys_of(found) == {"2026-01": ["B"], "2026-03": ["A"]}
    assert (found.removed, found.superseded) == (0, 1)
    assert found.coverage == Coverage(JANUARY, date(2026, 3, 31))  # changes have no gaps


def test_a_removal_whose_month_nobody_says_still_removes(store: Store, tmp_path: Path) -> None:
    gone = load(record("A", JANUARY, removed=True, event_month=None), has_removals=True)
    take(store, [month_file(JANUARY, "A", "B"), gone], tmp_path)
    assert keys_of(settled(store, contract(LoadMode.CHANGES_BY_KEY))) == {"2026-01": ["B"]}


def test_a_file_that_only_takes_away_leaves_nothing_and_covers_nothing(store: Store, tmp_path: Path) -> None:
    gone = load(record("A", JANUARY, removed=True), has_removals=True)
    take(store, [gone], tmp_path)
    found = settled(store, contract(LoadMode.CHANGES_BY_KEY))
    assert (found.partitions, found.coverage, found.removed) == ((), None, 0)
    assert settled(store, contract(LoadMode.CHANGES_BY_KEY)) == found


def test_snapshots_tell_of_a_record_once_a_month(store: Store, tmp_path: Path) -> None:
    take(
        store, [month_file(JANUARY, "A", "B"), month_file(FEBRUARY, "A"), month_file(JANUARY, "A")], tmp_path
    )
    found = settled(store, contract(LoadMode.SNAPSHOT))
    assert keys_of(found) == {"2026-01": ["A"], "2026-02": ["A"]}
    assert found.superseded == 0


def test_exclusions_hold_in_the_months_that_their_dates_touch(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A", "B", "C"), month_file(MARCH, "D", "E")], tmp_path)
    found = settled(
        store,
        None,
        excluded("A", valid_to=JANUARY),
        excluded("B", valid_from=FEBRUARY),
        excluded("C", "other provider", valid_from=date(2026, 1, 31)),
        excluded("D", valid_from=FEBRUARY, valid_to=date(2026, 3, 1)),
        excluded("Z"),
        replace(excluded("E"), extract="others"),
    )
    assert keys_of(found) == {"2026-01": ["B"], "2026-03": ["E"]}
    assert found.excluded == {"other provider": 1, "test record": 2}
    assert found.unmet == {"B": True, "Z": False}


def test_a_month_that_is_left_out_whole_is_covered_still(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "B")], tmp_path)
    for mode in (LoadMode.REPLACE_PERIOD, LoadMode.CHANGES_BY_KEY):
        found = settled(store, contract(mode), excluded("B"))
        assert keys_of(found) == {"2026-01": ["A"]}
        assert found.coverage == Coverage(JANUARY, date(2026, 2, 28))


# What is written again.


def test_a_new_month_writes_that_month_and_those_whose_records_it_takes(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "B", "M"), month_file(MARCH, "C")], tmp_path)
    before = settled(store)
    take(store, [month_file(APRIL, "D", "M")], tmp_path)
    after = settled(store)
    assert keys_of(after) == {"2026-01": ["A"], "2026-02": ["B"], "2026-03": ["C"], "2026-04": ["D", "M"]}
    was, now = times(before), times(after)
    assert [month for month in now if was.get(month) != now[month]] == [FEBRUARY, APRIL]


def test_an_exclusion_writes_the_month_of_its_record_only(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A", "E"), month_file(FEBRUARY, "B")], tmp_path)
    before = settled(store)
    after = settled(store, None, excluded("E"))
    assert times(after)[FEBRUARY] == times(before)[FEBRUARY]
    assert keys_of(after) == {"2026-01": ["A"], "2026-02": ["B"]}


def test_the_same_again_writes_nothing(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "B")], tmp_path)
    first = settled(store)
    written = sorted(path.stat().st_ino for path in (store.folder / "cache").rglob("*"))
    assert settled(store) == first
    assert sorted(path.stat().st_ino for path in (store.folder / "cache").rglob("*")) == written
    assert settled(store, is_fresh=True) == first


def test_what_was_known_earlier_is_settled_beside_what_is_known_now(store: Store, tmp_path: Path) -> None:
    first = take(store, [month_file(JANUARY, "A")], tmp_path)
    take(store, [month_file(JANUARY, "B"), month_file(FEBRUARY, "A")], tmp_path)
    assert keys_of(settled(store)) == {"2026-01": ["B"], "2026-02": ["A"]}
    then = settle(store, contract(), first, [], threads=1)
    assert keys_of(then) == {"2026-01": ["A"]}
    assert keys_of(settled(store)) == {"2026-01": ["B"], "2026-02": ["A"]}


def test_a_file_that_stands_again_is_held_against_those_that_came_meanwhile(
    store: Store, tmp_path: Path
) -> None:
    many = [f"F{number}" for number in range(20)]
    first = month_file(JANUARY, "K", "A")
    take(store, [first, month_file(FEBRUARY, *many)], tmp_path)
    settled(store)
    take(store, [month_file(JANUARY, "B"), month_file(MARCH, "K", "C")], tmp_path)
    assert keys_of(settled(store))["2026-03"] == ["C", "K"]
    take(store, [first], tmp_path)  # the same content, received again
    found = settled(store)
    assert keys_of(found) == {"2026-01": ["A", "K"], "2026-02": sorted(many), "2026-03": ["C"]}
    assert found == settled(store, is_fresh=True)


def test_many_files_one_after_the_other_are_settled_as_all_at_once(store: Store, tmp_path: Path) -> None:
    agreed = contract(LoadMode.CHANGES_BY_KEY)
    many = [f"F{number:02d}" for number in range(60)]
    take(store, [month_file(JANUARY, *many)], tmp_path)
    for number in range(15):
        keys = many[number : number + 3]
        take(store, [month_file(FEBRUARY if number % 2 else MARCH, *keys, f"N{number}")], tmp_path)
        found = settled(store, agreed)
    assert found.rows == 75
    assert found.superseded == 15 * 3
    assert found == settled(store, agreed, is_fresh=True)


@pytest.mark.parametrize("harm", ["truncate", "change", "remove", "empty"])
@pytest.mark.parametrize("what", ["files", "notes"])
def test_harm_to_the_cache_is_noticed_and_made_good(
    store: Store, tmp_path: Path, what: str, harm: str
) -> None:
    take(store, [month_file(JANUARY, "A", "B"), month_file(FEBRUARY, "A")], tmp_path)
    first = settled(store)
    for place in (store.folder / "cache" / "records" / what).iterdir():
        content = place.read_bytes()
        if harm == "remove":
            place.unlink()
        else:
            changed = bytes([content[len(content) // 2] ^ 0xFF])
            place.write_bytes(
                {
                    "truncate": content[: len(content) // 2],
                    "change": content[: len(content) // 2] + changed + content[len(content) // 2 + 1 :],
                    "empty": b"",
                }[harm]
            )
    again = settled(store)
    assert again == first
    assert keys_of(again) == {"2026-01": ["B"], "2026-02": ["A"]}


@pytest.mark.parametrize("note", [[], {}, {"note": 3}, {"note": {}, "sha256": "0" * 64}, "text", None, 7])
def test_a_note_of_another_form_is_no_note(store: Store, tmp_path: Path, note: object) -> None:
    take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "A")], tmp_path)
    first = settled(store)
    for place in (store.folder / "cache" / "records" / "notes").iterdir():
        place.write_text(json.dumps(note), encoding="utf-8")
    assert settled(store) == first


@pytest.mark.parametrize("how", ["new month", "fresh"])
def test_a_damaged_file_of_the_store_is_named(store: Store, tmp_path: Path, how: str) -> None:
    receipts = take(store, [month_file(JANUARY, "A"), month_file(FEBRUARY, "B")], tmp_path)
    settled(store)
    place = store.path(receipts[0].accepted_sha256, ".parquet")
    place.write_bytes(place.read_bytes()[:100])
    if how == "new month":
        take(store, [month_file(MARCH, "C")], tmp_path)
    with pytest.raises(Mistake, match="stored-file-damaged") as refused:
        settled(store, is_fresh=how == "fresh")
    assert str(place) in str(refused.value)


def test_an_error_of_the_program_is_not_called_damage(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, [month_file(JANUARY, "A")], tmp_path)
    monkeypatch.setattr("trustboard.warehouse.months._OPTIONS", "FORMAT nonsense")
    with pytest.raises(SessionError, match="nonsense"):
        settled(store)
    assert not list((store.folder / "cache").rglob("*.part"))
    assert not list((store.folder / "cache").rglob("spill-*"))


# Changed contracts.


def changed(**types: str) -> Contract:
    """Today's contract with other types for some fields; an empty type leaves the field out."""
    return contract(fields={name: kind for name, kind in (FIELDS | types).items() if kind})


def test_columns_that_an_older_file_lacks_are_blank_and_those_no_longer_wanted_go(
    store: Store, tmp_path: Path
) -> None:
    take(store, [month_file(JANUARY, "A")], tmp_path)
    agreed = changed(cost="", note="text", weight="decimal")
    (row,) = rows_of(agreed, settled(store, agreed))[JANUARY]
    assert (row["note"], row["weight"]) == (None, None)
    assert "cost" not in row


CARRIED = [
    ("text", "code", " w1 a", "W1 A"),
    ("text", "code", " ", None),
    ("code", "text", "W1", "W1"),
    ("text", "integer", "-12", -12),
    ("text", "integer", "12.0", 12),
    ("text", "decimal", "12.5", Decimal("12.5")),
    ("text", "date", "2026-01-05", date(2026, 1, 5)),
    ("text", "time", "2026-01-05 10:30", clock_time(2026, 1, 5, 10, 30)),
    ("text", "boolean", "Y", True),
    ("text", "boolean", "0", False),
    ("integer", "decimal", 7, Decimal(7)),
    ("decimal", "integer", Decimal("7.000000"), 7),
    ("decimal", "text", Decimal("7.250000"), "7.25"),
    ("decimal", "text", Decimal("100.000000"), "100"),
    ("integer", "code", 7, "7"),
    ("integer", "boolean", 1, True),
    ("date", "time", date(2026, 1, 5), clock_time(2026, 1, 5)),
    ("time", "date", clock_time(2026, 1, 5, 10, 30), date(2026, 1, 5)),
    ("date", "text", date(2026, 1, 5), "2026-01-05"),
    ("integer", "text", None, None),
]


@pytest.mark.parametrize(("was", "becomes", "value", "expected"), CARRIED)
def test_a_value_is_carried_into_todays_type(
    store: Store, tmp_path: Path, was: str, becomes: str, value: object, expected: object
) -> None:
    rows = load(record("A", JANUARY, thing=value), types=FIELDS | {"thing": was})
    take(store, [rows], tmp_path)
    agreed = changed(thing=becomes)
    (row,) = rows_of(agreed, settled(store, agreed))[JANUARY]
    assert row["thing"] == expected


REFUSED = [
    ("text", "integer", "7.5"),
    ("text", "integer", "seven"),
    ("text", "decimal", "1.1234567"),
    ("text", "date", "05/01/2026"),
    ("text", "date", "2026-02-30"),
    ("text", "boolean", "perhaps"),
    ("decimal", "integer", Decimal("7.500000")),
    ("integer", "boolean", 2),
    ("boolean", "text", True),
    ("date", "integer", date(2026, 1, 5)),
]


@pytest.mark.parametrize(("was", "becomes", "value"), REFUSED)
def test_a_value_that_todays_type_cannot_hold_is_named(
    store: Store, tmp_path: Path, was: str, becomes: str, value: object
) -> None:
    rows = load(record("A", JANUARY), record("B", JANUARY, thing=value), types=FIELDS | {"thing": was})
    take(store, [rows], tmp_path)
    issue = refusal(store, changed(thing=becomes))
    assert (issue.rule, issue.file, issue.line, issue.column) == (
        "records-type-changed",
        "0-spells.csv",
        3,
        "thing",
    )
    assert issue.value is not None
    assert issue.value.startswith(str(value).lower())


def refusal(store: Store, agreed: Contract) -> Issue:
    with pytest.raises(Mistake) as refused:
        settled(store, agreed)
    (issue,) = refused.value.issues
    return issue


def test_people_taken_in_before_they_were_hashed_are_not_settled_nor_shown(
    store: Store, tmp_path: Path
) -> None:
    types = FIELDS | {"person": "text"}
    hashed = load(record("A", JANUARY, person="ab" * 32), record("B", JANUARY, person=None), types=types)
    take(store, [hashed], tmp_path)
    fields = {name: {"heading": name, "type": kind} for name, kind in types.items()}
    agreed = contract().model_validate(
        contract(fields=types).model_dump()
        | {"fields": fields | {"person": {"heading": "person", "person_key": True}}}
    )
    assert settled(store, agreed).rows == 2
    take(store, [load(record("C", FEBRUARY, person="9434765919"), types=types)], tmp_path)
    issue = refusal(store, agreed)
    assert (issue.rule, issue.line, issue.column, issue.value) == ("records-not-hashed", 2, "person", None)
    assert "9434765919" not in str(issue)


@pytest.mark.parametrize(
    ("was", "value", "becomes"),
    [("integer", 9434765919, "text"), ("text", "9434765919".rjust(64), "code")],
    ids=["once a number", "as long as a hash, once trimmed no longer"],
)
def test_people_are_refused_by_what_would_be_written(
    store: Store, tmp_path: Path, was: str, value: object, becomes: str
) -> None:
    take(store, [load(record("A", JANUARY, person=value), types={**FIELDS, "person": was})], tmp_path)
    fields: dict[str, Any] = {name: {"heading": name, "type": kind} for name, kind in FIELDS.items()}
    fields["person"] = {"heading": "person", "type": becomes, "person_key": True}
    agreed = Contract.model_validate({**contract().model_dump(), "fields": fields})
    issue = refusal(store, agreed)
    assert (issue.rule, issue.line, issue.column, issue.value) == ("records-not-hashed", 2, "person", None)
    assert "9434765919" not in str(issue)


def test_keys_made_of_other_fields_are_noticed(store: Store, tmp_path: Path) -> None:
    take(store, [month_file(JANUARY, "A")], tmp_path)
    later = [replace(month_file(FEBRUARY, "B")[0], contract_sha256="d" * 64)]
    later[0].rows[0]["record_key"] = "B|W1"
    take(store, [later], tmp_path)
    issue = refusal(store, contract(key=["spell", "ward"]))
    assert (issue.rule, issue.file, issue.value) == ("records-key-changed", "0-spells.csv", "A")


def test_a_new_version_of_a_contract_with_the_same_key_settles_on(store: Store, tmp_path: Path) -> None:
    later = [replace(month_file(FEBRUARY, "B")[0], contract_sha256="d" * 64)]
    take(store, [month_file(JANUARY, "A"), later], tmp_path)
    assert keys_of(settled(store)) == {"2026-01": ["A"], "2026-02": ["B"]}


# Many rows and little memory.


def test_a_file_of_many_months_is_put_in_their_order_once_and_settled_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = [record(f"{key:03d}", date(2026, 1 + key % 4, 9), bed_days=key) for key in reversed(range(40))]
    take(store, [load(*mixed), month_file(FEBRUARY, "001", "X")], tmp_path)
    whole = settled(store, None, excluded("002"))
    monkeypatch.setattr(months, "_ROWS_AT_A_TIME", 2)
    monkeypatch.setattr(months, "_TIMES_READ_WHOLE", 2)
    monkeypatch.setattr(months, "is_by_month", lambda session, file: False)
    copied: list[StandingFile] = []

    def copy(session: Session, file: StandingFile, folder: Path) -> StandingFile:
        copied.append(copy_by_month(session, file, folder))
        there = [row[0] for row in session.rows(f"SELECT event_month FROM '{copied[-1].path}'")]
        assert there == sorted(there)
        return copied[-1]

    monkeypatch.setattr(months, "copy_by_month", copy)
    assert settled(store, None, excluded("002"), is_fresh=True) == whole
    assert [len(file.months) for file in copied] == [3]
    assert not copied[0].path.exists()


@pytest.mark.parametrize(("order", "answer"), [("", False), ("ORDER BY 1", True)])
def test_groups_of_rows_tell_whether_a_file_stands_by_month(order: str, answer: bool, tmp_path: Path) -> None:
    place = tmp_path / "rows.parquet"
    with Session(folders=[tmp_path], threads=1) as session:
        rows = f"SELECT DATE '2026-01-01' + (range * 7 % 90)::INT AS event_month FROM range(9000) {order}"
        session.run(f"COPY ({rows}) TO '{place}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
        file = StandingFile(
            sha256="a" * 64,
            path=place,
            months=frozenset(),
            is_whole=True,
            rows=9000,
            file_name="",
            contract_sha256="",
        )
        assert is_by_month(session, file) is answer


def test_more_rows_than_memory_holds_are_settled_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trustboard.warehouse.months._ROWS_AT_A_TIME", 2)
    loads: Sequence[list[Load]] = [
        month_file(month, *(f"{key:05d}" for key in range(number * 300, number * 300 + 500)))
        for number, month in enumerate((JANUARY, FEBRUARY, MARCH, APRIL))
    ]
    take(store, loads, tmp_path)
    small = settle(store, contract(), store.receipts(EXTRACT), [], threads=3, memory="300MB")
    assert [each.rows for each in small.partitions] == [300, 300, 300, 500]
    monkeypatch.setattr("trustboard.warehouse.months._ROWS_AT_A_TIME", 10**9)
    assert settled(store, is_fresh=True) == small
