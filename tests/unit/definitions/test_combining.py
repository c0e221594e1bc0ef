"""How figures combine: the defaults of each kind, and what an indicator says itself."""

import pytest

from tests.support.counting import indicator
from trustboard.definitions.combining import combining_over_time, combining_over_units, is_rolling
from trustboard.vocabulary.figure import Combining, Kind


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.STATED])
def test_parts_are_summed_over_units_and_time_by_default(kind: Kind) -> None:
    found = indicator(kind=kind)
    assert combining_over_units(found) is combining_over_time(found) is Combining.SUM


def test_a_stated_number_is_never_combined_by_default() -> None:
    found = indicator(kind="stated")
    assert combining_over_units(found) is combining_over_time(found) is Combining.NONE


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
