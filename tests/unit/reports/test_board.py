"""The whole page model: who stands where, what is counted, what the head says."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.support.board import KNOWN_ON, PERIOD, build_board_model, build_inputs, figure_of, inputs_of
from tests.support.measures import AT_LEAST, LOCAL, MEASURES, Measure
from trustboard.definitions.framework import Membership
from trustboard.definitions.scorecard import Arrangement, ScorecardChange
from trustboard.judgement.grouping import GROUP_RULES
from trustboard.reports.board import build_board
from trustboard.reports.inputs import BoardInputs, period_within
from trustboard.reports.page import BoardScorecard
from trustboard.reports.words import DOMAINS, PERSPECTIVES
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, Rag, Variation

SHARE = Measure(id="share", title="Share", level=0.5, spread=0, held=(AT_LEAST, "0.6", LOCAL))


def rearranged(inputs: BoardInputs, **parts: object) -> BoardScorecard:
    return build_board(replace(inputs, scorecard=inputs.scorecard.model_copy(update=parts)))


def test_the_made_up_scorecard_holds_every_state_colour_and_icon() -> None:
    rows = [page.row for page in build_board_model().pages]
    assert len(rows) == len(MEASURES) == 40
    assert {row.value.state for row in rows} == set(State)
    assert {row.badge.rag for row in rows} == {*Rag, None}
    assert {row.assurance.kind for row in rows} == set(Assurance) - {Assurance.NOT_SHOWN}
    assert {row.variation.kind for row in rows} >= set(Variation) - {Variation.NEUTRAL_LOW}


def test_every_indicator_is_in_exactly_one_group_and_in_one_part() -> None:
    board = build_board_model()
    for sections in (board.groups, board.parts):
        placed = Counter(ref for section in sections for ref in section.refs)
        assert placed == Counter(page.row.ref for page in board.pages)


def test_groups_come_in_the_order_well_improve_watch_with_their_rule() -> None:
    groups = build_board_model().groups
    assert [section.group for section in groups] == [Group.WELL, Group.IMPROVE, Group.WATCH]
    assert [section.title for section in groups] == ["Where we do well", "Where to improve", "To watch"]
    assert [section.lead for section in groups] == [GROUP_RULES[section.group] for section in groups]


def test_counts_are_those_of_the_groups() -> None:
    board = build_board_model()
    assert [count.count for count in board.counts] == [len(section.refs) for section in board.groups]


def test_the_matrix_holds_every_indicator_once() -> None:
    board = build_board_model()
    placed = [ref for line in board.matrix.rows for cell in line.cells for ref in cell.refs]
    assert sorted(placed) == sorted(page.row.ref for page in board.pages)
    assert all(len(line.cells) == len(board.matrix.columns) for line in board.matrix.rows)


def test_the_matrix_always_shows_improving_unchanged_and_concerning() -> None:
    board = build_board(inputs_of([SHARE], [figure_of(SHARE, 7, 10)]))
    assert [line.title for line in board.matrix.rows] == [
        "Improving",
        "No significant change",
        "Concerning",
        "Not shown",
    ]
    assert [column.title for column in board.matrix.columns][-1] == "Not shown"


@pytest.mark.parametrize(
    ("by", "titles"),
    [(Arrangement.DOMAIN, DOMAINS), (Arrangement.PERSPECTIVE, PERSPECTIVES)],
)
def test_all_indicators_are_arranged_as_the_scorecard_says(by: Arrangement, titles: dict[str, str]) -> None:
    board = rearranged(build_inputs(), by=by)
    assert [section.title for section in board.parts] == list(titles.values())
    key = "domain" if by is Arrangement.DOMAIN else "perspective"
    for section in board.parts:
        assert {getattr(board.row(ref), key) for ref in section.refs} <= {section.title}


def test_national_standards_are_those_in_the_set_on_the_last_day_of_the_period() -> None:
    board = build_board_model()
    assert board.national is not None
    assert set(board.national.refs) == {measure.id for measure in MEASURES if measure.in_set}
    assert board.national.lead == (
        "The indicators of this scorecard that were in “NHS Oversight Framework” on 31 October 2026."
    )


@pytest.mark.parametrize(
    ("starts", "ends", "is_member"),
    [
        (date(2026, 10, 31), None, True),
        (date(2026, 11, 1), None, False),
        (date(2020, 4, 1), date(2026, 10, 31), True),
        (date(2020, 4, 1), date(2026, 10, 30), False),
    ],
)
def test_membership_is_asked_by_date(starts: date, ends: date | None, is_member: bool) -> None:
    inputs = inputs_of([SHARE], [figure_of(SHARE, 7, 10)])
    member = Membership(
        set="NHS Oversight Framework", indicator="share", effective_from=starts, effective_to=ends
    )
    framework = inputs.workspace.frameworks["2026-27"].model_copy(update={"memberships": [member]})
    workspace = inputs.workspace.model_copy(update={"frameworks": {"2026-27": framework}})
    board = build_board(replace(inputs, workspace=workspace))
    assert board.national is not None
    assert board.national.refs == (("share",) if is_member else ())
    assert board.row("share").is_national is is_member


def test_a_scorecard_without_a_national_set_has_no_such_section() -> None:
    assert rearranged(build_inputs(), national_set=None).national is None


def test_changes_of_this_year_known_by_now_are_announced_the_latest_first() -> None:
    changes = [
        ScorecardChange(on=day, what=f"change of {day}", why="why")
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 7, 1), date(2026, 12, 1))
    ]
    board = rearranged(build_inputs(), changes=changes)
    assert [change.on for change in board.changes] == ["1 July 2026", "1 April 2026"]


def test_the_summary_counts_groups_verdicts_states_and_national_standards() -> None:
    board = build_board_model()
    rags = Counter(page.row.badge.rag for page in board.pages)
    well, improve, watch = (count.count for count in board.counts)
    assert board.summary[0] == (
        f"Of 40 indicators, {well} are where we do well, {improve} where to improve and {watch} to watch."
    )
    assert board.summary[1].startswith(
        f"Of the {40 - rags[None]} judged against a standard, {rags[Rag.GREEN]} achieved it, "
        f"{rags[Rag.AMBER]} are within tolerance and {rags[Rag.RED]} did not. 5 have no number: "
    )
    assert "1 suppressed" in board.summary[1]
    assert board.summary[2].startswith("Of 7 national standards judged, ")
    assert board.summary[3] == "Figures of 2 indicators were restated."


def test_the_summary_of_one_indicator_is_in_the_singular() -> None:
    board = build_board(inputs_of([replace(SHARE, in_set=True)], [figure_of(SHARE, 7, 10)]))
    assert board.summary == (
        "Of 1 indicator, 1 is where we do well, 0 where to improve and 0 to watch.",
        "Of the 1 judged against a standard, 1 achieved it and 0 did not.",
        "Of 1 national standard judged, 1 was achieved.",
    )


def test_the_summary_says_when_nothing_could_be_judged() -> None:
    board = build_board(inputs_of([replace(SHARE, in_set=True)], []))
    assert board.summary[1] == "None could be judged against a standard. 1 has no number: not collected."
    assert board.summary[2] == "None of the national standards could be judged."
    bare = build_board(inputs_of([replace(SHARE, held=None)], [figure_of(SHARE, 7, 10)]))
    assert bare.summary[1] == "None could be judged against a standard."


def test_changes_for_the_worse_and_the_better_are_named() -> None:
    board = build_board_model()
    worse, better = board.signals
    assert set(worse.refs) == {page.row.ref for page in board.pages if page.row.variation.kind.is_concern}
    assert set(better.refs) == {
        page.row.ref for page in board.pages if page.row.variation.kind.is_improvement
    }
    assert worse.refs
    assert better.refs


def test_the_head_says_whose_scorecard_it_is_and_what_was_known_when() -> None:
    about = build_board_model().about
    assert about.trust == "Harbour and Moorland Partnership NHS Foundation Trust"
    assert (about.unit, about.period, about.period_code) == (
        "The whole trust",
        "October 2026 (M7)",
        "2026-10",
    )
    assert (about.known, about.produced) == ("12 November 2026", "12 November 2026, 09:30")
    assert about.approval == (
        "Framework 2026-27, approved by the board of directors on 25 March 2026 (minute 26/031)."
    )


def test_a_year_without_an_approved_framework_says_so() -> None:
    inputs = build_inputs()
    bare = replace(inputs, workspace=inputs.workspace.model_copy(update={"frameworks": {}}))
    assert build_board(bare).about.approval == "No framework was approved for 2026/27."


def test_a_chart_that_knows_more_than_the_period_is_refused() -> None:
    inputs = inputs_of([SHARE], [figure_of(SHARE, 7, 10)])
    with pytest.raises(ValueError, match="the chart of share goes beyond September 2026"):
        replace(inputs, period=PERIOD.previous)


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        (Grain.MONTH, "2026-10"),
        (Grain.QUARTER, "2026-Q3"),
        (Grain.WEEK, "2026-W43"),
        (Grain.FINANCIAL_YEAR, "2025/26"),
        (Grain.ACADEMIC_YEAR, "AY2025/26"),
    ],
)
def test_another_grain_shows_its_latest_period_that_has_ended(grain: Grain, expected: str) -> None:
    assert period_within(PERIOD, grain).code == expected


def test_a_quarter_that_ends_with_the_month_is_shown() -> None:
    assert period_within(Period.month(2026, 9), Grain.QUARTER).code == "2026-Q3"


def test_each_source_is_credited_once() -> None:
    assert build_board_model().attributions == (
        "Source: Made-up trust, under the Open Government Licence v3.0.",
        "Made-up figures: no real person or organisation is behind them.",
    )


def test_the_same_inputs_give_the_same_scorecard() -> None:
    assert build_board(build_inputs()) == build_board_model()
    assert build_inputs().known_on == KNOWN_ON
