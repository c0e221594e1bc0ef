"""A small made-up world of contacts and referrals, to put record indicators to by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.support.counting import indicator
from tests.support.record_compiled import compiled_figures
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.session import Session

TRUST, TEAM, WARD, CONSULTANT = "ZZ1", "T1", "W1", "C1"
FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
COVERAGE = {
    "contact": Coverage(FIRST, LAST),
    "referral": Coverage(FIRST, LAST),
    "stay": Coverage(FIRST, LAST),
}
CONTACT = {
    "id": "code",
    "team": "code",
    "seen_by": "code",
    "icb": "code",
    "council": "code",
    "seen": "date",
    "booked": "date",
    "began": "time",
    "ended": "time",
    "kind": "code",
    "note": "text",
    "minutes": "integer",
    "score": "decimal",
    "attended": "boolean",
    "person": "text",
    "referral_no": "code",
    "referral_site": "code",
}
REFERRAL = {
    "no": "code",
    "site": "code",
    "received": "date",
    "closed": "date",
    "gp": "code",
    "weight": "integer",
}
STAY = {"id": "code", "ward": "code", "admitted": "date", "discharged": "date"}


def _contract(name: str, fields: Mapping[str, str], **more: Any) -> Contract:
    told = {
        field: {"heading": field, "type": type_, "may_be_blank": True}
        | ({"date_format": "yyyy-mm-dd"} if type_ in ("date", "time") else {})
        for field, type_ in fields.items()
    }
    made_up = {"extract": name, "title": name, "source": {"publisher": "Nobody"}, "files": [f"{name}*.csv"]}
    return Contract.model_validate(made_up | {"fields": told, "load_mode": "changes_by_key"} | more)


def surroundings(**records: Any) -> Surroundings:
    """Contracts of contacts (which point to referrals), referrals and stays; `records` adds to contacts'."""
    points = {"referral": {"extract": "referral", "fields": ["referral_no", "referral_site"]}}
    contact = _contract(
        "contact",
        CONTACT,
        key=["id"],
        period={"field": "seen"},
        unit={"field": "team"},
        consultant={"field": "seen_by"},
        commissioner={"field": "icb"},
        council={"field": "council"},
        records={"references": points} | records,
    )
    referral = _contract(
        "referral",
        REFERRAL,
        key=["no", "site"],
        period={"field": "received"},
        unit={"field": "site"},
        records={},
    )
    stay = _contract(
        "stay", STAY, key=["id"], period={"field": "admitted"}, unit={"field": "ward"}, records={}
    )
    practice = LookupTable(
        "practice",
        ("icb", "area"),
        (
            LookupRow("G1", ("QA", "N"), None, date(2024, 2, 29)),
            LookupRow("G1", ("QB", None), date(2024, 3, 1), None),
            LookupRow("G2", ("QC", "S")),
        ),
        "0" * 64,
    )
    return Surroundings(
        contracts={each.extract: each for each in (contact, referral, stay)},
        code_lists={
            "urgent": (CodeEntry("U1", ""), CodeEntry("U2", "", None, date(2024, 2, 15))),
            "empty": (),
        },
        lookups={"practice": practice},
        trust=TRUST,
    )


def counting(id_: str = "seen", around: Surroundings | None = None, **told: Any) -> RecordCounting:
    """An indicator of contacts, checked; a count of all of them where nothing is told."""
    asked = indicator(id_, **({"extract": "contact", "numerator": None} | told))
    return record_counting_of(asked, around or surroundings())


def closure(grain: Grain) -> list[ClosureRow]:
    """The trust over a team and a ward, and a consultant, in every period from 2023 to 2025."""
    first = Period.containing(date(2023, 1, 1), grain)
    pairs = [(TRUST, TEAM), (TRUST, WARD), *((unit, unit) for unit in (TRUST, TEAM, WARD, CONSULTANT))]
    return [
        ClosureRow(unit, source, period.start, unit == source)
        for period in first.until(Period.containing(date(2025, 12, 31), grain))
        for unit, source in pairs
    ]


def contacts(*rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Settled contacts: seen by team T1 on 10 January 2024, unless told otherwise."""
    usual = {"team": TEAM, "seen": date(2024, 1, 10)}
    return _settled(CONTACT, ({"id": f"c{i}"} | usual | row for i, row in enumerate(rows)), "seen")


def referrals(*rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Settled referrals to site S, received on 5 January 2024, unless told otherwise."""
    usual = {"site": "S", "received": date(2024, 1, 5)}
    return _settled(REFERRAL, ({"no": f"r{i}"} | usual | row for i, row in enumerate(rows)), "received")


def stays(*rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Settled stays on ward W1 from 10 January 2024, unless told otherwise."""
    usual = {"ward": WARD, "admitted": date(2024, 1, 10)}
    return _settled(STAY, ({"id": f"s{i}"} | usual | row for i, row in enumerate(rows)), "admitted")


def _settled(fields: Mapping[str, str], rows: Any, month_of: str) -> list[dict[str, Any]]:
    return [
        dict.fromkeys(fields)
        | {"record_key": next(iter(row.values())), "event_month": row[month_of].replace(day=1)}
        | row
        for row in rows
    ]


def figures(
    session: Session,
    countings: Sequence[RecordCounting],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    coverage: Mapping[str, Coverage] = COVERAGE,
    around: Surroundings | None = None,
) -> list[Figure]:
    """Figures by the compiled engine."""
    return compiled_figures(countings, around or surroundings(), rows, closure, coverage, session)
