"""A random organisation: a trust, a division, wards that move between them or end, and consultants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support.record_worlds.calendar import Days, periods_between
from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.extracts import TRUST
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.period import Grain

CONSULTANTS = ("C111", "C222")
ALWAYS = date(2000, 1, 1)
BEFORE, AFTER = timedelta(days=40), timedelta(days=70)  # shifts and weeks reach beyond the months


@dataclass(frozen=True)
class Structure:
    """Units over time; `closed` says from which day on a unit is left out of the closure altogether."""

    organisation: Organisation
    closed: Mapping[str, date] = field(default_factory=dict)

    def closure(self, days: Days, grain: Grain) -> list[ClosureRow]:
        """Who counts for whom in every period of a grain that figures may reach."""
        periods = periods_between(days.first - BEFORE, days.last + AFTER, grain)
        return [
            line for line in self.organisation.closure(periods, keeps_ended=False) if self._is_there(line)
        ]

    def _is_there(self, line: ClosureRow) -> bool:
        return all(
            line.period_start < self.closed.get(unit, date.max) for unit in (line.unit, line.source_unit)
        )


def some_structure(choices: Choices, days: Days) -> Structure:
    """A trust with a division and wards beneath it."""
    lines = [_line(TRUST, "trust", None), _line("DIV", "division", TRUST)]
    for ward in ("W1", "W2"):
        lines += _ward(choices, days, ward)
    lines += _gone(choices, days)
    for code in choices.several(CONSULTANTS, 2):
        lines += _consultant(choices, days, code)
    numbered = [{**line, "line": number} for number, line in enumerate(lines, start=2)]
    closed = {choices.pick(("W2", "C111", "DIV")): days.day(choices)} if choices.chance(25) else {}
    return Structure(Organisation.model_validate({"units": numbered}), closed)


def _line(
    code: str,
    kind: str,
    parent: str | None,
    first: date = ALWAYS,
    last: date | None = None,
    successor: str | None = None,
) -> dict[str, object]:
    return {
        "unit_code": code,
        "kind": kind,
        "parent": parent,
        "name": code.title(),
        "valid_from": first,
        "valid_to": last,
        "successor": successor,
    }


def _ward(choices: Choices, days: Days, code: str) -> list[dict[str, object]]:
    """A ward beneath one unit, or first beneath one and then another."""
    parents: Sequence[str] = ("DIV", TRUST) if choices.chance(50) else (TRUST, "DIV")
    if not choices.chance(40):
        return [_line(code, "ward", parents[0])]
    day = days.day(choices)
    first = _line(code, "ward", parents[0], last=day)
    return [first, _line(code, "ward", parents[1], first=day + timedelta(days=1))]


def _gone(choices: Choices, days: Days) -> list[dict[str, object]]:
    """A ward that ended and whose history nobody took over, or another, which may end as well; or no such ward."""
    if choices.chance(40):
        return []
    successor = choices.pick(("W1", "W2", None, "NEXT"))
    found = [_line("GONE", "ward", "DIV", last=days.day(choices), successor=successor)]
    if successor == "NEXT":
        found.append(_line("NEXT", "ward", "DIV", last=days.day(choices)))
    return found


def _consultant(choices: Choices, days: Days, code: str) -> list[dict[str, object]]:
    if choices.chance(60):
        return [_line(code, "consultant", "W1")]
    day = days.day(choices)
    return [
        _line(code, "consultant", "W1", last=day),
        _line(code, "consultant", "W2", first=day + timedelta(1)),
    ]
