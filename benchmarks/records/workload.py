"""The work: 40 indicators on one extract of single records, as a trust would define them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from benchmarks.records.contacts import TRUST
from trustboard.compiler.records import Pass, RecordPlan, plan_records
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.vocabulary.figure import Kind

EXTRACT = "care_contact"
FIELDS = {
    "team": "code",
    "consultant": "code",
    "commissioner": "code",
    "council": "code",
    "contact_date": "date",
    "referral_date": "date",
    "attended": "code",
    "mechanism": "code",
    "priority": "code",
    "reason": "code",
    "ward_class": "code",
    "duration": "integer",
    "wait_days": "integer",
    "age": "integer",
    "ethnicity": "code",
    "first_contact": "boolean",
    "discharge_date": "date",
    "followup_date": "date",
    "outcome_score": "integer",
}
SEEN = "attended in ('5', '6')"
FIRST = f"{SEEN} and first_contact"
LEFT_WARD = "ward_class in ('ADULT_ACUTE', 'OLDER_ACUTE', 'PICU') and discharge_date is not null"
FOLLOWED_AFTER = "date_diff('day', discharge_date, followup_date)"
# Name, kind, population (None: all), numerator (None: the population itself).
MEASURES: tuple[tuple[str, Kind, str | None, str | None], ...] = (
    ("contacts", Kind.COUNT, None, None),
    ("seen", Kind.COUNT, SEEN, None),
    ("by_telephone", Kind.COUNT, SEEN, "mechanism in ('03', '04')"),
    ("in_groups", Kind.COUNT, SEEN, "mechanism in ('05', '06', '07')"),
    ("cancelled_by_trust", Kind.COUNT, "attended = '2'", None),
    ("cancelled_by_person", Kind.COUNT, "attended = '4'", None),
    ("at_weekends", Kind.COUNT, SEEN, "weekday(contact_date) >= 6"),
    ("over_85", Kind.COUNT, SEEN, "age > 85"),
    ("no_reason", Kind.COUNT, "reason is null", None),
    ("late_followups", Kind.COUNT, "followup_date > add_days(contact_date, 10)", None),
    (
        "routine_therapy",
        Kind.COUNT,
        f"{SEEN} and priority in ('2', '3')",
        "reason in ('10', '11', '12', '13')",
    ),
    ("not_attended", Kind.PROPORTION, "attended in ('3', '5', '6', '7')", "attended in ('3', '7')"),
    ("face_to_face", Kind.PROPORTION, SEEN, "mechanism in ('01', '11')"),
    ("by_video", Kind.PROPORTION, SEEN, "mechanism = '02'"),
    ("at_a_distance", Kind.PROPORTION, SEEN, "mechanism not in ('01', '11', '02')"),
    ("within_28_days", Kind.PROPORTION, FIRST, "wait_days <= 28"),
    ("within_18_weeks", Kind.PROPORTION, FIRST, "wait_days <= 126"),
    ("urgent_in_14_days", Kind.PROPORTION, f"{FIRST} and priority = '1'", "wait_days between 0 and 14"),
    (
        "urgent_in_5_days",
        Kind.PROPORTION,
        "first_contact and priority = '1'",
        "date_diff('day', referral_date, contact_date) <= 5",
    ),
    ("followed_up_in_72_hours", Kind.PROPORTION, LEFT_WARD, f"{FOLLOWED_AFTER} between 1 and 3"),
    ("followed_up_in_7_days", Kind.PROPORTION, LEFT_WARD, f"{FOLLOWED_AFTER} between 1 and 7"),
    (
        "community_followed_up",
        Kind.PROPORTION,
        "ward_class = 'COMMUNITY' and discharge_date is not null",
        "followup_date is not null",
    ),
    ("ethnicity_recorded", Kind.PROPORTION, None, "ethnicity is not null"),
    ("priority_recorded", Kind.PROPORTION, None, "priority is not null"),
    ("duration_recorded", Kind.PROPORTION, SEEN, "duration is not null"),
    ("outcome_recorded", Kind.PROPORTION, SEEN, "outcome_score is not null"),
    ("good_outcome", Kind.PROPORTION, f"{SEEN} and outcome_score is not null", "outcome_score >= 4"),
    ("half_an_hour", Kind.PROPORTION, SEEN, "duration >= 30"),
    ("one_to_two_hours", Kind.PROPORTION, SEEN, "duration between 60 and 120"),
    ("in_crisis", Kind.PROPORTION, SEEN, "reason in ('01', '02', '03') or reason = '07'"),
    ("aged_65_and_over", Kind.PROPORTION, SEEN, "age >= 65"),
    ("minority_ethnic", Kind.PROPORTION, SEEN, "ethnicity not in ('A', 'B', 'C')"),
    ("duration", Kind.MEAN, SEEN, "duration"),
    ("duration_face_to_face", Kind.MEAN, f"{SEEN} and mechanism in ('01', '11')", "duration"),
    ("wait_to_first", Kind.MEAN, FIRST, "wait_days"),
    ("wait_of_urgent", Kind.MEAN, "first_contact and priority = '1'", "wait_days"),
    ("outcome", Kind.MEAN, SEEN, "outcome_score"),
    ("duration_with_children", Kind.MEAN, f"{SEEN} and age < 18", "duration"),
    ("waits_over_a_year", Kind.MEAN, "first_contact and wait_days > 365", "wait_days"),
    ("days_to_followup", Kind.MEAN, LEFT_WARD, FOLLOWED_AFTER),
)


@dataclass(frozen=True)
class Number:
    """One number that adds up: its column in our cells, and what other tools are asked for.

    Without an `amount` records that meet the condition are counted; else it is added up, or counted
    where known.
    """

    column: str
    condition: str | None
    amount: str | None = None
    is_sum: bool = False


@dataclass(frozen=True)
class Work:
    """The indicators, planned: the one pass that they need, and the numbers that each is made of."""

    plan: RecordPlan
    numbers: dict[str, tuple[Number, ...]]

    @property
    def pass_(self) -> Pass:
        """The pass that counts them all."""
        (only,) = self.plan.passes
        return only

    @property
    def distinct(self) -> tuple[Number, ...]:
        """Every number, each once."""
        named = {number.column: number for numbers in self.numbers.values() for number in numbers}
        return tuple(named.values())


def contract() -> Contract:
    """The contract of the extract."""
    fields = {
        name: {"heading": name, "type": kind, "may_be_blank": True}
        | ({"required": True} if name == "team" else {})
        for name, kind in ({"record": "code"} | FIELDS).items()
    }
    return Contract.model_validate(
        {
            "extract": EXTRACT,
            "title": "Care contacts (made up)",
            "source": {"publisher": "made up"},
            "files": ["*.csv"],
            "key": ["record"],
            "fields": fields,
            "period": {"field": "contact_date"},
            "unit": {"field": "team"},
            "consultant": {"field": "consultant"},
            "commissioner": {"field": "commissioner"},
            "council": {"field": "council"},
            "records": {},
        }
    )


def surroundings() -> Surroundings:
    """What the indicators may refer to: the contract alone."""
    return Surroundings(contracts={EXTRACT: contract()}, trust=TRUST)


@cache
def work() -> Work:
    """Check and plan the indicators."""
    around = surroundings()
    plan = plan_records([record_counting_of(each, around) for each in indicators()], around)
    numbers: dict[str, tuple[Number, ...]] = {}
    for (name, kind, population, numerator), recipe in zip(MEASURES, plan.recipes, strict=True):
        arm = recipe.arms[0]
        above = f"a{arm.numerator.atom}"
        whole = joined(population, numerator)
        if kind is Kind.MEAN:
            added = Number(f"{above}_sum", population, numerator, is_sum=True)
            numbers[name] = (added, Number(f"{above}_known", population, numerator))
        elif kind is Kind.PROPORTION:
            assert arm.denominator is not None
            below = Number(f"a{arm.denominator.atom}_count", population)
            numbers[name] = (Number(f"{above}_count", whole), below)
        else:
            numbers[name] = (Number(f"{above}_count", whole),)
    return Work(plan, numbers)


def indicators() -> list[Indicator]:
    """The indicators as definitions."""
    return [_indicator(*measure) for measure in MEASURES]


def _indicator(name: str, kind: Kind, population: str | None, numerator: str | None) -> Indicator:
    said: dict[str, Any] = {
        "id": name,
        "title": name.replace("_", " "),
        "why": "Measured for its speed.",
        "extract": EXTRACT,
        "kind": kind,
        "population": population,
        "numerator": numerator,
        "better": "neutral",
        "domain": "effective",
        "perspective": "quality_safety",
        "definition": "As its expressions say.",
        "owner": "performance lead",
        "author": "information analyst",
        "checked_by": "head of information",
        "review_by": date(2027, 3, 31),
        "sources": ["made up"],
        "cases": [],
    }
    return Indicator.model_validate(said)


def joined(*conditions: str | None) -> str | None:
    """Join conditions by "and"; None where there is none."""
    there = [f"({each})" for each in conditions if each is not None]
    return " and ".join(there) or None


def as_sql(expression: str) -> str:
    """Write an expression in the SQL of DuckDB; but for two functions it is that already."""
    expression = expression.replace("weekday(", "isodow(")
    return re.sub(r"add_days\((\w+), (\d+)\)", r"(\1 + \2)", expression)
