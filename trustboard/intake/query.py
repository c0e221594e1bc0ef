"""The reading of a file as one query: every row with all that was read from it, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from trustboard.intake.cells import Reading
from trustboard.intake.demands import Demand
from trustboard.warehouse.session import identifier, literal

ACCEPTED, REJECTED = "accepted", "rejected"
BLANK_ROWS, AFTER_THE_END = "blank rows", "after the last row"
TOTAL_ROWS, NOT_KEPT, OTHER_MEASURES = "total rows", "not kept", "other measures"
SLICES = {"unit": "unit", "commissioner": "commissioner", "council": "council", "group_code": "group"}
VALUE, MEASURE = "long:value", "long:measure"
OUTCOME = '"is:outcome"'
ALL_ROWS = 2**62
KEYS = ("line", "period_start", "period_end", "window_months", *SLICES)


@dataclass(frozen=True, kw_only=True)
class Query:
    """One file's rows, read and judged.

    `judged` gives every row of the scan with all that was read from it and its outcome; `accepted`
    is the list of columns that an accepted row keeps, and `accepts` is TRUE for such a row.
    """

    judged: str
    is_total: str  # SQL that is TRUE for total rows
    aside: str  # SQL that is TRUE for rows of no interest in themselves: totals, and rows not kept
    demands: tuple[Demand, ...]
    accepted: tuple[Reading, ...]
    compared: tuple[str, ...]  # columns that the comparison of total rows needs
    accepts: str = f"{OUTCOME} = {literal(ACCEPTED)}"

    @property
    def warns(self) -> bool:
        """Whether any demand only warns."""
        return any(not demand.rejects for demand in self.demands)

    @property
    def _judged_once(self) -> str:
        """The same behind a limit that never bites: without it DuckDB would work out every value twice,
        once to decide on the row and once to write it."""
        return f"{self.judged} LIMIT {ALL_ROWS}"

    def accepted_sql(self, *, rows: int = ALL_ROWS) -> str:
        """SQL for the accepted rows, in the order of the file; of its first rows, if so many are named."""
        columns = ", ".join(f"{reading.sql} AS {identifier(reading.name)}" for reading in self.accepted)
        return f"SELECT {columns} FROM ({self.judged} LIMIT {rows}) WHERE {self.accepts}"

    def others_sql(self) -> str:
        """SQL for the rows that are not accepted: their outcome, and what total rows are held against."""
        columns = ", ".join(["line", OUTCOME, *dict.fromkeys(self.compared)])
        return f"SELECT {columns} FROM ({self._judged_once}) WHERE {OUTCOME} <> {literal(ACCEPTED)}"

    def not_accepted_sql(self) -> str:
        """SQL for the rows that are not accepted, or are warned of, with all that was read from them."""
        return f"SELECT * FROM ({self._judged_once}) WHERE {OUTCOME} <> {literal(ACCEPTED)} OR {self._warned}"

    @property
    def _warned(self) -> str:
        return any_of(demand.condition for demand in self.demands if not demand.rejects)

    def faulty_sql(self) -> str:
        """SQL for the rows that break anything, with all that was read from them."""
        outcomes = f"{literal(ACCEPTED)}, {literal(REJECTED)}"
        return (
            f"SELECT * FROM ({self._judged_once}) WHERE {OUTCOME} IN ({outcomes}) "
            f"AND ({OUTCOME} = {literal(REJECTED)} OR {self._warned})"
        )


def any_of(conditions: Iterable[str]) -> str:
    """SQL that is TRUE where any of the conditions is; each one stands once."""
    return " OR ".join(f"({condition})" for condition in dict.fromkeys(conditions)) or "FALSE"


def listed(readings: Iterable[Reading]) -> str:
    """Write the columns of a stage; a reading that several parts ask for stands once."""
    once = {reading.name: reading.sql for reading in readings}
    return ", ".join(f"{sql} AS {identifier(name)}" for name, sql in once.items())
