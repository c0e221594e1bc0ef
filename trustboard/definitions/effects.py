"""What follows from a change to a definition: which numbers, and what is done with files."""

import re
from enum import StrEnum

from trustboard.definitions.indicator import COUNTING_KEYS
from trustboard.definitions.things import TABLES, Subject

JUDGING_KEYS = frozenset({"better", "rebase", "chart", "minimum_points"})
_APPROVAL_KEYS = frozenset({"approved_by", "reference"})
_DECISION_KEYS = frozenset({"reason", "decided_by", "decided_on"})


class Effect(StrEnum):
    """What follows from it."""

    COUNTING = "figures are counted again"
    JUDGING = "figures are judged again"
    READING = "files are read differently from now on"
    KEEPING = "records are kept for another time"
    WORDING = "no figure changes"


_OF_SETTINGS = {
    "rule_profile": Effect.JUDGING,
    "ods_code": Effect.COUNTING,
    "person_key_file": Effect.READING,
    "connections": Effect.READING,
}
_OF_RECORDS = {
    "derive": Effect.COUNTING,
    "references": Effect.COUNTING,
    "retention_years": Effect.KEEPING,
    "local_number": Effect.WORDING,
    "exclusion_reasons": Effect.WORDING,
}
_WORDS = {Subject.CODE_LIST: "label", Subject.BANK_HOLIDAYS: "name"}
_PLACES = frozenset({"unit", "consultant", "commissioner", "council"})


def effect_of(subject: Subject, key: str, *, is_of_records: bool = False) -> Effect:
    """What follows from a change to a key (“period.grain”), or to the whole thing where there is none.

    `is_of_records` says of an extract that it holds single records.
    """
    steps = re.split(r"[. ]", key.removeprefix("order of "))
    if subject is Subject.SETTING:
        return _OF_SETTINGS.get(steps[0], Effect.WORDING)
    if subject is Subject.EXTRACT:
        return _of_extract(steps, is_of_records=is_of_records)
    return _of_counted(subject, steps)


def _of_counted(subject: Subject, steps: list[str]) -> Effect:
    first, last = steps[0], steps[-1]
    if subject is Subject.INDICATOR:
        if not first or first in COUNTING_KEYS:
            return Effect.COUNTING
        return Effect.JUDGING if first in JUDGING_KEYS else Effect.WORDING
    if subject is Subject.UNIT:
        return Effect.WORDING if first in ("name", "kind") else Effect.COUNTING
    if subject in TABLES:
        is_words = len(steps) > 1 and last == _WORDS.get(subject)
        return Effect.WORDING if is_words else Effect.COUNTING
    if subject is Subject.EXCLUSION:
        return Effect.WORDING if first in _DECISION_KEYS else Effect.COUNTING
    if subject is Subject.STANDARD:
        return Effect.WORDING if first in _APPROVAL_KEYS else Effect.JUDGING
    return Effect.WORDING


def _of_extract(steps: list[str], *, is_of_records: bool) -> Effect:
    """Records keep what was read; what is worked out from it is worked out when they are counted."""
    first, last = steps[0], steps[-1]
    if first in ("title", "source", "known_dirt") or (first, last) == ("fields", "personal"):
        return Effect.WORDING
    if not is_of_records:
        return Effect.READING
    if first in _PLACES:
        return Effect.COUNTING
    if first != "records" or len(steps) == 1:
        return Effect.READING
    effect = _OF_RECORDS.get(steps[1], Effect.READING)
    return Effect.WORDING if effect is Effect.COUNTING and last == "title" else effect
