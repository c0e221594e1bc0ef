import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import FILE, contract, take
from trustboard.intake import taking_in
from trustboard.intake.byte_survey import ByteSurvey
from trustboard.intake.numbered import number_records
from trustboard.intake.reading import read_table
from trustboard.intake.table import Table
from trustboard.warehouse.session import SessionError

NAMED = {"fields": {"name": {"heading": "Name", "may_be_blank": True}}}


def numbered(folder: Path, text: str | bytes, **change: object) -> list[tuple[int, str, int]]:
    outcome = take(folder, text, contract(**change))
    return [(row["line"], row["unit"], row["n"]) for row in outcome.rows]


PLAIN = [(2, "RX1", 5), (3, "RX2", 7)]


@pytest.mark.parametrize(
    "text",
    [
        FILE,
        FILE.rstrip("\n"),
        FILE.replace("\n", "\r\n"),
        "\ufeff" + FILE,
        '"Month","Org","Seen"\n"2026-04","RX1","5"\n"2026-04","RX2","7"\n',
        FILE.replace("RX1,5", " RX1 ,\t5"),
        FILE.replace("RX2", "RX2\u00a0"),
        FILE.replace("RX1,5", "RX1,5,,"),
        FILE.replace("5\n", "5\r\n"),  # line ends of both kinds
        FILE.replace("\n", "\r"),  # line ends of old Macs
        FILE + "\r",
        FILE.encode("utf-16"),  # the byte-order mark says so itself
    ],
    ids=lambda text: repr(text)[:60],
)
def test_ways_to_write_the_same_file(text: str | bytes, tmp_path: Path) -> None:
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    assert numbered(tmp_path, content) == PLAIN


def test_lines_are_those_of_the_file_after_line_ends_inside_quotes(tmp_path: Path) -> None:
    text = 'Month,Org,Seen,Name\n2026-04,RX1,5,"two\nlines"\n2026-04,RX2,7,one\n2026-04,RX3,x,"a\r\n\r\nb"\n'
    text += "2026-04,RX4,y,end\n"
    outcome = take(tmp_path, text, contract(**NAMED))
    assert [(row["line"], row["name"]) for row in outcome.rows] == [(2, "two\nlines"), (4, "one")]
    assert faults_as_tuples(outcome.faults) == [
        (5, "Seen", "x", "not-a-number"),
        (8, "Seen", "y", "not-a-number"),
    ]


def test_lines_are_those_of_the_file_after_a_heading_in_two_lines(tmp_path: Path) -> None:
    text = 'Month,Org,"People\nseen"\n2026-04,RX1,5\n2026-04,RX2,7\n'
    fields = {"n": {"heading": "People seen"}}
    assert numbered(tmp_path, text, fields=fields) == [(3, "RX1", 5), (4, "RX2", 7)]


def test_lines_are_those_of_the_file_after_quoted_titles(tmp_path: Path) -> None:
    text = f'"Returns,\nfirst issue"\n\n{FILE}'
    assert numbered(tmp_path, text, heading={"row": 4}) == [(5, "RX1", 5), (6, "RX2", 7)]


def test_empty_lines_are_counted_and_move_no_number(tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE.replace("2026-04,RX2", "\n\n2026-04,RX2") + "\n , ,\n")
    assert [row["line"] for row in outcome.rows] == [2, 5]
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_left_out == {"blank rows": 4}
    assert outcome.taken.receipt.rows_read == 6


def test_a_row_with_too_few_or_too_many_cells_is_rejected_alone(tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE + "2026-04,RX3\n2026-04,RX4,5,6,7\n2026-04,RX5,8\n")
    assert faults_as_tuples(outcome.faults) == [(4, None, "2", "row-width"), (5, None, "5", "row-width")]
    assert [row["unit"] for row in outcome.rows] == ["RX1", "RX2", "RX5"]
    assert outcome.faults[0].message == "the row has 2 cells where the heading has 3"


def test_a_short_row_is_whole_when_only_columns_without_a_heading_are_missing(tmp_path: Path) -> None:
    text = "Month,Org,Seen,,\n2026-04,RX1,5,,\n2026-04,RX2,7\n"
    assert numbered(tmp_path, text) == PLAIN


@pytest.mark.parametrize(
    ("text", "line"),
    [(FILE + '2026-04,"RX3"x,5\n', 4), (FILE + '2026-04,"RX3,5\n2026-04,RX4,1\n', 4)],
)
def test_quotes_that_do_not_match_refuse_the_file_at_their_line(text: str, line: int, tmp_path: Path) -> None:
    outcome = take(tmp_path, text)
    assert faults_as_tuples(outcome.faults) == [(line, None, None, "quotes-unpaired")]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"\n\n", "heading-missing"),
        (b"Month,Org,Seen\n", "nothing-accepted"),
        (b"Month,Org,Seen\n2026-04,RX1,\x005\n", "encoding-wrong"),
        (FILE.encode("utf-16-le"), "encoding-wrong"),
        (FILE.encode("utf-16-le") + b"\xff", "encoding-wrong"),
        (b"%PDF-1.7 ...", "file-kind"),
        (b"\x1f\x8b\x08\x00", "file-kind"),
        (b"  <html><table>", "file-kind"),
        (b"PAR1....", "file-kind"),
        (b"\xd0\xcf\x11\xe0....", "file-kind"),
    ],
    ids=repr,
)
def test_files_that_are_no_table_of_text(content: bytes, rule: str, tmp_path: Path) -> None:
    outcome = take(tmp_path, content)
    assert outcome.refusal is not None
    assert [fault.rule for fault in outcome.faults] == ([rule] if rule != "nothing-accepted" else [])
    assert outcome.refusal.issues[0].rule == rule


def test_an_encoding_that_does_not_exist(tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE, contract(encoding="utf8-ish"))
    assert [fault.rule for fault in outcome.faults] == ["encoding-unknown"]


def test_a_letter_cut_in_two_between_chunks_is_read(tmp_path: Path) -> None:
    name = "é" * 100_000
    outcome = take(tmp_path, f"Month,Org,Seen,Name\n2026-04,RX1,5,{name}\n", contract(**NAMED))
    assert outcome.rows[0]["name"] == name


def test_a_wrong_byte_late_in_a_large_file_is_placed(tmp_path: Path) -> None:
    head = "Month,Org,Seen,Name\n" + "2026-04,RX1,5,ééé\n" * 10_000
    outcome = take(tmp_path, head.encode() + b"2026-04,RX1,5,\xa3\n", contract(**NAMED))
    assert faults_as_tuples(outcome.faults) == [(10_002, None, "0xA3", "encoding-wrong")]
    assert f"byte {len(head.encode()) + 15:,} " in outcome.faults[0].message


def test_a_quote_within_a_plain_cell_is_a_letter(tmp_path: Path) -> None:
    text = 'Month,Org,Seen,Name\n2026-04,RX1,5,5" pipe\n2026-04,RX2,7,"two\nlines"\n2026-04,RX3,9,c\n'
    outcome = take(tmp_path, text, contract(**NAMED))
    assert [(row["line"], row["name"]) for row in outcome.rows] == [
        (2, '5" pipe'),
        (3, "two\nlines"),
        (5, "c"),
    ]


def test_a_byte_that_an_old_encoding_does_not_have(tmp_path: Path) -> None:
    content = FILE.encode() + b"2026-04,RX\x81,1\n"
    outcome = take(tmp_path, content, contract(encoding="cp1252"))
    assert faults_as_tuples(outcome.faults) == [(4, None, "0x81", "encoding-wrong")]


def test_a_large_file_in_an_old_encoding(tmp_path: Path) -> None:
    body = "".join(f"2026-04,R{n},{n},St David’s\n" for n in range(5_000))
    content = ("Month,Org,Seen,Name\n" + body).encode("cp1252")
    outcome = take(tmp_path, content, contract(**NAMED, encoding="cp1252"))
    assert {row["name"] for row in outcome.rows} == {"St David’s"}


def test_a_scan_that_disagrees_with_the_lines_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_row_too_many(*args: Any) -> Table:
        return replace(read_table(*args), rows=3, reread=None)

    monkeypatch.setattr(taking_in, "read_table", one_row_too_many)
    with pytest.raises(SessionError, match="3 rows below the heading"):
        take(tmp_path, FILE)


TEXTS = st.text("ab ,\n\r\"'", max_size=5).map(lambda text: text.replace("\r", "\r\n"))
TABLES = st.lists(st.one_of(st.just([]), st.lists(TEXTS, min_size=2, max_size=2)), max_size=8)


@given(table=TABLES, end=st.sampled_from(["\n", "\r\n"]), size=st.integers(1, 9), is_ended=st.booleans())
def test_records_start_where_a_careful_reader_says(
    table: list[list[str]], end: str, size: int, *, is_ended: bool
) -> None:
    table = table if is_ended else [*table, ["a", "b"]]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    content = text.getvalue().encode()
    content = content if is_ended else content.removesuffix(end.encode())
    reader, starts, line = csv.reader(io.StringIO(text.getvalue(), newline="")), [], 7
    for row in reader:
        starts += [line] if row else []
        line = 7 + reader.line_num
    chunks, target = [content[at : at + size] for at in range(0, len(content), size)], io.BytesIO()
    counted = number_records(chunks, target, first_line=7, delimiter=",")
    assert counted == (len(starts), sum(not row for row in table))
    numbered = list(csv.reader(io.StringIO(target.getvalue().decode(), newline="")))
    assert [(int(line), cells) for line, *cells in numbered] == list(
        zip(starts, [row for row in table if row], strict=True)
    )


@given(content=st.text(' a,\n\r"\t_1', max_size=40), size=st.integers(1, 7))
def test_a_survey_does_not_depend_on_where_it_is_cut(content: str, size: int) -> None:
    whole, pieces = ByteSurvey(","), ByteSurvey(",")
    data = content.encode()
    if data:
        whole.look_at(data)
    for at in range(0, len(data), size):
        pieces.look_at(data[at : at + size])
    assert vars(pieces) == vars(whole) | {"_tail": pieces._tail}
    assert whole.lines == len(io.StringIO(content.replace("\r", "."), newline="\n").readlines())


CELLS = st.text(st.sampled_from('ab ,\n"'), max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(CELLS, min_size=1, max_size=8), blank=st.lists(st.integers(0, 7), max_size=3))
def test_the_fast_and_the_careful_reader_agree(names: list[str], blank: list[int], tmp_path: Path) -> None:
    lines = ["Month,Org,Seen,Name"]
    for number, name in enumerate(names):
        lines += [""] if number in blank else []
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append(f"2026-04,R{number},{number},{quoted}")
    plain = "\n".join(lines) + "\n"
    fast = take(tmp_path, plain, contract(**NAMED))
    careful = take(tmp_path, plain + "2026-04,short\n", contract(**NAMED))  # DuckDB refuses such a file
    assert careful.rows == fast.rows
    assert [row["name"] or "" for row in fast.rows] == [name.strip(" \n") for name in names]
