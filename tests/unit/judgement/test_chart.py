"""The chart of one series: lines, signals in words, steps of the standards, and what a reader must know."""

from collections.abc import Sequence

import pytest

from tests.support.judging import (
    FIRST,
    LATER,
    day,
    indicator_of,
    rebase_from,
    series_with,
    standard_of,
)
from trustboard.judgement.chart import Chart, TargetStep, chart
from trustboard.judgement.notes import BELOW_NOUGHT, BEYOND_THE_POSSIBLE
from trustboard.judgement.standards import StandardBook
from trustboard.statistics import Profile
from trustboard.vocabulary.point import PointType
from trustboard.vocabulary.standard import Basis, Standard

STEADY = [50, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 52]


def drawn(
    values: Sequence[float | None],
    better: str = "higher",
    standards: Sequence[Standard] = (),
    *,
    gaps: Sequence[int] = (),
    profile: Profile = Profile.MDC,
    **changes: object,
) -> Chart:
    return chart(
        indicator_of(better, **changes),
        series_with(values, gaps=gaps),
        StandardBook(standards),
        known_on=LATER,
        profile=profile,
    )


def steps(found: tuple[TargetStep, ...]) -> list[tuple[str, str, str, float | None, float | None]]:
    return [
        (step.standard.standard_id, step.first.code, step.last.code, step.lowest, step.highest)
        for step in found
    ]


def test_every_point_has_its_lines() -> None:
    points = drawn(STEADY).points
    assert [point.value for point in points] == STEADY
    assert [point.period for point in points] == FIRST.until(FIRST.shift(11))
    [(mean, lower, upper, near_lower, near_upper)] = {
        (p.mean, p.lower_limit, p.upper_limit, p.lower_two_sigma, p.upper_two_sigma) for p in points
    }
    assert None not in (mean, lower, upper, near_lower, near_upper)
    assert lower < near_lower < mean < near_upper < upper
    assert upper - mean == pytest.approx(1.5 * (near_upper - mean))


@pytest.mark.parametrize(
    ("better", "after", "point_type", "words"),
    [
        ("higher", [50], "common_cause", ""),
        ("higher", [90], "special_cause_improvement", "above the upper limit"),
        ("lower", [90], "special_cause_concern", "above the upper limit"),
        ("neutral", [90], "special_cause_neutral_high", "above the upper limit"),
        ("band", [10], "special_cause_neutral_low", "below the lower limit"),
        ("higher", [10], "special_cause_concern", "below the lower limit"),
        ("higher", [54] * 7, "special_cause_improvement", "part of seven or more points above the mean"),
        ("higher", [46] * 7, "special_cause_concern", "part of seven or more points below the mean"),
        (
            "higher",
            [46, 48, 49, 50, 51, 52, 53, 54],
            "special_cause_improvement",
            "part of seven or more points rising",
        ),
        (
            "higher",
            [54, 53, 52, 51, 50, 49, 48, 47],
            "special_cause_concern",
            "part of seven or more points falling",
        ),
        (
            "higher",
            [57, 52, 57],
            "special_cause_improvement",
            "one of two in three points close to the upper limit",
        ),
        (
            "higher",
            [43, 48, 43],
            "special_cause_concern",
            "one of two in three points close to the lower limit",
        ),
    ],
)
def test_a_signal_is_named_by_its_rule(better: str, after: list[float], point_type: str, words: str) -> None:
    last = drawn(STEADY + after, better).points[-1]
    assert (last.point_type, last.special_cause) == (PointType(point_type), words)


@pytest.mark.parametrize("profile", Profile)
def test_a_gap_and_a_missing_value_are_drawn_as_nothing_between_lines(profile: Profile) -> None:
    found = drawn([*STEADY, None, None, 50], gaps=[13], profile=profile)
    missing, gap = found.points[12:14]
    assert (missing.value, gap.value, gap.figure) == (None, None, None)
    assert missing.figure is not None
    for point in (missing, gap):
        assert point.point_type is PointType.NOT_JUDGED
        assert point.special_cause == ""
        assert point.mean is not None


def test_the_target_line_steps_with_the_standard() -> None:
    standards = [
        standard_of(">= 50", standard_id="y16", effective_to=day("2017-06-30")),
        standard_of(">= 53", standard_id="y17", effective_from=day("2017-09-01")),
        standard_of("between 40 60", standard_id="local", basis=Basis.LOCAL),
    ]
    found = drawn(STEADY[:7], standards=standards)
    assert steps(found.targets) == [
        ("y16", "2017-04", "2017-06", 50.0, None),
        ("local", "2017-07", "2017-08", 40.0, 60.0),
        ("y17", "2017-09", "2017-10", 53.0, None),
    ]
    assert steps(found.other_targets) == [
        ("local", "2017-04", "2017-06", 40.0, 60.0),
        ("local", "2017-09", "2017-10", 40.0, 60.0),
    ]


def test_a_neutral_measure_shows_its_standard_beside_it() -> None:
    found = drawn(STEADY, "neutral", [standard_of("<= 60")])
    assert (found.targets, steps(found.other_targets)) == ((), [("s1", "2017-04", "2018-03", None, 60.0)])


def test_recalculated_limits_start_an_epoch_with_its_reason() -> None:
    found = drawn(
        [*STEADY, *(value + 30 for value in STEADY)], rebase=[rebase_from("2018-04", why="New ward")]
    )
    assert [point.epoch for point in found.points] == [0] * 12 + [1] * 12
    assert {point.point_type for point in found.points} == {PointType.COMMON_CAUSE}
    assert found.points[12].mean - found.points[11].mean == pytest.approx(30)
    [(period, begun)] = found.recalculations
    assert (period.code, begun.cause.why) == ("2018-04", "New ward")


@pytest.mark.parametrize("profile", Profile)
def test_an_epoch_with_too_few_points_has_no_lines_and_is_not_judged(profile: Profile) -> None:
    found = drawn([*STEADY, 90, 91, 92], rebase=[rebase_from("2018-04")], profile=profile)
    before, after = found.points[:12], found.points[12:]
    assert all(point.mean is not None for point in before)
    assert [(p.mean, p.lower_limit, p.upper_two_sigma, p.special_cause) for p in after] == [
        (None, None, None, "")
    ] * 3
    assert {point.point_type for point in after} == {PointType.NOT_JUDGED}
    assert found.note == (
        "Too few points to chart since the limits were recalculated from April 2018 (M1): 3 of 12 needed."
    )


@pytest.mark.parametrize(
    ("values", "changes", "note"),
    [
        ([], {}, "There are no figures."),
        (STEADY, {}, ""),
        (STEADY[:8], {}, "Too few points to chart: 8 of 12 needed."),
        ([*STEADY, None], {}, "No value for April 2018 (M1): suppressed."),
        ([50] * 12, {}, "Every value is the same."),
        ([None], {}, "No value for April 2017 (M1): suppressed. Too few points to chart: 0 of 12 needed."),
        ([value / 100 for value in STEADY], {"kind": "proportion", "denominator": "n"}, ""),
        ([0.9, 1.0] * 6, {"kind": "proportion", "denominator": "n"}, BEYOND_THE_POSSIBLE),
        ([0.0, 0.1] * 6, {"kind": "proportion", "denominator": "n"}, BEYOND_THE_POSSIBLE),
        ([90, 100] * 6, {}, ""),
        ([0, 9] * 6, {"kind": "count"}, BELOW_NOUGHT),
        ([0, 9] * 6, {}, ""),
    ],
)
def test_the_note_says_what_a_reader_must_know(
    values: list[float | None], changes: dict[str, object], note: str
) -> None:
    found = drawn(values, **changes)
    assert found.note == note
    assert len(found.points) == len(values)


def test_a_chart_cut_earlier_knows_nothing_later() -> None:
    series = series_with([*STEADY, 90, 10])
    cut = chart(indicator_of(), series.upto(FIRST.shift(11)), StandardBook([]), known_on=LATER)
    assert cut == drawn(STEADY)
    assert (cut.indicator, cut.slice) == (series.indicator, series.slice)
