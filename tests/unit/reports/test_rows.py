"""Rows: what stands beside each other on one line of the scorecard."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.board import ENGLAND, build_board_model, figure_of, inputs_of
from tests.support.measures import AT_LEAST, AT_MOST, BETWEEN, LOCAL, NATIONAL, Measure
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import Row
from trustboard.reports.reasons import nearest_bound
from trustboard.reports.rows import row_of
from trustboard.reports.subject import Subject
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, Rag, Variation

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", NATIONAL), in_set=True)


def row(inputs: BoardInputs) -> Row:
    return row_of(Subject(inputs, inputs.indicators[0]))


def of(measure: Measure, *figures):  # type: ignore[no-untyped-def]
    return row(inputs_of([measure], figures))


def test_a_row_brings_value_standard_and_verdict_together() -> None:
    found = of(SHARE, figure_of(SHARE, 65, 100))
    assert (found.value.text, found.value.detail) == ("65.0%", "65 of 100")
    assert (found.standard.text, found.standard.basis, found.standard.number) == (
        "At least 60%",
        "National standard",
        0.6,
    )
    assert (found.badge.rag, found.badge.word) == (Rag.GREEN, "Achieved")
    assert (found.domain, found.perspective) == ("Responsive", "Patient experience and access")
    assert found.is_national
    assert found.group is Group.WELL


def test_a_value_just_short_of_its_standard_gets_the_decimals_that_tell_them_apart() -> None:
    found = of(SHARE, figure_of(SHARE, 59980, 100000))
    assert (found.value.text, found.badge.word) == ("59.98%", "Not achieved")


def test_a_value_that_meets_its_standard_keeps_the_usual_decimals() -> None:
    assert of(SHARE, figure_of(SHARE, 60020, 100000)).value.text == "60.0%"


@pytest.mark.parametrize(
    ("figure", "word", "reason"),
    [
        (
            figure_of(SHARE, None, None, state=State.SUPPRESSED),
            "No value",
            "Withheld by the publisher to protect people",
        ),
        (figure_of(SHARE, 0, 0), "No value", "Nobody was eligible in this period"),
        (figure_of(SHARE, None, None, back=1), "No value", "No figure for this period"),
    ],
)
def test_every_row_without_a_colour_says_why(figure, word: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    badge = of(SHARE, figure).badge
    assert (badge.rag, badge.word, badge.reason) == (None, word, reason)


def test_a_row_without_a_standard_says_so_twice() -> None:
    found = of(replace(SHARE, held=None), figure_of(SHARE, 65, 100))
    assert (found.standard.text, found.badge.word) == ("No standard", "No standard")
    assert found.badge.reason == "No standard is in force for this period"
    assert found.assurance.kind is Assurance.NO_STANDARD


def test_a_neutral_measure_shows_its_standard_but_is_not_judged() -> None:
    found = of(replace(SHARE, better=Better.NEUTRAL), figure_of(SHARE, 1, 100))
    assert (found.standard.text, found.standard.others) == (
        "Not judged",
        ("National standard: at least 60%",),
    )
    assert (found.badge.rag, found.badge.word) == (None, "Not judged")
    assert found.assurance.words == "Assurance not shown. This measure is not judged."


def test_other_standards_stand_beside_the_one_that_colours() -> None:
    found = of(replace(SHARE, also=(AT_LEAST, "0.7", LOCAL)), figure_of(SHARE, 65, 100))
    assert (found.standard.text, found.standard.others) == ("At least 60%", ("Local standard: at least 70%",))
    assert found.badge.rag is Rag.GREEN


def test_a_band_shows_both_ends() -> None:
    band = replace(SHARE, better=Better.BAND, held=(BETWEEN, "0.8", LOCAL), upper="0.9")
    found = of(band, figure_of(band, 95, 100))
    assert (found.standard.text, found.standard.number, found.standard.upper_number) == (
        "Between 80% and 90%",
        0.8,
        0.9,
    )


@pytest.mark.parametrize(("numerator", "bound"), [(95, "0.9"), (50, "0.8")])
def test_a_missed_band_is_measured_from_its_nearer_end(numerator: int, bound: str) -> None:
    band = replace(SHARE, better=Better.BAND, held=(BETWEEN, "0.8", LOCAL), upper="0.9")
    inputs = inputs_of([band], [figure_of(band, numerator, 100)])
    subject = Subject(inputs, inputs.indicators[0])
    assert subject.in_force.colouring is not None
    assert nearest_bound(subject.in_force.colouring, subject.figure) == Decimal(bound)
    assert nearest_bound(subject.in_force.colouring, None) is None


def test_neighbouring_periods_and_the_comparison_stand_beside_it() -> None:
    found = of(
        SHARE,
        figure_of(SHARE, 65, 100),
        figure_of(SHARE, 64, 100, back=1),
        figure_of(SHARE, 55, 100, back=12),
        figure_of(SHARE, 700, 1000, unit=ENGLAND),
    )
    assert [cell.text for cell in (found.previous, found.last_year)] == ["64.0%", "55.0%"]
    assert found.comparison is not None
    assert found.comparison.text == "70.0%"


def test_without_a_unit_to_compare_with_there_is_no_comparison() -> None:
    inputs = inputs_of([SHARE], [figure_of(SHARE, 65, 100)])
    alone = replace(inputs, scorecard=inputs.scorecard.model_copy(update={"compare_with": None}))
    assert row(alone).comparison is None
    assert alone.comparison_name == ""


def test_a_quarterly_measure_names_the_quarter_it_shows() -> None:
    quarterly = replace(SHARE, grain=Grain.QUARTER)
    found = of(quarterly, figure_of(quarterly, 65, 100))
    assert (found.period_label, found.value.text) == ("Quarter 2 of 2026/27", "65.0%")


def test_too_few_points_are_said_beside_a_number_but_not_beside_a_missing_one() -> None:
    figures = [figure_of(SHARE, 65, 100, back=back) for back in range(8)]
    found = of(SHARE, *figures)
    assert found.note == "Too few points to chart: 8 of 12 needed."
    assert found.variation.kind is Variation.NOT_SHOWN
    assert found.variation.words == "Variation not shown. Too few points to chart: 8 of 12 needed."
    hidden = of(SHARE, *figures[1:], figure_of(SHARE, None, None, state=State.SUPPRESSED))
    assert hidden.note == ""
    assert "suppressed" in hidden.variation.words


def test_lower_is_better_is_judged_the_other_way_round() -> None:
    low = replace(SHARE, better=Better.LOWER, held=(AT_MOST, "0.05", LOCAL), tolerance="0.01")
    found = of(low, figure_of(low, 56, 1000))
    assert (found.badge.word, found.group) == ("Within tolerance", Group.IMPROVE)


def test_no_row_of_the_whole_scorecard_has_a_blank_where_a_reader_looks() -> None:
    for page in build_board_model().pages:
        cells = [
            page.row.value,
            page.row.year_to_date,
            page.row.previous,
            page.row.last_year,
            page.row.comparison,
        ]
        texts = [cell.text for cell in cells if cell] + [
            page.row.standard.text,
            page.row.badge.word,
            page.row.variation.words,
            page.row.assurance.words,
            page.row.reason,
            page.row.trend.words,
        ]
        assert all(text.strip() for text in texts), page.row.ref
        assert page.row.badge.rag or page.row.badge.reason, page.row.ref
