"""Assurance against bands, exact values and strict standards: every way limits can lie to a standard."""

from math import nextafter

import pytest

from tests.support.judging import standard_of
from trustboard.judgement.assurance import assurance_within

#   standard         lower  upper  assurance
TABLE = """
    between 85 92  | 86   | 91   | consistently_hits
    between 85 92  | 85   | 92   | consistently_hits
    between 85 92  | 84   | 91   | hit_and_miss
    between 85 92  | 86   | 93   | hit_and_miss
    between 85 92  | 80   | 99   | hit_and_miss
    between 85 92  | 80   | 85   | hit_and_miss
    between 85 92  | 92   | 99   | hit_and_miss
    between 85 92  | 80   | 84   | consistently_fails
    between 85 92  | 93   | 99   | consistently_fails
    = 0            | 0    | 0    | consistently_hits
    = 0            | -1   | 2    | hit_and_miss
    = 0            | 0    | 2    | hit_and_miss
    = 0            | 1    | 4    | consistently_fails
    = 1            | 0.8  | 0.9  | consistently_fails
    > 50           | 51   | 60   | consistently_hits
    > 50           | 50   | 60   | hit_and_miss
    > 50           | 40   | 51   | hit_and_miss
    > 50           | 40   | 50   | consistently_fails
    > 50           | 50   | 50   | consistently_fails
    > 0            | 0    | 0    | consistently_fails
    < 18           | 10   | 17   | consistently_hits
    < 18           | 10   | 18   | hit_and_miss
    < 18           | 18   | 20   | consistently_fails
    < 0            | 0    | 0    | consistently_fails
    >= 50          | 50   | 60   | consistently_hits
    >= 50          | 40   | 50   | hit_and_miss
    >= 50          | 40   | 49   | consistently_fails
    <= 18          | 10   | 18   | consistently_hits
    <= 18          | 18   | 20   | hit_and_miss
    <= 18          | 19   | 20   | consistently_fails
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("rule", "lower", "upper", "assurance"), ROWS)
def test_limits_against_a_standard(rule: str, lower: str, upper: str, assurance: str) -> None:
    assert assurance_within(float(lower), float(upper), standard_of(rule)) == assurance


@pytest.mark.parametrize(
    ("rule", "assurance"), [("between 0.1 0.3", "consistently_hits"), ("> 0.1", "hit_and_miss")]
)
def test_a_limit_is_not_taken_for_beyond_a_bound_by_rounding(rule: str, assurance: str) -> None:
    for towards in (-1, 1):
        lower, upper = nextafter(0.1, towards), nextafter(0.3, towards)
        assert assurance_within(lower, upper, standard_of(rule)) == assurance
