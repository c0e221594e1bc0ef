"""What changed among figures already reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.board import PERIOD, TRUST, figure_of, inputs_of
from tests.support.measures import AT_LEAST, LOCAL, Measure
from trustboard.reports.board import build_board
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.restated import each_restated, restated_lines
from trustboard.vocabulary.figure import Accumulator, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.state import State

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))
OTHER = replace(SHARE, id="other", title="Other")


def restatement(
    period: Period = PERIOD,
    *,
    indicator: str = "share",
    unit: str = TRUST,
    before: Accumulator | None = None,
    after: Accumulator | None = None,
    cause: Cause = Cause.LATE_DATA,
    is_gone: bool = False,
    verdicts: tuple[str, str] = ("", ""),
) -> Restatement:
    value = Accumulator(state=State.VALUE, numerator=Decimal(60), denominator=Decimal(100))
    return Restatement(
        indicator=indicator,
        slice=Slice(unit),
        period=period,
        before=before or value,
        before_kind=Kind.PROPORTION,
        after=None if is_gone else after or replace(value, numerator=Decimal(65)),
        verdict_before=verdicts[0],
        verdict_after=verdicts[1],
        cause=cause,
        first_reported_on=date(2026, 10, 13),
        restated_on=date(2026, 11, 9),
        run_before="earlier",
    )


def inputs(*restatements: Restatement) -> BoardInputs:
    figures = [figure_of(measure, 65, 100, back=back) for measure in (SHARE, OTHER) for back in range(4)]
    return replace(inputs_of([SHARE, OTHER], figures), restatements=restatements)


def test_a_restated_figure_says_beside_it_what_it_was() -> None:
    board = build_board(inputs(restatement()))
    assert board.row("share").restated == "Restated: was 60.0% (60 of 100)"
    assert board.row("other").restated == ""
    assert board.by_ref["share"].data[0].restated == "Restated: was 60.0% (60 of 100)"
    assert board.by_ref["share"].data[1].restated == ""


def test_the_list_names_periods_change_and_cause() -> None:
    [line] = restated_lines(inputs(restatement()))
    assert (line.ref, line.name, line.periods) == ("share", "Share", "October 2026")
    assert line.change == "60.0% (60 of 100) became 65.0% (65 of 100)"
    assert line.cause == "Late data: a later file holds this period again; known from 9 November 2026"


def test_neighbouring_periods_of_one_cause_are_one_line() -> None:
    found = restated_lines(
        inputs(restatement(PERIOD.shift(-1)), restatement(), restatement(PERIOD.shift(-2)))
    )
    [line] = found
    assert line.periods == "August 2026 to October 2026"
    assert line.change == "in October 2026, 60.0% (60 of 100) became 65.0% (65 of 100)"


def test_scattered_periods_are_counted() -> None:
    [line] = restated_lines(inputs(restatement(PERIOD.shift(-3)), restatement()))
    assert line.periods == "2 periods from July 2026 to October 2026"


def test_causes_and_indicators_have_lines_of_their_own_in_the_scorecards_order() -> None:
    found = restated_lines(
        inputs(
            restatement(indicator="other"),
            restatement(PERIOD.shift(-1), cause=Cause.CORRECTION),
            restatement(),
        )
    )
    assert [(line.ref, line.cause.split(";")[0]) for line in found] == [
        ("share", "Corrected by decision"),
        ("share", "Late data: a later file holds this period again"),
        ("other", "Late data: a later file holds this period again"),
    ]


@pytest.mark.parametrize(
    ("parts", "change"),
    [
        ({"before": Accumulator(state=State.SUPPRESSED)}, "suppressed became 65.0% (65 of 100)"),
        ({"is_gone": True}, "60.0% (60 of 100) became no figure"),
        ({"after": Accumulator(state=State.NOT_COLLECTED)}, "60.0% (60 of 100) became not collected"),
    ],
)
def test_states_are_told_in_words(parts: dict[str, object], change: str) -> None:
    [line] = restated_lines(inputs(restatement(**parts)))  # type: ignore[arg-type]
    assert line.change == change


def test_a_changed_standard_tells_what_became_of_the_verdict_beside_the_same_number() -> None:
    same = Accumulator(state=State.VALUE, numerator=Decimal(65), denominator=Decimal(100))
    given = inputs(
        restatement(before=same, after=same, cause=Cause.STANDARD, verdicts=("not achieved", "achieved"))
    )
    [line] = restated_lines(given)
    assert line.change == "not achieved became achieved"
    assert line.cause.startswith("The standard changed; the number is the same")
    assert build_board(given).row("share").restated == "Restated: was not achieved"


def test_a_changed_number_tells_its_changed_verdict_too() -> None:
    [line] = restated_lines(inputs(restatement(verdicts=("not achieved", "achieved"))))
    assert line.change == "60.0% (60 of 100) became 65.0% (65 of 100); not achieved became achieved"
    [line] = restated_lines(inputs(restatement(verdicts=("achieved", "achieved"))))
    assert line.change == "60.0% (60 of 100) became 65.0% (65 of 100)"


def test_a_figure_that_is_gone_can_still_be_told() -> None:
    gone = replace(inputs(restatement(PERIOD.shift(-8), is_gone=True)))
    [line] = restated_lines(gone)
    assert line.change == "60.0% (60 of 100) became no figure"


def test_other_units_indicators_and_later_periods_are_not_ours_to_tell() -> None:
    found = restated_lines(
        inputs(restatement(unit="ELSE"), restatement(indicator="hidden"), restatement(PERIOD.shift(1)))
    )
    assert found == ()


def test_the_indicator_page_lists_every_period_the_latest_first() -> None:
    given = inputs(restatement(PERIOD.shift(-1)), restatement(), restatement(indicator="other"))
    assert [line.periods for line in each_restated(given, "share")] == ["October 2026", "September 2026"]


def test_when_nothing_changed_the_page_says_so() -> None:
    assert build_board(inputs()).restated_note == "Nothing that had been reported before has changed."
    assert build_board(inputs(restatement())).restated_note == ""
