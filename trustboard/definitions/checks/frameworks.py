"""framework.yaml: memberships by date, quality priorities, and the year the folder is named after."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from trustboard.definitions.checks.references import (
    check_indicator_names,
    check_listed_once,
    check_order,
    overlap,
)
from trustboard.definitions.draft import Draft
from trustboard.definitions.framework import Framework, Membership
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue


def check_frameworks(draft: Draft) -> Iterator[Issue]:
    """Check every framework by itself, and sets over all years."""
    for file, framework in draft.frameworks.items():
        yield from _check_year(draft, file, framework)
        yield from _check_memberships(draft, file, framework)
        yield from _check_priorities(draft, file, framework)
    yield from _check_overlaps(draft)


def _check_year(draft: Draft, file: str, framework: Framework) -> Iterator[Issue]:
    folder = file.split("/")[1]
    year = framework.year
    if (int(year[:4]) + 1) % 100 != int(year[5:]):
        message = f"“{year}” is not a financial year: the second part is the year after the first."
        cure = f"Write {year[:4]}-{(int(year[:4]) + 1) % 100:02d}."
        yield draft.issue(Rule.BAD_FORM, file, ("year",), message, cure, value=year)
    elif year != folder:
        message = f"The framework is for {year}, its folder is named “{folder}”."
        cure = "Rename the folder, or change the year."
        yield draft.issue(Rule.NAME_NOT_FILE, file, ("year",), message, cure, value=year)


def _check_memberships(draft: Draft, file: str, framework: Framework) -> Iterator[Issue]:
    for number, member in enumerate(framework.memberships):
        path = ("memberships", number)
        yield from check_indicator_names(draft, file, [((*path, "indicator"), member.indicator)])
        end = (*path, "effective_to")
        yield from check_order(draft, file, end, member.effective_from, member.effective_to)


def _check_priorities(draft: Draft, file: str, framework: Framework) -> Iterator[Issue]:
    names: list[tuple[KeyPath, str]] = []
    for number, priority in enumerate(framework.quality_priorities):
        path: KeyPath = ("quality_priorities", number)
        names.append(((*path, "priority"), priority.priority))
        measures = [((*path, "measures", place), name) for place, name in enumerate(priority.measures)]
        yield from check_indicator_names(draft, file, measures)
        yield from check_listed_once(draft, file, measures)
        if priority.outcome is not None and not priority.outcome.status.is_outcome:
            message = f"“{priority.outcome.status}” is not an outcome at year end."
            cure = "Write achieved, partly_achieved or not_achieved; what was said earlier goes to statuses."
            at = (*path, "outcome", "status")
            yield draft.issue(Rule.OUTCOME_WORD, file, at, message, cure, value=priority.outcome.status)
    yield from check_listed_once(draft, file, names)


def _check_overlaps(draft: Draft) -> Iterator[Issue]:
    """An indicator may be in a set several times, one after the other."""
    places: dict[tuple[str, str], list[tuple[str, int, Membership]]] = defaultdict(list)
    for file, framework in draft.frameworks.items():
        for number, member in enumerate(framework.memberships):
            places[(member.set, member.indicator)].append((file, number, member))
    for same in places.values():
        for (other, first_number, first), (file, number, second) in combinations(same, 2):
            stretches = [(each.effective_from, each.effective_to) for each in (first, second)]
            if overlap(*stretches) is not None:
                line = draft.places.find(other, ("memberships", first_number))
                message = f"“{second.indicator}” is already in “{second.set}” then: line {line} of {other}."
                path = ("memberships", number)
                yield draft.issue(Rule.MEMBERSHIP_OVERLAP, file, path, message, "Keep one, or end the first.")
