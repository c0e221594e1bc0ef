"""The trust's own colour, made legible; texts made safe for a style sheet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.rendering.theme import contrast, css_string, readable_accent


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0)]
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio)


def test_a_dark_accent_is_kept() -> None:
    assert readable_accent("#1F4E79") == "#1f4e79"


@pytest.mark.parametrize("accent", ["red", "", "#12", "#1f4e79;} body{display:none"])
def test_what_is_no_colour_becomes_the_neutral_one(accent: str) -> None:
    assert readable_accent(accent) == "#1f4e79"


@given(st.integers(0, 0xFFFFFF))
def test_white_text_can_be_read_on_any_accent(number: int) -> None:
    assert contrast(readable_accent(f"#{number:06x}"), "#ffffff") >= 4.5


@given(st.text())
def test_no_text_breaks_out_of_a_style_sheet_string(text: str) -> None:
    quoted = css_string(text)
    inner = quoted[1:-1]
    assert quoted[0] == quoted[-1] == '"'
    assert not re.search(r'["\n\r\f<;{}]', inner)
