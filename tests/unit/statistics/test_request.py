"""Wrong arguments are refused by name, with what to do instead."""

import numpy as np
import pytest

from trustboard.statistics import (
    MDC,
    BaselineError,
    Direction,
    DirectionError,
    MagnitudeError,
    ProfileError,
    RebaseError,
    ShapeError,
    StatisticsError,
    xmr,
)

ONE = np.arange(24.0)
BATCH = np.stack([ONE, ONE + 1, ONE + 2])


@pytest.mark.parametrize(
    ("values", "arguments", "error", "words"),
    [
        (5.0, {}, ShapeError, "not 0 dimensions"),
        (np.zeros((2, 2, 2)), {}, ShapeError, "not 3 dimensions"),
        ([], {}, ShapeError, "at least one point"),
        (np.zeros((3, 0)), {}, ShapeError, "at least one point"),
        (["many", 3], {}, ShapeError, "values must be numbers"),
        ([[1, 2], [3]], {}, ShapeError, "rectangle"),
        ([1, np.inf], {}, MagnitudeError, r"values at \(0, 1\) is inf"),
        ([1, np.nan, -1e200], {}, MagnitudeError, r"values at \(0, 2\) is -1e\+200"),
        (ONE, {"target": np.inf}, MagnitudeError, r"target at \(\) is inf"),
        (BATCH, {"target": [1, 2]}, ShapeError, r"target has shape \(2, 1\)"),
        (ONE, {"target": [1, 2]}, ShapeError, r"target has shape \(2,\)"),
        (ONE, {"target": "soon"}, ShapeError, "target must be numbers"),
        (BATCH, {"lengths": [24, 24]}, ShapeError, "3 whole numbers"),
        (BATCH, {"lengths": [24.0, 24.0, 24.0]}, ShapeError, "3 whole numbers"),
        (BATCH, {"lengths": [24, 24, 25]}, ShapeError, "between 0 and the 24 points"),
        (BATCH, {"lengths": [24, -1, 24]}, ShapeError, "between 0 and the 24 points"),
        (
            BATCH,
            {"lengths": [24, 20, 24]},
            ShapeError,
            "series 1 has a value at point 20, beyond its length 20",
        ),
        (ONE, {"direction": "up"}, DirectionError, "'up' is not a direction; use one of 'increase'"),
        (BATCH, {"direction": ["increase"]}, ShapeError, "3: one for each series"),
        (ONE, {"profile": "excel"}, ProfileError, "'excel' is not a rule profile; use one of 'mdc', 'nhsr'"),
        (ONE, {"fix_after_n_points": 11}, BaselineError, "at least 12, not 11"),
        (ONE, {"fix_after_n_points": 12.0}, BaselineError, "whole number of at least 12"),
        (ONE, {"fix_after_n_points": True}, BaselineError, "whole number"),
        (ONE, {"minimum_points": 1}, BaselineError, "minimum_points must be a whole number of at least 2"),
        (ONE, {"rebase": np.zeros(5, dtype=bool)}, RebaseError, r"rebase has shape \(5,\)"),
        (ONE, {"rebase": [24]}, RebaseError, "between 0 and 23"),
        (ONE, {"rebase": [-1]}, RebaseError, "between 0 and 23"),
        (ONE, {"rebase": [5, 5]}, RebaseError, "must rise"),
        (ONE, {"rebase": [[1, 5]]}, RebaseError, "must rise"),
        (ONE, {"rebase": [0.5]}, RebaseError, "whole-number indices"),
        (BATCH, {"rebase": [5]}, RebaseError, "for a batch"),
        (BATCH, {"rebase": np.zeros((3, 5), dtype=bool)}, RebaseError, r"rebase has shape \(3, 5\)"),
    ],
)
def test_a_wrong_argument_is_refused(values, arguments, error, words):
    with pytest.raises(error, match=words) as caught:
        xmr(values, **arguments)
    assert isinstance(caught.value, StatisticsError)
    assert isinstance(caught.value, ValueError)


def test_a_rebase_beyond_the_length_is_refused():
    values = np.append(ONE, np.nan)
    marks = np.arange(25) == 24
    with pytest.raises(RebaseError, match="beyond the length"):
        xmr(values, lengths=24, rebase=marks)


def test_a_masked_value_is_a_missing_one():
    masked = np.ma.MaskedArray(ONE, mask=ONE == 3)
    np.testing.assert_array_equal(xmr(masked).values, np.where(ONE == 3, np.nan, ONE))


def test_none_is_a_missing_value():
    assert np.isnan(xmr([1, None, 3]).values[1])


def test_masked_text_is_refused():
    with pytest.raises(ShapeError):
        xmr(np.ma.MaskedArray(["a", "b"]))


@pytest.mark.parametrize("target", [7, [7, 7, 7], np.full((3, 24), 7)])
def test_a_target_may_be_one_for_all_for_each_series_or_for_each_point(target):
    assert (xmr(BATCH, target=target).target == 7).all()


def test_a_target_of_each_point_may_be_given_for_one_series():
    np.testing.assert_array_equal(xmr(ONE, target=ONE).target, ONE)


def test_the_arguments_are_not_changed():
    values, marks = BATCH.copy(), np.zeros((3, 24), dtype=bool)
    marks[:, 12] = True
    xmr(values, rebase=marks, target=values)
    np.testing.assert_array_equal(values, BATCH)
    assert marks.sum() == 3


def test_no_series_give_no_charts():
    result = xmr(np.zeros((0, 24)), direction=[])
    assert len(result) == 0
    assert result.mean.shape == (0, 24)


def test_directions_and_profiles_may_be_names_or_our_own():
    assert xmr(ONE, direction="decrease", profile="nhsr").series().direction == Direction.DECREASE
    assert xmr(ONE, profile=MDC).method.conventions is MDC


@pytest.mark.parametrize("marks", [[12], np.arange(24) == 12])
def test_a_rebase_may_be_marks_or_indices(marks):
    assert xmr(ONE, rebase=marks).epoch.tolist() == [0] * 12 + [1] * 12


def test_no_indices_are_no_rebase():
    assert xmr(ONE, rebase=[]).epoch.max() == 0
