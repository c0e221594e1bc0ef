"""What each kind of indicator makes of its records."""

from typing import Any

import pytest

from tests.spec.record_tables import Engine, by_period

STAYS = """
person | score | urgent | went
A      | 1.25  | yes    | 2026-04-01
A      | 2.75  | no     | 2026-04-02
B      | -     | yes    | 2026-04-03
-      | -0.5  | -      | 2026-04-04
C      | 10    | yes    | 2026-05-01
"""


@pytest.mark.parametrize(
    ("told", "april"),
    [
        ({"kind": "count"}, "4"),
        ({"kind": "count", "population": "score is null"}, "1"),
        ({"kind": "count", "numerator": "urgent"}, "2"),
        ({"kind": "count", "numerator": "not urgent"}, "1"),  # what is not known is neither
        ({"kind": "count", "numerator": "score"}, "3.5"),
        ({"kind": "count", "numerator": "score", "population": "person = 'B'"}, "0"),
        ({"kind": "proportion", "numerator": "urgent"}, "2/4"),
        ({"kind": "proportion", "numerator": "urgent", "denominator": "score is not null"}, "1/3"),
        ({"kind": "proportion", "numerator": "urgent", "population": "person = 'Z'"}, "0/0"),
        ({"kind": "rate", "numerator": "urgent", "denominator": "person is not null", "per": 1000}, "2/3"),
        ({"kind": "rate", "numerator": "urgent", "denominator": "score"}, "2/3.5"),
        ({"kind": "rate", "denominator": "score"}, "4/3.5"),
        ({"kind": "ratio", "numerator": "score", "denominator": "urgent"}, "3.5/2"),
        # a rate's numerator need not meet the denominator's condition, a proportion's must
        ({"kind": "rate", "numerator": "urgent", "denominator": "score is not null"}, "2/3"),
        ({"kind": "mean", "numerator": "score"}, "3.5/3"),
        ({"kind": "mean", "numerator": "score", "population": "person = 'B'"}, "0/0"),
        ({"kind": "quantile", "numerator": "score", "quantile": 0.5}, "1 of -1×1 1×1 2×1"),
        ({"kind": "quantile", "numerator": "score", "quantile": 0.75}, "1.5 of -1×1 1×1 2×1"),
        (
            {"kind": "quantile", "numerator": "score", "quantile": 0.5, "population": "urgent = false"},
            "2 of 2×1",
        ),
        (
            {"kind": "quantile", "numerator": "score", "quantile": 0.5, "population": "person = 'B'"},
            "no_cases",
        ),
        ({"kind": "maximum", "numerator": "score"}, "2.75"),
        ({"kind": "maximum", "numerator": "-score"}, "0.5"),
        ({"kind": "maximum", "numerator": "score", "population": "person = 'B'"}, "no_cases"),
        ({"kind": "distinct", "numerator": "person"}, "2"),
        ({"kind": "distinct", "numerator": "person", "population": "person is null"}, "0"),
    ],
)
def test_what_a_kind_counts(record_engine: Engine, told: dict[str, Any], april: str) -> None:
    assert by_period(record_engine, STAYS, covers="2026-04..2026-05", **told)["2026-04"] == april


@pytest.mark.parametrize(
    ("told", "window"),
    [
        ({"kind": "count"}, "5"),
        ({"kind": "mean", "numerator": "score"}, "13.5/4"),
        ({"kind": "quantile", "numerator": "score", "quantile": 0.5}, "1.5 of -1×1 1×1 2×1 10×1"),
        ({"kind": "maximum", "numerator": "score"}, "10"),
        ({"kind": "distinct", "numerator": "person"}, "3"),
    ],
)
def test_what_a_kind_makes_of_two_months(record_engine: Engine, told: dict[str, Any], window: str) -> None:
    found = by_period(record_engine, STAYS, covers="2026-04..2026-05", period={"window_months": 2}, **told)
    assert found == {"2026-05": window}


def test_a_person_in_two_months_is_one_person_of_the_window(record_engine: Engine) -> None:
    stays = """
    person | went
    A      | 2026-04-01
    A      | 2026-05-01
    """
    told = {"kind": "distinct", "numerator": "person", "covers": "2026-04..2026-05"}
    assert by_period(record_engine, stays, **told) == {"2026-04": "1", "2026-05": "1"}
    assert by_period(record_engine, stays, **told, period={"window_months": 2}) == {"2026-05": "1"}


REFERRALS = """
referral | received   | source | days
R1       | 2026-04-10 | GP     | 3
R2       | 2026-05-31 | GP     | -
R3       | 2026-05-02 | SELF   | 5
"""


@pytest.mark.parametrize(
    ("part", "april", "may"),
    [
        ({}, "4/1", "1/2"),
        ({"population": "source = 'GP'"}, "4/1", "1/1"),
        ({"counted": "source = 'SELF'"}, "4/0", "1/1"),
        ({"counted": "days"}, "4/3", "1/5"),
        ({"period": {"shift_days": 1}}, "4/1", "1/1"),
        ({"period": {"during": {"start": "received", "stop": "received"}}}, "4/1", "1/2"),
        ({"period": {"open_at_end": {"start": "received", "stop": "date '2026-05-31'"}}}, "4/1", "1/0"),
    ],
)
def test_a_denominator_of_another_extract(
    record_engine: Engine, part: dict[str, Any], april: str, may: str
) -> None:
    told = {"kind": "rate", "denominator_from": {"extract": "referrals", **part}}
    covers = "stays 2026-04..2026-05 referrals 2026-03..2026-05"
    found = by_period(record_engine, STAYS, referrals=REFERRALS, covers=covers, **told)
    assert found == {"2026-04": april, "2026-05": may}


def test_fields_of_the_record_pointed_to(record_engine: Engine) -> None:
    stays = """
    referral | went
    R1       | 2026-05-01
    R2       | 2026-05-01
    R9       | 2026-05-01
    -        | 2026-05-01
    """
    told = {"referrals": REFERRALS, "covers": "2026-05"}
    assert by_period(record_engine, stays, **told, population="ref.source = 'GP'") == {"2026-05": "2"}
    assert by_period(record_engine, stays, **told, population="ref.source is null") == {"2026-05": "2"}
    assert by_period(record_engine, stays, **told, numerator="ref.days") == {"2026-05": "3"}
