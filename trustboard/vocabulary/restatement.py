"""A restatement: a figure already reported that has changed since, with the cause."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustboard.vocabulary.figure import Accumulator, Kind, Slice
from trustboard.vocabulary.period import Period


class Cause(StrEnum):
    """Why a figure reported before is different now."""

    LATE_DATA = "late_data"  # a later file for a period already reported
    DEFINITION = "definition"  # the indicator counts differently
    STANDARD = "standard"  # the same number, held to something else
    STRUCTURE = "structure"  # units were merged, moved or renamed
    PROGRAM = "program"  # the program or its engine calculates differently
    CORRECTION = "correction"  # a decision of a person, with a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """One figure or verdict that changed: as it was first reported, and as it is now.

    `before_kind` and `before_per` say how the value was made of its parts then. `after` None means
    that there is no figure any more. `verdict_before` and `verdict_after` are the verdicts' words.
    `run_before` is the run that reported `before`; `restated_on` is the day from which the new figure
    was known.
    """

    indicator: str
    slice: Slice
    period: Period
    before: Accumulator
    before_kind: Kind
    before_per: int = 1
    after: Accumulator | None
    verdict_before: str = ""
    verdict_after: str = ""
    cause: Cause
    first_reported_on: date
    restated_on: date
    run_before: str

    @property
    def is_number_the_same(self) -> bool:
        """Whether only the verdict changed."""
        return self.before == self.after and self.cause is Cause.STANDARD
