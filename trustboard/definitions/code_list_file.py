"""codes/*.csv: one line a code and stretch of time; a file may hold several lists."""

from dataclasses import dataclass
from datetime import date

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.csv_file import read_table
from trustboard.definitions.table_rows import Cells, TableRows
from trustboard.vocabulary.issue import Issue

REQUIRED = ("list", "code", "label")
OPTIONAL = ("valid_from", "valid_to", "maps_to")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of a file of code lists. Codes are read in capitals, so their letter case does not matter.

    Lines of one code in one list do not overlap in time.
    """

    list: str  # the list's name, as in codes('…')
    code: str  # the code
    label: str  # what it means; blank: the code itself
    valid_from: date | None = None  # first day it is on the list; blank: from the beginning
    valid_to: date | None = None  # last day it is on the list; blank: still there
    maps_to: str | None = None  # the code of another scheme that it stands for
    file: str = ""  # where the line stands
    line: int = 0  # counted from 1

    @property
    def entry(self) -> CodeEntry:
        """The line as an entry of its list."""
        return CodeEntry(self.code, self.label, self.valid_from, self.valid_to, self.maps_to)


def read_code_lists(file: str, content: bytes) -> tuple[list[CodeLine], list[Issue], set[str] | None]:
    """Read one file: lines that could be built, every issue, and every list that a line lays claim to.

    None for the lists where the heading is wrong, so that nobody knows which there are.
    """
    table = read_table(file, content, required=REQUIRED, optional=OPTIONAL)
    cells = TableRows(file, table.heading)
    built = [_line(cells, line, texts) for line, texts in table.rows]
    claimed = {name for _, texts in table.rows if (name := cells.maybe(texts, "list"))}
    lines = [line for line in built if line is not None]
    return lines, [*table.issues, *cells.issues], claimed if table.heading else None


def _line(cells: TableRows, line: int, texts: Cells) -> CodeLine | None:
    name, code = cells.text(line, texts, "list"), cells.text(line, texts, "code")
    days = cells.days(line, texts)
    if not name or not cells.check_name(line, name, "list") or not code or days is None:
        return None
    label, maps_to = cells.maybe(texts, "label"), cells.maybe(texts, "maps_to")
    return CodeLine(
        list=name,
        code=code.upper(),
        label=label or code,
        valid_from=days[0],
        valid_to=days[1],
        maps_to=None if maps_to is None else maps_to.upper(),
        file=cells.file,
        line=line,
    )
