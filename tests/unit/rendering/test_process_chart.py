"""The SPC chart's drawing: lines, limits, marks, labels, wide and compact."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.board import build_board_model, figure_of, inputs_of
from tests.support.measures import AT_LEAST, BETWEEN, LOCAL, Measure
from trustboard.rendering.process_chart import COMPACT, WIDE, Frame, process_chart, spread_out
from trustboard.reports.board import build_board
from trustboard.reports.page import ChartPoint, EpochNote, Mark, ProcessChart, Tick
from trustboard.vocabulary.standard import Better

TICKS = (Tick(at=0, text="0"), Tick(at=10, text="10"), Tick(at=20, text="20"))


def chart(*points: ChartPoint, **parts: object) -> ProcessChart:
    base = ProcessChart(title="Title", description="Words", axis_title="Number", points=points, ticks=TICKS)
    return replace(base, **parts)  # type: ignore[arg-type]


def point(value: float | None, **parts: object) -> ChartPoint:
    return replace(ChartPoint(label="May 2026 (M2)", short_label="May 26", value=value), **parts)  # type: ignore[arg-type]


def paths(svg: str, name: str) -> list[str]:
    return re.findall(rf'<path class="{name}" d="([^"]*)"', svg)


def held(value: float, *, epoch: int = 0, limit: float = 5) -> ChartPoint:
    return point(value, mean=10.0, lower=10 - limit, upper=10 + limit, epoch=epoch)


@pytest.mark.parametrize("frame", [WIDE, COMPACT], ids=["wide", "compact"])
def test_title_and_description_are_carried_for_screen_readers(frame: Frame) -> None:
    svg = process_chart(chart(point(1), title="A < B & C", description='"x"'), frame)
    assert f'<title id="{frame.name}-title">A &lt; B &amp; C</title>' in svg
    assert f'<desc id="{frame.name}-text">&#34;x&#34;</desc>' in svg
    assert f'aria-labelledby="{frame.name}-title" aria-describedby="{frame.name}-text"' in svg


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_has_a_shape_of_its_own(mark: Mark) -> None:
    svg = process_chart(chart(point(5, mark=mark), point(6)), WIDE)
    others = {"c-common", *(f"c-{each}" for each in Mark)} - {f"c-{mark}", "c-common"}
    assert paths(svg, f"c-{mark}")
    assert not [name for name in others if paths(svg, name)]


def test_the_four_shapes_differ_by_form_and_not_by_colour_alone() -> None:
    forms = set()
    for mark in Mark:
        [path] = paths(process_chart(chart(point(5, mark=mark)), WIDE), f"c-{mark}")
        forms.add(path.split(" ", 1)[1].lstrip("0123456789."))
    assert len(forms) == 4


def test_limits_and_mean_break_where_they_are_recalculated() -> None:
    points = [held(9), held(11), held(10, epoch=1, limit=2), held(11, epoch=1, limit=2)]
    svg = process_chart(chart(*points), WIDE)
    assert len(paths(svg, "c-band")) == 2
    assert all("V" in path for path in paths(svg, "c-limit"))
    assert len(paths(svg, "c-mean")) == 1


def test_without_limits_there_is_no_band_and_no_mean() -> None:
    svg = process_chart(chart(point(1), point(2)), WIDE)
    assert not paths(svg, "c-band") + paths(svg, "c-limit") + paths(svg, "c-mean")


def test_a_missing_value_is_a_gap_and_a_cross_on_the_base_line() -> None:
    svg = process_chart(chart(point(1), point(None), point(3)), WIDE)
    [line] = paths(svg, "c-line")
    assert line.count("M") == 2
    assert len(paths(svg, "c-missing")) == 1


def test_a_standard_that_changes_is_a_step_and_a_band_has_two_lines() -> None:
    svg = process_chart(chart(point(1, target=5.0), point(2, target=8.0, upper_target=12.0)), WIDE)
    first, second = paths(svg, "c-target")
    assert "V" in first
    assert "V" not in second


def test_the_compact_chart_shows_the_latest_thirteen_points() -> None:
    points = [point(step, short_label=f"p{step}") for step in range(20)]
    svg = process_chart(chart(*points), COMPACT)
    [line] = paths(svg, "c-line")
    assert line.count("L") + line.count("M") == 13
    assert ">p19<" in svg
    assert ">p6<" not in svg


def test_period_labels_count_back_from_the_latest_and_never_crowd() -> None:
    points = [point(step, short_label=f"p{step}") for step in range(60)]
    labels = re.findall(r">(p\d+)<", process_chart(chart(*points), WIDE))
    assert labels[-1] == "p59"
    assert len(labels) <= WIDE.most_labels
    assert len({int(b[1:]) - int(a[1:]) for a, b in pairwise(labels)}) == 1


def test_a_very_long_series_still_gets_a_few_labels() -> None:
    points = [point(1, short_label=f"p{step}") for step in range(700)]
    assert len(re.findall(r">p\d+<", process_chart(chart(*points), WIDE))) == 15


@pytest.mark.parametrize("frame", [WIDE, COMPACT])
@pytest.mark.parametrize("many", [1, 2, 5, 11, 40])
def test_no_line_reaches_into_the_words_beside_the_frame(frame: Frame, many: int) -> None:
    points = [replace(held(10), target=12, mean=10, lower=8, upper=14) for _ in range(many)]
    svg = process_chart(chart(*points), frame)
    for name in ("c-target", "c-limit", "c-mean", "c-band"):
        for path in paths(svg, name):
            starts = [float(each) for each in re.findall(r"M([\d.]+)", path)]
            ends = [float(each) for each in re.findall(r"H([\d.]+)", path)]
            ends += [starts[0] + float(each) for each in re.findall(r"h([\d.]+)", path)]
            assert starts
            assert ends
            assert min(starts) >= frame.left
            assert max(ends) <= frame.right + 0.1


def test_recalculations_are_named_where_there_is_room_and_numbered_where_not() -> None:
    points = [held(10) for _ in range(40)]
    notes = tuple(
        EpochNote(index=index, short_text="Limits recalculated", text="why") for index in (10, 36, 38)
    )
    svg = process_chart(chart(*points, epochs=notes), WIDE)
    assert len(paths(svg, "c-epoch")) == 3
    assert re.findall(r'class="c-note"[^>]*>([^<]+)<', svg) == ["Limits recalculated", "2", "3"]


def test_a_recalculation_before_the_compact_chart_begins_is_left_out() -> None:
    points = [held(10) for _ in range(40)]
    note = EpochNote(index=10, short_text="Limits recalculated", text="why")
    assert not paths(process_chart(chart(*points, epochs=(note,)), COMPACT), "c-epoch")


def test_line_names_stand_at_the_right_and_do_not_touch() -> None:
    last = point(10, mean=10.0, lower=9.9, upper=10.1, target=10.0)
    labels = {
        "mean_label": "Mean 10",
        "lower_label": "Lower 9.9",
        "upper_label": "Upper 10.1",
        "target_label": "At least 10",
    }
    svg = process_chart(chart(last, **labels), WIDE)
    heights = sorted(
        float(y)
        for y in re.findall(r'<text class="c-(?:mean|limit|target)-label" x="[\d.]+" y="([\d.]+)"', svg)
    )
    assert len(heights) == 4
    assert all(after - before >= 16.9 for before, after in pairwise(heights))
    assert "Mean 10" not in process_chart(chart(last, **labels), COMPACT)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=5).map(sorted))
def test_pushed_labels_keep_their_distance_and_stay_inside(places: list[float]) -> None:
    pushed = spread_out(places, gap=17, low=0, high=300)
    assert all(after - before >= 17 - 1e-9 for before, after in pairwise(pushed))
    assert pushed[-1] <= 300
    assert pushed[0] >= -1e-9


def test_a_chart_without_points_is_an_empty_frame() -> None:
    svg = process_chart(replace(chart(), ticks=()), WIDE)
    assert not paths(svg, "c-common") + paths(svg, "c-missing")


def test_a_level_chart_does_not_divide_by_nothing() -> None:
    level = replace(chart(point(5), point(5)), ticks=(Tick(at=5, text="5"),))
    assert paths(process_chart(level, WIDE), "c-line")


def test_every_coordinate_of_the_whole_scorecard_lies_within_its_picture() -> None:
    for page in build_board_model().pages:
        for frame in (WIDE, COMPACT):
            svg = process_chart(page.chart, frame)
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg):
                assert -1 <= float(x) <= frame.width, page.row.ref
                assert -1 <= float(y) <= frame.height, page.row.ref


def test_a_band_s_ends_are_both_drawn_from_real_figures() -> None:
    band = Measure(id="band", title="Band", level=0.5, spread=0, better=Better.BAND,
                   held=(BETWEEN, "0.6", LOCAL), upper="0.8")  # fmt: skip
    plain = Measure(id="band", title="Plain", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))
    counts = []
    for measure in (band, plain):
        board = build_board(
            inputs_of([measure], [figure_of(measure, 70, 100, back=back) for back in range(14)])
        )
        counts.append(len(paths(process_chart(board.pages[0].chart, WIDE), "c-target")))
    assert counts == [2, 1]
