"""What expressions are worth of one record, where nothing is known and at every edge."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.spells import SURROUNDINGS, case, count, spell
from trustboard.expressions import record_counting_of
from trustboard.expressions.nodes import Call, Field, Function, Type
from trustboard.reference import case_rows
from trustboard.reference.records.functions import call
from trustboard.reference.records.seen import Seen, Value, World
from trustboard.reference.records.values import value
from trustboard.vocabulary.period import Period

MAY = Period.month(2026, 5)


def worth(text: str, *, of: str = "number", **given: Any) -> Value | None:
    """What a number, or a condition, is worth of a spell that was discharged on 10 May 2026."""
    asked = count(**{"numerator" if of == "number" else "population": text})
    rows = case_rows(asked, SURROUNDINGS, case(spell("2026-05-10", **given)))
    world = World.of(SURROUNDINGS, rows)
    part = record_counting_of(asked, SURROUNDINGS).numerator
    node = part.counted if of == "number" else part.population
    assert node is not None
    return value(node, Seen(world.records["spell"][0], MAY, world))


@pytest.mark.parametrize(
    ("text", "given", "number"),
    [
        ("working_days(discharged, contact)", {"contact": "2026-05-12"}, 2),  # Sunday to Tuesday
        ("working_days(discharged, contact)", {"contact": "2026-05-26"}, 11),  # past the spring bank holiday
        ("working_days(discharged, contact)", {"contact": "2026-05-08"}, 0),
        ("working_days(discharged, contact)", {}, None),
        ("date_diff('day', arrived, discharged)", {"arrived": "2026-05-09 23:59"}, 1),
        ("hours_between(arrived, arrived)", {}, None),
        ("minutes_between(timestamp '2026-03-29 00:30', arrived)", {"arrived": "2026-03-29 02:30"}, 60),
        ("hours_between(timestamp '2026-10-25 00:30', arrived)", {"arrived": "2026-10-25 02:30"}, 3),
        ("months_between(discharged, contact)", {"contact": "2026-06-09"}, 0),
        ("age_on(contact, discharged)", {"contact": "2008-05-10"}, 18),
        ("date_diff('day', discharged, add_days(contact, -2))", {"contact": "2026-05-13"}, 1),
        ("weekday(discharged)", {}, 7),
        ("hour_of(arrived)", {"arrived": "2026-05-09 23:59"}, 23),
        ("coalesce(beds, weight, 3)", {"weight": 2.5}, Decimal("2.5")),
        ("coalesce(beds, weight)", {}, None),
        ("least(beds, weight, 3)", {"beds": 4}, 3),
        ("greatest(beds, weight)", {}, None),
        ("abs(weight)", {"weight": -1.5}, Decimal("1.5")),
        ("floor(weight)", {"weight": -1.5}, -2),
        ("round(weight)", {"weight": -1.5}, -1),
        ("round(weight)", {"weight": 2.5}, 3),
        ("-weight * 2 + beds - 1", {"weight": 0.1, "beds": 3}, Decimal("1.8")),
        ("weight + beds", {"beds": 3}, None),
        ("-weight", {}, None),
        ("days_in_period(discharged, contact)", {"contact": "2026-05-12"}, 2),
        ("days_in_period(discharged, contact)", {}, 22),
        ("days_in_period(contact, discharged)", {}, None),
        ("days_in_period(contact, discharged)", {"contact": "2026-04-12"}, 9),
        ("days_in_period(contact, discharged)", {"contact": "2026-05-12"}, 0),
        ("days_in_period(discharged, contact)", {"contact": "2026-06-12"}, 22),
        ("date_diff('day', period_start, period_end)", {}, 30),
    ],
)
def test_a_number_is_worth(text: str, given: dict[str, Any], number: int | None) -> None:
    assert worth(text, **given) == number


@pytest.mark.parametrize(
    ("text", "given", "truth"),
    [
        ("urgent", {"urgent": True}, True),
        ("urgent", {}, None),
        ("not urgent", {"urgent": True}, False),
        ("not urgent", {}, None),
        ("is_adult", {}, True),
        ("note = 'a'", {"note": "A"}, False),
        ("note = 'a'", {}, None),
        ("note in ('a', 'b')", {"note": "b"}, True),
        ("note not in ('a', 'b')", {}, None),
        ("beds in (1, 2)", {"beds": 2}, True),
        ("note is null", {"note": "a"}, False),
        ("coalesce(note, ward) is null", {}, True),
        ("starts_with(note, 'F2')", {"note": "F20.0"}, True),
        ("starts_with(note, 'F2')", {"note": "f20.0"}, False),
        ("starts_with(note, 'F2')", {}, None),
        ("note = 'a' and beds = 1", {"beds": 2}, False),
        ("note = 'a' and beds = 1", {"beds": 1}, None),
        ("note = 'a' or beds = 1", {"beds": 1}, True),
        ("note = 'a' or beds = 1", {"beds": 2}, None),
        ("beds between 1 and weight", {"beds": 0}, False),
        ("beds between 1 and weight", {"beds": 1}, None),
        ("destination in codes('excluded')", {"destination": 87}, False),
        ("destination in codes('excluded', contact)", {"destination": 87, "contact": "2026-06-01"}, True),
        ("destination in codes('excluded', contact)", {"destination": 37}, None),
        ("destination in codes('excluded')", {"destination": None}, None),
        ("lookup('area.name', ward) = 'NORTH'", {"ward": "W1"}, True),
        ("lookup('area.name', ward) = 'EAST'", {"ward": "W3"}, True),
        ("lookup('area.name', ward, contact) = 'SOUTH'", {"ward": "W3", "contact": "2026-05-09"}, True),
        ("lookup('area.name', ward) is null", {"ward": "W2"}, True),
        ("lookup('area.name', ward) is null", {}, True),
        ("lookup('area.name', ward, contact) is null", {"ward": "W1"}, True),
        ("referral.source is null", {"referral_id": "R1"}, True),
        ("age_rule = 'all'", {}, True),
        ("age_rule is null", {"ward_class": None}, True),
        ("date_of(arrived) = contact", {"arrived": "2026-05-09 23:59", "contact": "2026-05-09"}, True),
        ("arrived < timestamp '2026-05-10 00:00'", {"arrived": "2026-05-09 23:59:59"}, True),
    ],
)
def test_a_condition_is_true_false_or_unknown(text: str, given: dict[str, Any], truth: bool | None) -> None:
    assert worth(text, of="condition", **given) is truth


def test_a_day_beside_a_time_is_its_midnight() -> None:
    rows = case_rows(count(), SURROUNDINGS, case(spell("2026-05-10", arrived="2026-05-10 00:00")))
    world = World.of(SURROUNDINGS, rows)
    seen = Seen(world.records["spell"][0], MAY, world)
    both = (Field("discharged", Type.DATE), Field("arrived", Type.TIME))
    assert value(Call(Function.HOURS_BETWEEN, both, Type.NUMBER), seen) == 0


def test_days_beyond_the_calendar_are_nothing() -> None:
    given = [date.max, Decimal(1)]
    working_days = SURROUNDINGS.working_days
    assert call(Function.ADD_DAYS, given, period=MAY, working_days=working_days) is None
