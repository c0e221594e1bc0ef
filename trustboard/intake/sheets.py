"""Excel workbooks, new (XLSX) and old (XLS): one sheet, each cell as the text a CSV file would hold."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import python_calamine

from trustboard.definitions.contract import Contract, FileFormat
from trustboard.definitions.nearest import cure_for
from trustboard.intake.heading import LOOK_AT_MOST, Row, find_heading
from trustboard.intake.normalised import Record, normalise
from trustboard.intake.part import Part
from trustboard.intake.records.person_keys import names_people
from trustboard.intake.table import Table
from trustboard.intake.workbook_parts import check_size, error_cells
from trustboard.vocabulary.issue import Mistake

_DIGITS_LOST = 10**15  # Excel keeps 15 digits of a number

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_sheet(part: Part, contract: Contract, workdir: Path) -> Table:
    """Read the contract's sheet of a workbook (the first by default). Raises Mistake when it cannot."""
    if contract.format is FileFormat.XLSX:
        check_size(part)
    try:
        with python_calamine.load_workbook(str(part.path)) as workbook:
            name = _sheet_name(part, contract, workbook.sheet_names)
            sheet = workbook.get_sheet_by_name(name)
            errors = error_cells(part.path, name) if contract.format is FileFormat.XLSX else {}
            heading = find_heading(
                part,
                list(islice(_rows(sheet, {}), LOOK_AT_MOST)),
                contract.heading,
                shows_rows=not names_people(contract),
            )
            below = islice(_rows(sheet, errors), heading.rows_before, None)
            records = (Record(line=row.line, cells=row.cells) for row in below)
            return normalise(workdir / f"{part.label}.sheet.csv", heading, records, has_iso_dates=True)
    except python_calamine.PasswordError:
        message, cure = "the workbook has a password", "Save it without a password and load it again."
        raise Mistake([part.issue("file-locked", message, cure)]) from None
    except (python_calamine.CalamineError, ValueError) as error:
        cure = "Open it in Excel, save it again under its format, and load that."
        raise Mistake([part.issue("file-broken", f"the workbook cannot be read ({error})", cure)]) from None


def _sheet_name(part: Part, contract: Contract, names: list[str]) -> str:
    if contract.sheet is None:
        return names[0]
    wanted = contract.sheet.strip().casefold()
    for name in names:
        if name.strip().casefold() == wanted:
            return name
    message = f"the workbook has no sheet “{contract.sheet}”"
    raise Mistake([part.issue("sheet-missing", message, cure_for(contract.sheet, names, what="a sheet"))])


def _rows(sheet: python_calamine.CalamineSheet, errors: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    """Give the rows of a sheet from its first, with their numbers; empty columns on the left are kept."""
    left = ("",) * (sheet.start[1] if sheet.start is not None else 0)
    shown: dict[int, dict[int, str]] = {}
    for (line, column), text in errors.items():
        shown.setdefault(line, {})[column] = text
    for line, cells in enumerate(sheet.iter_rows(), 1):
        texts = left + tuple(text_of_cell(cell) for cell in cells)
        if (here := shown.get(line)) is not None:
            texts = tuple(here.get(column, text) for column, text in enumerate(texts, 1))
        yield Row(line=line, next_line=line + 1, cells=texts)


def text_of_cell(cell: Cell) -> str:
    """Write a cell as text: 1200.0 as 1200, a date as 2018-04-01.

    Only a number of more digits than Excel keeps has an exponent, so that nobody takes its last digits for
    those that were typed.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        if abs(cell) >= _DIGITS_LOST:
            return format(Decimal(repr(cell)), "E")
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()
