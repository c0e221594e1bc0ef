"""The small trend line: gaps lift the pen, steps are upright, the last point is marked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.rendering.sparkline import HEIGHT, WIDTH, line_path, sparkline, sparkline_again, step_path
from trustboard.reports.page import Mark, Trend


def trend(*values: float | None, targets: tuple[float | None, ...] = (), mark: Mark = Mark.COMMON) -> Trend:
    return Trend(
        values=values, targets=targets or (None,) * len(values), last_mark=mark, words='<up & "down">'
    )


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ([], ""),
        ([(0, 1), (2, 3.04)], "M0 1L2 3"),
        ([(0, 1), None, (4, 5)], "M0 1h0M4 5h0"),
        ([None, (1, 1), (2, 2.25), None], "M1 1L2 2.2"),
    ],
)
def test_a_gap_lifts_the_pen_and_a_lone_point_is_a_dot(
    points: list[tuple[float, float] | None], path: str
) -> None:
    assert line_path(points) == path


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ([], ""),
        ([(0, 5)], "M-1 5H1"),
        ([(0, 5), (2, 5), (4, 5)], "M-1 5H5"),
        ([(0, 5), (2, 7)], "M-1 5H1V7H3"),
        ([(0, 5), None, (4, 5)], "M-1 5H1M3 5H5"),
    ],
)
def test_a_standard_is_level_and_steps_upright(points: list[tuple[float, float] | None], path: str) -> None:
    assert step_path(points, 1) == path


def test_every_target_has_a_line_and_every_mark_its_own_shape() -> None:
    drawn = {mark: sparkline(trend(1, 2, 3, targets=(2, 2, 2), mark=mark), "t") for mark in Mark}
    assert all('class="s-target"' in svg for svg in drawn.values())
    assert all(f'class="m-{mark}"' in svg for mark, svg in drawn.items())
    assert "s-target" not in sparkline(trend(1, 2), "t")


def test_a_missing_last_value_is_not_marked() -> None:
    assert 'class="m-' not in sparkline(trend(1, 2, None), "t")


def test_no_number_at_all_is_a_dotted_line() -> None:
    assert 'class="s-none"' in sparkline(trend(None, None), "t")
    assert 'class="s-none"' in sparkline(trend(), "t")


def test_a_level_trend_lies_in_the_middle() -> None:
    assert "M4 17L124 17" in sparkline(trend(3, 3), "t")


def test_words_and_ids_are_escaped_and_repeated_by_reference() -> None:
    assert 'aria-label="&lt;up &amp; &#34;down&#34;&gt;"' in sparkline(trend(1), 't"')
    assert 'id="t&#34;"' in sparkline(trend(1), 't"')
    assert '<use href="#t"/>' in sparkline_again(trend(1, 2), "t")


@given(st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=1, max_size=24))
def test_every_point_lies_within_the_picture(values: list[float | None]) -> None:
    svg = sparkline(trend(*values), "t")
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg.split("s-line")[-1]):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT
