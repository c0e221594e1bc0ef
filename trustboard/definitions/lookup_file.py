"""lookups/<table>.csv: a key, the columns that it leads to, and from when to when."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from trustboard.definitions.csv_file import CsvTable, read_table
from trustboard.definitions.draft import stem
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.nearest import nearest
from trustboard.definitions.rules import Rule
from trustboard.definitions.table_rows import END, START, Stretch, TableRows, overlaps
from trustboard.vocabulary.issue import Issue

KEY = "key"
OWN = (KEY, START, END)


def read_lookup(file: str, content: bytes) -> tuple[LookupTable | None, list[Issue]]:
    """Read one table: as far as it could be read, and every issue; None where its heading is wrong."""
    table = read_table(file, content, required=(KEY,), optional=(START, END), has_further=True)
    cells = TableRows(file, table.heading)
    columns = tuple(name for name in table.heading if name and name not in OWN)
    if table.heading:
        _check_names(cells, columns)
    if not table.heading or cells.issues:
        return None, [*table.issues, *cells.issues]
    rows = list(_rows(cells, table, columns))
    _check_overlaps(cells, rows)
    return _table(stem(file), columns, [row for row, _ in rows]), [*table.issues, *cells.issues]


def _check_names(cells: TableRows, columns: tuple[str, ...]) -> None:
    cells.check_name(1, stem(cells.file), KEY)
    for column in columns:
        if meant := nearest(column, (START, END)):
            message = f"“{column}” is nearly the name of a date's column."
            cells.tell(Rule.UNKNOWN_COLUMN, 1, column, message, f"Did you mean “{meant}”?", column)
        else:
            cells.check_name(1, column, column)
    if not columns:
        message = "The table has no column that its key leads to."
        cells.tell(Rule.MISSING_COLUMN, 1, KEY, message, "Add one by a name of your own, such as sub_icb.")


def _rows(cells: TableRows, table: CsvTable, columns: tuple[str, ...]) -> Iterator[tuple[LookupRow, int]]:
    """Each row that could be built, with its line."""
    places = [table.heading.index(column) for column in columns]
    for line, texts in table.rows:
        key = cells.text(line, texts, KEY)
        days = cells.days(line, texts)
        if key and days is not None:
            yield LookupRow(key.upper(), tuple([texts[at].upper() or None for at in places]), *days), line


def _check_overlaps(cells: TableRows, rows: list[tuple[LookupRow, int]]) -> None:
    stretches = (Stretch((row.key,), row.valid_from, row.valid_to, cells.file, line) for row, line in rows)
    for first, second in overlaps(stretches):
        message = f"{second.key[0]} is also on line {first.line} for some of these days."
        cure = "Keep one, or let one end (valid_to) before the other begins (valid_from)."
        cells.tell(Rule.LOOKUP_OVERLAP, second.line, KEY, message, cure, second.key[0])


def _table(name: str, columns: tuple[str, ...], rows: list[LookupRow]) -> LookupTable:
    rows.sort(key=lambda row: (row.key, row.valid_from or date.min))
    whole = [columns, *((row.key, row.values, row.valid_from, row.valid_to) for row in rows)]
    text = json.dumps(whole, ensure_ascii=False, default=str)
    return LookupTable(name, columns, tuple(rows), hashlib.sha256(text.encode("utf-8")).hexdigest())
