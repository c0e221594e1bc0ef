"""The plan of record indicators: each thing once, and what may not be mixed kept apart."""

from typing import Any

import pytest

from tests.support.record_small import counting, surroundings
from trustboard.compiler.records import plan_records
from trustboard.compiler.records.atoms import Atom, Count, Distinct, Histogram, Maximum, Sum
from trustboard.compiler.records.plan import RecordPlan, Slot
from trustboard.expressions.nodes import And, Field, Type
from trustboard.vocabulary.period import Grain

AROUND = surroundings()
ATTENDED, MINUTES = Field("attended", Type.BOOLEAN), Field("minutes", Type.NUMBER)
IN_JANUARY = {"population": "seen <= date '2024-01-31'"}


def planned(*told: dict[str, Any]) -> RecordPlan:
    countings = [counting(f"i{number}", AROUND, **each) for number, each in enumerate(told)]
    return plan_records(countings, AROUND)


def atoms(*told: dict[str, Any]) -> tuple[Atom, ...]:
    (only,) = planned(*told).passes
    return only.atoms


@pytest.mark.parametrize(
    "texts",
    [
        ["kind = 'A' and score > 1", "score > 1 and kind = 'A'", "not (kind <> 'A' or score <= 1)"],
        ["attended or (kind = 'A' or minutes > 5)", "(minutes > 5 or attended) or kind = 'A' or attended"],
        ["kind = 'A' and kind = 'A'", "\"kind\" = 'A'", "kind = 'A' or (kind = 'A' and kind = 'A')"],
    ],
)
def test_what_means_the_same_is_one_atom_however_it_is_written(texts: list[str]) -> None:
    assert len(atoms(*({"population": text} for text in texts))) == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, (Count(None),)),
        ({"numerator": "attended"}, (Count(ATTENDED), Count(None))),
        ({"numerator": "minutes"}, (Sum(None, MINUTES), Count(None))),
        ({"kind": "proportion", "numerator": "attended"}, (Count(ATTENDED), Count(None))),
        ({"kind": "mean", "numerator": "minutes"}, (Sum(None, MINUTES), Count(None))),
        (
            {"kind": "quantile", "quantile": 0.5, "numerator": "minutes"},
            (Histogram(None, MINUTES), Count(None)),
        ),
        ({"kind": "maximum", "numerator": "minutes"}, (Maximum(None, MINUTES), Count(None))),
        ({"kind": "distinct", "numerator": "person"}, (Distinct(None, Field("person", Type.TEXT)),)),
        (
            {"kind": "rate", "numerator": "minutes", "denominator": "attended"},
            (Sum(None, MINUTES), Count(ATTENDED), Count(None)),
        ),
    ],
)
def test_each_kind_asks_its_atoms_and_who_is_there(told: dict[str, Any], expected: tuple[Atom, ...]) -> None:
    assert atoms(told) == expected


def test_a_proportions_numerator_also_meets_the_denominators_condition() -> None:
    told = {
        "kind": "proportion",
        "numerator": "attended",
        "denominator": "score > 1",
        "population": "minutes > 5",
    }
    counted, eligible, there = atoms(told)
    assert isinstance(counted.condition, And)
    assert isinstance(eligible.condition, And)
    assert set(counted.condition.terms) == {there.condition, ATTENDED, *eligible.condition.terms}
    assert ATTENDED not in eligible.condition.terms


@pytest.mark.parametrize(
    "told",
    [
        {"period": {"date": "booked"}},
        {"period": {"shift_days": 1}},
        {"period": {"grain": "week"}},
        {"period": {"during": {"start": "seen", "stop": "booked"}}},
        {"combine": {"units": "none"}},
        {"extract": "stay"},
        {"kind": "distinct", "numerator": "person"},
    ],
)
def test_what_places_records_otherwise_is_a_pass_of_its_own(told: dict[str, Any]) -> None:
    assert len(planned({}, told).passes) == 2


def test_months_quarters_and_windows_share_a_pass_but_not_a_slot() -> None:
    found = planned(
        {}, {"period": {"grain": "quarter"}}, {"period": {"window_months": 3}}, {"numerator": "attended"}
    )
    assert len(found.passes) == 1
    assert found.slots == (Slot(0, Grain.MONTH, 1), Slot(0, Grain.QUARTER, 3), Slot(0, Grain.MONTH, 3))


def test_open_clocks_have_cells_of_their_own_grain() -> None:
    clock = {"start": "seen", "stop": "booked"}
    found = planned(
        {"period": {"open_at_end": clock, "grain": "quarter"}}, {"period": {"open_at_end": clock}}
    )
    assert [each.grain for each in found.passes] == [Grain.QUARTER, Grain.MONTH]


def test_different_people_are_counted_one_indicator_at_a_time() -> None:
    distinct = {"kind": "distinct", "numerator": "person"}
    assert len(planned(distinct, distinct | {"population": "attended"}).passes) == 2
    assert len(planned(distinct, distinct | {"period": {"grain": "quarter"}}).passes) == 1


def test_an_equality_cut_has_groups_and_no_other_cuts() -> None:
    whole, cut = planned({"by": ["kind"]}).passes
    assert whole.by is None
    assert whole.place.commissioner is not None
    assert cut.by is not None
    assert cut.by[0] == "kind"
    assert (cut.place.consultant, cut.place.commissioner, cut.place.council) == (None, None, None)


def test_a_pass_joins_what_is_read_and_nothing_else() -> None:
    assert planned({}).passes[0].joins == ()
    (read,) = planned(
        {"population": "referral.weight > 1 and lookup('practice.icb', referral.gp) = 'QA'"}
    ).passes
    assert read.references == ("referral",)
    assert read.referenced_extracts == ("referral",)
    assert read.joins[0].fields == (("referral_no", "no"), ("referral_site", "site"))
    assert read.lookups == ("practice",)
    assert not read.uses_working_days
    assert planned({"population": "working_days(seen, booked) > 1"}).passes[0].uses_working_days


def test_equal_definitions_make_equal_plans_that_can_be_keys() -> None:
    told = {"kind": "mean", "numerator": "minutes", "by": ["kind"]}
    assert len({planned(told), planned(told | {"title": "Other words"})}) == 1


def test_no_indicators_make_an_empty_plan() -> None:
    assert plan_records([], AROUND) == RecordPlan(passes=(), recipes=())
