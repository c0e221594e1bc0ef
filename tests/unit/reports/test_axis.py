"""Round numbers for a value axis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.definitions.indicator import Display
from trustboard.reports.axis import ticks_between
from trustboard.reports.numbers import NumberStyle


@pytest.mark.parametrize(
    ("low", "high", "display", "texts"),
    [
        (0.648, 0.779, Display.PERCENT, ["60%", "65%", "70%", "75%", "80%"]),
        (0.9, 1.0, Display.PERCENT, ["88%", "90%", "92%", "94%", "96%", "98%", "100%"]),
        (0, 12, Display.NUMBER, ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]),
        (3, 3, Display.NUMBER, ["2.6", "2.8", "3.0", "3.2", "3.4"]),
        (0, 0, Display.NUMBER, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (1, 1, Display.PERCENT, ["90%", "92%", "94%", "96%", "98%", "100%"]),
        (-4, -4, Display.NUMBER, ["−4.4", "−4.2", "−4.0", "−3.8", "−3.6"]),
        (30.2, 41.9, Display.DAYS, ["30.0", "32.5", "35.0", "37.5", "40.0", "42.5"]),
        (-400_000, 900_000, Display.POUNDS, ["−£500,000", "£0", "£500,000", "£1,000,000"]),
    ],
)
def test_ticks_are_round_and_enclose_the_numbers(
    low: float, high: float, display: Display, texts: list[str]
) -> None:
    style = NumberStyle(display=display, decimals=1)
    assert [tick.text for tick in ticks_between(low, high, style)] == texts


@given(
    st.floats(-1e9, 1e9, allow_subnormal=False),
    st.floats(1e-9, 1e9, allow_subnormal=False),
    st.sampled_from(list(Display)),
)
def test_any_two_numbers_get_a_few_different_ticks_around_them(
    low: float, width: float, display: Display
) -> None:
    high = low + width
    ticks = ticks_between(low, high, NumberStyle(display=display, decimals=1))
    slack = 1e-6 * max(abs(low), abs(high), 1e-9)
    places = [tick.at for tick in ticks]
    assert 2 <= len(ticks) <= 12
    assert places == sorted(set(places))
    assert places[0] <= low + slack
    assert places[-1] >= high - slack
