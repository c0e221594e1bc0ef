"""How one indicator is counted from single records: its expressions, checked, and joined to its places."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trustboard.expressions.nodes import Node
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain


class Mode(StrEnum):
    """How records belong to periods."""

    EVENT = "event"  # by one date
    OPEN = "open"  # while a clock is open at the period's last day: started by then, not stopped by then
    DURING = "during"  # in every period in which a clock runs


@dataclass(frozen=True, slots=True)
class When:
    """Which periods a record belongs to. `start` is the date of an EVENT, or where a clock starts.

    EVENT: the period that holds start + shift_days. OPEN: every period whose last day is on or after start
    and before stop (a stop that is not known is still to come). DURING: every period that shares a day with
    start … stop, both included. A start that is not known belongs to no period.
    """

    mode: Mode
    start: Node
    stop: Node | None = None
    shift_days: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record counts: its unit (never nothing), and the cuts it has (None: the extract has none)."""

    unit: Node
    consultant: Node | None = None
    commissioner: Node | None = None
    council: Node | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted on one extract: of the records of the period that meet the population.

    `counted`: a condition counts the records where it is true; a number adds it up where it is known;
    a text (distinct people) or None counts all.
    """

    extract: str
    when: When
    place: Place
    population: Node | None
    counted: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCounting:
    """What a record indicator counts, checked.

    `window` is the number of months a figure spans (0: weeks). `denominator` is None for kinds that do not
    divide, and for means, which divide by the number of known values. A proportion's numerator holds the
    condition of its denominator within its own. `by` are text fields for equality cuts.
    """

    indicator: str
    kind: Kind
    per: int
    quantile: Decimal | None
    grain: Grain
    window: int
    lag_days: int
    combining: Combining
    numerator: Part
    denominator: Part | None
    by: tuple[tuple[str, Node], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The numerator, and the denominator where it has one."""
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)


__all__ = ["Mode", "Part", "Place", "RecordCounting", "When"]
