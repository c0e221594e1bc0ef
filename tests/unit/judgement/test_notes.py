"""Notes: why there is no value and why there are no limits, in plain words."""

import pytest

from tests.support.judging import FIRST, figure_of
from trustboard.judgement import notes
from trustboard.statistics import Note
from trustboard.vocabulary.figure import Accumulator, Figure, Kind
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("no_cases", "No value for April 2017 (M1): no cases."),
        ("suppressed", "No value for April 2017 (M1): suppressed."),
        ("not_due", "No value for April 2017 (M1): not due yet."),
        ("not_collected", "No value for April 2017 (M1): not collected."),
        ("incomplete", "No value for April 2017 (M1): incomplete."),
    ],
)
def test_each_state_has_its_words(state: str, words: str) -> None:
    assert notes.missing_value(figure_of(None, state=State(state)), FIRST) == words


def test_a_figure_whose_number_is_missing_says_so() -> None:
    figure = figure_of(1)
    empty = Figure(
        indicator=figure.indicator,
        slice=figure.slice,
        period=FIRST,
        kind=Kind.COUNT,
        parts=Accumulator(state=State.VALUE),
    )
    assert notes.missing_value(empty, FIRST) == "No value for April 2017 (M1): its number is missing."


def test_no_figure_and_no_value_are_different_things() -> None:
    assert notes.missing_value(None, FIRST) == "There is no figure for April 2017 (M1)."
    assert notes.missing_value(figure_of(0), FIRST) == ""


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, "Too few points to chart: 8 of 12 needed."),
        (
            Period.month(2018, 4),
            "Too few points to chart since the limits were recalculated from April 2018 (M1): "
            "8 of 12 needed.",
        ),
    ],
)
def test_too_few_points_are_counted(since: Period | None, words: str) -> None:
    assert notes.too_few(8, 12, since) == words


def test_a_verdict_says_what_is_not_shown_and_a_chart_says_how_limits_came_about() -> None:
    everything = sum(Note)
    assert notes.on_verdict(everything) == notes.on_chart(everything)[:2]
    assert len(notes.on_chart(everything)) == 5
    assert notes.on_verdict(0) == notes.on_chart(0) == []
