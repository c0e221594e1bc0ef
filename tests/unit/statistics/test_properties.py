"""Laws that every chart keeps, on random series."""

from math import nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trustboard.statistics import (
    Direction,
    Note,
    PointType,
    Profile,
    SpecialCause,
    VariationIcon,
    XmrResult,
    xmr,
)
from trustboard.statistics.series import POINT_ARRAYS

VERDICTS = ("variation", "variation_icon", "assurance", "assurance_icon", "note")
LABELS = ("special_cause", "point_type", "rule_outside", "rule_trend", "rule_two_in_three", "rule_shift")
LINES = ("mean", "lower_limit", "upper_limit")

profiles = st.sampled_from(Profile)
numbers = st.one_of(
    st.integers(0, 3).map(float),
    st.integers(-500, 1500).map(lambda number: number / 10),
    st.integers(900, 1000).map(lambda number: number / 1000),
)
gappy = st.one_of(numbers, numbers, numbers, st.just(nan))


@st.composite
def lists(draw, values=numbers):
    """Values of one series, now and then drifting or jumping so that every rule has something to find."""
    found = draw(st.lists(values, min_size=1, max_size=40))
    drift = draw(st.sampled_from([0, 0, 0.5, -3]))
    return [value + drift * place for place, value in enumerate(found)]


@st.composite
def requests(draw, values=gappy):
    """A batch of series of different lengths with settings, and the arguments for each of them alone."""
    series = draw(st.lists(lists(values), min_size=1, max_size=5))
    width = max(map(len, series)) + draw(st.integers(0, 2))
    marks = [[draw(st.sampled_from([False] * 9 + [True])) for _ in one] for one in series]
    targets = [draw(st.one_of(st.just(nan), numbers)) for _ in series]
    directions = [draw(st.sampled_from(Direction)) for _ in series]
    settings = {
        "profile": draw(profiles),
        "screen_outliers": draw(st.booleans()),
        "fix_after_n_points": draw(st.sampled_from([None, None, 12, 15])),
    }
    batch = {
        "values": np.array([one + [nan] * (width - len(one)) for one in series]),
        "rebase": np.array([one + [False] * (width - len(one)) for one in marks]),
        "lengths": [len(one) for one in series],
        "target": targets,
        "direction": directions,
        **settings,
    }
    alone = [
        {"values": one, "rebase": np.array(mark), "target": target, "direction": direction, **settings}
        for one, mark, target, direction in zip(series, marks, targets, directions, strict=True)
    ]
    return batch, alone


def assert_same(first: XmrResult, second: XmrResult, names: tuple[str, ...]) -> None:
    for name in names:
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name), err_msg=name)


@given(requests())
def test_a_batch_answers_as_each_series_alone(request):
    batch, alone = request
    together = xmr(**batch)
    for index, arguments in enumerate(alone):
        one = xmr(**arguments)
        for name in POINT_ARRAYS:
            length = len(arguments["values"])
            np.testing.assert_array_equal(getattr(together, name)[index, :length], getattr(one, name), name)
        for name in VERDICTS:
            assert getattr(together, name)[index] == getattr(one, name), name


@given(requests())
def test_padding_never_changes_an_answer(request):
    batch, _ = request
    wider = batch | {
        "values": np.pad(batch["values"], ((0, 0), (0, 3)), constant_values=nan),
        "rebase": np.pad(batch["rebase"], ((0, 0), (0, 3))),
    }
    first, second = xmr(**batch), xmr(**wider)
    width = batch["values"].shape[1]
    for name in POINT_ARRAYS:
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name)[:, :width], name)
    assert_same(first, second, VERDICTS)


def away_from_ties(result: XmrResult) -> bool:
    """Whether no value or target lies so near a line that rounding could move it across."""
    lines = [
        result.mean,
        result.lower_limit,
        result.upper_limit,
        result.lower_two_sigma,
        result.upper_two_sigma,
    ]
    size = 1 + np.nanmax(np.abs([*lines, result.values]), initial=0)
    gaps = [np.abs(line - other) for line in lines for other in (result.values, result.target)]
    return not (np.array(gaps) < 1e-6 * size).any()


@given(lists(gappy), st.sampled_from([3.0, -7.25, 100.0]), profiles)
def test_a_shift_of_all_values_shifts_the_limits_and_changes_no_label(values, step, profile):
    first = xmr(values, target=20.03, profile=profile)
    second = xmr(np.array(values) + step, target=20.03 + step, profile=profile)
    assume(away_from_ties(first))
    assume(_ranges_are_away_from_the_screen(values))
    for name in LINES:
        np.testing.assert_allclose(getattr(first, name) + step, getattr(second, name), rtol=1e-9, atol=1e-9)
    assert_same(first, second, (*LABELS, "variation", "assurance"))


@given(lists(gappy), st.sampled_from([0.01, 100, 1 / 3, 1e-6]), profiles)
def test_the_unit_of_measurement_changes_no_label(values, factor, profile):
    first = xmr(values, target=20.03, profile=profile)
    second = xmr(np.array(values) * factor, target=20.03 * factor, profile=profile)
    assume(away_from_ties(first))
    assume(_ranges_are_away_from_the_screen(values))
    for name in LINES:
        np.testing.assert_allclose(getattr(first, name) * factor, getattr(second, name), rtol=1e-9)
    assert_same(first, second, (*LABELS, "variation", "assurance"))


@given(st.lists(st.integers(90, 99), min_size=12, max_size=40))
def test_in_mdc_percentages_and_fractions_have_the_same_labels_even_on_the_lines(percentages):
    assume(_ranges_are_away_from_the_screen(percentages))
    fractions = [number / 100 for number in percentages]
    first, second = xmr(percentages, target=95), xmr(fractions, target=0.95)
    assert_same(first, second, (*LABELS, *VERDICTS, "relative_to_mean", "close_to_limits"))


def _ranges_are_away_from_the_screen(values) -> bool:
    """Whether no moving range lies where rounding decides if it is screened, or if two values differ."""
    ranges = np.abs(np.diff(np.asarray(values, dtype=float)))
    ranges = ranges[~np.isnan(ranges)]
    cut = 3.267 * ranges.mean() if len(ranges) else 1.0
    tiny = (ranges > 0) & (ranges < 1e-6)
    return not (np.abs(ranges - cut) < 1e-9 * cut).any() and not tiny.any()


MIRRORED = {
    VariationIcon.IMPROVEMENT_HIGH: VariationIcon.IMPROVEMENT_LOW,
    VariationIcon.CONCERN_HIGH: VariationIcon.CONCERN_LOW,
    VariationIcon.NEUTRAL_HIGH: VariationIcon.NEUTRAL_LOW,
}
MIRRORED |= {low: high for high, low in MIRRORED.items()}
OPPOSITE = {
    Direction.INCREASE: Direction.DECREASE,
    Direction.DECREASE: Direction.INCREASE,
    Direction.NEUTRAL: Direction.NEUTRAL,
}


@given(lists(gappy), numbers, st.sampled_from(Direction))
def test_upside_down_the_chart_is_its_mirror_image(values, target, direction):
    up = xmr(values, target=target, direction=direction).series()
    down = xmr(-np.array(values), target=-target, direction=OPPOSITE[direction]).series()
    assert down.variation_icon == MIRRORED.get(up.variation_icon, up.variation_icon)
    assert (down.assurance, down.note) == (up.assurance, up.note)
    np.testing.assert_array_equal(down.lower_limit, -up.upper_limit)
    assert [_flipped(cause) for cause in up.causes] == list(down.causes)


def _flipped(cause: SpecialCause) -> SpecialCause:
    if cause in (SpecialCause.COMMON_CAUSE, SpecialCause.NOT_JUDGED):
        return cause
    return SpecialCause(cause + 1 if cause % 2 else cause - 1)


def test_as_the_peer_has_it_the_mirror_has_one_flaw():
    """A plateau between two rises is called falling, and one between two falls is called falling too."""
    rise = np.array([0, 50] * 6 + [2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13, 14], dtype=float)
    up, down = (xmr(sign * rise, profile="nhsr", fix_after_n_points=12).series() for sign in (1, -1))
    assert up.causes[18] == down.causes[18] == SpecialCause.TREND_DECREASING


@given(lists(gappy), st.integers(1, 8))
def test_missing_values_at_the_end_only_take_the_latest_verdict(values, gaps):
    before, after = xmr(values, target=20), xmr([*values, *[nan] * gaps], target=20)
    for name in POINT_ARRAYS:
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name)[: len(values)], name)
    assert after.variation == PointType.NOT_JUDGED
    assert after.assurance == before.assurance
    assert after.note == before.note | Note.LAST_VALUE_MISSING


@given(lists(gappy), profiles)
def test_turning_time_round_keeps_the_limits(values, profile):
    forwards, backwards = xmr(values, profile=profile), xmr(values[::-1], profile=profile)
    assume(_ranges_are_away_from_the_screen(values))
    for name in LINES:
        np.testing.assert_allclose(getattr(forwards, name), getattr(backwards, name), rtol=1e-12, atol=1e-12)


@given(requests())
def test_every_label_is_that_of_a_rule_that_holds(request):
    batch, _ = request
    result = xmr(**batch)
    rules = [result.rule_outside, result.rule_trend, result.rule_two_in_three, result.rule_shift]
    codes = np.zeros(result.values.shape, dtype=int)
    for place, rule in reversed(list(enumerate(rules))):
        codes[rule] = place + 1
    judged = result.special_cause != SpecialCause.NOT_JUDGED
    np.testing.assert_array_equal(((result.special_cause + 1) // 2)[judged], codes[judged])


@pytest.mark.parametrize("profile", Profile)
@given(values=lists())
def test_limits_never_collapse_onto_the_mean_in_mdc_unless_every_value_is_the_same(profile, values):
    result = xmr(values, minimum_points=2, profile=profile).series()
    collapsed = bool((result.upper_limit == result.lower_limit).any())
    if profile is Profile.MDC and len(set(values)) > 1:
        assert not collapsed
