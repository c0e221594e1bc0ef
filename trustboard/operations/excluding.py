"""Exclusions that leave nothing out: the record was meant not to count, and perhaps counts all the same.

A record's key may name a person, so an exclusion is told by its line.
"""

from collections.abc import Iterable, Mapping

from trustboard.definitions.draft import EXCLUSIONS_FILE
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.workspace import Workspace
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.warehouse.keys_there import keys_there
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.session import SessionError
from trustboard.warehouse.store import Store


def without_effect(exclusions: Iterable[Exclusion], settled: Mapping[str, Settled]) -> list[Issue]:
    """Warn of exclusions that leave no record out of those that stand."""
    issues = []
    for each in exclusions:
        unmet = settled[each.extract].unmet if each.extract in settled else {}
        if each.record_key in unmet:
            issues.append(_outside_dates(each) if unmet[each.record_key] else _without_record(each))
    return issues


def without_record(store: Store, workspace: Workspace) -> list[Issue]:
    """Warn of exclusions whose key no record has, where records of their extract have been taken in."""
    issues = []
    for extract in sorted({each.extract for each in workspace.exclusions}):
        own = [each for each in workspace.exclusions if each.extract == extract]
        try:
            there = keys_there(store, workspace.contracts[extract], {each.record_key for each in own})
        except SessionError:  # of stored files that are missing or damaged `verify` tells, and `calculate`
            continue
        if there is not None:
            issues += [_without_record(each) for each in own if each.record_key not in there]
    return issues


def _without_record(exclusion: Exclusion) -> Issue:
    return _issue(
        exclusion,
        "exclusion-without-record",
        "record_key",
        f"no record of {exclusion.extract} that stands has this key: the line leaves nothing out",
        "Correct the key (letter case and blanks count), or the extract. If the record is gone, take the line"
        " out; if it has still to be loaded, leave it.",
    )


def _outside_dates(exclusion: Exclusion) -> Issue:
    return _issue(
        exclusion,
        "exclusion-outside-dates",
        "valid_from",
        f"the record of {exclusion.extract} happened on other dates: the line leaves nothing out",
        "Correct valid_from and valid_to, or leave them blank.",
    )


def _issue(exclusion: Exclusion, rule: str, column: str, message: str, cure: str) -> Issue:
    return Issue(
        rule=rule,
        severity=Severity.WARNING,
        file=EXCLUSIONS_FILE,
        line=exclusion.line,
        column=column,
        message=message,
        cure=cure,
    )
