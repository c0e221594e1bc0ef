"""What a figure is held to: standards with their two clocks, operators and tolerance."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Better(StrEnum):
    """Which way is good. Neutral is never coloured; a band is good inside its standard."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NEUTRAL = "neutral"


class Operator(StrEnum):
    """How the value is compared with the standard. A tie meets `>=`, `<=`, `=` and a band's ends."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    BETWEEN = "between"


class Basis(StrEnum):
    """Where a standard comes from, in the order in which one is named to colour a cell."""

    STATUTORY = "statutory"
    NATIONAL = "national"
    CONTRACT = "contract"
    FRAMEWORK = "framework"
    NATIONAL_AMBITION = "national_ambition"
    PROFESSIONAL_GUIDANCE = "professional_guidance"
    LOCAL = "local"
    TRAJECTORY = "trajectory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One line of a framework's standards: what, for whom, from when to when, and who approved it when.

    Values are in the figure's own terms (a proportion's 60 % is 0.6). `unit` None holds for every
    unit. `effective_to` None is open. `tolerance` is how far short of the standard is still amber,
    in the same terms; None makes two states (achieved / not achieved).
    `approved_on` is the second clock: before it the standard was not known.
    """

    standard_id: str
    indicator: str
    operator: Operator
    value: Decimal
    upper_value: Decimal | None = None
    basis: Basis
    effective_from: date
    effective_to: date | None = None
    approved_on: date
    approved_by: str
    reference: str
    unit: str | None = None
    tolerance: Decimal | None = None

    def is_in_force(self, day: date, *, known_on: date) -> bool:
        """Whether it held on a day, as far as was known on another."""
        ended = self.effective_to is not None and day > self.effective_to
        return self.effective_from <= day and not ended and self.approved_on <= known_on
