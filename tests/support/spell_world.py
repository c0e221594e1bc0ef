"""A small made-up world of single records: hospital spells that point to referrals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.support.counting import indicator
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import CodeField, Contract, Field_, FieldType, PeriodRule, Source
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.records import Choice, Derivation, Records, Reference
from trustboard.definitions.surroundings import Surroundings

SPELL_FIELDS = {
    "spell_id": FieldType.CODE,
    "referral_id": FieldType.CODE,
    "person": FieldType.CODE,
    "ward": FieldType.CODE,
    "team": FieldType.TEXT,
    "ward_class": FieldType.CODE,
    "destination": FieldType.CODE,
    "practice": FieldType.CODE,
    "commissioner_code": FieldType.CODE,
    "discharged": FieldType.DATE,
    "admitted": FieldType.DATE,
    "born": FieldType.DATE,
    "arrived": FieldType.TIME,
    "left_at": FieldType.TIME,
    "wait": FieldType.INTEGER,
    "cost": FieldType.DECIMAL,
    "urgent": FieldType.BOOLEAN,
}
REFERRAL_FIELDS = {
    "referral_id": FieldType.CODE,
    "ward": FieldType.CODE,
    "received": FieldType.TIME,
    "seen": FieldType.DATE,
}
AGE_BAND = Derivation(
    choices=[
        Choice(rule="child", when="age_on(born, discharged) < 18", take="'CHILD'"),
        Choice(rule="adult", when="born is not null", take="'ADULT'"),
    ],
    otherwise="NOT KNOWN",
)


def records_contract(
    name: str,
    fields: Mapping[str, FieldType],
    *,
    event: str | None,
    records: Records,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> Contract:
    """A contract of single records; `options` are further options of fields, by name."""
    told = options or {}
    return Contract(
        extract=name,
        title="Made up",
        source=Source(publisher="Nobody"),
        files=["*.csv"],
        period=PeriodRule(constant="2026-04") if event is None else PeriodRule(field=event),
        fields={
            each: Field_(heading=each, type=type_, **told.get(each, {})) for each, type_ in fields.items()
        },
        key=[next(iter(fields))],
        records=records,
        **({"unit": CodeField(field="ward")} | more),
    )


def spells(derive: Mapping[str, Derivation] | None = None, **more: Any) -> Contract:
    """Hospital spells, by the day of discharge."""
    told = {
        "options": {
            "ward_class": {"codes": ["ADULT", "OLDER"]},
            "destination": {"code_list": "destination"},
            "person": {"person_key": True},
        },
        "commissioner": CodeField(field="commissioner_code"),
    } | more
    records = Records(
        references={"referral": Reference(extract="referral", fields=["referral_id"])},
        derive={"age_band": AGE_BAND} if derive is None else dict(derive),
    )
    return records_contract("spell", SPELL_FIELDS, event="discharged", records=records, **told)


def referrals(derive: Mapping[str, Derivation] | None = None, **records: Any) -> Contract:
    """Referrals, by the time of receipt."""
    late = {
        "late": Derivation(choices=[Choice(rule="evening", when="hour_of(received) > 17", take="'LATE'")])
    }
    held = Records(derive=late if derive is None else dict(derive), **records)
    return records_contract("referral", REFERRAL_FIELDS, event="received", records=held)


LISTS = {
    "destination": (CodeEntry("19", "Home"), CodeEntry("37", "Prison"), CodeEntry("87", "Hospital")),
    "left_out": (CodeEntry("37", "Prison", date(2020, 1, 1), date(2026, 3, 31)), CodeEntry("37X", "Court")),
}
PRACTICES = LookupTable("practice", ("sub_icb", "name"), (LookupRow("P1", ("QXX", None)),), "0" * 64)


def surroundings(*contracts: Contract) -> Surroundings:
    """Everything around those contracts; spells and referrals when none is given."""
    held = contracts or (spells(), referrals())
    return Surroundings(
        contracts={each.extract: each for each in held},
        code_lists=LISTS,
        lookups={"practice": PRACTICES},
        trust="RXX",
    )


def spell_indicator(**more: Any) -> Indicator:
    """An indicator of spells: a count, unless told."""
    return indicator("followed_up", **({"extract": "spell", "kind": "count", "numerator": None} | more))
