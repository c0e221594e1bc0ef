"""The organisation by date: units, their kinds and parents, and who succeeded whom."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from trustboard.definitions.model import Day, Definition
from trustboard.definitions.structure import ClosureRow, close
from trustboard.vocabulary.period import Period


class UnitKind(StrEnum):
    """What a unit is."""

    NATION = "nation"
    REGION = "region"
    TRUST = "trust"
    PROVIDER = "provider"
    COMMISSIONER = "commissioner"
    COUNCIL = "council"
    DIVISION = "division"
    SERVICE = "service"
    WARD = "ward"
    TEAM = "team"
    CONSULTANT = "consultant"
    CORPORATE = "corporate"


class Unit(Definition):
    """One line of organisation.csv: a unit as it was between two dates (both included).

    `successor` names the unit whose history this one's becomes when it ends (a merger).
    """

    unit_code: str  # its code, as files have it after recoding
    kind: UnitKind  # what it is
    parent: str | None = None  # code of the unit above it; blank: none
    name: str  # its name on pages
    valid_from: Day  # first day of this line
    valid_to: Day | None = None  # last day of this line; blank: still so
    successor: str | None = None  # code of the unit whose history its own becomes when it ends
    line: int  # in organisation.csv

    def is_valid(self, on: date) -> bool:
        """Whether this line describes the unit on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Organisation(Definition):
    """All units over time. Units of one code do not overlap in time."""

    units: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> dict[str, tuple[Unit, ...]]:
        """The lines of each code, the earliest first."""
        found: dict[str, list[Unit]] = {}
        for unit in sorted(self.units, key=lambda unit: unit.valid_from):
            found.setdefault(unit.unit_code, []).append(unit)
        return {code: tuple(units) for code, units in found.items()}

    def unit(self, code: str, on: date) -> Unit | None:
        """The line that describes a code on a day; None when there is none."""
        return next((unit for unit in self.by_code.get(code, ()) if unit.is_valid(on)), None)

    def name_of(self, code: str, on: date) -> str:
        """The name on a day; outside its dates the nearest one it had; an unknown code stands for itself."""
        lines = self.by_code.get(code, ())
        begun = [unit for unit in lines if unit.valid_from <= on]
        nearest = begun[-1:] or lines[:1]
        return nearest[0].name if nearest else code

    def counts_somewhere(self, code: str, period: Period) -> bool:
        """Whether a unit's numbers for a period are its own by date, or its successor's."""
        lines = self.by_code.get(code, ())
        return any(
            line.successor
            or (line.valid_from <= period.end and (line.valid_to is None or line.valid_to >= period.start))
            for line in lines
        )

    def closure(self, periods: Sequence[Period], *, keeps_ended: bool = True) -> list[ClosureRow]:
        """Which unit's cells count for which unit, by the structure of the time; see `structure.close`."""
        return close(self.by_code, periods, keeps_ended=keeps_ended)
