"""What the cells of records say, type by type, and what they cannot say."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extract_options.recording import changed
from tests.support.extracts import Cell, contract, parquet, take, workbook
from trustboard.intake.records.days_and_times import date_value_sql, time_value_sql
from trustboard.warehouse.session import Session, literal


@cache
def session() -> Session:
    return Session()


def day(cell: str, format_: str | None = None) -> date | None:
    found: date | None = session().value(
        f"SELECT {date_value_sql('c', format_)} FROM (SELECT {literal(cell)} AS c)"
    )
    return found


def moment(cell: str, format_: str | None = None) -> str | None:
    found = session().value(f"SELECT {time_value_sql('c', format_)} FROM (SELECT {literal(cell)} AS c)")
    return None if found is None else found.isoformat()


@pytest.mark.parametrize(
    ("cell", "format_", "expected"),
    [
        ("2026-04-09", None, date(2026, 4, 9)),
        ("09/04/2026", "dd/mm/yyyy", date(2026, 4, 9)),
        ("2026-04-09", "dd/mm/yyyy", date(2026, 4, 9)),  # ISO cannot be mistaken for it
        ("09/04/2026 00:00", "dd/mm/yyyy", date(2026, 4, 9)),
        ("2026-04-09 00:00:00.0000000", "dd/mm/yyyy", date(2026, 4, 9)),
        ("2026-04-09T00:00:00", None, date(2026, 4, 9)),
        ("29/02/2024", "dd/mm/yyyy", date(2024, 2, 29)),
        ("9 Apr 2026", "dd month yyyy", date(2026, 4, 9)),
        ("29/02/2026", "dd/mm/yyyy", None),
        ("04/13/2026", "dd/mm/yyyy", None),
        ("09/04/2026", None, None),
        ("2026-04-09 10:30", None, None),  # a time of day needs type: time
        ("2026-13-04", "yyyy-dd-mm", date(2026, 4, 13)),
        ("2026-04-13", "yyyy-dd-mm", None),  # here ISO could be mistaken, and is not tried
        ("1026-04-09", None, None),
        ("", None, None),
    ],
)
def test_the_day_in_a_cell(cell: str, format_: str | None, expected: date | None) -> None:
    assert day(cell, format_) == expected


@pytest.mark.parametrize(
    ("cell", "format_", "expected"),
    [
        ("2026-04-09 14:05", None, "2026-04-09T14:05:00"),
        ("2026-04-09T14:05:59", None, "2026-04-09T14:05:59"),
        ("09/04/2026 14:05", "dd/mm/yyyy", "2026-04-09T14:05:00"),
        ("09/04/2026 14:05", "dd/mm/yyyy hh:mm", "2026-04-09T14:05:00"),
        ("09/04/2026 14:05:01", "dd/mm/yyyy hh:mm:ss", "2026-04-09T14:05:01"),
        ("9 April 2026 14:05", "dd month yyyy", "2026-04-09T14:05:00"),
        ("2026-04-09 14:05:01.123", "dd/mm/yyyy", "2026-04-09T14:05:01.123000"),
        ("2026-04-09 14:05:01.1234567", None, "2026-04-09T14:05:01.123456"),  # as SQL Server writes it
        ("09/04/2026", "dd/mm/yyyy", "2026-04-09T00:00:00"),
        ("20260409 1405", "yyyymmdd", None),
        ("20260409 14:05", "yyyymmdd", "2026-04-09T14:05:00"),
        ("2026409 14:05", "yyyymmdd", None),
        ("2026-04-09 24:00", None, None),
        ("2026-04-09 14:60", None, None),
        ("2026-04-09 14:05+01", None, None),  # whose clock?
        ("2026-04-09 14:05Z", None, None),
        ("2026-02-30 14:05", None, None),
        ("14:05", None, None),
        ("1899-12-30 14:05", None, None),  # how spreadsheets write a time without a day
    ],
)
def test_the_time_in_a_cell(cell: str, format_: str | None, expected: str | None) -> None:
    assert moment(cell, format_) == expected


@given(
    seconds=st.integers(0, 9_400_000_000),
    form=st.sampled_from(
        [
            ("%Y-%m-%d %H:%M:%S", None),
            ("%d/%m/%Y %H:%M:%S", "dd/mm/yyyy"),
            ("%d-%b-%Y %H:%M:%S", "dd-mmm-yyyy"),
            ("%d.%m.%y %H:%M:%S", "dd.mm.yy"),
        ]
    ),
)
def test_a_time_is_read_back_as_it_was_written(seconds: int, form: tuple[str, str | None]) -> None:
    pattern, format_ = form
    first = datetime(1970, 1, 1, tzinfo=UTC) if "%y" in pattern else datetime(1900, 1, 1, tzinfo=UTC)
    span = 9_400_000_000 if "%y" not in pattern else 3_100_000_000
    written = first + timedelta(seconds=seconds % span)
    assert moment(written.strftime(pattern), format_) == written.replace(tzinfo=None).isoformat()


TYPED: dict[str, Any] = {
    "fields": {
        "came": {"heading": "Came", "type": "boolean", "may_be_blank": True},
        "minutes": {
            "heading": "Minutes",
            "type": "integer",
            "may_be_blank": True,
            "minimum": 0,
            "maximum": 600,
        },
        "cost": {"heading": "Cost", "type": "decimal", "may_be_blank": True},
        "began": {"heading": "Began", "type": "time", "may_be_blank": True},
        "ended": {"heading": "Ended", "type": "date", "may_be_blank": True},
        "note": {"heading": "Note", "may_be_blank": True},
        "ward": {"heading": "Ward", "type": "code", "may_be_blank": True, "codes": ["W1", "w2"]},
    }
}
HEADING = "Id,Seen,Org,Came,Minutes,Cost,Began,Ended,Note,Ward\n"
NAMES = ("came", "minutes", "cost", "began", "ended", "note", "ward")


def typed(folder: Path, *lines: str) -> Any:
    rows = "".join(f"{number},09/04/2026,rx1,{line}\n" for number, line in enumerate(lines, 1))
    return take(folder, HEADING + rows, contract(**changed(TYPED)))


def test_every_type_is_read_and_a_blank_holds_nothing(tmp_path: Path) -> None:
    full = "yes,+12.0,-1.5,2026-04-09 10:00,2026-04-10, A note ,w1"
    outcome = typed(tmp_path, full, ",,,,,,", " , \u00a0, ,  ,,\t,")
    assert outcome.faults == []
    assert [tuple(row[name] for name in NAMES) for row in outcome.rows] == [
        (
            True,
            12,
            Decimal("-1.5"),
            datetime.fromisoformat("2026-04-09T10:00"),
            date(2026, 4, 10),
            "A note",
            "W1",
        ),
        (None,) * 7,
        (None,) * 7,
    ]


def test_what_cannot_be_read_is_told_cell_by_cell(tmp_path: Path) -> None:
    outcome = typed(tmp_path, "x,1e2,ten,10:00,31/02/2026,n,W9", "1,601,,,,,", "0,-1,,,,,", "t,5,,,,,")
    assert faults_as_tuples(outcome.faults) == [
        (2, "Came", "x", "not-yes-or-no"),
        (2, "Minutes", "1e2", "not-a-number"),
        (2, "Cost", "ten", "not-a-number"),
        (2, "Began", "10:00", "not-a-time"),
        (2, "Ended", "31/02/2026", "not-a-date"),
        (2, "Ward", "W9", "unknown-code"),
        (3, "Minutes", "601", "above-maximum"),
        (4, "Minutes", "-1", "below-minimum"),
    ]
    assert all(fault.cure and fault.message for fault in outcome.faults)
    assert [row["line"] for row in outcome.rows] == [5]


def test_a_field_that_may_not_be_blank_is_filled_whatever_its_type(tmp_path: Path) -> None:
    fields = {name: {**field, "may_be_blank": False} for name, field in TYPED["fields"].items()}
    outcome = take(
        tmp_path,
        HEADING + "1,09/04/2026,rx1,,,,,,,\n2,09/04/2026,rx1,y,1,1,2026-04-09,2026-04-09,n,W1\n",
        contract(**changed({"fields": fields})),
    )
    assert [fault.rule for fault in outcome.faults] == ["blank-cell"] * 7
    assert len(outcome.rows) == 1


def test_warnings_keep_the_row_and_a_cell_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    fields = {"minutes": {"heading": "Minutes", "type": "integer", "on_breach": "warn"}}
    outcome = take(
        tmp_path, "Id,Seen,Org,Minutes\n1,09/04/2026,rx1,x\n", contract(**changed({"fields": fields}))
    )
    assert [fault.message for fault in outcome.faults] == ["warning, row kept: this is not a whole number"]
    assert outcome.rows[0]["minutes"] is None
    assert outcome.taken is not None
    assert outcome.taken.receipt.warnings == 1


def test_accepted_rows_have_the_agreed_columns_and_types(tmp_path: Path) -> None:
    outcome = typed(tmp_path, ",,,,,,")
    assert outcome.taken is not None
    with Session(folders=[tmp_path]) as reading:
        described = reading.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(outcome.taken.accepted)})")
    assert [f"{name} {type_}" for name, type_, *_ in described] == [
        "line BIGINT",
        "event_month DATE",
        "record_key VARCHAR",
        "org VARCHAR",
        "id VARCHAR",
        "seen_on DATE",
        "came BOOLEAN",
        "minutes BIGINT",
        "cost DECIMAL(18,6)",
        "began TIMESTAMP",
        "ended DATE",
        "note VARCHAR",
        "ward VARCHAR",
    ]


def test_a_column_that_the_file_may_lack_holds_nothing(tmp_path: Path) -> None:
    late = {"ended": {"heading": "Ended", "type": "date", "required": False}}
    outcome = take(tmp_path, "Id,Seen,Org\n1,09/04/2026,rx1\n", contract(**changed({"fields": late})))
    assert [row["ended"] for row in outcome.rows] == [None]


def test_workbooks_and_parquet_give_the_same_records(tmp_path: Path) -> None:
    terms = {"fields": {"seen_on": {"type": "time"}, "came": {"heading": "Came", "type": "boolean"}}}
    sheet = workbook([["Id", "Seen", "Org", "Came"], ["1", date(2026, 4, 9), "rx1", "Y"]])
    (tmp_path / "sheet").mkdir()
    one = take(tmp_path / "sheet", sheet, contract(**changed(terms), format="xlsx"), name="returns.xlsx")
    select = (
        "SELECT '1' AS \"Id\", TIMESTAMPTZ '2026-04-08 23:00:00+00' AS \"Seen\", 'rx1' AS \"Org\", "
        'TRUE AS "Came"'
    )
    other = take(
        tmp_path,
        parquet(tmp_path, select),
        contract(**changed(terms), format="parquet"),
        name="returns.parquet",
    )
    values = [
        [{name: row[name] for name in ("id", "seen_on", "org", "came")} for row in outcome.rows]
        for outcome in (one, other)
    ]
    assert values[0] == values[1]
    assert values[0][0]["seen_on"] == datetime.fromisoformat("2026-04-09T00:00")


def test_a_heading_out_of_its_dates_is_told(tmp_path: Path) -> None:
    heading = [
        {"name": "Team", "effective_to": "2026-03-31"},
        {"name": "Ward", "effective_from": "2026-04-01"},
    ]
    terms = changed({"fields": {"place": {"heading": heading, "may_be_blank": True}}})
    outcome = take(tmp_path, "Id,Seen,Org,Team\n1,31/03/2026,rx1,a\n2,01/04/2026,rx1,a\n", contract(**terms))
    assert [(fault.line, fault.rule) for fault in outcome.faults] == [(3, "heading-out-of-date")]


NAMED: dict[str, Any] = {
    "fields": {
        "person": {"heading": "Person", "person_key": True, "may_be_blank": True, "on_breach": "warn"},
        "note": {"heading": "Note", "may_be_blank": True},
    }
}


@pytest.mark.parametrize("shortened", ["9.99E+09", "1.23457E+15", " 1e+20 ", "-4E+12"])
def test_identifiers_that_a_program_has_shortened_are_not_taken_for_what_they_were(
    shortened: str, tmp_path: Path
) -> None:
    text = (
        "Id,Seen,Org,Person,Note\n"
        f"1,09/04/2026,rx1,{shortened},\n"
        f"{shortened},09/04/2026,rx1,999,\n"
        f"3,09/04/2026,rx1,999,{shortened}\n"
        "4,09/04/2026,rx1,999,E+20 or 1+2\n"
    )
    outcome = take(tmp_path, text, contract(**changed(NAMED)))
    value = shortened.strip()
    assert faults_as_tuples(outcome.faults) == [
        (2, "Person", "digits-lost", "digits-lost"),
        (3, "Id", value, "digits-lost"),
        (4, "Note", value, "digits-lost"),
    ]
    assert [row["id"] for row in outcome.rows] == ["4"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", " #VALUE! "])
def test_an_error_of_a_spreadsheet_is_nobody_s_identifier(error: str, tmp_path: Path) -> None:
    text = (
        "Id,Seen,Org,Person,Note\n"
        f"1,09/04/2026,rx1,{error},\n"
        f"{error},09/04/2026,rx1,999,\n"
        "3,09/04/2026,rx1,999,#NOT an error\n"
    )
    outcome = take(tmp_path, text, contract(**changed(NAMED)))
    assert faults_as_tuples(outcome.faults) == [
        (2, "Person", "error-in-cell", "error-in-cell"),
        (3, "Id", error.strip(), "error-in-cell"),
    ]
    assert [row["id"] for row in outcome.rows] == ["3"]


def test_numbers_longer_than_a_workbook_or_a_float_can_hold_are_no_identifiers(tmp_path: Path) -> None:
    long, short = 12345678901234567890, 123456789012345
    rows: list[list[Cell]] = [
        ["Id", "Seen", "Org"],
        [float(long), "09/04/2026", "rx1"],
        [float(short), "09/04/2026", "rx1"],
    ]
    book = take(tmp_path, workbook(rows), contract(**changed(), format="xlsx"), name="returns.xlsx")
    assert [(fault.line, fault.rule) for fault in book.faults] == [(2, "digits-lost")]
    assert [row["id"] for row in book.rows] == [str(short)]
    (tmp_path / "columns").mkdir()
    select = (
        f'SELECT unnest([{long}::DOUBLE, {short}::DOUBLE]) AS "Id", DATE \'2026-04-09\' AS "Seen",'
        " 'rx1' AS \"Org\""
    )
    columns = take(
        tmp_path / "columns",
        parquet(tmp_path, select),
        contract(**changed(), format="parquet"),
        name="returns.parquet",
    )
    assert [(fault.line, fault.rule) for fault in columns.faults] == [(1, "digits-lost")]
    assert [row["id"] for row in columns.rows] == [str(short)]
