"""Quality priorities as they stood on a date."""

from dataclasses import replace
from datetime import date

from tests.support.board import build_inputs, inputs_of
from tests.support.measures import Measure
from trustboard.definitions.framework import Milestone, PriorityStatus, PriorityWord, QualityPriority
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import Priority
from trustboard.reports.priorities import priorities_of
from trustboard.vocabulary.verdict import Rag

SHARE = Measure(id="share", title="Share", level=0.5, spread=0)
HIDDEN = Measure(id="hidden", title="Hidden", level=0.5, spread=0)
PRIORITY = QualityPriority(
    priority="p",
    title="Safer wards",
    why="Because.",
    lead="Chief nurse",
    measures=["share", "hidden"],
    milestones=[
        Milestone(due=date(2026, 6, 30), what="on time", done_on=date(2026, 6, 24)),
        Milestone(due=date(2026, 6, 30), what="late but done", done_on=date(2026, 7, 24)),
        Milestone(due=date(2026, 9, 30), what="late"),
        Milestone(due=date(2027, 2, 28), what="ahead"),
        Milestone(due=date(2026, 9, 30), what="done after the day of knowing", done_on=date(2026, 12, 1)),
    ],
    statuses=[
        PriorityStatus(on=date(2026, 10, 28), status=PriorityWord.AT_RISK, note="Behind on one ward."),
        PriorityStatus(on=date(2026, 7, 22), status=PriorityWord.ON_TRACK),
        PriorityStatus(on=date(2026, 12, 22), status=PriorityWord.OFF_TRACK),
    ],
    outcome=PriorityStatus(
        on=date(2027, 4, 20), status=PriorityWord.PARTLY_ACHIEVED, note="Two wards of three."
    ),
)


def given(priority: QualityPriority, known_on: date = date(2026, 11, 12)) -> BoardInputs:
    inputs = inputs_of([SHARE, HIDDEN], [])
    framework = inputs.workspace.frameworks["2026-27"].model_copy(update={"quality_priorities": [priority]})
    workspace = inputs.workspace.model_copy(update={"frameworks": {"2026-27": framework}})
    scorecard = inputs.scorecard.model_copy(update={"indicators": ["share"]})
    return replace(inputs, workspace=workspace, scorecard=scorecard, known_on=known_on)


def shown(priority: QualityPriority = PRIORITY, known_on: date = date(2026, 11, 12)) -> Priority:
    [found] = priorities_of(given(priority, known_on))
    return found


def test_the_latest_status_said_by_the_day_of_knowing_stands_in_words() -> None:
    found = shown()
    assert (found.status, found.tone) == ("At risk", Rag.AMBER)
    assert found.status_note == "Behind on one ward. (Said on 28 October 2026.)"


def test_an_earlier_day_of_knowing_brings_the_earlier_status_back() -> None:
    found = shown(known_on=date(2026, 8, 1))
    assert (found.status, found.status_note) == ("On track", "(Said on 22 July 2026.)")
    assert shown(known_on=date(2026, 4, 1)).status == "Not reported yet"
    assert shown(known_on=date(2026, 4, 1)).tone is None


def test_milestones_say_where_they_are() -> None:
    assert [(step.status, step.is_done, step.is_late) for step in shown().milestones] == [
        ("Done on 24 June 2026", True, False),
        ("Done on 24 July 2026, due 30 June 2026", True, True),
        ("Late: was due on 30 September 2026", False, True),
        ("Due on 28 February 2027", False, False),
        ("Late: was due on 30 September 2026", False, True),
    ]


def test_the_outcome_appears_once_it_is_known() -> None:
    assert shown().outcome == ""
    later = shown(known_on=date(2027, 5, 1))
    assert later.outcome == "Partly achieved. Two wards of three. (Said on 20 April 2027.)"
    assert shown(PRIORITY.model_copy(update={"outcome": None}), date(2027, 5, 1)).outcome == ""


def test_measures_that_are_not_on_the_scorecard_are_named_all_the_same() -> None:
    found = shown()
    assert (found.measures, found.other_measures) == (("share",), ("Hidden",))


def test_a_year_without_a_framework_has_no_priorities() -> None:
    inputs = build_inputs()
    bare = replace(inputs, workspace=inputs.workspace.model_copy(update={"frameworks": {}}))
    assert priorities_of(bare) == ()
    assert len(priorities_of(inputs)) == 3
