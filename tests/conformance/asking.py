"""Calls of functions put to an engine as indicators: one record a case, cut by its own commissioner code."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.conformance.function_cases import Case
from tests.support.record_worlds.calendar import Days
from tests.support.record_worlds.extracts import TRUST
from tests.support.record_worlds.indicators import WORDS
from tests.support.record_worlds.organisation import Structure
from tests.support.record_worlds.world import Key, World
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure, Kind, Slice
from trustboard.vocabulary.period import Period

PROBE = "probe"
MONTH = Period.month(2024, 2)
CHANGE = date(2024, 2, 10)
TYPES = {
    "d": FieldType.DATE,
    "t": FieldType.TIME,
    "n": FieldType.DECIMAL,
    "i": FieldType.INTEGER,
    "s": FieldType.TEXT,
}
FIELDS = {name: TYPES[name[0]] for name in ("d1", "d2", "t1", "t2", "n1", "n2", "i1", "s1", "s2")}
PLACES = {"place": "code", "one": "code", "asked": "text", "counted_on": "date"}
Answered = Mapping[Key, Figure]


def world_of(cases: Sequence[Case]) -> World:
    """One record a case, and an indicator for each different expression over the records that ask it."""
    expressions = list(dict.fromkeys(case.expression for case in cases))
    numbers = {expression: f"e{place}" for place, expression in enumerate(expressions)}
    conditions = {case.expression for case in cases if isinstance(case.comes_to, bool)}
    indicators: list[Indicator] = []
    for expression, number in numbers.items():
        indicators += _asking(expression, number, is_condition=expression in conditions)
    rows = [_row(place, case.row, numbers[case.expression]) for place, case in enumerate(cases)]
    return world_with(indicators, rows)


def world_with(indicators: Iterable[Indicator], rows: Iterable[Mapping[str, Any]]) -> World:
    """A trust alone with those records of February 2024."""
    trust = {"unit_code": TRUST, "kind": "trust", "name": "Trust", "valid_from": date(2000, 1, 1), "line": 2}
    return World(
        surroundings=Surroundings(
            contracts={PROBE: _contract()},
            code_lists={"list": (CodeEntry("OLD", "", None, CHANGE), CodeEntry("NEW", "", CHANGE + _DAY))},
            lookups={"table": _table()},
            trust=TRUST,
        ),
        indicators=tuple(indicators),
        rows={PROBE: tuple(rows)},
        structure=Structure(Organisation.model_validate({"units": [trust]})),
        coverage={PROBE: Coverage(MONTH.start, MONTH.end)},
        days=Days(MONTH.start, 1),
    )


_DAY = timedelta(days=1)


def _asking(expression: str, number: str, *, is_condition: bool) -> list[Indicator]:
    if not is_condition:
        return [indicator(number, Kind.MEAN, expression, number)]
    return [
        indicator(f"{number}_yes", Kind.COUNT, expression, number),
        indicator(f"{number}_no", Kind.COUNT, f"not ({expression})", number),
    ]


def indicator(name: str, kind: Kind, expression: str, asked: str | None) -> Indicator:
    """An indicator of an expression over the records that ask it (None: all)."""
    population = None if asked is None else f"asked = '{asked}'"
    told = {"id": name, "kind": kind, "numerator": expression, "population": population, "extract": PROBE}
    return Indicator.model_validate(WORDS | told)


def _row(place: int, given: Mapping[str, object], asked: str) -> dict[str, Any]:
    return row_of(place, given) | {"asked": asked}


def row_of(place: int, given: Mapping[str, object]) -> dict[str, Any]:
    """A settled record that is cut by its own place."""
    code = code_of(place)
    own = {"event_month": MONTH.start, "record_key": code, "one": code, "place": TRUST}
    return dict.fromkeys(FIELDS) | own | {"asked": None, "counted_on": date(2024, 2, 15)} | dict(given)


def code_of(place: int) -> str:
    """The code by which a record is found again."""
    return f"X{place:04d}"


def answer_of(case: Case, place: int, cases: Sequence[Case], figures: Answered) -> str | bool | None:
    """What an engine says of a case."""
    number = f"e{list(dict.fromkeys(each.expression for each in cases)).index(case.expression)}"
    slice_ = Slice(TRUST, commissioner=code_of(place))
    if (number, slice_, MONTH) in figures:
        parts = figures[number, slice_, MONTH].parts
        assert parts.numerator is not None
        return plain(parts.numerator) if parts.denominator else None
    yes, no = (figures[f"{number}_{word}", slice_, MONTH].parts.numerator for word in ("yes", "no"))
    return {(1, 0): True, (0, 1): False, (0, 0): None}[int(yes or 0), int(no or 0)]


def plain(number: Decimal) -> str:
    """A number without trailing noughts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _contract() -> Contract:
    fields = {name: {"heading": name, "type": type_, "may_be_blank": True} for name, type_ in FIELDS.items()}
    fields |= {name: {"heading": name, "type": type_} for name, type_ in PLACES.items()}
    for name, field in fields.items():
        if field["type"] in ("date", "time"):
            fields[name] = field | {"date_format": "yyyy-mm-dd"}
    return Contract.model_validate(
        {
            "extract": PROBE,
            "title": "Probe (made up)",
            "source": {"publisher": "Nobody"},
            "files": ["probe*.csv"],
            "period": {"field": "counted_on"},
            "unit": {"field": "place", "scheme": "local"},
            "commissioner": {"field": "one", "scheme": "local"},
            "key": ["one"],
            "fields": fields,
            "records": {},
        }
    )


def _table() -> LookupTable:
    rows = (
        LookupRow("OLD", ("SOUTH", None), None, CHANGE),
        LookupRow("NEW", ("NORTH", None), CHANGE + _DAY),
    )
    return LookupTable("table", ("area", "other"), rows, "0" * 64)
