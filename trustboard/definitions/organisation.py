"""The organisation by date: units, their kinds and parents, and who succeeded whom."""

from datetime import date

from trustboard.definitions.model import Definition


class Unit(Definition):
    """One line of organisation.csv: a unit as it was between two dates (both included).

    `successor` names the unit whose history this one's becomes when it ends (a merger).
    """

    unit_code: str
    kind: (
        str  # nation | region | trust | provider | division | service | ward | team | consultant | corporate
    )
    parent: str | None = None
    name: str
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None
    line: int  # in organisation.csv


class Organisation(Definition):
    """All units over time."""

    units: tuple[Unit, ...]
