"""scorecards.yaml: what a scorecard shows exists, each once."""

from collections.abc import Iterator

from trustboard.definitions.checks.references import (
    check_indicator_names,
    check_listed_once,
    check_names,
    check_units,
)
from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import Status
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.definitions.scorecard import Scorecard
from trustboard.vocabulary.issue import Issue, Severity


def check_scorecards(draft: Draft) -> Iterator[Issue]:
    """Check every scorecard by itself, and their names against each other."""
    first: dict[str, str] = {}
    for file, cards in draft.scorecards.items():
        for position, card in cards:
            yield from _check_units(draft, file, (position,), card)
            yield from _check_set(draft, file, (position,), card)
            yield from _check_indicators(draft, file, (position,), card)
            if card.scorecard in first:
                path = (position, "scorecard")
                message = f"There is already a scorecard “{card.scorecard}”, in {first[card.scorecard]}."
                cure = "Give each its own name; one for another year may be called board-2026."
                yield draft.issue(Rule.DUPLICATE_NAME, file, path, message, cure, value=card.scorecard)
            first.setdefault(card.scorecard, file)


def _check_units(draft: Draft, file: str, path: KeyPath, card: Scorecard) -> Iterator[Issue]:
    units = [((*path, "unit"), card.unit)]
    if card.compare_with is not None:
        units.append(((*path, "compare_with"), card.compare_with))
    yield from check_units(draft, file, units)


def _check_set(draft: Draft, file: str, path: KeyPath, card: Scorecard) -> Iterator[Issue]:
    if card.national_set is not None and _frameworks_are_whole(draft):
        known = {member.set for each in draft.frameworks.values() for member in each.memberships}
        names = [((*path, "national_set"), card.national_set)]
        yield from check_names(
            draft, file, names, known, rule=Rule.UNKNOWN_SET, what="set with members called"
        )


def _frameworks_are_whole(draft: Draft) -> bool:
    """Whether every framework.yaml that was read could also be built."""
    read = {file for file in draft.places.by_file if file.endswith("/framework.yaml")}
    return read == set(draft.frameworks)


def _check_indicators(draft: Draft, file: str, path: KeyPath, card: Scorecard) -> Iterator[Issue]:
    names = [((*path, "indicators", number), name) for number, name in enumerate(card.indicators)]
    yield from check_indicator_names(draft, file, names)
    yield from check_listed_once(draft, file, names)
    retired = {each.id for each in draft.indicators.values() if each.status is Status.RETIRED}
    for at, name in names:
        if name in retired:
            message = f"“{name}” is retired and still shown."
            cure = "Take it off the scorecard, and announce the change with its reason under changes."
            yield draft.issue(
                Rule.RETIRED_SHOWN, file, at, message, cure, value=name, severity=Severity.WARNING
            )
