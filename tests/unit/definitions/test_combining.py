"""How figures combine: the defaults of each kind, and what an indicator says itself."""

import pytest

from tests.support.counting import indicator
from trustboard.definitions.combining import combining_over_time, combining_over_units, is_rolling
from trustboard.vocabulary.figure import Combining, Kind

CLOCK = {"start": "admitted", "stop": "discharged"}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.STATED, Kind.DISTINCT)])
def test_parts_are_summed_over_units_and_time_by_default(kind: Kind) -> None:
    found = indicator(kind=kind)
    assert combining_over_units(found) is combining_over_time(found) is Combining.SUM


def test_a_stated_number_is_never_combined_by_default() -> None:
    found = indicator(kind="stated")
    assert combining_over_units(found) is combining_over_time(found) is Combining.NONE


def test_different_people_are_counted_again_for_every_unit_and_never_added_up_over_time() -> None:
    found = indicator(kind="distinct", numerator="person")
    assert combining_over_units(found) is Combining.SUM
    assert combining_over_time(found) is Combining.NONE


def test_of_what_is_open_at_the_end_of_a_period_the_latest_stands() -> None:
    open_ = {"open_at_end": CLOCK}
    assert combining_over_time(indicator(kind="count", period=open_)) is Combining.LATEST
    assert combining_over_time(indicator(kind="distinct", period=open_)) is Combining.NONE
    assert combining_over_units(indicator(kind="count", period=open_)) is Combining.SUM
    during = {"during": CLOCK}
    assert combining_over_time(indicator(kind="count", period=during)) is Combining.SUM


@pytest.mark.parametrize(
    ("period", "rolling"),
    [
        ({}, False),
        ({"window_months": 1}, False),
        ({"window_months": 3}, True),
        ({"grain": "quarter", "window_months": 3}, False),
        ({"grain": "quarter", "window_months": 12}, True),
    ],
)
def test_rolling_windows_overlap_so_they_are_not_summed_over_time(
    period: dict[str, object], rolling: bool
) -> None:
    found = indicator(period=period)
    assert is_rolling(found) is rolling
    assert combining_over_time(found) is (Combining.NONE if rolling else Combining.SUM)
    assert combining_over_units(found) is Combining.SUM


def test_what_the_indicator_says_stands() -> None:
    found = indicator(kind="stated", combine={"units": "none", "time": "latest"})
    assert combining_over_time(found) is Combining.LATEST
    assert combining_over_units(indicator(combine={"units": "none"})) is Combining.NONE
