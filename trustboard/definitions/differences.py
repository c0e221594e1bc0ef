"""What changed between two sets of definitions, in words a manager understands: not a difference of texts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trustboard.definitions.draft import Draft, stem
from trustboard.definitions.indicator import COUNTING_KEYS
from trustboard.definitions.loading import read_draft

JUDGING_KEYS = frozenset({"better", "rebase", "chart", "minimum_points"})
_APPROVAL_KEYS = frozenset({"approved_by", "reference"})
# What a person would call an entry of a list by.
_CALLED_BY = (
    "it",
    "rule",
    "where",
    "period",
    "field",
    "set",
    "indicator",
    "priority",
    "due",
    "on",
    "code",
    "name",
)


class Subject(StrEnum):
    """What a difference is about."""

    SETTING = "setting"
    UNIT = "unit"
    EXTRACT = "extract"
    INDICATOR = "indicator"
    STANDARD = "standard"
    FRAMEWORK = "framework"
    SCORECARD = "scorecard"


class Change(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Effect(StrEnum):
    """What follows from it."""

    COUNTING = "figures are counted again"
    JUDGING = "figures are judged again"
    READING = "files are read differently from now on"
    WORDING = "no figure changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing added, removed or changed. `key`, `before` and `after` say what; None is nothing there."""

    subject: Subject
    name: str
    change: Change
    key: str = ""
    before: str | None = None
    after: str | None = None
    effect: Effect

    def __str__(self) -> str:
        """Write the difference as one line."""
        return f"{self.subject} {self.name}: {self._what()} ({self.effect})"

    def _what(self) -> str:
        if not self.key:
            about = self.after if self.change is Change.ADDED else self.before
            return f"{self.change}{f': {about}' if about else ''}"
        if self.before is None:
            return f"{self.key} added: {self.after}"
        if self.after is None:
            return f"{self.key} removed: {self.before}"
        return f"{self.key} changed from {self.before} to {self.after}"


Things = dict[tuple[Subject, str], dict[str, Any] | None]


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Difference]:
    """Compare two sets of files by their meaning: comments, order of keys and line ends do not count.

    Both are files as `load_definitions` takes them. A file of the old set that today's program can no
    longer read counts as changed as a whole.
    """
    before, after = _things(old), _things(new)
    found: list[Difference] = []
    for subject, name in sorted(
        {*before, *after}, key=lambda thing: (list(Subject).index(thing[0]), thing[1])
    ):
        found += _compare(subject, name, before, after)
    return found


def _compare(subject: Subject, name: str, before: Things, after: Things) -> Iterator[Difference]:
    thing = (subject, name)
    if thing not in before or thing not in after:
        change = Change.ADDED if thing in after else Change.REMOVED
        title = _title(subject, after[thing] if thing in after else before[thing])
        sides = (None, title) if change is Change.ADDED else (title, None)
        effect = _effect(subject, "", is_whole=True)
        yield Difference(
            subject=subject, name=name, change=change, before=sides[0], after=sides[1], effect=effect
        )
        return
    first, second = before[thing], after[thing]
    if first is None or second is None:
        if first is not second:
            effect = _effect(subject, "", is_whole=True)
            yield Difference(subject=subject, name=name, change=Change.CHANGED, effect=effect)
        return
    for key, left, right in _leaves("", first, second):
        effect = _effect(subject, key, is_whole=False)
        yield Difference(
            subject=subject,
            name=name,
            change=Change.CHANGED,
            key=key,
            before=left,
            after=right,
            effect=effect,
        )


def _leaves(key: str, before: Any, after: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """Every key below which the two differ, with what stands on either side."""
    if before == after:
        return
    is_entry = _is_entries(before) and _is_entries(after)
    if is_entry:
        before, after = _by_name(before), _by_name(after)
        if set(before) == set(after) and list(before) != list(after):
            yield f"order of {key}", ", ".join(before), ", ".join(after)
    if isinstance(before, dict) and isinstance(after, dict):
        for part in dict.fromkeys([*before, *after]):
            yield from _leaves(_joined(key, part, is_entry=is_entry), before.get(part), after.get(part))
        return
    yield key, _text(before), _text(after)


def _is_entries(value: Any) -> bool:
    """Whether this is a list of keys with values (an empty list is one too)."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _by_name(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A list's entries by what people would call them; those without a name, or of one name, are numbered."""
    named: dict[str, dict[str, Any]] = {}
    for entry in entries:
        words = [str(entry[key]) for key in _CALLED_BY if isinstance(entry.get(key), str)][:2]
        name = f"“{', '.join(words)}”" if words else "entry"
        number = sum(1 for other in named if other == name or other.startswith(f"{name} ("))
        named[f"{name} ({number + 1})" if number or not words else name] = entry
    return named


def _joined(key: str, part: str, *, is_entry: bool) -> str:
    """A path in words: checks “total > 0” on_breach, fields.total.type."""
    separator = " " if is_entry or key.endswith(("”", ")")) else "."
    return f"{key}{separator}{part}" if key else part


def _text(value: Any) -> str | None:
    """A value as one reads it in the file, on one line."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(str(_text(each)) for each in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
    text = str(value).removesuffix(".0") if isinstance(value, float) else str(value)
    return f"“{text}”" if " " in text else text


def _title(subject: Subject, thing: dict[str, Any] | None) -> str | None:
    """What a thing says in short; nothing where its file could not be read."""
    if thing is None:
        return None
    if subject is Subject.STANDARD:
        values = " to ".join(thing[key] for key in ("value", "upper_value") if key in thing)
        return f"{thing['indicator']} {thing['operator']} {values} from {thing['effective_from']}"
    if subject is Subject.FRAMEWORK:
        return f"approved by {thing['approval']['approved_by']} on {thing['approval']['approved_on']}"
    return str(thing.get("title") or thing["name"])


def _effect(subject: Subject, key: str, *, is_whole: bool) -> Effect:
    """What follows from a change to a key, or to the whole thing."""
    first = re.split(r"[. ]", key.removeprefix("order of "))[0]
    if subject is Subject.INDICATOR:
        if is_whole or first in COUNTING_KEYS:
            return Effect.COUNTING
        return Effect.JUDGING if first in JUDGING_KEYS else Effect.WORDING
    if subject is Subject.UNIT:
        return Effect.WORDING if first in ("name", "kind") else Effect.COUNTING
    if subject is Subject.STANDARD:
        return Effect.WORDING if first in _APPROVAL_KEYS else Effect.JUDGING
    if subject is Subject.EXTRACT:
        return Effect.WORDING if first in ("title", "source", "known_dirt") else Effect.READING
    return Effect.JUDGING if first == "rule_profile" else Effect.WORDING


def _things(files: Mapping[str, bytes]) -> Things:
    """Everything defined, by kind and name; None for a file that could not be built."""
    draft, _ = read_draft(files)
    things: Things = {(Subject.EXTRACT, stem(file)): None for file in files if file.startswith("extracts/")}
    things |= {(Subject.INDICATOR, stem(file)): None for file in files if file.startswith("indicators/")}
    if draft.settings is not None:
        things[Subject.SETTING, "trustboard.toml"] = _data(draft.settings)
    for contract in draft.contracts.values():
        things[Subject.EXTRACT, contract.extract] = _data(contract)
    for indicator in draft.indicators.values():
        things[Subject.INDICATOR, indicator.id] = _data(indicator)
    for framework in draft.frameworks.values():
        things[Subject.FRAMEWORK, framework.year] = _data(framework)
    for cards in draft.scorecards.values():
        things |= {(Subject.SCORECARD, card.scorecard): _data(card) for _, card in cards}
    for line in draft.standards:
        things[Subject.STANDARD, line.standard.standard_id] = dict(line.cells)
    return things | _units(draft)


def _units(draft: Draft) -> Things:
    """Units by code; the later lines of one code are numbered, in the order of their dates."""
    things: Things = {}
    counts: dict[str, int] = {}
    for unit in sorted(draft.units, key=lambda unit: unit.valid_from):
        number = counts[unit.unit_code] = counts.get(unit.unit_code, 0) + 1
        name = f"{unit.unit_code} ({number})" if number > 1 else unit.unit_code
        things[Subject.UNIT, name] = {key: value for key, value in _data(unit).items() if key != "line"}
    return things


def _data(model: Any) -> dict[str, Any]:
    """A model as plain data, without what is absent or blank."""
    data: dict[str, Any] = _without_blanks(model.model_dump(mode="json", exclude_none=True))
    return data


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blanks(each) for key, each in value.items() if each not in ("", None)}
    return [_without_blanks(each) for each in value] if isinstance(value, list) else value
