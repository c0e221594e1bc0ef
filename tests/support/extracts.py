"""Tiny extracts and contracts for tests of intake: made in memory, written byte by byte, taken in, read back."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tests.support.taking_records import circumstances
from trustboard.definitions.contract import Contract
from trustboard.intake import Circumstances, Refused, TakenIn, take_in
from trustboard.warehouse.session import Session, literal

BASE: dict[str, Any] = {
    "extract": "returns",
    "title": "Returns",
    "source": {"publisher": "Made up"},
    "files": ["returns*"],
    "format": "csv",
    "period": {"field": "month", "format": "yyyy-mm"},
    "unit": {"field": "org"},
    "fields": {
        "month": {"heading": "Month"},
        "org": {"heading": "Org", "type": "code"},
        "n": {"heading": "Seen", "type": "integer"},
    },
}
FILE = "Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,7\n"
Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Fault:
    """One line of the rejects report, as far as a test names it."""

    line: int | None
    column: str | None
    value: str | None
    rule: str
    message: str = ""
    cure: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of taking in one file: accepted rows, faults, and the receipt unless it was refused.

    `gaps` are the rows without numbers that stand for refused ones.
    """

    rows: list[dict[str, Any]]
    faults: list[Fault]
    taken: TakenIn | None
    refusal: Refused | None
    gaps: tuple[dict[str, Any], ...] = ()


def is_gap(row: Mapping[str, Any]) -> bool:
    """Whether a row stands for a refused one: every number of it is incomplete."""
    states = {value for name, value in row.items() if name.endswith("__state")}
    return states == {"incomplete"}


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of nested keys with some changed; None takes a key away."""
    result = dict(base)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(result.get(key), Mapping) and key != "period":
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


def contract(**change: Any) -> Contract:
    """The base contract with some keys changed."""
    return Contract.model_validate(merged(BASE, change))


def take(
    folder: Path,
    content: str | bytes,
    terms: Contract | None = None,
    *,
    name: str = "returns.csv",
    around: Circumstances | None = None,
) -> Outcome:
    """Write a file, take it in, and read back what came of it; records in the usual circumstances."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    workdir, terms = folder / "work", terms or contract()
    if terms.records is not None:
        around = around or circumstances(folder)
    try:
        taken = take_in(path, terms, workdir=workdir, circumstances=around)
    except Refused as refusal:
        return Outcome([], faults_of(refusal.report), None, refusal)
    kept = [row for part in taken for row in rows_of(part.accepted)]
    rows = [row for row in kept if not is_gap(row)]
    faults = [fault for part in taken for fault in faults_of(part.rejects)]
    return Outcome(rows, faults, taken[0], None, tuple(row for row in kept if is_gap(row)))


def rows_of(parquet: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    with Session(folders=[parquet.parent]) as session:
        source = f"read_parquet({literal(parquet)})"
        names = [name for name, *_ in session.rows(f"DESCRIBE SELECT * FROM {source}")]
        return [dict(zip(names, row, strict=True)) for row in session.rows(f"SELECT * FROM {source}")]


def faults_of(report: Path) -> list[Fault]:
    """The lines of a rejects report."""
    with report.open(encoding="utf-8", newline="") as file:
        return [
            Fault(
                int(row["line"]) if row["line"] else None,
                row["column"] or None,
                row["value"] or None,
                row["rule"],
                row["message"],
                row["cure"],
            )
            for row in csv.DictReader(file)
        ]


def csv_text(rows: Rows, *, delimiter: str = ",") -> str:
    """Rows as a CSV text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def workbook(rows: Rows, *, sheet: str = "Sheet1", before: Iterable[str] = ()) -> bytes:
    """Rows as an XLSX workbook; sheets named in `before` come first and are empty."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in before:
            book.add_worksheet(name)
        page = book.add_worksheet(sheet)
        as_date = book.add_format({"num_format": "mmm-yy"})
        for line, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(line, column, cell, as_date)
                elif cell is not None and cell != "":
                    page.write(line, column, cell)
    return file.getvalue()


def old_workbook(rows: Rows, *, sheet: str = "Sheet1") -> bytes:
    """Rows as an XLS workbook."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    as_date = xlwt.easyxf(num_format_str="MMM-YY")
    for line, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write(line, column, cell, as_date)
            elif cell is not None and cell != "":
                page.write(line, column, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(folder: Path, select: str) -> bytes:
    """The rows of a query as a Parquet file."""
    path = folder / "made.parquet"
    with Session(folders=[folder]) as session:
        session.run(f"COPY ({select}) TO {literal(path)} (FORMAT parquet)")
    return path.read_bytes()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Files as a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
