"""The summary at the head of the scorecard: a few sentences that count and name."""

from collections import Counter
from collections.abc import Sequence

from trustboard.reports.page import RestatedLine, Row, Section, SignalList
from trustboard.reports.words import GROUPS, STATES, counted, listed
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Rag, Variation


def summary_of(
    rows: Sequence[Row], national: Section | None, restated: Sequence[RestatedLine]
) -> tuple[str, ...]:
    """Count the groups and verdicts, name what changed; nothing is said twice."""
    sentences = (
        _groups(rows),
        _verdicts(rows),
        _national(rows, national),
        f"Figures of {counted(len({line.ref for line in restated}), 'indicator')} were restated."
        if restated
        else "",
    )
    return tuple(sentence for sentence in sentences if sentence)


def signal_lists(rows: Sequence[Row]) -> tuple[SignalList, ...]:
    """Which indicators change for the worse at their latest point, and which for the better."""
    worse = [row for row in rows if row.variation.kind.is_concern]
    better = [row for row in rows if row.variation.kind.is_improvement]
    return (
        SignalList(
            title="Changing for the worse",
            icon=worse[0].variation.kind if worse else Variation.CONCERN_LOW,
            refs=tuple(row.ref for row in worse),
            when_empty="No indicator shows a significant change for the worse.",
        ),
        SignalList(
            title="Changing for the better",
            icon=better[0].variation.kind if better else Variation.IMPROVEMENT_HIGH,
            refs=tuple(row.ref for row in better),
            when_empty="No indicator shows a significant change for the better.",
        ),
    )


def _groups(rows: Sequence[Row]) -> str:
    counts = Counter(row.group for row in rows)
    well, improve, watch = (counts[group] for group in GROUPS)
    return (
        f"Of {counted(len(rows), 'indicator')}, {well} {_are(well)} where we do well, "
        f"{improve} where to improve and {watch} to watch."
    )


def _verdicts(rows: Sequence[Row]) -> str:
    counts = Counter(row.badge.rag for row in rows if row.badge.rag)
    judged = sum(counts.values())
    if not judged:
        return f"None could be judged against a standard. {_without_number(rows)}".strip()
    parts = [f"{counts[Rag.GREEN]} achieved it"]
    if counts[Rag.AMBER]:
        parts.append(f"{counts[Rag.AMBER]} {_are(counts[Rag.AMBER])} within tolerance")
    parts.append(f"{counts[Rag.RED]} did not")
    return f"Of the {judged} judged against a standard, {listed(parts)}. {_without_number(rows)}".strip()


def _without_number(rows: Sequence[Row]) -> str:
    states = Counter(row.value.state for row in rows if row.value.state is not State.VALUE)
    if not states:
        return ""
    whole = counted(sum(states.values()), "has", "have")
    if len(states) == 1:
        return f"{whole} no number: {STATES[next(iter(states))].lower()}."
    return f"{whole} no number: {listed([f'{n} {STATES[state].lower()}' for state, n in states.items()])}."


def _national(rows: Sequence[Row], national: Section | None) -> str:
    if national is None or not national.refs:
        return ""
    members = [row for row in rows if row.is_national and row.badge.rag]
    achieved = sum(row.badge.rag is Rag.GREEN for row in members)
    if not members:
        return "None of the national standards could be judged."
    judged = counted(len(members), "national standard")
    return f"Of {judged} judged, {achieved} {'was' if achieved == 1 else 'were'} achieved."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
