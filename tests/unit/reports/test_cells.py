"""Cells: the number and its parts, or the state in words; the year to date from its parts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.board import figure_of, inputs_of
from tests.support.measures import AT_LEAST, LOCAL, Measure
from trustboard.definitions.indicator import Display
from trustboard.reports.cells import cell_of, style_of, year_to_date
from trustboard.vocabulary.figure import Accumulator, Combining, Kind
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.state import State

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.5", LOCAL))
COUNT = Measure(
    id="count", title="Count", level=5, spread=0, kind=Kind.COUNT, display=Display.NUMBER, decimals=0
)
RATE = Measure(id="rate", title="Rate", level=5, spread=0, kind=Kind.RATE, per=1000, display=Display.NUMBER)
MEAN = Measure(id="mean", title="Mean", level=5, spread=0, kind=Kind.MEAN, display=Display.DAYS)
RATIO = Measure(id="ratio", title="Ratio", level=5, spread=0, kind=Kind.RATIO)
STATED = Measure(id="stated", title="Stated", level=5, spread=0, kind=Kind.STATED, display=Display.NUMBER)


def style(measure: Measure):  # type: ignore[no-untyped-def]
    return style_of(inputs_of([measure], []).indicators[0])


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "text", "detail"),
    [
        (SHARE, 24990, 34083, "73.3%", "24,990 of 34,083"),
        (SHARE, 0, 12, "0.0%", "0 of 12"),
        (COUNT, 0, None, "0", ""),
        (RATE, 27, 4579, "5.9", "27 in 4,579"),
        (MEAN, 2825, 79, "35.8 days", "2,825 ÷ 79"),
        (RATIO, 510, 600, "85.0%", "510 ÷ 600"),
        (STATED, "94.06", None, "94.1", ""),
    ],
)
def test_a_number_says_what_it_was_made_from(
    measure: Measure, numerator: float | str, denominator: int | None, text: str, detail: str
) -> None:
    cell = cell_of(figure_of(measure, numerator, denominator), style(measure))
    assert (cell.text, cell.detail, cell.state) == (text, detail, State.VALUE)
    assert cell.unit == ("per 1,000" if measure is RATE else "")
    assert cell.number == pytest.approx(float(figure_of(measure, numerator, denominator).value or 0))


@pytest.mark.parametrize(
    ("state", "numerator", "denominator", "text", "detail"),
    [
        (State.SUPPRESSED, None, None, "Suppressed", "withheld by the publisher to protect people"),
        (State.NOT_DUE, None, None, "Not due yet", "the number of this period is not due yet"),
        (State.NOT_COLLECTED, None, None, "Not collected", "no return for this period"),
        (State.VALUE, 0, 0, "No eligible cases", "nobody was eligible in this period"),
        (State.INCOMPLETE, 40, 52, "Incomplete", "so far 40 of 52; some parts are missing"),
        (State.INCOMPLETE, None, 52, "Incomplete", "some of its parts are missing"),
    ],
)
def test_what_is_no_number_is_a_word_never_a_blank_or_a_nought(
    state: State, numerator: int | None, denominator: int | None, text: str, detail: str
) -> None:
    cell = cell_of(figure_of(SHARE, numerator, denominator, state=state), style(SHARE))
    assert (cell.text, cell.detail, cell.number) == (text, detail, None)
    assert cell.state is not State.VALUE


def test_an_incomplete_count_tells_what_is_known_so_far() -> None:
    cell = cell_of(figure_of(COUNT, 12, state=State.INCOMPLETE), style(COUNT))
    assert cell.detail == "so far 12; some parts are missing"


def test_no_figure_at_all_is_said_too() -> None:
    cell = cell_of(None, style(SHARE))
    assert (cell.text, cell.detail) == ("Not collected", "no figure for this period")


def ytd(measure: Measure, *figures):  # type: ignore[no-untyped-def]
    inputs = inputs_of([measure], figures)
    return year_to_date(inputs, inputs.indicators[0], inputs.period)


def test_the_year_to_date_adds_parts_and_never_averages_months() -> None:
    months = [figure_of(SHARE, 1, 100, back=back) for back in range(1, 7)]
    cell = ytd(SHARE, *months, figure_of(SHARE, 900, 1000))
    assert (cell.text, cell.detail) == ("56.6%", "906 of 1,600")


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=7, max_size=7))
def test_the_year_to_date_is_the_sum_of_numerators_over_the_sum_of_denominators(
    months: list[tuple[int, int]],
) -> None:
    figures = [figure_of(SHARE, top, bottom, back=back) for back, (top, bottom) in enumerate(months)]
    cell = ytd(SHARE, *figures)
    assert cell.number == pytest.approx(sum(top for top, _ in months) / sum(bottom for _, bottom in months))


def test_last_years_months_are_not_in_this_year_to_date() -> None:
    figures = [figure_of(COUNT, 10, back=back) for back in range(12)]
    assert ytd(COUNT, *figures).text == "70"


@pytest.mark.parametrize("missing", ["absent", "suppressed"])
def test_a_year_to_date_with_a_hole_is_incomplete_and_says_how_much_is_known(missing: str) -> None:
    figures = [figure_of(COUNT, 10, back=back) for back in range(7) if back != 3]
    if missing == "suppressed":
        figures.append(figure_of(COUNT, None, back=3, state=State.SUPPRESSED))
    cell = ytd(COUNT, *sorted(figures, key=lambda each: each.period))
    assert (cell.text, cell.number, cell.detail) == ("Incomplete", None, "6 of 7 periods known")


def test_a_snapshot_shows_its_latest_figure_and_says_when() -> None:
    snapshot = replace(SHARE, time=Combining.LATEST)
    figures = [figure_of(snapshot, 50 + back, 100, back=back) for back in range(6, -1, -1)]
    cell = ytd(snapshot, *figures)
    assert (cell.text, cell.detail) == ("50.0%", "as at Oct 26")


@pytest.mark.parametrize("measure", [STATED, replace(SHARE, window_months=3)])
def test_stated_and_rolling_measures_have_no_year_to_date_and_say_so(measure: Measure) -> None:
    cell = ytd(measure, *[figure_of(measure, 50, 100, back=back) for back in range(7)])
    assert (cell.text, cell.is_defined, cell.number) == ("Not defined for this measure", False, None)


def test_a_year_without_any_figure_is_not_collected() -> None:
    assert ytd(SHARE).text == "Not collected"


def test_a_median_says_how_many_it_is_the_middle_of() -> None:
    histogram = Histogram.of(Decimal("0.5"), [(3, 2), (8, 1)])
    figure = replace(
        figure_of(COUNT, 0), kind=Kind.QUANTILE, parts=Accumulator(state=State.VALUE, histogram=histogram)
    )
    cell = cell_of(figure, style(COUNT))
    assert (cell.text, cell.detail) == ("3", "of 3 measured")


def test_the_longest_wait_is_shown_by_itself() -> None:
    parts = Accumulator(state=State.VALUE, largest=Decimal(91))
    cell = cell_of(replace(figure_of(COUNT, 0), kind=Kind.MAXIMUM, parts=parts), style(COUNT))
    assert (cell.text, cell.detail) == ("91", "")


@pytest.mark.parametrize(
    ("kind", "value", "shown", "line"),
    [
        (Kind.COUNT, "645", "645", "645.0"),
        (Kind.DISTINCT, "28", "28", "28.0"),
        (Kind.MAXIMUM, "87", "87", "87.0"),
        (Kind.PROPORTION, "0.6", "60.0%", "60.0%"),
        (Kind.RATE, "4.61", "4.6", "4.6"),
        (Kind.QUANTILE, "33.5", "33.5", "33.5"),
    ],
)
def test_what_an_indicator_does_not_say_follows_from_its_kind(
    kind: Kind, value: str, shown: str, line: str
) -> None:
    plain = (
        inputs_of([SHARE], [])
        .indicators[0]
        .model_copy(update={"kind": kind, "display": None, "decimals": None})
    )
    usual = style_of(plain)
    assert (usual.value(Decimal(value)), usual.line(Decimal(value))) == (shown, line)
    in_days = style_of(plain.model_copy(update={"display": Display.DAYS}))
    assert in_days.value(Decimal("4.0")) == ("4.0 days" if "." in shown else "4 days")
    said = style_of(plain.model_copy(update={"display": Display.NUMBER, "decimals": 2}))
    assert (said.value(Decimal(value)), said.line(2)) == (f"{Decimal(value):.2f}", "2.00")
