"""Lookup tables: what a code leads to, by date, such as a practice's sub-ICB or a district's council."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LookupRow:
    """What one key leads to, from and to a day (both included; open where blank).

    Every further column of the file, by a name of your own such as `sub_icb`, is one of its values: in
    the order of the table's columns, nothing where the cell is blank. Rows of one key never overlap in time.
    """

    key: str  # what is looked up, in capitals
    values: tuple[str | None, ...]  # what it leads to, in capitals
    valid_from: date | None = None  # first day it holds; blank: from the beginning
    valid_to: date | None = None  # last day it holds; blank: still so

    def is_valid(self, on: date) -> bool:
        """Whether the row holds on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class LookupTable:
    """One lookup table: rows of one key never overlap in time. Keys and values are upper-cased.

    `sha256` is that of its columns and rows, whatever the order of the lines in the file.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[LookupRow, ...]
    sha256: str

    def by_key(self) -> Mapping[str, tuple[LookupRow, ...]]:
        """The rows of each key, in the table's order."""
        found: dict[str, list[LookupRow]] = {}
        for row in self.rows:
            found.setdefault(row.key, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}
