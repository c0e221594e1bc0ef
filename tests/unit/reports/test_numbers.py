"""Numbers into words: what a reader sees, and that nothing is lost on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.definitions.indicator import Display
from trustboard.reports.numbers import NumberStyle, count_text, exact_text

PERCENT = NumberStyle(display=Display.PERCENT, decimals=1)
NUMBER = NumberStyle(display=Display.NUMBER, decimals=0)
RATE = NumberStyle(display=Display.NUMBER, decimals=1, per=1000)
DAYS = NumberStyle(display=Display.DAYS, decimals=1)
POUNDS = NumberStyle(display=Display.POUNDS, decimals=0)


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        (PERCENT, "0.7332", "73.3%"),
        (PERCENT, "0.73350", "73.4%"),
        (PERCENT, "0", "0.0%"),
        (PERCENT, "-0.0123", "−1.2%"),
        (PERCENT, "-0.0001", "0.0%"),
        (PERCENT, "12.5", "1,250.0%"),
        (NUMBER, "1234567", "1,234,567"),
        (NUMBER, "2.5", "3"),
        (NUMBER, "-2.5", "−3"),
        (RATE, "5.25", "5.3"),
        (DAYS, "37.84", "37.8 days"),
        (NumberStyle(display=Display.DAYS, decimals=0), "1", "1 day"),
        (NumberStyle(display=Display.DAYS, decimals=0), "-1", "−1 day"),
        (POUNDS, "842300.4", "£842,300"),
        (POUNDS, "-1200", "−£1,200"),
    ],
)
def test_a_value_is_written_as_its_display_says(style: NumberStyle, number: str, text: str) -> None:
    assert style.value(Decimal(number)) == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        (PERCENT, "0.6", "60%"),
        (PERCENT, "0.925", "92.5%"),
        (PERCENT, "1", "100%"),
        (PERCENT, "0", "0%"),
        (NUMBER, "1000", "1,000"),
        (NUMBER, "0.35", "0.35"),
        (RATE, "5.50", "5.5 per 1,000"),
        (DAYS, "32", "32 days"),
        (POUNDS, "870000", "£870,000"),
    ],
)
def test_a_standard_has_the_decimals_it_needs_and_no_more(style: NumberStyle, number: str, text: str) -> None:
    assert style.standard(Decimal(number)) == text


@pytest.mark.parametrize(
    ("style", "gap", "text"),
    [
        (PERCENT, "0.0215", "2.2 percentage points"),
        (NumberStyle(display=Display.PERCENT, decimals=0), "0.01", "1 percentage point"),
        (PERCENT, "0.0004", None),
        (NUMBER, "14", "14"),
        (NUMBER, "0.2", None),
        (DAYS, "3.8", "3.8 days"),
        (NumberStyle(display=Display.DAYS, decimals=0), "1", "1 day"),
        (POUNDS, "-1500", "£1,500"),
    ],
)
def test_a_distance_names_its_unit_and_percentages_differ_in_points(
    style: NumberStyle, gap: str, text: str | None
) -> None:
    assert style.distance(Decimal(gap)) == text


@pytest.mark.parametrize(
    ("number", "standard", "text"),
    [
        ("0.5996", "0.6", "59.96%"),
        ("0.59996", "0.6", "59.996%"),
        ("0.59", "0.6", "59.0%"),
        ("0.6", "0.6", "60.0%"),
        ("0.59999999999", "0.6", "60.000000%"),
    ],
)
def test_a_value_that_misses_a_standard_never_looks_equal_to_it(
    number: str, standard: str, text: str
) -> None:
    assert PERCENT.apart(Decimal(number), Decimal(standard)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, ""), (12, "12"), (34083.0, "34,083"), ("0.5", "0.50"), ("1234.567", "1,234.57")],
)
def test_counts_carry_decimals_only_where_they_have_them(number: object, text: str) -> None:
    value = Decimal(number) if isinstance(number, str) else number
    assert count_text(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("style", "title"),
    [(PERCENT, "Percent"), (NUMBER, "Number"), (RATE, "Per 1,000"), (DAYS, "Days"), (POUNDS, "Pounds")],
)
def test_the_axis_says_what_it_counts(style: NumberStyle, title: str) -> None:
    assert style.axis_title == title


@given(
    st.decimals(-(10**9), 10**9, places=6),
    st.sampled_from(list(Display)),
    st.integers(0, 4),
)
def test_what_is_written_reads_back_to_the_rounded_number(
    number: Decimal, display: Display, decimals: int
) -> None:
    text = NumberStyle(display=display, decimals=decimals).value(number)
    plain = text.replace("−", "-").replace(",", "").strip("%£ days").replace("-£", "-")
    scale = 100 if display is Display.PERCENT else 1
    assert abs(Decimal(plain) - number * scale) <= Decimal(5).scaleb(-decimals - 1)
    assert not text.startswith("−0") or "1" in text or any(digit in text for digit in "23456789")


@pytest.mark.parametrize(
    ("style", "number", "exact", "is_rounded"),
    [
        (NUMBER, "12345678", "12,345,678", False),
        (NUMBER, "1E+3", "1,000", False),
        (NUMBER, "-0.50", "-0.5", True),
        (PERCENT, "0.636363636363636364", "0.636363636364", True),
        (PERCENT, "0.625", "0.625", False),
        (DAYS, "38", "38", False),
        (NUMBER, "0", "0", False),
    ],
)
def test_a_number_is_told_as_measured_where_its_style_rounds_it(
    style: NumberStyle, number: str, exact: str, *, is_rounded: bool
) -> None:
    assert exact_text(Decimal(number)) == exact
    assert style.is_rounded(Decimal(number)) is is_rounded


def test_a_number_that_is_not_there_is_not_known() -> None:
    assert exact_text(None) == "not known"
