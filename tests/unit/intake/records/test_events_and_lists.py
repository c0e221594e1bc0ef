"""The event of a record: its month, order, days to come; and the codes that were on a list on its day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extract_options.recording import SNAPSHOT, changed
from tests.support.extracts import contract, parquet, take
from tests.support.taking_records import circumstances
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.surroundings import Surroundings
from trustboard.intake import delimited
from trustboard.intake.records import ordering

HEADING = "Id,Seen,Org\n"
TIMED: dict[str, Any] = {"fields": {"seen_on": {"type": "time"}}}


def test_a_month_lasts_from_its_first_day_to_its_last_minute(tmp_path: Path) -> None:
    text = HEADING + "1,30/04/2026 23:59:59,rx1\n2,01/05/2026 00:00,rx1\n3,29/02/2024,rx1\n"
    outcome = take(tmp_path, text, contract(**changed(TIMED)))
    assert {row["id"]: row["event_month"] for row in outcome.rows} == {
        "1": date(2026, 4, 1),
        "2": date(2026, 5, 1),
        "3": date(2024, 2, 1),
    }
    assert outcome.taken is not None
    assert outcome.taken.receipt.periods == ("2024-02", "2026-04", "2026-05")


def test_a_record_without_its_date_belongs_to_no_month(tmp_path: Path) -> None:
    text = HEADING + "1,,rx1\n2,31/06/2026,rx1\n3,01/06/2026,rx1\n"
    outcome = take(tmp_path, text, contract(**changed()))
    assert faults_as_tuples(outcome.faults) == [
        (2, "Seen", None, "period-unreadable"),
        (3, "Seen", "31/06/2026", "period-unreadable"),
    ]
    assert [fault.message for fault in outcome.faults] == [
        "the cell is blank",
        "this is not a date written dd/mm/yyyy or yyyy-mm-dd",
    ]


@pytest.mark.parametrize(("cell", "is_future"), [("22/11/2026 23:59", False), ("23/11/2026 00:00", True)])
def test_the_day_of_loading_is_not_in_the_future(cell: str, is_future: bool, tmp_path: Path) -> None:
    outcome = take(tmp_path, f"{HEADING}1,{cell},rx1\n2,01/01/2026,rx1\n", contract(**changed(TIMED)))
    assert [fault.rule for fault in outcome.faults] == ["event-in-future"] * is_future


def test_a_future_event_can_refuse_the_file(tmp_path: Path) -> None:
    terms = changed({"records": {"future_events": "reject_file"}})
    outcome = take(tmp_path, HEADING + "1,23/11/2026,rx1\n2,01/01/2026,rx1\n", contract(**terms))
    assert outcome.refusal is not None
    assert outcome.refusal.issues[0].rule == "event-in-future"


def test_a_snapshot_of_this_month_is_not_in_the_future(tmp_path: Path) -> None:
    outcome = take(
        tmp_path, HEADING + "1,09/04/2026,rx1\n", contract(**changed(SNAPSHOT)), name="returns 2026-11.csv"
    )
    assert [row["event_month"] for row in outcome.rows] == [date(2026, 11, 1)]


@pytest.fixture
def every_file_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "_READ_WHOLE", 0)


MIXED = ["05/2026", "04/2026", "06/2026", "04/2026", "05/2026"]


def text_of(months: list[str]) -> str:
    return HEADING + "".join(f"{number},07/{month},rx1\n" for number, month in enumerate(months))


@pytest.mark.usefixtures("every_file_is_long")
@pytest.mark.parametrize(("size", "tail"), [(1, 1 << 20), (1, 40), (100, 40), (100, 200)])
def test_rows_are_in_order_of_month_and_then_of_the_file(
    size: int, tail: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_SAMPLE", size)  # however few rows it judges by
    monkeypatch.setattr(delimited, "_TAIL", tail)
    outcome = take(tmp_path, text_of(MIXED), contract(**changed()))
    assert [row["id"] for row in outcome.rows] == ["1", "3", "0", "4", "2"]
    assert not [path for path in (tmp_path / "work").iterdir() if "unsorted" in path.name]


@pytest.mark.usefixtures("every_file_is_long")
@pytest.mark.parametrize("torn", ["", '"two\nlines"'])
def test_a_long_file_of_one_month_is_not_sorted(
    torn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_TAIL", 40)
    if not torn:
        monkeypatch.setattr(ordering, "_BY_MONTH", " ORDER BY nothing_of_this_name")
    terms = changed({"fields": {"note": {"heading": "Note", "may_be_blank": True}}})
    text = "Id,Seen,Org,Note\n" + "".join(f"{n},{1 + n % 9}/04/2026,rx1,{torn}\n" for n in range(20))
    outcome = take(tmp_path, text, contract(**terms))
    assert [row["id"] for row in outcome.rows] == [str(number) for number in range(20)]


@pytest.mark.usefixtures("every_file_is_long")
def test_a_long_file_that_only_begins_and_ends_in_one_month_is_sorted_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_SAMPLE", 5)
    monkeypatch.setattr(delimited, "_TAIL", 40)
    months = ["05/2026"] * 10 + ["04/2026"] * 10 + ["05/2026"] * 10
    outcome = take(tmp_path, text_of(months), contract(**changed()))
    order = [(row["event_month"], row["line"]) for row in outcome.rows]
    assert len(order) == 30
    assert order == sorted(order)
    assert not [path for path in (tmp_path / "work").iterdir() if "unsorted" in path.name]


@pytest.mark.usefixtures("every_file_is_long")
def test_parquet_of_one_month_is_not_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "_BY_MONTH", " ORDER BY nothing_of_this_name")
    select = 'SELECT range AS "Id", DATE \'2026-04-09\' AS "Seen", \'rx1\' AS "Org" FROM range(30)'
    outcome = take(
        tmp_path, parquet(tmp_path, select), contract(**changed(), format="parquet"), name="returns.parquet"
    )
    assert [row["line"] for row in outcome.rows] == list(range(1, 31))


def test_a_file_that_is_read_whole_in_no_time_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_BY_MONTH", " ORDER BY nothing_of_this_name")
    outcome = take(tmp_path, text_of(MIXED), contract(**changed()))
    assert [row["id"] for row in outcome.rows] == ["0", "1", "2", "3", "4"]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        outcome = take(tmp_path / name, text_of(MIXED), contract(**changed()))
        assert outcome.taken is not None
        contents.append((outcome.taken.accepted.read_bytes(), outcome.taken.rejects.read_bytes()))
    assert contents[0] == contents[1]


LISTED: dict[str, Any] = {
    "fields": {"group": {"heading": "Group", "type": "code", "code_list": "groups", "may_be_blank": True}}
}
GROUPS = (
    CodeEntry("A", "open"),
    CodeEntry("B", "from", date(2026, 5, 1)),
    CodeEntry("C", "to", None, date(2026, 4, 30)),
    CodeEntry("D", "first", date(2020, 1, 1), date(2020, 12, 31)),
    CodeEntry("D", "again", date(2026, 4, 10), date(2026, 4, 20)),
)


def listed(folder: Path, *rows: str, lists: Any = None) -> Any:
    around = circumstances(folder, surroundings=Surroundings(code_lists=lists or {"groups": GROUPS}))
    text = "Id,Seen,Org,Group\n" + "".join(f"{number},{row}\n" for number, row in enumerate(rows))
    return take(folder, text, contract(**changed(LISTED)), around=around)


@pytest.mark.parametrize(
    ("day", "code", "message"),
    [
        ("09/04/2026", "a", None),
        ("09/04/2026", "", None),
        ("30/04/2026", "B", "the code was on the list groups from 1 May 2026, and not on 30 April 2026"),
        ("01/05/2026", "B", None),
        ("30/04/2026", "c", None),
        ("01/05/2026", "C", "the code was on the list groups up to 30 April 2026, and not on 1 May 2026"),
        ("10/04/2026", "D", None),
        ("20/04/2026", "D", None),
        ("31/12/2020", "D", None),
        (
            "21/04/2026",
            "D",
            "the code was on the list groups from 1 January 2020 up to 31 December 2020 and from 10 April 2026 "
            "up to 20 April 2026, and not on 21 April 2026",
        ),
        ("09/04/2026", "AA", "the code is not on the list groups; the nearest is A"),
    ],
)
def test_a_code_is_held_to_its_list_on_the_day_of_the_event(
    day: str, code: str, message: str | None, tmp_path: Path
) -> None:
    outcome = listed(tmp_path, f"{day},rx1,{code}", "09/04/2026,rx1,A")
    assert [fault.message for fault in outcome.faults] == ([] if message is None else [message])


def test_a_list_that_is_empty_holds_nothing(tmp_path: Path) -> None:
    outcome = listed(tmp_path, "09/04/2026,rx1,A", "09/04/2026,rx1,", lists={"others": GROUPS})
    assert outcome.faults[0].message == "the code is not on the list groups, which is empty"
    assert len(outcome.rows) == 1
