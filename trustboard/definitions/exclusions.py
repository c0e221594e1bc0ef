"""Exclusions: single records that a person has decided not to count, each with its reason."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One record that is not counted, for one of the reasons that its contract permits.

    `record_key` is the texts of the key fields joined by "|". `decided_by` is a role. A record is left out
    while its event date lies between `valid_from` and `valid_to` (both included; open when None). `line` is
    where it stands in exclusions.csv.
    """

    extract: str
    record_key: str
    reason: str
    decided_by: str
    decided_on: date
    valid_from: date | None = None
    valid_to: date | None = None
    line: int | None = field(default=None, compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether it holds for a record with this event date."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
