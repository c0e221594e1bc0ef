"""A file's table as SQL: every cell as text, with the line on which its row starts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a reader makes of a file.

    `scan` is a query that gives, in the order of the file, `line` (where the row starts, from 1),
    `width` (the number of cells where it does not fit the heading, else NULL) and the cells as text
    `c1`, `c2`, … (NULL where blank). `rows` counts the rows below the heading, empty lines included;
    `empty_lines` of them are not in the scan. `is_tight`: no cell has blanks around it.
    `has_iso_dates`: cells that were dates by type are written yyyy-mm-dd. `may_join_digits`: a
    cell could hold digits joined by an underscore. `may_be_shortened`: a cell could hold a long number as
    1.23E+15. `may_show_errors`: a cell could hold #N/A or the like. `last_rows` is a scan of some rows at the
    end of a long file, without their lines. `reread` reads the file again, slowly and carefully, should the
    scan fail.
    """

    names: tuple[str, ...]
    heading_line: int
    scan: str
    rows: int
    empty_lines: int = 0
    is_tight: bool = False
    has_iso_dates: bool = False
    may_join_digits: bool = True
    may_be_shortened: bool = True
    may_show_errors: bool = True
    last_rows: str | None = None
    reread: "Callable[[], Table] | None" = None
