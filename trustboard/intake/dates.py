"""Dates as a file writes them, to SQL: strict, so that 31/02 or a wrong order of day and month is refused."""

import re
from dataclasses import dataclass
from itertools import pairwise

from trustboard.warehouse.session import literal

ISO = "yyyy-mm-dd"
FIRST_YEAR, LAST_YEAR = 1900, 2199
_TOKEN = re.compile(r"(yyyy|yy|month|mmm|mm|dd)", re.IGNORECASE)
_DIRECTIVES = {
    "yyyy": ("%Y",),
    "yy": ("%y",),
    "mm": ("%m",),
    "dd": ("%d",),
    "mmm": ("%b", "%B"),
    "month": ("%B", "%b"),
}
_LENGTHS = {"yyyy": 4, "yy": 2, "mm": 2, "dd": 2}


@dataclass(frozen=True)
class DateFormat:
    """A way to write a date or month: yyyy, yy, month, mmm, mm and dd with other text around.

    A part that is absent is the first: `yyyymm` gives the first day of a month.
    """

    text: str

    def date_sql(self, cell: str) -> str:
        """Write SQL that gives the DATE a cell says, or NULL where it says none in this format."""
        tried = [f"TRY_STRPTIME({cell}, {literal(pattern)})" for pattern in self.patterns]
        found = tried[0] if len(tried) == 1 else f"COALESCE({', '.join(tried)})"
        date = f"CAST({found} AS DATE)"
        guards = [f"{date} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'"]
        if (length := self.length) is not None:
            guards.append(f"length({cell}) = {length}")
        return f"CASE WHEN {' AND '.join(guards)} THEN {date} END"

    @property
    def patterns(self) -> list[str]:
        """DuckDB's patterns for it: two where a month may be written out or cut short."""
        patterns = [""]
        for piece in _TOKEN.split(self.text):
            choices = _DIRECTIVES.get(piece.lower(), (piece.replace("%", "%%"),))
            patterns = [before + choice for choice in choices for before in patterns]
        return patterns

    @property
    def length(self) -> int | None:
        """The one length it can have where numbers touch (20224 is no month), else None."""
        pieces = [piece for piece in _TOKEN.split(self.text) if piece]
        numbers = [piece.lower() in _LENGTHS for piece in pieces]
        if not any(first and second for first, second in pairwise(numbers)):
            return None
        if any(piece.lower() in ("month", "mmm") for piece in pieces):
            return None
        return sum(_LENGTHS.get(piece.lower(), len(piece)) for piece in pieces)


def date_sql(cell: str, format_: str, *, has_iso_dates: bool) -> str:
    """Write SQL for a cell's DATE; cells that were dates by type are understood beside the format."""
    found = DateFormat(format_).date_sql(cell)
    if has_iso_dates and format_.casefold() != ISO:
        return f"COALESCE({found}, {DateFormat(ISO).date_sql(cell)})"
    return found
