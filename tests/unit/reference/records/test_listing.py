"""The records behind a number: as many as the figure says, and why others nearly counted."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.record_strategies import seeded_world
from tests.support.record_worlds.world import World
from tests.support.spells import SURROUNDINGS, case, count, indicator, spell
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.structure import ClosureRow
from trustboard.expressions import record_counting_of
from trustboard.expressions.nodes import Type
from trustboard.expressions.record_counting import Part
from trustboard.reference import (
    Clause,
    Counted,
    KeptOut,
    Listed,
    answer_records,
    case_rows,
    list_records,
)
from trustboard.vocabulary.figure import Figure, Kind, Slice
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.state import State

SEEDS = range(60)


def listed(world: World, indicator: Indicator, figure: Figure) -> Listed:
    closure = {grain: world.closure(grain) for grain in Grain}
    return list_records(
        indicator, world.surroundings, world.rows, closure, slice_=figure.slice, period=figure.period
    )


def some_figures(world: World, indicator: Indicator) -> list[Figure]:
    """A few of the figures that have numbers: first, last, and between."""
    closure = {grain: world.closure(grain) for grain in Grain}
    figures = answer_records(indicator, world.surroundings, world.rows, closure, world.coverage)
    known = [figure for figure in figures if figure.state in (State.VALUE, State.NO_CASES)]
    return known[:: max(1, len(known) // 6)]


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_as_many_records_as_the_figure_says(seed: int) -> None:
    world = seeded_world(seed)
    for asked in world.indicators:
        counting = record_counting_of(asked, world.surroundings)
        for figure in some_figures(world, asked):
            found = listed(world, asked, figure)
            _agree(figure, counting.numerator, found.numerator)
            if counting.denominator is not None:
                _adds_up(counting.denominator, found.denominator, figure.parts.denominator)


def _agree(figure: Figure, part: Part, found: tuple[Counted, ...]) -> None:
    amounts = [each.amount for each in found]
    match figure.kind:
        case Kind.QUANTILE:
            histogram = figure.parts.histogram
            assert len(found) == (0 if histogram is None else histogram.total)
        case Kind.MAXIMUM:
            assert max(amounts, default=None) == figure.parts.largest
        case Kind.MEAN:
            assert (sum(amounts), len(found)) == (figure.parts.numerator, figure.parts.denominator)
        case Kind.DISTINCT:
            assert len({each.text for each in found}) == figure.parts.numerator
            assert None not in {each.text for each in found}
        case _:
            _adds_up(part, found, figure.parts.numerator)


def _adds_up(part: Part, found: tuple[Counted, ...], expected: Decimal | None) -> None:
    if part.counted is None or part.counted.type is Type.BOOLEAN:
        assert len(found) == expected
    assert sum(each.amount for each in found) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_what_nearly_counted_is_not_in_the_numerator_and_says_why(seed: int) -> None:
    world = seeded_world(seed)
    for asked in world.indicators:
        for figure in some_figures(world, asked):
            found = listed(world, asked, figure)
            within = {(each.record_key, each.cell) for each in found.numerator}
            for each in found.nearly:
                assert (each.record_key, each.cell) not in within
                assert each.clauses


# One small ward, by hand

CLOSURE = [
    ClosureRow(unit, source, date(2026, month, 1), unit == source)
    for month in (4, 5)
    for unit, source in (("RXX", "RXX"), ("RXX", "W1"), ("W1", "W1"))
]


def behind(asked: Indicator, *rows: dict[str, Any], unit: str = "RXX", month: int = 5) -> Listed:
    """The records behind a figure; rows are given as in worked cases."""
    typed = case_rows(asked, SURROUNDINGS, case(*rows))
    period = Period.month(2026, month)
    return list_records(asked, SURROUNDINGS, typed, CLOSURE, slice_=Slice(unit), period=period)


def keys(found: Iterable[Counted | KeptOut]) -> list[str]:
    return [each.record_key for each in found]


def test_each_record_is_in_its_parts_or_nearly() -> None:
    found = behind(
        indicator(),
        spell("2026-05-10", "2026-05-11", spell_id="yes"),
        spell("2026-05-10", "2026-05-14", spell_id="late"),
        spell("2026-05-10", spell_id="never", ward="W1"),
        spell("2026-05-10", "2026-05-11", spell_id="prison", destination=37),
        spell("2026-05-28", "2026-05-29", spell_id="june"),
        spell("2026-05-10", "2026-05-11", spell_id="elsewhere", ward="W2"),
    )
    assert keys(found.numerator) == ["YES", "ELSEWHERE"]  # of no unit that there is: the trust's
    assert keys(found.denominator) == ["YES", "LATE", "NEVER", "ELSEWHERE"]
    assert keys(found.nearly) == ["LATE", "NEVER", "PRISON"]
    late, never, prison = (each.clauses for each in found.nearly)
    days = "date_diff('day', discharged, contact)"
    assert late == (
        Clause(
            where="numerator",
            text=f"{days} between 1 and 3",
            is_unknown=False,
            values=((days, Decimal(4)), ("discharged", date(2026, 5, 10)), ("contact", date(2026, 5, 14))),
        ),
    )
    assert never[0].is_unknown
    assert dict(never[0].values) == {days: None, "discharged": date(2026, 5, 10), "contact": None}
    assert prison == (
        Clause(
            where="population",
            text="destination is null or destination not in codes('excluded')",
            is_unknown=False,
            values=(("destination", "37"),),
        ),
    )


def test_only_the_units_own_records_are_listed() -> None:
    rows = [spell("2026-05-10", spell_id="own", ward="W1"), spell("2026-05-10", spell_id="other")]
    found = behind(indicator(), *rows, unit="W1")
    assert (keys(found.numerator), keys(found.denominator), keys(found.nearly)) == ([], ["OWN"], ["OWN"])


def test_every_clause_that_is_not_true_is_named_under_its_key() -> None:
    asked = count(
        kind="proportion", population="urgent and beds > 1", denominator="is_adult", numerator="note = 'x'"
    )
    (kept,) = behind(asked, spell("2026-05-10", beds=1, ward_class="OLDER", note="y")).nearly
    assert [(clause.where, clause.text, clause.is_unknown) for clause in kept.clauses] == [
        ("population", "urgent", True),
        ("population", "beds > 1", False),
        ("denominator", "is_adult", False),
        ("numerator", "note = 'x'", False),
    ]
    assert kept.clauses[2].values == (("is_adult", False), ("is_adult_rule", "all"))


def test_a_number_that_is_not_known_keeps_its_record_out() -> None:
    asked = count(kind="mean", numerator="weight - beds")
    rows = [spell("2026-05-10", spell_id="a", weight=2.5, beds=1), spell("2026-05-10", spell_id="b", beds=1)]
    found = behind(asked, *rows)
    assert [(each.record_key, each.amount) for each in found.numerator] == [("A", Decimal("1.5"))]
    assert found.denominator == found.numerator
    (kept,) = found.nearly
    assert kept.clauses == (
        Clause(
            where="numerator",
            text="weight - beds",
            is_unknown=True,
            values=(("weight", None), ("beds", Decimal(1))),
        ),
    )


def test_of_different_people_every_record_is_listed_with_its_person() -> None:
    asked = count(kind="distinct", numerator="note")
    rows = [
        spell("2026-05-10", spell_id=key, note=note) for key, note in (("a", "p"), ("b", "p"), ("c", None))
    ]
    found = behind(asked, *rows)
    assert [(each.record_key, each.text) for each in found.numerator] == [("A", "p"), ("B", "p")]
    assert (found.denominator, keys(found.nearly)) == ((), ["C"])


def test_a_record_of_two_months_stands_in_both() -> None:
    clock = {"start": "contact", "stop": "discharged"}
    asked = count(
        period={"during": clock, "window_months": 2}, numerator="days_in_period(contact, discharged)"
    )
    found = behind(asked, spell("2026-05-03", "2026-04-29"))
    assert [(each.cell.code, each.amount) for each in found.numerator] == [("2026-04", 2), ("2026-05", 2)]


def test_a_lookup_and_a_field_of_another_record_are_shown_with_their_values() -> None:
    asked = count(population="lookup('area.name', ward) <> 'NORTH' and referral.source = 'GP'")
    typed = case_rows(
        asked,
        SURROUNDINGS,
        case(
            spell("2026-05-10", ward="W1", referral_id="R1"),
            others={"referral": [{"referral_id": "R1", "source": "SELF"}]},
        ),
    )
    found = list_records(
        asked, SURROUNDINGS, typed, CLOSURE, slice_=Slice("W1"), period=Period.month(2026, 5)
    )
    assert [clause.values for clause in found.nearly[0].clauses] == [
        (("lookup('area.name', ward)", "NORTH"), ("ward", "W1")),
        (("referral.source", "SELF"),),
    ]
