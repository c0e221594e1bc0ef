"""Series: figures grouped by indicator and slice, gaps kept, cut at a period."""

import numpy as np
import pytest

from tests.support.judging import FIRST, TRUST, figure_of, series_with
from trustboard.judgement.series import series_of
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

COMMISSIONER = Slice("R1L", commissioner="07G")


def test_a_gap_between_two_figures_stays_a_gap() -> None:
    april, july = figure_of(1), figure_of(4, FIRST.shift(3))
    [series] = series_of([july, april])
    assert [period.code for period in series.periods] == ["2017-04", "2017-05", "2017-06", "2017-07"]
    assert series.figures == (april, None, None, july)
    np.testing.assert_array_equal(series.values, [1, np.nan, np.nan, 4])
    assert len(series) == 4


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALUE])
def test_a_figure_without_a_value_has_a_place_but_no_number(state: State) -> None:
    [series] = series_of([figure_of(1), figure_of(None, FIRST.shift(1), state=state)])
    np.testing.assert_array_equal(series.values, [1, np.nan])
    assert series.figures[1] is not None


def test_zero_is_a_number() -> None:
    assert series_of([figure_of(0)])[0].values.tolist() == [0.0]


def test_every_indicator_and_slice_has_its_own_series_in_order() -> None:
    figures = [
        figure_of(1, slice_=COMMISSIONER),
        figure_of(2, slice_=Slice("RDY")),
        figure_of(3, indicator="admissions"),
        figure_of(4),
    ]
    found = series_of(figures)
    assert [(each.indicator, each.slice, each.values.tolist()) for each in found] == [
        ("admissions", TRUST, [3.0]),
        ("waits", TRUST, [4.0]),
        ("waits", COMMISSIONER, [1.0]),
        ("waits", Slice("RDY"), [2.0]),
    ]


@pytest.mark.parametrize(("through", "length"), [("2017-04", 1), ("2017-06", 3), ("2016-01", 1)])
def test_a_series_runs_on_to_the_period_it_was_to_reach(through: str, length: int) -> None:
    [series] = series_of([figure_of(1)], through=Period.parse(through))
    assert series.figures == (figure_of(1),) + (None,) * (length - 1)


@pytest.mark.parametrize(
    ("period", "left"), [("2017-03", 0), ("2017-04", 1), ("2017-06", 3), ("2017-07", 4), ("2020-01", 4)]
)
def test_cutting_leaves_nothing_later(period: str, left: int) -> None:
    series = series_with([1, 2, 3, 4])
    cut = series.upto(Period.parse(period))
    assert (cut.periods, cut.figures) == (series.periods[:left], series.figures[:left])
    assert (cut.indicator, cut.slice) == (series.indicator, series.slice)
    assert cut.values.shape == (left,)


def test_two_figures_of_one_period_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two figures of waits, .* for 2017-04"):
        series_of([figure_of(1), figure_of(2)])


def test_periods_of_different_grains_are_refused() -> None:
    with pytest.raises(ValueError, match="different grains"):
        series_of([figure_of(1), figure_of(2, Period.parse("2017-Q2"))])
    with pytest.raises(ValueError, match="different grains"):
        series_of([figure_of(1)], through=Period.parse("2017-Q2"))


def test_no_figures_make_no_series() -> None:
    assert series_of([]) == []
