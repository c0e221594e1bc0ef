"""Why an indicator stands in its group, in words."""

from dataclasses import replace

import pytest

from tests.support.board import figure_of, inputs_of
from tests.support.measures import AT_LEAST, AT_MOST, BETWEEN, EQUAL, LOCAL, Measure
from trustboard.definitions.indicator import Display
from trustboard.reports.rows import row_of
from trustboard.reports.subject import Subject
from trustboard.vocabulary.figure import Figure, Kind
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Group

SHARE = Measure(
    id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL), tolerance="0.05"
)
BAND = replace(SHARE, better=Better.BAND, held=(BETWEEN, "0.8", LOCAL), upper="0.9")
COUNT = Measure(
    id="count",
    title="Count",
    level=5,
    spread=0,
    kind=Kind.COUNT,
    display=Display.NUMBER,
    decimals=0,
    better=Better.LOWER,
    held=(EQUAL, "0", LOCAL),
)


def reason(measure: Measure, *figures: Figure) -> tuple[Group, str]:
    inputs = inputs_of([measure], figures)
    row = row_of(Subject(inputs, inputs.indicators[0]))
    return row.group, row.reason


FEW = "Too few points to chart: 1 of 12 needed."


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "group", "words"),
    [
        (SHARE, 65, 100, Group.WELL, "The standard is achieved, with 5.0 percentage points to spare."),
        (SHARE, 60, 100, Group.WELL, "The standard is achieved, just."),
        (SHARE, 57, 100, Group.IMPROVE, "The standard is missed by 3.0 percentage points, within tolerance."),
        (SHARE, 40, 100, Group.IMPROVE, "The standard is missed by 20.0 percentage points."),
        (SHARE, 599999, 10**6, Group.IMPROVE, "The standard is missed by less than can be shown."),
        (BAND, 85, 100, Group.WELL, "The standard is achieved, with 5.0 percentage points to spare."),
        (BAND, 93, 100, Group.IMPROVE, "The standard is missed by 3.0 percentage points, within tolerance."),
        (BAND, 70, 100, Group.IMPROVE, "The standard is missed by 10.0 percentage points."),
        (COUNT, 0, None, Group.WELL, "The standard is achieved."),
        (COUNT, 4, None, Group.IMPROVE, "The standard is missed by 4."),
    ],
)
def test_the_distance_to_the_standard_is_told(
    measure: Measure, numerator: int, denominator: int | None, group: Group, words: str
) -> None:
    found, text = reason(measure, figure_of(measure, numerator, denominator))
    assert (found, text.removesuffix(FEW).strip()) == (group, words)


@pytest.mark.parametrize(
    ("measure", "figure", "words"),
    [
        (
            SHARE,
            figure_of(SHARE, None, None, state=State.SUPPRESSED),
            "Suppressed: withheld by the publisher to protect people.",
        ),
        (SHARE, figure_of(SHARE, 1, 2, back=1), "There is no figure for this period."),
        (
            replace(SHARE, held=None),
            figure_of(SHARE, 1, 2),
            f"No standard is in force for this period. {FEW}",
        ),
        (
            replace(SHARE, better=Better.NEUTRAL),
            figure_of(SHARE, 1, 2),
            f"Neither higher nor lower is better, so it is never coloured. {FEW}",
        ),
    ],
)
def test_what_is_only_watched_says_why(measure: Measure, figure: Figure, words: str) -> None:
    group, text = reason(measure, figure)
    assert group is Group.WATCH
    assert text == words


def wave(measure: Measure, last: int) -> list[Figure]:
    """Two years around 70 of 100, then one value."""
    steady = [figure_of(measure, 70 + (back % 3) - 1, 100, back=back) for back in range(1, 25)]
    return [figure_of(measure, last, 100), *steady]


def test_a_change_for_the_worse_is_told_with_the_rule_that_found_it() -> None:
    group, text = reason(SHARE, *wave(SHARE, 62))
    assert group is Group.IMPROVE
    assert "A change for the worse: below the lower limit." in text


def test_a_change_for_the_better_is_told_too() -> None:
    group, text = reason(SHARE, *wave(SHARE, 80))
    assert group is Group.WELL
    assert text.endswith("A change for the better: above the upper limit.")


def test_a_change_of_a_neutral_measure_is_neither() -> None:
    neutral = replace(SHARE, better=Better.NEUTRAL)
    group, text = reason(neutral, *wave(neutral, 80))
    assert group is Group.WATCH
    assert text.endswith("A change, neither good nor bad in itself: above the upper limit.")


def test_a_process_that_cannot_reach_its_standard_says_so() -> None:
    hard = replace(SHARE, held=(AT_LEAST, "0.9", LOCAL))
    assert (
        "As it runs now, the process will miss the standard every time." in reason(hard, *wave(hard, 70))[1]
    )


def test_an_achieved_standard_within_the_usual_ups_and_downs_is_no_certainty() -> None:
    close = replace(SHARE, better=Better.LOWER, held=(AT_MOST, "0.705", LOCAL))
    assert "Its usual ups and downs cross the standard" in reason(close, *wave(close, 70))[1]
