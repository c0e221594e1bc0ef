"""Code lists: which codes belong to a named list, by date, as national tables give them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of a list, upper-cased, from and to a day (both included; open when None).

    `maps_to` is the code of another scheme that it stands for, where the list says so.
    """

    code: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None
    maps_to: str | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the code is on the list on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


def codes_on(entries: Iterable[CodeEntry], day: date) -> frozenset[str]:
    """The codes of a list on a day."""
    return frozenset(entry.code for entry in entries if entry.is_valid(day))
