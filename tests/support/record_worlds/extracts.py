"""Two random record extracts: contacts, which point to referrals, with derived fields, code lists, lookups."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.support.record_worlds.calendar import Days
from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.expressions import (
    ANY_TEXT,
    CODES,
    LISTS,
    TEXTS,
    Scope,
    literal,
    quoted,
    write_condition,
    write_date,
    write_number,
    write_text,
)
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.surroundings import Surroundings

TRUST = "ZZ1"
CONTACTS, REFERRALS = "contact", "referral"
Fields = dict[str, FieldType]
Told = dict[str, Any]
_C, _T, _D, _M = FieldType.CODE, FieldType.TEXT, FieldType.DATE, FieldType.TIME
_I, _X, _B = FieldType.INTEGER, FieldType.DECIMAL, FieldType.BOOLEAN


@dataclass(frozen=True)
class Extracts:
    """Contracts and what they refer to, and the fields their expressions may use."""

    surroundings: Surroundings
    scopes: Mapping[str, Scope]


def some_extracts(choices: Choices, days: Days) -> Extracts:
    """Both extracts and their surroundings."""
    table = _lookup_table(choices, days)
    values = {f"{table.name}.{column}": _held(table, place) for place, column in enumerate(table.columns)}
    referral, referral_scope = _referral(choices, Scope(days, values))
    contact, contact_scope = _contact(choices, Scope(days, values), referral, referral_scope)
    surroundings = Surroundings(
        contracts={each["extract"]: Contract.model_validate(each) for each in (contact, referral)},
        code_lists={name: _entries(choices, days) for name in LISTS},
        lookups={table.name: table},
        trust=TRUST,
    )
    return Extracts(surroundings, {CONTACTS: contact_scope, REFERRALS: referral_scope})


def _referral(choices: Choices, scope: Scope) -> tuple[Told, Scope]:
    fields: Fields = {
        "referral_id": choices.pick((_C, _I)),
        "site": _C,
        "team": _C,
        "received_on": _D,
        "received_at": _M,
        "closed_on": _D,
        "closed_at": _M,
        "status": _C,
        "gp": _C,
        "weight": choices.pick((_X, _I)),
        "accepted": _B,
        "person": _T,
    }
    key = ["referral_id", "site"] if choices.chance(25) else ["referral_id"]
    event = choices.pick(("received_on", "received_at"))
    told = _contract(REFERRALS, fields, key=key, event=event, unit="team")
    _put(scope, fields, leave=key)
    told["records"] = {"derive": _derivations(choices, scope, ("stage",))}
    return told | _cuts(choices, {"commissioner": "gp"}), scope


def _contact(choices: Choices, scope: Scope, other: Told, other_scope: Scope) -> tuple[Told, Scope]:
    fields: Fields = {
        "contact_id": _C,
        "ward": _C,
        "seen_on": _D,
        "seen_at": _M,
        "ended_on": _D,
        "ended_at": _M,
        "born_on": _D,
        choices.pick(("kind", "select", "group")): _T,
        "status": _C,
        choices.pick(("minutes", "order", "end", "sum")): _I,
        "score": _X,
        "attended": _B,
        "person": _T,
        "consultant_code": _C,
        "commissioner_code": _C,
        "council_code": _C,
    }
    fields |= {f"their_{name}": FieldType(other["fields"][name]["type"]) for name in other["key"]}
    event = choices.pick(("seen_on", "seen_at"))
    told = _contract(CONTACTS, fields, key=["contact_id"], event=event, unit="ward")
    _put(scope, fields, leave=["contact_id", *(name for name in fields if name.startswith("their_"))])
    points = {"extract": REFERRALS, "fields": [f"their_{name}" for name in other["key"]]}
    _reach(scope, "referral", other_scope)
    told["records"] = {
        "references": {"referral": points},
        "derive": _derivations(choices, scope, ("band", "wait", "clock", "place")),
    }
    if "place" in told["records"]["derive"] and choices.chance(60):
        told["unit"] = {"field": "place", "scheme": "local"}
    cuts = {"consultant": "consultant_code", "commissioner": "commissioner_code", "council": "council_code"}
    return told | _cuts(choices, cuts), scope


def _contract(name: str, fields: Fields, *, key: list[str], event: str, unit: str) -> Told:
    never_blank = {*key, event}
    return {
        "extract": name,
        "title": f"{name} (made up)",
        "source": {"publisher": "Nobody"},
        "files": [f"{name}*.csv"],
        "period": {"field": event},
        "unit": {"field": unit, "scheme": "local"},
        "key": key,
        "load_mode": "changes_by_key",
        "fields": {
            field: _field(field, type_, may_be_blank=field not in never_blank)
            for field, type_ in fields.items()
        },
    }


def _field(name: str, type_: FieldType, *, may_be_blank: bool) -> Told:
    told: Told = {"heading": name, "type": type_.value, "may_be_blank": may_be_blank}
    if type_ in (_D, _M):
        told["date_format"] = "yyyy-mm-dd"
    if name == "person":
        told["person_key"] = True
    return told


def _cuts(choices: Choices, cuts: Mapping[str, str]) -> Told:
    return {name: {"field": field, "scheme": "local"} for name, field in cuts.items() if choices.chance(45)}


def _put(scope: Scope, fields: Fields, *, leave: list[str]) -> None:
    for name, type_ in fields.items():
        if name not in leave:
            scope.put(quoted(name), type_, _comparable(name, type_))


def _comparable(name: str, type_: FieldType) -> tuple[str, ...]:
    """What a text field may be compared with: a code with codes, a person's key with nothing."""
    if name == "person":
        return ()
    if type_ is not FieldType.CODE:
        return ANY_TEXT
    return TEXTS_OF.get(name, CODES)


def _reach(scope: Scope, reference: str, other: Scope) -> None:
    """Put the fields of referenced records beside an extract's own."""
    for shelf in ("numbers", "dates", "times", "booleans"):
        getattr(scope, shelf).extend(f"{reference}.{name}" for name in getattr(other, shelf))
    scope.texts |= {f"{reference}.{name}": values for name, values in other.texts.items()}


def _held(table: LookupTable, place: int) -> tuple[str, ...]:
    """Every value of a column."""
    values = (row.values[place] for row in table.rows)
    return tuple(dict.fromkeys(value for value in values if value is not None))


_TYPES = {"band": _T, "wait": _I, "clock": _D, "place": _T, "stage": _T}
UNITS = (TRUST, "DIV", "W1", "W2", "GONE", "W1", "W2", "NOWHERE")
TEXTS_OF = {
    "ward": UNITS,
    "team": UNITS,
    "person": ("a1" * 32, "b2" * 32, "c3" * 32),  # keyed hashes
    "consultant_code": ("C111", "C222", "C999"),
    "commissioner_code": ("15N", "QQQ"),
    "council_code": ("E10", "E06"),
    "status": CODES,
    "gp": CODES,
}
"""What records hold in text fields of these names; others hold any text."""


def _derivations(choices: Choices, scope: Scope, names: tuple[str, ...]) -> Told:
    """Some derived fields; each, and the rule that decided it, then stands among the fields."""
    told = {name: _derivation(choices, scope, name) for name in choices.several(names, 2)}
    for name, derivation in told.items():
        scope.put(name, _TYPES[name], _possible(derivation))
        rules = (each["rule"] for each in derivation["choices"])
        scope.put(f"{name}_rule", _T, (*rules, *(["otherwise"] if "otherwise" in derivation else ())))
    return told


def _possible(derivation: Told) -> tuple[str, ...]:
    """What a derived text may be compared with: what its choices write out, or where one does not, any."""
    taken = [each["take"] for each in derivation["choices"]]
    if not all(each.startswith("'") for each in taken):
        return ANY_TEXT
    written = (each[1:-1].replace("''", "'") for each in taken)
    return (*written, *(derivation[key] for key in ("otherwise",) if key in derivation))


def _derivation(choices: Choices, scope: Scope, name: str) -> Told:
    told: Told = {
        "choices": [_choice(choices, scope, name, number) for number in range(choices.number(1, 3))]
    }
    if choices.chance(40):
        told["on"] = choices.pick((*scope.dates, *scope.times, write_date(choices, scope, 1)))
    if _TYPES[name] is _T and choices.chance(50):
        told["otherwise"] = choices.pick(UNITS if name == "place" else CODES)
    return told


def _choice(choices: Choices, scope: Scope, name: str, number: int) -> Told:
    told: Told = {"rule": choices.pick(("first", "it's the second", "Last")) + f" {number}"}
    if choices.chance(70):
        told["when"] = write_condition(choices, scope, 1)
    told["take"] = _value(choices, scope, name)
    if choices.chance(40):
        day = scope.days.day(choices)
        ends = choices.pick(("effective_from", "effective_to"))
        told[ends] = day.isoformat()
        if choices.chance(30):
            told["effective_from"] = day.isoformat()
            told["effective_to"] = (day + timedelta(days=choices.pick((0, 1, 31)))).isoformat()
    return told


def _value(choices: Choices, scope: Scope, name: str) -> str:
    if _TYPES[name] is _I:
        return write_number(choices, scope, 1)
    if _TYPES[name] is _D:
        return write_date(choices, scope, 1)
    if name == "place":
        return choices.pick(("ward", literal(choices.pick(UNITS)), literal(choices.pick(UNITS))))
    return literal(choices.pick(CODES + TEXTS)) if choices.chance(60) else write_text(choices, scope, 1)


def _entries(choices: Choices, days: Days) -> tuple[CodeEntry, ...]:
    """A list's codes: some for ever, some from or up to a day, some with a pause."""
    entries: list[CodeEntry] = []
    for code in choices.several(CODES, 4, least=1):
        entries += [CodeEntry(code, code.title(), *stretch) for stretch in _stretches(choices, days)]
    return tuple(entries)


def _stretches(choices: Choices, days: Days) -> list[tuple[date | None, date | None]]:
    """Stretches of days that do not overlap."""
    day = days.day(choices)
    match choices.number(0, 3):
        case 0:
            return [(None, None)]
        case 1:
            return [(day, None)]
        case 2:
            return [(None, day)]
        case _:
            return [(None, day), (day + timedelta(days=choices.pick((2, 1, 32))), None)]


def _lookup_table(choices: Choices, days: Days) -> LookupTable:
    rows: list[LookupRow] = []
    for key in choices.several(CODES, 4, least=1):
        for first, last in _stretches(choices, days):
            values = tuple(choices.pick((*CODES, None)) for _ in range(2))
            rows.append(LookupRow(key, values, first, last))
    text = repr(rows).encode()
    return LookupTable("practice", ("icb", "zone"), tuple(rows), hashlib.sha256(text).hexdigest())
