"""A small extract of hospital spells with an indicator over it, and whatever a test changes of them."""

from datetime import date
from typing import Any

from tests.support.record_worlds.indicators import WORDS
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.surroundings import Surroundings

TRUST = "RXX"
DAY = {"type": "date", "date_format": "yyyy-mm-dd"}


def contract(extract: str, fields: dict[str, Any], **more: Any) -> Contract:
    """A contract of records; a field is its type, or its keys."""
    told = {
        "extract": extract,
        "title": "Made up",
        "source": {"publisher": "Nobody"},
        "files": ["*.csv"],
        "unit": {"field": "ward", "scheme": "local"},
        "fields": {
            name: {"heading": name, "may_be_blank": True}
            | (field if isinstance(field, dict) else {"type": field})
            for name, field in fields.items()
        },
        "records": {},
    }
    return Contract.model_validate(told | more)


SPELLS = contract(
    "spell",
    {
        "spell_id": "code",
        "ward": "code",
        "ward_class": "code",
        "discharged": DAY,
        "destination": "code",
        "contact": DAY,
        "arrived": DAY | {"type": "time"},
        "note": "text",
        "beds": "integer",
        "weight": "decimal",
        "urgent": "boolean",
        "site": {"type": "code", "constant": "main"},
        "referral_id": "code",
    },
    period={"field": "discharged"},
    key=["spell_id"],
    records={
        "references": {"referral": {"extract": "referral", "fields": ["referral_id"]}},
        "derive": {
            "age": {"choices": [{"rule": "all", "take": "ward_class"}]},
            "is_adult": {"choices": [{"rule": "all", "take": "ward_class = 'ADULT'"}]},
        },
    },
)
REFERRALS = contract(
    "referral",
    {"referral_id": "code", "ward": "code", "received": DAY, "source": "code"},
    period={"field": "received"},
    key=["referral_id"],
)
COUNTED = contract(
    "counted",
    {"ward": "code", "done": "integer", "due": "integer"},
    period={"constant": "2026-04"},
    records=None,
)
SURROUNDINGS = Surroundings(
    contracts={"spell": SPELLS, "referral": REFERRALS, "counted": COUNTED},
    code_lists={
        "excluded": (
            CodeEntry("37", "Prison or court"),
            CodeEntry("87", "Another hospital", date(2026, 6, 1)),
        ),
        "long": tuple(CodeEntry(f"C{number}", "") for number in range(21)),
    },
    lookups={
        "area": LookupTable(
            "area",
            ("name",),
            (
                LookupRow("W1", ("NORTH",)),
                LookupRow("W3", ("SOUTH",), None, date(2026, 5, 9)),
                LookupRow("W3", ("EAST",), date(2026, 5, 10)),
            ),
            "0" * 64,
        )
    },
    trust=TRUST,
)
FOLLOWED_UP = {
    "id": "followed_up",
    "extract": "spell",
    "kind": "proportion",
    "period": {"shift_days": 4},
    "population": "ward_class in ('ADULT', 'OLDER') and "
    "(destination is null or not destination in codes('excluded'))",
    "numerator": "date_diff('day', discharged, contact) between 1 and 3",
}


def indicator(**more: Any) -> Indicator:
    """The follow-up indicator with other keys."""
    return Indicator.model_validate(WORDS | FOLLOWED_UP | more)


def count(**more: Any) -> Indicator:
    """A count of spells."""
    return Indicator.model_validate(WORDS | {"id": "counted", "extract": "spell", "kind": "count"} | more)


def case(*rows: dict[str, Any], period: str | None = "2026-05", **expected: Any) -> Case:
    """A worked case."""
    return Case.model_validate({"it": "counts", "rows": list(rows), "period": period} | expected)


def spell(discharged: str | None, contact: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of a case."""
    row = {"ward_class": "ADULT", "discharged": discharged, "contact": contact, "destination": 19}
    return row | more
