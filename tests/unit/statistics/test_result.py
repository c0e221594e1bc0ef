"""Results have the shapes promised, and read well in a notebook."""

from textwrap import dedent

import numpy as np
import pytest

from trustboard.statistics import (
    Assurance,
    AssuranceIcon,
    Direction,
    Note,
    PointType,
    SpecialCause,
    VariationIcon,
    xmr,
)
from trustboard.statistics.series import POINT_ARRAYS

SWING = [0.0, 50.0] * 6
NAN = np.nan
RAGGED = np.array([[*SWING, 25.0, 200.0], [*SWING, NAN, NAN], [NAN] * 14])
LENGTHS = [14, 12, 0]
OF_SERIES = ("lengths", "direction", "variation", "variation_icon", "assurance", "assurance_icon", "note")


@pytest.fixture
def ragged():
    return xmr(RAGGED, lengths=LENGTHS, target=[20, NAN, 20], direction=["increase", "decrease", "neutral"])


@pytest.mark.parametrize("name", POINT_ARRAYS)
def test_arrays_of_points_are_series_by_points_or_points(name, ragged):
    assert getattr(ragged, name).shape == (3, 14)
    assert getattr(xmr(SWING), name).shape == (12,)


@pytest.mark.parametrize("name", OF_SERIES)
def test_arrays_of_series_are_series_or_nothing(name, ragged):
    assert getattr(ragged, name).shape == (3,)
    assert getattr(xmr(SWING), name).shape == ()


@pytest.mark.parametrize("name", ["mean", "lower_limit", "upper_limit", "lower_two_sigma", "upper_two_sigma"])
def test_lines_end_with_the_series(name, ragged):
    line = getattr(ragged, name)
    assert not np.isnan(line[0]).any()
    assert np.isnan(line[1]).tolist() == [False] * 12 + [True] * 2
    assert np.isnan(line[2]).all()


def test_beyond_the_length_there_is_no_epoch_no_flag_and_no_label(ragged):
    assert ragged.epoch.tolist() == [[0] * 14, [0] * 12 + [-1] * 2, [-1] * 14]
    assert set(ragged.special_cause[1, 12:]) == {SpecialCause.NOT_JUDGED}
    assert set(ragged.point_type[1, 12:]) == {PointType.NOT_JUDGED}
    assert not ragged.short_group[1].any()
    assert not ragged.undetermined[1:].any()
    assert not any(getattr(ragged, f"rule_{rule}")[1:].any() for rule in ("outside", "trend", "shift"))


def test_a_series_without_points_has_no_verdict(ragged):
    empty = ragged.series(2)
    assert len(empty) == 0
    assert (empty.variation, empty.assurance) == (PointType.NOT_JUDGED, Assurance.NOT_JUDGED)
    assert (empty.variation_icon, empty.assurance_icon) == (VariationIcon.NONE, AssuranceIcon.NONE)
    assert empty.note == Note.NO_LIMITS | Note.NO_VALUES


def test_one_series_of_a_batch_reads_as_if_it_were_alone(ragged):
    alone = xmr(RAGGED[1, :12], direction="decrease").series()
    assert repr(ragged.series(1)) == repr(alone)
    assert repr(ragged.series(-2)) == repr(alone)
    for name in POINT_ARRAYS:
        np.testing.assert_array_equal(getattr(ragged.series(1), name), getattr(alone, name))


@pytest.mark.parametrize("index", [3, -4])
def test_a_series_that_is_not_there_is_an_error(index, ragged):
    with pytest.raises(IndexError, match=f"no series {index}; there are 3"):
        ragged.series(index)


def test_the_view_has_enums():
    found = xmr([*SWING, 25, 200], target=20, direction="decrease").series()
    assert found.direction is Direction.DECREASE
    assert found.causes[-1] is SpecialCause.ABOVE_UPPER_LIMIT
    assert found.types[-1] is found.variation is PointType.SPECIAL_CAUSE_CONCERN
    assert found.variation_icon is VariationIcon.CONCERN_HIGH
    assert found.assurance is Assurance.INCONSISTENT
    assert found.assurance_icon is AssuranceIcon.INCONSISTENT


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (
            xmr([*SWING, 25, 200], target=20),
            """
            XmR chart of 14 points, increase is better, latest 200
              mean 37.5, limits -115.962 to 190.962
              variation: special cause improvement (Above UCL)
              assurance: inconsistent, target 20
            """,
        ),
        (
            xmr([*SWING, *SWING, NAN], rebase=[12], direction="neutral"),
            """
            XmR chart of 25 points, neither way is better, latest missing
              mean 25, limits -108 to 158 since point 12
              variation: not judged
              assurance: not judged
              The latest value is missing.
            """,
        ),
        (
            xmr([1, 2, 3]),
            """
            XmR chart of 3 points, increase is better, latest 3
              mean 2, no limits
              variation: not judged
              assurance: not judged
              There are fewer values than limits should rest on.
              There is no target for the latest point.
            """,
        ),
    ],
    ids=["signal", "epochs", "short"],
)
def test_a_chart_prints_a_summary(result, expected):
    assert repr(result) == dedent(expected).strip()


def test_an_empty_series_prints_what_it_is(ragged):
    assert repr(ragged.series(2)).splitlines()[0] == "XmR chart of no points"


def test_a_batch_prints_a_tally(ragged):
    assert (
        repr(ragged)
        == dedent(
            """
        XmR charts of 3 series, up to 14 points
          variation: 1 common cause, 1 special cause improvement, 1 not judged
        """
        ).strip()
    )


def test_near_ties_are_values_on_a_line_or_all_but():
    result = xmr([*SWING, 25 + 1e-10, 25 + 1e-6, NAN, 158], fix_after_n_points=12, profile="nhsr")
    assert result.near_tie.tolist() == [False] * 12 + [True, False, False, True]


def test_a_result_cannot_be_changed():
    with pytest.raises(AttributeError):
        xmr(SWING).note = 3
