"""A plain copy of a table that could not be read by machine as it stands: line, width, then the cells."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.intake.heading import FoundHeading
from trustboard.intake.table import Table
from trustboard.warehouse.session import literal

_BUFFER = 8 << 20  # bytes read at a time: as quick as DuckDB's own 32 MB, and less of a small memory


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row below the heading, and the line on which it starts."""

    line: int
    cells: Sequence[str]


def normalise(
    path: Path, heading: FoundHeading, records: Iterable[Record], *, has_iso_dates: bool = False
) -> Table:
    """Write the rows to `path` in one plain form and give the table over it."""
    least, width, rows = heading.least, len(heading.names), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for record in records:
            writer.writerow(_plain(record, least=least, width=width))
            rows += 1
    return Table(
        names=heading.names,
        heading_line=heading.line,
        scan=_scan(path, width),
        rows=rows,
        has_iso_dates=has_iso_dates,
    )


def _plain(record: Record, *, least: int, width: int) -> list[str]:
    """Bring a row to the heading's width; its own width is kept where a cell is missing or too many.

    A missing cell is one that a heading stands above; blanks beyond the heading do no harm.
    """
    cells = list(record.cells)
    filled = next((index for index in range(len(cells), 0, -1) if cells[index - 1].strip()), 0)
    is_odd = filled > width or (filled > 0 and len(cells) < least)
    padded = (cells + [""] * width)[:width]
    return [str(record.line), str(max(filled, len(cells)) if is_odd else ""), *padded]


def csv_scan(path: Path, columns: Iterable[str], *, delimiter: str = ",", skip: int = 0) -> str:
    """Write the table function that reads a CSV file strictly, every column as text."""
    typed = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    return (
        f"read_csv({literal(path)}, auto_detect=false, header=false, skip={skip}, columns={{{typed}}}, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', nullstr='', strict_mode=true, "
        f"buffer_size={_BUFFER})"
    )


def cell_names(width: int) -> Iterator[str]:
    """Name the cells of a row: c1, c2, …"""
    return (f"c{index}" for index in range(1, width + 1))


def _scan(path: Path, width: int) -> str:
    source = csv_scan(path, ["line", "width", *cell_names(width)])
    return f"SELECT * REPLACE (line::BIGINT AS line, width::INTEGER AS width) FROM {source}"
