"""What `xmr` says of small series worked out by hand."""

import dataclasses
from math import nan

import numpy as np
import pytest

from trustboard.statistics import (
    MDC,
    NHSR,
    Assurance,
    Note,
    PointType,
    Profile,
    Rule,
    SpecialCause,
    VariationIcon,
    xmr,
)

SWING = [0, 50] * 6
"""Twelve points with mean 25 and every moving range 50: limits -108 and 158, two sigma at -63⅔ and 113⅔."""


def chart(values, **arguments):
    return xmr(values, **arguments).series()


def signals(found):
    return {at: cause for at, cause in enumerate(found.causes) if cause != SpecialCause.COMMON_CAUSE}


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    found = chart(SWING)
    assert set(found.mean) == {25}
    assert set(found.lower_limit) == {25 - 2.66 * 50}
    assert set(found.upper_limit) == {25 + 2.66 * 50}
    assert found.lower_two_sigma[0] == pytest.approx(25 - 2.66 * 50 * 2 / 3)
    assert found.upper_two_sigma[0] == pytest.approx(25 + 2.66 * 50 * 2 / 3)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([158], {}),
        ([159], {12: SpecialCause.ABOVE_UPPER_LIMIT}),
        ([-109], {12: SpecialCause.BELOW_LOWER_LIMIT}),
        ([120, 30, 120], {12: SpecialCause.TWO_IN_THREE_ABOVE, 14: SpecialCause.TWO_IN_THREE_ABOVE}),
        ([20, -70, -70], {13: SpecialCause.TWO_IN_THREE_BELOW, 14: SpecialCause.TWO_IN_THREE_BELOW}),
        ([30, 40, 30, 40, 30, 40], {at: SpecialCause.SHIFT_ABOVE for at in range(11, 18)}),
        ([20, 10, 20, 10, 20, 10, 20], {at: SpecialCause.SHIFT_BELOW for at in range(12, 19)}),
        ([0, 10, 20, 30, 40, 60, 70], {at: SpecialCause.TREND_INCREASING for at in range(12, 19)}),
        ([49, 40, 30, 20, 10, 5], {at: SpecialCause.TREND_DECREASING for at in range(11, 18)}),
    ],
)
def test_a_point_has_the_cause_its_rule_gives_it(more, expected):
    found = chart([*SWING, *more], fix_after_n_points=12)
    assert signals(found) == expected


def test_outside_comes_before_trend_before_two_in_three_before_shift():
    rise = [30, 40, 50, 60, 70, 115, 116, 159]
    found = chart([*SWING[:-1], 1, *rise], fix_after_n_points=12)
    assert found.causes[-1] == SpecialCause.ABOVE_UPPER_LIMIT
    assert found.rule_trend[-1]
    assert found.causes[-2] == SpecialCause.TREND_INCREASING
    assert found.rule_two_in_three[-2]
    assert found.rule_shift[-2]


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        ("increase", PointType.SPECIAL_CAUSE_IMPROVEMENT, PointType.SPECIAL_CAUSE_CONCERN),
        ("decrease", PointType.SPECIAL_CAUSE_CONCERN, PointType.SPECIAL_CAUSE_IMPROVEMENT),
        ("neutral", PointType.SPECIAL_CAUSE_NEUTRAL_HIGH, PointType.SPECIAL_CAUSE_NEUTRAL_LOW),
    ],
)
def test_the_direction_says_what_a_cause_means(direction, high, low):
    found = [chart([*SWING, last], fix_after_n_points=12, direction=direction) for last in (999, -999)]
    assert [one.variation for one in found] == [high, low]
    assert [one.variation_icon.label for one in found] == [
        f"{kind.label.removeprefix('special_cause_').removesuffix(side).removesuffix('_')}{side}"
        for kind, side in ((high, "_high"), (low, "_low"))
    ]


def test_each_epoch_has_limits_of_its_own_and_patterns_stop_at_its_edge():
    values = [*SWING, *(value + 1000 for value in SWING)]
    found = chart(values, rebase=[12])
    assert found.epoch.tolist() == [0] * 12 + [1] * 12
    assert found.mean.tolist() == [25] * 12 + [1025] * 12
    assert signals(found) == {}


def test_a_rebase_at_the_first_point_only_changes_the_number_of_the_epoch():
    plain, rebased = chart(SWING), chart(SWING, rebase=[0])
    assert rebased.epoch.tolist() == [1] * 12
    np.testing.assert_array_equal(plain.upper_limit, rebased.upper_limit)


@pytest.mark.parametrize("profile", Profile)
def test_screening_leaves_out_the_largest_ranges_once(profile):
    values = [10, 12, 11, 13, 12, 10, 11, 60, 12, 11, 13, 12, 11, 10]
    kept = [2, 1, 2, 1, 2, 1, 1, 2, 1, 1, 1]
    screened, whole = chart(values, profile=profile), chart(values, profile=profile, screen_outliers=False)
    mean = sum(values) / 14
    assert screened.upper_limit[0] == pytest.approx(mean + 2.66 * sum(kept) / 11)
    assert whole.upper_limit[0] == pytest.approx(mean + 2.66 * (sum(kept) + 49 + 48) / 13)


class TestShortSeries:
    """Fewer than twelve values carry no limits."""

    def test_eleven_values_are_shown_without_limits_and_not_judged(self):
        found = chart(SWING[:11], target=20)
        assert np.isnan(found.upper_limit).all()
        assert found.mean[0] == pytest.approx(250 / 11)
        assert set(found.types) == {PointType.NOT_JUDGED}
        assert (found.variation_icon, found.assurance) == (VariationIcon.NONE, Assurance.NOT_JUDGED)
        assert found.note == Note.NO_LIMITS | Note.TOO_FEW_POINTS
        assert found.short_group.all()

    def test_twelve_values_are_enough(self):
        found = chart(SWING, target=20)
        assert found.note == Note(0)
        assert not found.short_group.any()

    def test_missing_values_do_not_count(self):
        found = chart([*SWING[:11], nan, nan])
        assert Note.TOO_FEW_POINTS in found.note

    def test_a_new_epoch_waits_for_twelve_values_of_its_own(self):
        found = chart([*SWING, *SWING[:11]], rebase=[12])
        assert not np.isnan(found.upper_limit[:12]).any()
        assert np.isnan(found.upper_limit[12:]).all()
        assert found.variation == PointType.NOT_JUDGED

    def test_the_number_may_be_chosen(self):
        assert Note.NO_LIMITS not in chart(SWING[:8], minimum_points=8).note
        assert Note.NO_LIMITS in chart(SWING, minimum_points=20).note

    def test_nhsr_shows_limits_and_flags_up_to_twelve(self):
        found = chart(SWING, profile="nhsr")
        assert found.short_group.all()
        assert not np.isnan(found.upper_limit).any()
        assert found.note & Note.TOO_FEW_POINTS
        assert not chart([*SWING, 0], profile="nhsr").short_group.any()


class TestConstantSeries:
    """A process that never varies is the most predictable of all."""

    @pytest.mark.parametrize(
        ("direction", "target", "expected"),
        [
            ("increase", 100, Assurance.CONSISTENT_PASS),
            ("increase", 99, Assurance.CONSISTENT_PASS),
            ("increase", 101, Assurance.CONSISTENT_FAIL),
            ("decrease", 100, Assurance.CONSISTENT_PASS),
            ("decrease", 101, Assurance.CONSISTENT_PASS),
            ("decrease", 99, Assurance.CONSISTENT_FAIL),
            ("neutral", 100, Assurance.NOT_JUDGED),
        ],
    )
    def test_it_passes_a_target_that_it_meets_and_fails_one_that_it_does_not(
        self, direction, target, expected
    ):
        found = chart([100.0] * 24, direction=direction, target=target)
        assert found.assurance == expected
        assert Note.CONSTANT in found.note

    def test_its_limits_are_its_value_and_nothing_stands_out(self):
        found = chart([0.1] * 24)
        assert set(found.lower_limit) == set(found.upper_limit) == {0.1}
        assert signals(found) == {}
        assert found.variation == PointType.COMMON_CAUSE

    def test_a_value_that_differs_from_a_constant_baseline_stands_out(self):
        found = chart([100.0] * 12 + [100.0, 99.0], fix_after_n_points=12)
        assert signals(found) == {13: SpecialCause.BELOW_LOWER_LIMIT}

    def test_nhsr_has_no_limits_for_it_and_calls_every_target_inconsistent(self):
        found = chart([100.0] * 24, target=0, profile="nhsr")
        assert np.isnan(found.upper_limit).all()
        assert found.assurance == Assurance.INCONSISTENT


class TestMostlyConstantSeries:
    """The value that most months have is usual, never a signal."""

    def test_limits_do_not_collapse_and_only_the_exception_stands_out(self):
        values = [100.0] * 20 + [60.0] + [100.0] * 3
        found = chart(values, target=95)
        assert found.lower_limit[0] == pytest.approx(100 - 40 / 24 - 2.66 * 80 / 23)
        assert signals(found) == {20: SpecialCause.BELOW_LOWER_LIMIT}
        assert found.variation == PointType.COMMON_CAUSE
        assert found.note == Note.MOSTLY_CONSTANT | Note.SCREENING_SET_ASIDE

    def test_long_runs_of_zeros_are_not_a_shift(self):
        values = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        found = chart(values, direction="decrease")
        assert signals(found) == {at: SpecialCause.ABOVE_UPPER_LIMIT for at in (3, 13)}
        assert (found.relative_to_mean[[0, 3]] == [0, 1]).all()

    def test_nhsr_calls_nearly_every_point_special(self):
        values = [0] * 20 + [1] + [0] * 3
        assert len(signals(chart(values, profile="nhsr"))) == 24

    def test_a_target_met_in_most_months_is_not_consistently_failed(self):
        values = [0] * 9 + [1] * 3
        found = chart(values, direction="decrease", target=0)
        assert found.lower_limit[0] > 0
        assert found.assurance == Assurance.INCONSISTENT

    def test_half_is_not_most(self):
        assert not chart([0, 0, 1, 2] * 6).note & Note.MOSTLY_CONSTANT
        assert chart([0, 0, 0, 1, 2] * 6).note & Note.MOSTLY_CONSTANT

    def test_steps_without_a_usual_value_keep_their_variation_too(self):
        found = chart([0] * 8 + [5] * 8 + [9] * 8)
        assert found.upper_limit[0] - found.mean[0] == pytest.approx(2.66 * 9 / 23)
        assert found.note & Note.SCREENING_SET_ASIDE
        assert not found.note & Note.MOSTLY_CONSTANT


class TestMissingValues:
    """A missing value is not judged, and breaks every pattern."""

    def test_a_missing_last_value_has_no_verdict_and_says_so(self):
        found = chart([*SWING, nan], target=20)
        assert found.variation == PointType.NOT_JUDGED
        assert found.variation_icon == VariationIcon.NONE
        assert found.assurance == Assurance.INCONSISTENT
        assert found.note == Note.LAST_VALUE_MISSING

    def test_nhsr_calls_it_common_cause_and_says_so_too(self):
        found = chart([*SWING, 25, nan], target=20, profile="nhsr")
        assert found.variation == PointType.COMMON_CAUSE
        assert found.note == Note.LAST_VALUE_MISSING

    def test_a_gap_breaks_a_run(self):
        run = [30, 40, 30, nan, 40, 30, 40]
        assert signals(chart([*SWING[:-1], 0, *run], fix_after_n_points=12)) == {15: SpecialCause.NOT_JUDGED}

    def test_limits_need_six_moving_ranges(self):
        pairs = [1, 2, nan] * 6
        assert not np.isnan(chart(pairs).upper_limit).any()
        found = chart([*[1, 2, nan] * 5, 1, nan, 2])
        assert np.isnan(found.upper_limit).all()
        assert found.note == Note.NO_LIMITS | Note.TOO_MANY_GAPS | Note.NO_TARGET

    def test_no_values_have_neither_limits_nor_verdict(self):
        found = chart([nan] * 14, target=3)
        assert np.isnan(found.mean).all()
        assert found.note == Note.NO_LIMITS | Note.NO_VALUES | Note.LAST_VALUE_MISSING
        assert found.assurance == Assurance.NOT_JUDGED


class TestTargets:
    """The target of the latest point is held against the limits of the latest epoch."""

    @pytest.mark.parametrize(
        ("direction", "target", "expected"),
        [
            ("increase", -109, Assurance.CONSISTENT_PASS),
            ("increase", -108, Assurance.CONSISTENT_PASS),
            ("increase", -107, Assurance.INCONSISTENT),
            ("increase", 158, Assurance.INCONSISTENT),
            ("increase", 159, Assurance.CONSISTENT_FAIL),
            ("decrease", 159, Assurance.CONSISTENT_PASS),
            ("decrease", 158, Assurance.CONSISTENT_PASS),
            ("decrease", 157, Assurance.INCONSISTENT),
            ("decrease", -108, Assurance.INCONSISTENT),
            ("decrease", -109, Assurance.CONSISTENT_FAIL),
        ],
    )
    def test_a_limit_that_equals_the_target_on_the_good_side_meets_it(self, direction, target, expected):
        found = chart(SWING, direction=direction, target=target)
        assert found.assurance == expected
        assert (Note.TARGET_ON_LIMIT in found.note) == (target in (-108, 158))

    @pytest.mark.parametrize(("direction", "target"), [("increase", -108), ("decrease", 158)])
    def test_nhsr_calls_such_a_tie_inconsistent(self, direction, target):
        assert chart(SWING, direction=direction, target=target, profile="nhsr").assurance == 0

    @pytest.mark.parametrize("profile", Profile)
    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [(-200, 999, Assurance.CONSISTENT_FAIL), (999, -200, Assurance.CONSISTENT_PASS)],
    )
    def test_a_target_that_changes_is_the_one_of_the_latest_point(self, profile, first, last, expected):
        values = [value + 500 for value in SWING] + SWING + [25]
        target = [first] * 24 + [last]
        assert chart(values, rebase=[12], target=target, profile=profile).assurance == expected

    def test_the_limits_are_those_of_the_latest_epoch(self):
        values = [value + 500 for value in SWING] + SWING
        assert chart(values, rebase=[12], target=300).assurance == Assurance.CONSISTENT_FAIL
        assert chart(values[:12], target=300).assurance == Assurance.CONSISTENT_PASS

    def test_a_target_that_ended_is_none(self):
        found = chart(SWING, target=[20] * 11 + [nan])
        assert found.assurance == Assurance.NOT_JUDGED
        assert found.note == Note.NO_TARGET

    def test_a_neutral_measure_has_no_assurance(self):
        found = chart(SWING, target=20, direction="neutral")
        assert found.assurance == Assurance.NOT_JUDGED
        assert found.note == Note.NEUTRAL


class TestSwitches:
    """Each difference can be switched back by itself."""

    def test_two_in_three_counts_points_beyond_three_sigma(self):
        values = [*SWING, 200, 120]
        back = dataclasses.replace(MDC, outside_counts_in_two_in_three=False)
        found = [chart(values, fix_after_n_points=12, profile=one) for one in (MDC, back, NHSR)]
        assert [one.causes[-1] for one in found] == [
            SpecialCause.TWO_IN_THREE_ABOVE,
            SpecialCause.COMMON_CAUSE,
            SpecialCause.COMMON_CAUSE,
        ]

    def test_a_third_point_within_two_sigma_is_not_named_by_it(self):
        found = chart([*SWING, 200, 120, 100], fix_after_n_points=12)
        assert found.causes[-1] == SpecialCause.COMMON_CAUSE

    def test_the_end_of_a_rise_before_a_plateau_is_rising(self):
        values = [*SWING[:-1], 1, *range(2, 9), *range(8, 15)]
        found = [
            chart(values, fix_after_n_points=12, profile=one)
            for one in (NHSR, dataclasses.replace(NHSR, trend_keeps_direction=True))
        ]
        assert [one.causes[18] for one in found] == [
            SpecialCause.TREND_DECREASING,
            SpecialCause.TREND_INCREASING,
        ]

    def test_short_series_may_keep_their_limits(self):
        found = chart(SWING[:8], profile=dataclasses.replace(MDC, short_has_limits=True))
        assert not np.isnan(found.upper_limit).any()
        assert found.variation == PointType.COMMON_CAUSE


class TestUndetermined:
    """Under nhsr, an answer is missing where the missing value could have completed the pattern."""

    def test_nothing_is_undetermined_in_a_full_series(self):
        assert not chart(SWING, profile="nhsr").undetermined.any()

    def test_a_gap_leaves_open_what_it_could_complete(self):
        values = [*SWING, 30, 40, 30, nan, 40, 30, 40, -10, 60, 10, 60, 10]
        result = xmr(values, fix_after_n_points=12, profile="nhsr")
        found = {rule: np.flatnonzero(result.is_undetermined(rule)).tolist() for rule in Rule}
        assert found == {
            Rule.RELATIVE_TO_MEAN: [15],
            Rule.CLOSE_TO_LIMITS: [15],
            Rule.OUTSIDE: [15],
            Rule.TREND: [],
            Rule.TWO_IN_THREE: [15],
            Rule.SHIFT: [9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
        }

    def test_a_point_far_out_beside_a_gap_may_be_one_of_two(self):
        result = xmr([*SWING, 120, nan, 0, 0, 0], fix_after_n_points=12, profile="nhsr")
        assert np.flatnonzero(result.is_undetermined(Rule.TWO_IN_THREE)).tolist() == [12, 13]

    def test_in_mdc_the_gap_itself_has_no_answers_and_its_neighbours_have(self):
        result = xmr([*SWING, 30, nan, 30], profile="mdc")
        assert np.flatnonzero(result.undetermined).tolist() == [13]
        assert result.undetermined[13] == sum(Rule)

    def test_in_mdc_a_short_series_has_sides_but_no_answers(self):
        result = xmr(SWING[:5])
        assert result.is_undetermined(Rule.SHIFT).all()
        assert not result.is_undetermined(Rule.RELATIVE_TO_MEAN).any()
