"""A key stands once in a file: rows that are the same are one, rows that differ are all rejected."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extract_options.recording import changed
from tests.support.extracts import contract, take, zipped
from trustboard.intake import repeats
from trustboard.intake.records import ordering

HEADING = "Id,Seen,Org,Note\n"
NOTED: dict[str, Any] = {"fields": {"note": {"heading": "Note", "may_be_blank": True}}}


def lines(outcome: Any) -> list[int]:
    return [row["line"] for row in outcome.rows]


def test_rows_that_are_the_same_are_kept_once_and_counted(tmp_path: Path) -> None:
    text = (
        HEADING
        + "1,09/04/2026,rx1,a\n2,09/04/2026,rx1,\n1,2026-04-09,RX1 ,a\n2,09/04/2026,rx1,\n2,09/04/2026,rx1,\n"
    )
    outcome = take(tmp_path, text, contract(**changed(NOTED)))
    assert outcome.faults == []
    assert lines(outcome) == [2, 3]
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (5, 2, 0)
    assert receipt.rows_left_out == {"the same row again": 3}


def test_rows_that_differ_are_all_rejected_and_say_in_what(tmp_path: Path) -> None:
    text = (
        HEADING
        + "1,09/04/2026,rx1,a\n2,09/04/2026,rx1,\n1,09/04/2026,rx1,\n1,09/04/2026,rx2,a\n3,09/04/2026,rx1,\n"
    )
    outcome = take(tmp_path, text, contract(**changed(NOTED)))
    assert faults_as_tuples(outcome.faults) == [(line, "Id", "1", "key-twice") for line in (2, 4, 5)]
    assert (
        outcome.faults[0].message
        == "the same key stands on line 4 (3 rows in all), and they differ in: Org, Note"
    )
    assert outcome.faults[1].message.startswith("the same key stands on line 2 (3 rows in all)")
    assert lines(outcome) == [3, 6]


def test_both_kinds_in_one_file(tmp_path: Path) -> None:
    text = (
        HEADING
        + "1,09/04/2026,rx1,a\n1,09/04/2026,rx1,a\n2,09/05/2026,rx1,\n2,09/04/2026,rx1,\n3,09/04/2026,rx1,\n"
    )
    outcome = take(tmp_path, text, contract(**changed(NOTED)))
    assert lines(outcome) == [2, 6]
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_accepted, receipt.rows_rejected) == (2, 2)
    assert receipt.rows_left_out == {"the same row again": 1}
    assert receipt.periods == ("2026-04",)


def test_a_row_refused_for_another_reason_takes_no_other_with_it(tmp_path: Path) -> None:
    text = "Id,Seen,Org\n1,31/04/2026,rx1\n1,09/04/2026,rx1\n"
    outcome = take(tmp_path, text, contract(**changed()))
    assert [fault.rule for fault in outcome.faults] == ["period-unreadable"]
    assert lines(outcome) == [3]


JOINED = {"key": ["id", "org", "seen_on"]}


def test_a_key_of_several_fields_is_their_texts_joined(tmp_path: Path) -> None:
    outcome = take(tmp_path, "Id,Seen,Org\n1,09/04/2026,rx1\n1,09/04/2026,rx2\n", contract(**changed(JOINED)))
    assert [row["record_key"] for row in outcome.rows] == ["1|RX1|2026-04-09", "1|RX2|2026-04-09"]


def test_a_part_of_a_key_is_never_blank_and_never_holds_the_mark_between(tmp_path: Path) -> None:
    text = "Id,Seen,Org\n,09/04/2026,rx1\n1|2,09/04/2026,rx2\n1,09/04/2026,rx2\n"
    outcome = take(tmp_path, text, contract(**changed(JOINED)))
    assert faults_as_tuples(outcome.faults) == [(2, "Id", None, "blank-cell"), (3, "Id", "1|2", "key-mark")]
    alone = take(tmp_path, text, contract(**changed()))
    assert [row["id"] for row in alone.rows] == ["1|2", "1"]


def test_numbers_and_times_in_a_key(tmp_path: Path) -> None:
    fields = {"id": {"type": "integer"}, "seen_on": {"type": "time"}}
    terms = changed({"key": ["id", "seen_on"], "fields": fields})
    outcome = take(
        tmp_path, "Id,Seen,Org\n12.0,09/04/2026 10:05,rx1\n12,09/04/2026 10:06,rx1\n", contract(**terms)
    )
    assert [row["record_key"] for row in outcome.rows] == ["12|2026-04-09 10:05:00", "12|2026-04-09 10:06:00"]


def test_members_of_a_zip_share_no_key(tmp_path: Path) -> None:
    one, other = "Id,Seen,Org\n1,09/04/2026,rx1\n2,09/04/2026,rx1\n", "Id,Seen,Org\n3,09/05/2026,rx1\n"
    apart = take(
        tmp_path,
        zipped({"returns-a.csv": one, "returns-b.csv": other}),
        contract(**changed()),
        name="all.zip",
    )
    assert [row["id"] for row in apart.rows] == ["1", "2", "3"]
    other += "2,10/05/2026,rx1\n"
    outcome = take(
        tmp_path,
        zipped({"returns-a.csv": one, "returns-b.csv": other}),
        contract(**changed()),
        name="all.zip",
    )
    assert outcome.refusal is not None
    assert [(fault.rule, fault.value) for fault in outcome.faults] == [("key-in-two-members", "2")]
    assert "returns-a.csv on line 3 and returns-b.csv on line 3" in outcome.faults[0].message


@pytest.mark.parametrize("size", [3, 130_000])
@pytest.mark.parametrize("is_long", [False, True])
def test_rows_stay_in_order_when_some_are_taken_out(
    size: int, is_long: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_READ_WHOLE", size // 2 if is_long else size * 2)
    monkeypatch.setattr(repeats, "_AT_ONCE", size // 2 if is_long else size * 2)
    body = "".join(f"{number},0{4 + number % 3}/0{4 + number % 2}/2026,rx1,\n" for number in range(size))
    outcome = take(tmp_path, HEADING + body + "0,04/04/2026,rx9,\n", contract(**changed(NOTED)))
    assert len(outcome.rows) == size - 1
    order = [(row["event_month"] if is_long else None, row["line"]) for row in outcome.rows]
    assert order == sorted(order)
