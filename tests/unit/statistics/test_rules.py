"""Each rule on its own, drawn as strings: one character a point."""

import numpy as np
import pytest

from trustboard.statistics.rules import find_runs, find_trends, find_two_in_three, hold_throughout, spread


def flags(drawn: str, sign: str) -> np.ndarray:
    return np.array([character in sign for character in drawn])[:, np.newaxis]


def drawn(found: np.ndarray) -> str:
    return "".join("#" if flag else "." for flag in found[:, 0])


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("++++++", "......"),
        ("+++++++", "#######"),
        ("-++++++++-", ".########."),
        ("+++0++++", "........"),
        ("+++++++-+++++++", "#######.#######"),
    ],
)
def test_a_shift_is_seven_on_one_side(side, expected):
    assert drawn(find_runs(flags(side, "+"))) == expected


@pytest.mark.parametrize(
    ("values", "trend", "rising"),
    [
        ([1, 2, 3, 4, 5, 6], "......", "......"),
        ([1, 2, 3, 4, 5, 6, 7], "#######", "#######"),
        ([7, 6, 5, 4, 3, 2, 1], "#######", "......."),
        ([1, 2, 3, 4, 4, 5, 6, 7], "........", "........"),
        ([0, 1, 2, 3, np.nan, 5, 6, 7, 8], ".........", "........."),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], "#############", "######......."),
        ([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7], "#############", "......#######"),
        ([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13], "##############", "##############"),
        ([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7], "##############", "##############"),
        ([7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1], "##############", ".............."),
    ],
    ids=["six", "up", "down", "level", "gap", "peak", "trough", "plateau", "saw", "saw down"],
)
def test_a_trend_is_seven_that_rise_or_fall_and_names_its_points(values, trend, rising):
    found, up = find_trends(np.array(values, dtype=float)[:, np.newaxis], keeps_direction=True)
    assert (drawn(found), drawn(found & up)) == (trend, rising)


def test_as_the_peer_has_it_the_point_before_a_plateau_is_called_falling():
    values = np.array([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13], dtype=float)[:, np.newaxis]
    found, up = find_trends(values, keeps_direction=False)
    assert drawn(found & up) == "######.#######"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("CC", ".."),
        ("CCc", "##."),
        ("CcC", "#.#"),
        ("cCC", ".##"),
        ("Ccc", "..."),
        ("CC-", "..."),
        ("CCC", "###"),
        ("CcCcC", "#.#.#"),
        ("C", "."),
    ],
)
def test_two_in_three_names_the_far_points_of_three_on_one_side(places, expected):
    """C: on this side and far out; c: on this side; -: on the other."""
    assert drawn(find_two_in_three(flags(places, "Cc"), flags(places, "C"))) == expected


def test_windows_that_do_not_fit_hold_nothing():
    assert hold_throughout(np.ones((2, 1), dtype=bool), 3).shape == (0, 1)
    assert not spread(np.ones((0, 1), dtype=bool), 3, 2).any()
