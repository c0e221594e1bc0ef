"""Quality priorities of the year as they stood on a date: status in words, milestones, year-end outcome."""

from datetime import date

from trustboard.definitions.framework import Milestone, PriorityStatus, PriorityWord, QualityPriority
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import MilestoneLine, Priority
from trustboard.reports.words import day_text
from trustboard.vocabulary.verdict import Rag

STATUSES = {
    PriorityWord.ON_TRACK: "On track",
    PriorityWord.AT_RISK: "At risk",
    PriorityWord.OFF_TRACK: "Off track",
    PriorityWord.ACHIEVED: "Achieved",
    PriorityWord.PARTLY_ACHIEVED: "Partly achieved",
    PriorityWord.NOT_ACHIEVED: "Not achieved",
}
_TONES = {
    PriorityWord.ON_TRACK: Rag.GREEN,
    PriorityWord.AT_RISK: Rag.AMBER,
    PriorityWord.OFF_TRACK: Rag.RED,
    PriorityWord.ACHIEVED: Rag.GREEN,
    PriorityWord.PARTLY_ACHIEVED: Rag.AMBER,
    PriorityWord.NOT_ACHIEVED: Rag.RED,
}


def priorities_of(inputs: BoardInputs) -> tuple[Priority, ...]:
    """The quality priorities of the period's year; they are the trust's, so on its own scorecard only."""
    if inputs.scorecard.unit != inputs.workspace.settings.ods_code:
        return ()
    if inputs.framework is None:
        return ()
    return tuple(_priority(inputs, each) for each in inputs.framework.quality_priorities)


def _priority(inputs: BoardInputs, priority: QualityPriority) -> Priority:
    known_on, shown = inputs.known_on, set(inputs.scorecard.indicators)
    said = sorted((each for each in priority.statuses if each.on <= known_on), key=lambda each: each.on)
    last = said[-1] if said else None
    outcome = priority.outcome if priority.outcome and priority.outcome.on <= known_on else None
    elsewhere = [name for name in priority.measures if name not in shown]
    return Priority(
        title=priority.title,
        why=priority.why,
        lead=priority.lead,
        status=STATUSES[last.status] if last else "Not reported yet",
        tone=_TONES[last.status] if last else None,
        status_note=_said(last) if last else "",
        outcome=f"{STATUSES[outcome.status]}. {_said(outcome)}" if outcome else "",
        milestones=tuple(_milestone(each, known_on) for each in priority.milestones),
        measures=tuple(name for name in priority.measures if name in shown),
        other_measures=tuple(inputs.workspace.indicators[name].title for name in elsewhere),
    )


def _said(status: PriorityStatus) -> str:
    return f"{status.note} (Said on {day_text(status.on)}.)".strip()


def _milestone(milestone: Milestone, known_on: date) -> MilestoneLine:
    due = day_text(milestone.due)
    if milestone.done_on is not None and milestone.done_on <= known_on:
        late = f", due {due}" if milestone.done_on > milestone.due else ""
        status = f"Done on {day_text(milestone.done_on)}{late}"
        return MilestoneLine(what=milestone.what, due=due, status=status, is_done=True, is_late=bool(late))
    is_late = milestone.due < known_on
    status = f"Late: was due on {due}" if is_late else f"Due on {due}"
    return MilestoneLine(what=milestone.what, due=due, status=status, is_done=False, is_late=is_late)
