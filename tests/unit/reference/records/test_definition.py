"""Countings taken apart, written back as text, and read again: the same definition each time."""

from typing import Any

import pytest

from tests.support.record_strategies import seeded_world
from trustboard.definitions.indicator import Indicator
from trustboard.expressions import record_counting_of
from trustboard.expressions.record_counting import RecordCounting
from trustboard.expressions.wording import wording
from trustboard.reference.records.definition import OTHER, default_day, put_together, written_of

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_definition_written_back_as_text_counts_alike(seed: int) -> None:
    world = seeded_world(seed)
    for indicator in world.indicators:
        counting = record_counting_of(indicator, world.surroundings)
        assert record_counting_of(rewritten(indicator, counting), world.surroundings) == counting


@pytest.mark.parametrize("seed", SEEDS)
def test_a_counting_taken_apart_is_put_together_again(seed: int) -> None:
    world = seeded_world(seed)
    for indicator in world.indicators:
        counting = record_counting_of(indicator, world.surroundings)
        has_other = indicator.denominator_from is not None
        written = written_of(counting, has_other=has_other)
        assert put_together(counting, written, has_other=has_other) == counting


def rewritten(indicator: Indicator, counting: RecordCounting) -> Indicator:
    """The indicator with every expression written anew from its tree."""
    told: dict[str, Any] = indicator.model_dump(exclude_defaults=True)
    written = written_of(counting, has_other=indicator.denominator_from is not None)
    for where, node in written.items():
        if node is not None and not isinstance(node, int):
            part = counting.denominator if where.startswith(OTHER) else None
            put(told, where.split("."), wording(node, day=default_day(part or counting.numerator)))
    return Indicator.model_validate(told)


def put(told: dict[str, Any], path: list[str], text: str) -> None:
    for step in path[:-1]:
        told = told.setdefault(step, {})
    told[path[-1]] = text
