"""Every small change of an expression, as a person reads it."""

import pytest

from tests.support.record_strategies import seeded_world
from tests.support.spells import SURROUNDINGS, count
from trustboard.expressions import record_counting_of
from trustboard.expressions.nodes import Node
from trustboard.expressions.wording import wording
from trustboard.reference.mutations import MOST_CODES, mutations
from trustboard.reference.records.definition import default_day


def population(text: str, **more: object) -> Node:
    node = record_counting_of(count(population=text, **more), SURROUNDINGS).numerator.population
    assert node is not None
    return node


def changes(text: str) -> list[str]:
    """What an expression becomes, written as its author could have."""
    node = population(text)
    counting = record_counting_of(count(population=text), SURROUNDINGS)
    day = default_day(counting.numerator)
    return [wording(mutation.node, day=day) for mutation in mutations(node, day=day)]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("beds = 2", ["beds <> 2", "beds < 2", "beds <= 2", "beds > 2", "beds >= 2", "beds = 1", "beds = 3"]),
        ("ward = 'A'", ["ward <> 'A'"]),
        ("ward <> destination", ["ward = destination"]),
        (
            "discharged < date '2026-04-01'",
            [
                "discharged = date '2026-04-01'",
                "discharged <> date '2026-04-01'",
                "discharged <= date '2026-04-01'",
                "discharged > date '2026-04-01'",
                "discharged >= date '2026-04-01'",
                "discharged < date '2026-03-31'",
                "discharged < date '2026-04-02'",
            ],
        ),
        ("urgent", ["not urgent"]),
        ("not urgent", ["urgent"]),
        ("ward is null", ["ward is not null"]),
        ("ward is not null", ["ward is null"]),
        ("starts_with(ward, 'A')", ["not starts_with(ward, 'A')"]),
        ("ward in ('A', 'B')", ["ward not in ('A', 'B')", "ward in ('B')", "ward in ('A')"]),
        ("ward not in ('A')", ["ward in ('A')"]),
        (
            "ward = 'A' and urgent",
            ["not (ward = 'A' and urgent)", "ward = 'A' or urgent", "urgent", "ward = 'A'", "ward <> 'A' and urgent", "ward = 'A' and not urgent"],
        ),
        (
            "urgent or ward is null or ward = 'A'",
            [
                "not (urgent or ward is null or ward = 'A')",
                "urgent and ward is null and ward = 'A'",
                "ward is null or ward = 'A'",
                "urgent or ward = 'A'",
                "urgent or ward is null",
                "not urgent or ward is null or ward = 'A'",
                "urgent or ward is not null or ward = 'A'",
                "urgent or ward is null or ward <> 'A'",
            ],
        ),
        # whole numbers and days: the next one, or none of the two ends
        (
            "date_diff('day', discharged, contact) between 1 and 3",
            [
                "date_diff('day', discharged, contact) not between 1 and 3",
                "date_diff('day', discharged, contact) >= 1",
                "date_diff('day', discharged, contact) <= 3",
                "date_diff('day', contact, discharged) between 1 and 3",
                "date_diff('day', discharged, contact) between 0 and 3",
                "date_diff('day', discharged, contact) between 2 and 3",
                "date_diff('day', discharged, contact) between 1 and 2",
                "date_diff('day', discharged, contact) between 1 and 4",
            ],
        ),
        # other numbers: the ends themselves too
        (
            "weight between 1.5 and beds",
            [
                "weight not between 1.5 and beds",
                "weight >= 1.5",
                "weight <= beds",
                "weight > 1.5 and weight <= beds",
                "weight >= 1.5 and weight < beds",
                "weight between 0.5 and beds",
                "weight between 2.5 and beds",
            ],
        ),
        (
            "least(weight, beds) > -weight",
            [f"least(weight, beds) {sign} -weight" for sign in ("=", "<>", "<", "<=", ">=")] + ["greatest(weight, beds) > -weight"],
        ),
        (
            "coalesce(contact, discharged, add_days(discharged, 2)) = discharged",
            [f"coalesce(contact, discharged, add_days(discharged, 2)) {sign} discharged" for sign in ("<>", "<", "<=", ">", ">=")]
            + [
                "coalesce(discharged, contact, add_days(discharged, 2)) = discharged",
                "coalesce(contact, discharged, add_days(discharged, 1)) = discharged",
                "coalesce(contact, discharged, add_days(discharged, 3)) = discharged",
            ],
        ),
        (
            "beds + weight = 2 * beds",
            [f"beds + weight {sign} 2 * beds" for sign in ("<>", "<", "<=", ">", ">=")]
            + ["beds - weight = 2 * beds", "beds + weight = 1 * beds", "beds + weight = 3 * beds"],
        ),
        (
            "destination in codes('excluded')",
            ["destination not in codes('excluded')", "destination in codes('excluded')", "destination in codes('excluded')"],
        ),
        (
            "destination in codes('excluded', add_days(contact, 1))",
            ["destination not in codes('excluded', add_days(contact, 1))"]
            + ["destination in codes('excluded', add_days(contact, 1))"] * 2
            + ["destination in codes('excluded', add_days(contact, 0))", "destination in codes('excluded', add_days(contact, 2))"],
        ),
        (
            "lookup('area.name', coalesce(ward, note)) = 'NORTH'",
            ["lookup('area.name', coalesce(ward, note)) <> 'NORTH'", "lookup('area.name', coalesce(note, ward)) = 'NORTH'"],
        ),
        (
            "lookup('area.name', ward, add_days(contact, 1)) = 'NORTH'",
            [
                "lookup('area.name', ward, add_days(contact, 1)) <> 'NORTH'",
                "lookup('area.name', ward, add_days(contact, 0)) = 'NORTH'",
                "lookup('area.name', ward, add_days(contact, 2)) = 'NORTH'",
            ],
        ),
        # how a field is derived is the contract's
        ("age = 'ADULT'", ["age <> 'ADULT'"]),
        ("is_adult", ["not is_adult"]),
    ],
)  # fmt: skip
def test_what_an_expression_becomes(text: str, becomes: list[str]) -> None:
    assert changes(text) == becomes


def test_a_code_left_out_is_told_by_name_and_its_days_stay() -> None:
    found = list(mutations(population("destination in codes('excluded')")))
    words = [mutation.words for mutation in found if "left out" in mutation.words]
    assert [word.split(" left")[0] for word in words] == ["'37'", "'87'"]
    assert len({mutation.node for mutation in found}) == len(found)


def test_of_a_long_list_no_single_code_is_left_out() -> None:
    assert len(SURROUNDINGS.code_lists["long"]) > MOST_CODES
    words = [mutation.words for mutation in mutations(population("destination in codes('long', discharged)"))]
    assert words[1:] == ["every code left out of “destination in codes('long', discharged)”"]


@pytest.mark.parametrize("seed", range(40))
def test_every_change_is_a_change_and_an_expression_of_the_same_type(seed: int) -> None:
    world = seeded_world(seed)
    for indicator in world.indicators:
        counting = record_counting_of(indicator, world.surroundings)
        for part in counting.parts:
            for node in (part.population, part.counted):
                for mutation in mutations(node) if node is not None else ():
                    assert mutation.node != node
                    assert node is not None
                    assert mutation.node.type is node.type
                    assert wording(mutation.node)
