"""Every function over every pair of odd values: the SQL engines say what the reference says."""

from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.conformance.asking import Answered, indicator, row_of, world_with
from tests.conformance.function_cases import CASES
from tests.support.record_engines import Answering, answer_by_reference
from tests.support.record_worlds.world import World
from trustboard.expressions.nodes import Function
from trustboard.vocabulary.figure import Kind

DATES = (
    None,
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2023, 2, 28),
    date(2024, 1, 31),
    date(2023, 12, 31),
    date(2024, 2, 1),
    date(2024, 3, 31),
    date(2004, 2, 29),
    date(1899, 12, 31),
    date(2024, 12, 26),
    date(2099, 12, 31),
)
TIMES = tuple(
    None if text is None else datetime.fromisoformat(text)
    for text in (
        None,
        "2024-03-31T00:59:59",
        "2024-03-31T01:00:00",
        "2024-03-31T01:30:00",
        "2024-03-31T02:00:00",
        "2024-10-27T00:59:59",
        "2024-10-27T01:00:00",
        "2024-10-27T01:59:59",
        "2024-10-27T02:00:00",
        "2024-02-29T23:59:59",
        "2024-03-01T00:00:00",
        "1971-07-01T12:00:00",
        "2050-10-30T01:59:59",
    )
)
NUMBERS = tuple(
    None if text is None else Decimal(text)
    for text in (
        None,
        "0",
        "0.5",
        "-0.5",
        "1.5",
        "2.5",
        "-2.5",
        "0.499999",
        "-0.000001",
        "17.999999",
        "18",
        "123456789012.345678",
        "-99999",
    )
)
WHOLE = (None, 0, 1, -1, 7, 28, 31, 365, -366, 2, 3, 1_000_000, -28)


def _expressions() -> dict[str, str]:
    """Every expression that the cases worked out by hand ask for a number."""
    asked = [case for cases in CASES.values() for case in cases if not isinstance(case.comes_to, bool)]
    conditions = {case.expression for cases in CASES.values() for case in cases if case.comes_to is True}
    expressions = dict.fromkeys(case.expression for case in asked if case.expression not in conditions)
    return {f"e{place}": expression for place, expression in enumerate(expressions)}


EXPRESSIONS = _expressions()


def _world() -> World:
    pairs = product(range(len(DATES)), repeat=2)
    rows = [row_of(place, _given(*pair)) for place, pair in enumerate(pairs)]
    return world_with(
        [indicator(name, Kind.MEAN, expression, None) for name, expression in EXPRESSIONS.items()], rows
    )


def _given(first: int, second: int) -> dict[str, Any]:
    return {
        "d1": DATES[first],
        "d2": DATES[second],
        "t1": TIMES[first],
        "t2": TIMES[second],
        "n1": NUMBERS[first],
        "n2": NUMBERS[second],
        "i1": WHOLE[first],
    }


@pytest.fixture(scope="module")
def expected() -> Answered:
    return answer_by_reference(_world())


@pytest.fixture(scope="module")
def answered(sql_answering: Answering) -> Answered:
    return sql_answering(_world())


@pytest.mark.parametrize("function", Function)
def test_an_engine_says_of_odd_values_what_the_reference_says(
    function: Function, answered: Answered, expected: Answered
) -> None:
    names = {
        name for name, asked in EXPRESSIONS.items() if asked in {each.expression for each in CASES[function]}
    }
    assert names
    assert {key: figure for key, figure in answered.items() if key[0] in names} == {
        key: figure for key, figure in expected.items() if key[0] in names
    }
