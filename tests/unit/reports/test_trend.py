"""The small trend of a row."""

from dataclasses import replace

import pytest

from tests.support.board import PERIOD, figure_of, inputs_of
from tests.support.measures import AT_LEAST, AT_MOST, BETWEEN, LOCAL, Measure
from trustboard.reports.page import Mark, Trend
from trustboard.reports.rows import row_of
from trustboard.reports.subject import Subject
from trustboard.reports.trend import targets_at, trend_of
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))


def trend(measure: Measure, *figures) -> Trend:  # type: ignore[no-untyped-def]
    inputs = inputs_of([measure], figures)
    return row_of(Subject(inputs, inputs.indicators[0])).trend


@pytest.mark.parametrize(
    ("grain", "length"), [(Grain.MONTH, 24), (Grain.QUARTER, 8), (Grain.FINANCIAL_YEAR, 10)]
)
def test_a_trend_is_two_years_long_and_ten_for_yearly_figures(grain: Grain, length: int) -> None:
    measure = replace(SHARE, grain=grain)
    found = trend(measure, *[figure_of(measure, 50 + back % 4, 100, back=back) for back in range(30)])
    assert len(found.values) == len(found.targets) == length
    assert found.values[-1] == 0.5


def test_a_short_history_stands_at_the_end_of_the_same_two_years() -> None:
    found = trend(SHARE, *[figure_of(SHARE, 50, 100, back=back) for back in range(5)])
    assert found.values == (None,) * 19 + (0.5,) * 5
    assert found.targets == (None,) * 19 + (0.6,) * 5
    assert found.words.startswith("Trend, 5 months to October 2026: from 50.0% to 50.0%")


def test_gaps_stay_gaps_and_are_told() -> None:
    figures = [figure_of(SHARE, 50 + back, 100, back=back) for back in range(24) if back != 3]
    figures[5] = figure_of(SHARE, None, None, back=6, state=State.SUPPRESSED)
    found = trend(SHARE, *sorted(figures, key=lambda each: each.period))
    assert found.values.count(None) == 2
    assert len(found.values) == 24
    assert found.words == (
        "Trend, 24 months to October 2026: from 73.0% to 50.0%, lowest 50.0%, highest 73.0%; "
        "2 months without a number"
    )


def test_the_standard_steps_where_it_changed() -> None:
    stepped = replace(SHARE, earlier=("0.5", "2026-04-01"))
    found = trend(stepped, *[figure_of(stepped, 70, 100, back=back) for back in range(24)])
    assert found.targets == (0.5,) * 17 + (0.6,) * 7


def test_the_last_point_is_marked_by_what_it_means() -> None:
    steady = [figure_of(SHARE, 70 + back % 3, 100, back=back) for back in range(1, 24)]
    assert trend(SHARE, figure_of(SHARE, 71, 100), *steady).last_mark is Mark.COMMON
    assert trend(SHARE, figure_of(SHARE, 20, 100), *steady).last_mark is Mark.CONCERN
    assert trend(SHARE, figure_of(SHARE, 95, 100), *steady).last_mark is Mark.IMPROVEMENT
    neutral = replace(SHARE, better=Better.NEUTRAL)
    assert trend(neutral, figure_of(neutral, 95, 100), *steady).last_mark is Mark.NEUTRAL


@pytest.mark.parametrize(
    ("held", "upper", "targets"),
    [
        ((AT_LEAST, "0.6", LOCAL), None, (0.6, None)),
        ((AT_MOST, "0.6", LOCAL), None, (0.6, None)),
        ((BETWEEN, "0.6", LOCAL), "0.8", (0.6, 0.8)),
        (None, None, (None, None)),
    ],
)
def test_a_band_has_two_lines_and_other_standards_one(held, upper, targets) -> None:  # type: ignore[no-untyped-def]
    measure = replace(SHARE, held=held, upper=upper)
    inputs = inputs_of([measure], [figure_of(measure, 70, 100)])
    assert targets_at(inputs.charts["share"], PERIOD) == targets


def test_no_figures_and_no_numbers_are_told_apart() -> None:
    assert trend_of(
        None, Subject(inputs_of([SHARE], []), inputs_of([SHARE], []).indicators[0]).style
    ).words == ("No figures to show")
    hidden = trend(SHARE, figure_of(SHARE, None, None, state=State.SUPPRESSED))
    assert hidden.words == "Trend, 1 month to October 2026: no numbers"
