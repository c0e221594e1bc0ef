"""The SPC chart's model: points, axis, legend and the sentences that say what it shows."""

from dataclasses import replace

from tests.support.board import build_board_model, figure_of, inputs_of
from tests.support.measures import AT_LEAST, BETWEEN, LOCAL, Measure
from trustboard.definitions.indicator import History
from trustboard.judgement.chart import chart as chart_of
from trustboard.judgement.series import series_of
from trustboard.reports.page import Mark, ProcessChart
from trustboard.reports.process import process_chart_of
from trustboard.reports.subject import Subject
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))


def drawn(measure: Measure, *figures: Figure) -> ProcessChart:
    inputs = inputs_of([measure], figures)
    return process_chart_of(Subject(inputs, inputs.indicators[0]))


def steady(measure: Measure, *, months: int = 24, first: int = 1) -> list[Figure]:
    return [figure_of(measure, 70 + back % 3, 100, back=back) for back in range(first, months)]


def test_the_description_says_in_sentences_what_someone_would_see() -> None:
    chart = drawn(SHARE, figure_of(SHARE, 71, 100), *steady(SHARE))
    assert chart.title == "Share, November 2024 to October 2026"
    assert chart.description.startswith(
        "SPC chart of 24 months. October 2026 was 71.0%, within the usual ups and downs. The mean is 71.0% "
        "and the process limits are "
    )
    assert "The standard is at least 60%: expected to achieve the standard every time." in chart.description


def test_a_special_cause_is_told_with_its_rule() -> None:
    chart = drawn(SHARE, figure_of(SHARE, 20, 100), *steady(SHARE))
    assert (
        "October 2026 was 20.0%, which is a change for the worse (below the lower limit)."
        in chart.description
    )
    assert chart.points[-1].mark is Mark.CONCERN


def test_earlier_special_causes_are_counted() -> None:
    odd = {
        each.period: each for each in (figure_of(SHARE, 44, 100, back=10), figure_of(SHARE, 98, 100, back=16))
    }
    figures = [odd.get(each.period, each) for each in steady(SHARE, first=0)]
    assert "Before that, 2 points are marked as special cause." in drawn(SHARE, *figures).description


def test_a_latest_period_without_a_number_is_told() -> None:
    chart = drawn(SHARE, figure_of(SHARE, None, None, state=State.SUPPRESSED), *steady(SHARE))
    assert "October 2026 has no number: suppressed." in chart.description
    assert chart.points[-1].state == "Suppressed"
    assert ("missing", "No number") in chart.legend


def test_too_few_points_give_a_plain_line_and_say_how_many() -> None:
    chart = drawn(SHARE, *steady(SHARE, months=8, first=0))
    assert chart.notes == ("Too few points to chart: 8 of 12 needed.",)
    assert chart.description.startswith("Line chart of 8 months.")
    assert all(point.mean is point.lower is point.upper is None for point in chart.points)
    assert chart.legend == (("common", "The figure of a period"), ("target", "Standard"))
    assert (chart.mean_label, chart.target_label) == ("", "At least 60%")


def test_no_figures_at_all_are_said_and_not_drawn() -> None:
    chart = drawn(SHARE)
    assert (chart.points, chart.ticks, chart.notes) == ((), (), ("There are no figures to chart.",))


def test_figures_without_any_number_have_no_axis() -> None:
    plain = replace(SHARE, held=None)
    chart = drawn(plain, figure_of(plain, None, None, state=State.SUPPRESSED))
    assert chart.ticks == ()
    assert len(chart.points) == 1


def test_recalculated_limits_are_marked_with_the_decision_and_its_reason() -> None:
    rebased = replace(SHARE, rebased="2025-10")
    chart = drawn(rebased, *steady(rebased, months=36, first=0))
    [note] = chart.epochs
    assert chart.points[note.index].label.startswith("October 2025")
    assert note.text == (
        "Limits recalculated from October 2025: A ward of 18 beds opened and changed who is admitted where. "
        "Decided by Performance committee on 18 June 2025."
    )
    assert "Limits were recalculated from October 2025." in chart.description
    assert chart.points[note.index].epoch == chart.points[note.index - 1].epoch + 1


def test_a_change_of_source_is_told_as_one_and_as_nobodys_decision() -> None:
    inputs = inputs_of([SHARE], steady(SHARE, months=36, first=0))
    joined = inputs.indicators[0].model_copy(
        update={
            "history": History(
                extract="monthly_return", numerator="n", until="2025-09", why="The old system closed."
            )
        }
    )
    figures = sorted(inputs.figures, key=lambda each: each.period)
    [series] = series_of([each for each in figures if each.slice.unit == "ZZ1"])
    charts = {SHARE.id: chart_of(joined, series, inputs.book, known_on=inputs.known_on)}
    chart = process_chart_of(Subject(replace(inputs, charts=charts), joined))
    [note] = chart.epochs
    assert note.text == (
        "From October 2025 counted from records (Monthly return); before that as returned (Monthly return): "
        "The old system closed. Limits are worked out anew from there."
    )
    assert (note.short_text, chart.legend[-1]) == ("Source changed", ("epoch", "Source changed"))
    assert (
        "From October 2025 the numbers come from another source, and limits start anew." in chart.description
    )
    assert "recalculated" not in chart.description
    assert chart.points[note.index].epoch == chart.points[note.index - 1].epoch + 1


def test_a_long_history_is_cut_to_the_latest_sixty_periods_and_says_so() -> None:
    chart = drawn(SHARE, *steady(SHARE, months=75, first=0))
    assert len(chart.points) == 60
    assert chart.notes[-1] == "The chart shows the latest 60 of 75 periods; the table has them all."


def test_a_band_has_a_line_at_each_end() -> None:
    band = replace(SHARE, better=Better.BAND, held=(BETWEEN, "0.6", LOCAL), upper="0.8")
    last = drawn(band, *steady(band, first=0)).points[-1]
    assert (last.target, last.upper_target) == (0.6, 0.8)


def test_a_neutral_measure_is_not_held_to_its_standard_in_words() -> None:
    neutral = replace(SHARE, better=Better.NEUTRAL)
    assert "standard" not in drawn(neutral, *steady(neutral, first=0)).description


def test_every_drawn_number_lies_within_the_axis() -> None:
    for page in build_board_model().pages:
        chart = page.chart
        low, high = chart.ticks[0].at, chart.ticks[-1].at
        for point in chart.points:
            for number in (point.value, point.lower, point.upper, point.target, point.upper_target):
                assert number is None or low - 1e-9 <= number <= high + 1e-9, page.row.ref


def test_the_legend_explains_each_mark_that_is_drawn_and_no_other() -> None:
    for page in build_board_model().pages:
        marks = {point.mark.value for point in page.chart.points if point.value is not None}
        explained = {name for name, _ in page.chart.legend}
        assert explained & {mark.value for mark in Mark} == marks, page.row.ref
