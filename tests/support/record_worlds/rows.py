"""Random records as they are settled: blanks, boundary days, constants of definitions and one more or less."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.support.record_worlds.calendar import OFFSETS, Days
from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.expressions import ANY_TEXT
from tests.support.record_worlds.extracts import TEXTS_OF
from trustboard.definitions.contract import Contract, FieldType
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import add_months

Row = Mapping[str, Any]
DECIMALS = tuple(
    Decimal(text)
    for text in ("0", "0.5", "-0.5", "1.5", "2.5", "-2.5", "1", "17.999999", "18", "0.000001", "126.5")
)
SITES = ("S1", "S1", "S1", "S2")
MOST_POINTED_TO = 5
_BLANK_PERCENT = 12
_BLANKS = {"their_referral_id": 5, "their_site": 3, "ended_on": 30, "closed_on": 30}  # clocks that still run


def some_rows(choices: Choices, days: Days, contract: Contract, coverage: Coverage, most: int) -> list[Row]:
    """A few records of one extract, or none, each key once, in the order of the keys."""
    wanted = 0 if choices.chance(4) else choices.number(most // 2, most)
    found = [_row(choices, days, contract, coverage, number) for number in range(wanted)]
    return sorted(found, key=lambda row: str(row["record_key"]))


def earlier_rows(
    choices: Choices, days: Days, contract: Contract, coverage: Coverage, rows: Sequence[Row]
) -> list[Row]:
    """What stood before a file of changes: some records as they were, some that it takes away."""
    found = [_row(choices, days, contract, coverage, 50 + number) for number in range(choices.number(1, 2))]
    for row in rows:
        if choices.chance(40):
            own = {name: row[name] for name in ("record_key", *(contract.key or ()))}
            found.append({**_row(choices, days, contract, coverage, 0), **own})
    return found


def _row(choices: Choices, days: Days, contract: Contract, coverage: Coverage, number: int) -> Row:
    event = contract.period.field
    assert event is not None
    anchor = _covered(days.day(choices), coverage)
    row: dict[str, Any] = {}
    for name, field in contract.fields.items():
        if name == event:
            row[name] = anchor if field.type is FieldType.DATE else days.moment(choices, anchor)
        elif name in (contract.key or ()):
            row[name] = _key(choices, name, field.type, number)
        elif choices.chance(_BLANKS.get(name, _BLANK_PERCENT)):
            row[name] = None
        else:
            row[name] = _cell(choices, days, name, field.type, anchor)
    return {"event_month": anchor.replace(day=1), "record_key": _record_key(contract, row), **row}


def _covered(day: date, coverage: Coverage) -> date:
    """A day on which records can have arrived: of months that are missing there are none."""
    day = min(max(day, coverage.first_day), coverage.last_day)
    if day.replace(day=1) in coverage.missing_months:
        return add_months(day.replace(day=1), 1)
    return day


def _record_key(contract: Contract, row: Mapping[str, Any]) -> str:
    return "|".join(str(row[name]) for name in contract.key or ())


def _key(choices: Choices, name: str, type_: FieldType, number: int) -> Any:
    """Part of a record's own key: the number of the record, except for a site beside it."""
    if name == "site":
        return choices.pick(SITES)
    if type_ is FieldType.INTEGER:
        return number
    return f"N{number:02d}" if name == "contact_id" else f"K{number}"


def _pointing(choices: Choices, name: str, type_: FieldType) -> Any:
    """Part of the key of a referral, which may not be there."""
    if name == "their_site":
        return choices.pick(SITES)
    number = choices.number(0, MOST_POINTED_TO)
    return number if type_ is FieldType.INTEGER else f"K{number}"


def _cell(choices: Choices, days: Days, name: str, type_: FieldType, anchor: date) -> Any:
    if name.startswith("their_"):
        return _pointing(choices, name, type_)
    match type_:
        case FieldType.DATE if name in ("ended_on", "closed_on") and choices.chance(60):
            return anchor + timedelta(days=choices.number(0, 60))
        case FieldType.DATE:
            return days.near(choices, _birthday(choices, anchor) if name == "born_on" else anchor)
        case FieldType.TIME:
            return days.moment(choices, anchor if choices.chance(50) else days.near(choices, anchor))
        case FieldType.INTEGER:
            return choices.pick(OFFSETS) if choices.chance(70) else choices.number(-3, 5)
        case FieldType.DECIMAL:
            return choices.pick(DECIMALS)
        case FieldType.BOOLEAN:
            return choices.chance(60)
        case _:
            return choices.pick(_texts(name, type_))


def _birthday(choices: Choices, anchor: date) -> date:
    return _years_before(anchor, choices.pick((18, 17, 1, 65)))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _texts(name: str, type_: FieldType) -> tuple[str, ...]:
    """Values of a text field; codes are in capitals, as they are taken in and settled."""
    held = (text.upper() if type_ is FieldType.CODE else text for text in ANY_TEXT)
    return TEXTS_OF.get(name) or tuple(dict.fromkeys(held))
