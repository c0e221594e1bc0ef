import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import Cell, contract, old_workbook, take, workbook, zipped
from trustboard.intake import workbook_parts
from trustboard.intake.sheets import text_of_cell
from trustboard.intake.workbook_parts import error_cells

ROWS: list[list[Cell]] = [
    ["Month", "Org", "Seen", "Rate"],
    [date(2026, 4, 1), "RX1", 1200.0, 0.1],
    [date(2026, 5, 1), "rx2", "7", 118510.39560439561],
]
SHEET = {
    "format": "xlsx",
    "period": {"field": "month", "format": "mmm-yy"},
    "fields": {"rate": {"heading": "Rate", "type": "decimal"}},
}


@pytest.mark.parametrize(("kind", "make"), [("xlsx", workbook), ("xls", old_workbook)])
def test_numbers_and_dates_of_a_workbook_are_read_as_such(kind: str, make: object, tmp_path: Path) -> None:
    content = make(ROWS)  # type: ignore[operator]
    outcome = take(tmp_path, content, contract(**{**SHEET, "format": kind}), name=f"returns.{kind}")
    assert [(row["line"], row["period_start"], row["n"], float(row["rate"])) for row in outcome.rows] == [
        (2, date(2026, 4, 1), 1200, 0.1),
        (3, date(2026, 5, 1), 7, 118510.395604),
    ]


def test_columns_left_of_the_table_and_rows_above_it_are_counted(tmp_path: Path) -> None:
    rows = [[], [None, "Returns"], [], [None, *ROWS[0]], [], [None, *ROWS[1]], [None, *ROWS[2]]]
    terms = contract(**SHEET, heading={"row": 4})
    outcome = take(tmp_path, workbook(rows), terms, name="returns.xlsx")
    assert [row["line"] for row in outcome.rows] == [6, 7]
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_left_out == {"blank rows": 1}


def test_merged_headings_of_three_rows(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["", "", "Acute", "", "", "Community", ""],
        ["", "", "A) Assessment", "", "B) Funding", "A) Assessment", "B) Funding"],
        ["Month", "Org", "NHS", "Both", "NHS", "NHS", "NHS"],
        ["2026-04", "RX1", 1, 2, 3, 4, 5],
    ]
    names = ["Acute | A) Assessment | Both", "Acute | B) Funding | NHS", "Community | A) Assessment | NHS"]
    fields = {f"f{index}": {"heading": name, "type": "integer"} for index, name in enumerate(names)}
    terms = contract(format="xlsx", heading={"row": 1, "rows": 3}, fields={**fields, "n": None})
    outcome = take(tmp_path, workbook(rows), terms, name="returns.xlsx")
    assert [outcome.rows[0][name] for name in fields] == [2, 3, 4]


def test_an_error_in_a_cell_is_no_blank(tmp_path: Path) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Front")
        page = book.add_worksheet("R&D <1>")
        page.write_row(0, 0, ["Month", "Org", "Seen"])
        page.write_row(1, 0, ["2026-04", "RX1"])
        page.write_formula(1, 2, "=NA()", None, "#N/A")
        page.write_row(2, 0, ["2026-04", "RX2", 7])
    terms = contract(format="xlsx", sheet="R&D <1>", fields={"n": {"blank": "zero"}})
    outcome = take(tmp_path, file.getvalue(), terms, name="returns.xlsx")
    assert faults_as_tuples(outcome.faults) == [(2, "Seen", "#N/A", "not-a-number")]


def test_a_workbook_that_would_grow_beyond_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_parts, "MOST_BYTES", 1000)
    outcome = take(tmp_path, workbook(ROWS), contract(**SHEET), name="returns.xlsx")
    assert [fault.rule for fault in outcome.faults] == ["zip-too-large"]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_workbook_that_is_damaged(kind: str, tmp_path: Path) -> None:
    if kind == "xlsx":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types>")
            archive.writestr("xl/workbook.xml", "<nothing")
        content = file.getvalue()
    else:
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    outcome = take(tmp_path, content, contract(format=kind), name=f"returns.{kind}")
    assert [fault.rule for fault in outcome.faults] == ["file-broken"]


def test_a_workbook_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: str) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "load_workbook", locked)
    outcome = take(tmp_path, workbook(ROWS), contract(**SHEET), name="returns.xlsx")
    assert [fault.rule for fault in outcome.faults] == ["file-locked"]


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, {}),
        ({"xl/workbook.xml": '<sheet name="Other" r:id="r1"/>', "xl/_rels/workbook.xml.rels": ""}, {}),
        (
            {
                "xl/workbook.xml": '<x:sheets><x:sheet name="In &amp; out" sheetId="1" r:id="r1"/></x:sheets>',
                "xl/_rels/workbook.xml.rels": '<Relationship Id="r1" Target="/xl/worksheets/one.xml"/>',
                "xl/worksheets/one.xml": '<row><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="e"><v>x</v></c>'
                '<c r="AA10" s="1" t="e"></c></row>',
            },
            {(2, 2): "#DIV/0!", (10, 27): "#ERROR"},
        ),
    ],
)
def test_error_cells_are_found_by_the_workbooks_own_list(
    members: dict[str, str], found: dict[tuple[int, int], str], tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(members))
    assert error_cells(path, "In & out") == found


def test_error_cells_far_down_a_sheet_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_parts, "_CHUNK", 7)
    cells = "".join(f'<c r="A{n}" t="{"e" if n % 3 == 0 else "n"}"><v>{n}</v></c>' for n in range(1, 100))
    members = {
        "xl/workbook.xml": '<sheet name="S" r:id="r"/>',
        "xl/_rels/workbook.xml.rels": '<Relationship Id="r" Target="worksheets/s.xml"/>',
        "xl/worksheets/s.xml": cells,
    }
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(members))
    assert error_cells(path, "S") == {(n, 1): str(n) for n in range(3, 100, 3)}


def test_an_empty_sheet(tmp_path: Path) -> None:
    outcome = take(tmp_path, workbook([]), contract(format="xlsx"), name="returns.xlsx")
    assert [fault.rule for fault in outcome.faults] == ["heading-missing"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("as it is ", "as it is "),
        (True, "TRUE"),
        (False, "FALSE"),
        (7, "7"),
        (7.0, "7"),
        (-0.5, "-0.5"),
        (1e-05, "0.00001"),
        (1e22, "1E+22"),
        (date(2026, 4, 1), "2026-04-01"),
        (datetime(2026, 4, 1), "2026-04-01"),  # noqa: DTZ001 (a cell has no time zone)
        (datetime(2026, 4, 1, 9, 30), "2026-04-01 09:30:00"),  # noqa: DTZ001
        (999_999_999_999_999.0, "999999999999999"),
        (12345678901234567890.0, "1.2345678901234567E+19"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_as_text(cell: object, text: str) -> None:
    assert text_of_cell(cell) == text  # type: ignore[arg-type]
