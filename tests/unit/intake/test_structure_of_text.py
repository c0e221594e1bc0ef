"""Files that are damaged as a whole: another delimiter, another width, broken off, quotes never closed."""

import io
from pathlib import Path

import pytest

from tests.support.extract_options.recording import changed
from tests.support.extracts import FILE, contract, csv_text, take
from trustboard.intake import numbered
from trustboard.intake.numbered import number_records

RECORDS = "Id,Seen,Org\n1,09/04/2026,rx1\n2,10/04/2026,rx2\n3,11/04/2026,rx3\n"


@pytest.mark.parametrize(
    ("declared", "written", "said"),
    [
        (",", ";", 'delimiter: ";"'),
        (",", "\t", r'delimiter: "\t"'),
        (",", "|", 'delimiter: "|"'),
        (";", ",", 'delimiter: ","'),
        ("~", ";", 'delimiter: ";"'),
    ],
)
def test_another_delimiter_is_named_once(declared: str, written: str, said: str, tmp_path: Path) -> None:
    for text, terms in ((FILE, {}), (RECORDS, changed())):
        outcome = take(tmp_path, text.replace(",", written), contract(**terms, delimiter=declared))
        assert [fault.rule for fault in outcome.faults] == ["delimiter-wrong"]
        assert said in outcome.faults[0].cure


def test_another_delimiter_is_named_where_every_cell_is_in_quotes(tmp_path: Path) -> None:
    text = '"Month";"Org";"Seen"\n"2026-04";"RX1";"5, or so"\n'
    assert [fault.rule for fault in take(tmp_path, text).faults] == ["delimiter-wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "A;B;C\n" + FILE.partition("\n")[2],  # headings that nobody knows
        "Month;Org,Seen\n2026-04;RX1,5\n",  # no better by either
        "Seen\n5\n",
    ],
)
def test_headings_that_are_missing_for_another_reason_are_told_as_missing(text: str, tmp_path: Path) -> None:
    assert {fault.rule for fault in take(tmp_path, text).faults} == {"column-missing"}


@pytest.mark.parametrize(
    ("heading", "row", "message"),
    [
        ("Id,Seen,Org", "1,09/04/2026,rx1,x", "the heading has 3 names, and the rows below it have 4 cells"),
        (
            "Id,Seen,Org,Ward,Bed",
            "1,09/04/2026,rx1",
            "the heading has 5 names, and the rows below it have 3 cells",
        ),
    ],
)
def test_a_heading_of_another_width_than_every_row_is_told_once(
    heading: str, row: str, message: str, tmp_path: Path
) -> None:
    outcome = take(tmp_path, f"{heading}\n" + f"{row}\n" * 4 + ",,\n", contract(**changed()))
    assert outcome.refusal is not None
    assert [(fault.line, fault.rule, fault.message) for fault in outcome.faults] == [
        (1, "heading-width", message)
    ]


def test_a_ragged_row_is_rejected_alone(tmp_path: Path) -> None:
    outcome = take(
        tmp_path, RECORDS + "4,09/04/2026,rx1,x\n5,09/04/2026\n6,09/04/2026,rx1\n", contract(**changed())
    )
    assert [(fault.line, fault.value, fault.rule) for fault in outcome.faults] == [
        (5, "4", "row-width"),
        (6, "2", "row-width"),
    ]
    assert [row["id"] for row in outcome.rows] == ["1", "2", "3", "6"]


@pytest.mark.parametrize(
    "text", [FILE + "2026-04,RX", RECORDS + "4,12/04", RECORDS + '4,"12/0', RECORDS + '4,"12/04/2026"']
)
def test_a_file_that_breaks_off_is_refused(text: str, tmp_path: Path) -> None:
    outcome = take(tmp_path, text, contract(**changed()) if text.startswith("Id") else contract())
    assert outcome.refusal is not None
    rule = "quotes-unpaired" if text.endswith('"12/0') else "file-cut-short"
    assert [fault.rule for fault in outcome.faults] == [rule]
    assert outcome.faults[0].line == text.count("\n") + 1


def test_a_last_row_without_a_line_end_is_whole(tmp_path: Path) -> None:
    assert len(take(tmp_path, RECORDS.rstrip("\n"), contract(**changed())).rows) == 3


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (RECORDS.encode().replace(b"rx1", b"rx\xa31"), "encoding-wrong"),
        (RECORDS.encode("utf-16-le"), "encoding-wrong"),
        (RECORDS.replace("rx1", '"rx1').encode(), "quotes-unpaired"),
        (b"Id,Seen\n1,09/04/2026\n", "column-missing"),
        (b"Id,Seen,Org\n", "nothing-accepted"),
    ],
)
def test_damage_that_refuses_a_file_of_records(content: bytes, rule: str, tmp_path: Path) -> None:
    outcome = take(tmp_path, content, contract(**changed()))
    assert outcome.refusal is not None
    assert outcome.refusal.issues[0].rule == rule
    assert outcome.refusal.report.is_file()


def test_records_in_quotes_over_several_lines_keep_their_lines(tmp_path: Path) -> None:
    terms = changed({"fields": {"note": {"heading": "Note", "may_be_blank": True}}})
    rows = [[number, "09/04/2026", "rx1", "a\nb" if number % 7 == 0 else "c"] for number in range(30_000)]
    text = csv_text([["Id", "Seen", "Org", "Note"], *rows])
    outcome = take(tmp_path, text, contract(**terms))
    line, expected = 2, {}
    for number, *_, note in rows:
        expected[str(number)] = line
        line += 1 + note.count("\n")
    assert {row["id"]: row["line"] for row in outcome.rows} == expected
    assert outcome.faults == []


def test_a_record_without_an_end_is_not_gathered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "_LONGEST_RECORD", 10)
    chunks = [b"1,2\n", b'"', b"aaaaaaaa", b"bbbbbbbb", b"cccccc"]
    assert number_records(chunks, io.BytesIO(), first_line=1, delimiter=",") is None
