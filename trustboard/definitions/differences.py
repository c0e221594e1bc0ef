"""What changed between two sets of definitions, in words a manager understands: not a difference of texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from trustboard.definitions.effects import Effect, effect_of
from trustboard.definitions.things import LINE, TABLES, Data, Subject, Things, things_of

MOST_ENTRIES = 20
LONG_TABLES = "lookups/"  # long files that nothing else here refers to: the same ones are not read
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


class Change(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


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


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Difference]:
    """Compare two sets of files by their meaning: comments, order of keys and line ends do not count.

    Both are files as `load_definitions` takes them. A file of the old set that today's program can no
    longer read counts as changed as a whole.
    """
    same = {
        name for name, content in old.items() if name.startswith(LONG_TABLES) and new.get(name) == content
    }
    before, after = (
        things_of({name: files[name] for name in files if name not in same}) for files in (old, new)
    )
    found: list[Difference] = []
    named = _exclusions_by_line(before) | _exclusions_by_line(after)
    for subject, name in sorted(
        {*before, *after}, key=lambda thing: (list(Subject).index(thing[0]), thing[1])
    ):
        found += _compare(subject, name, before, after)
    return [replace(each, name=named.get((each.subject, each.name), each.name)) for each in found]


def _exclusions_by_line(things: Things) -> dict[tuple[Subject, str], str]:
    """Take the lines out of exclusions, and call each by it: a record's key is shown to nobody."""
    return {
        (subject, name): f"{name.partition(' ')[0]}, line {thing.pop(LINE)}"
        for (subject, name), thing in things.items()
        if subject is Subject.EXCLUSION and thing is not None
    }


def _compare(subject: Subject, name: str, before: Things, after: Things) -> Iterator[Difference]:
    thing = (subject, name)
    if thing not in before or thing not in after:
        change = Change.ADDED if thing in after else Change.REMOVED
        title = _title(subject, after[thing] if thing in after else before[thing])
        sides = (None, title) if change is Change.ADDED else (title, None)
        effect = effect_of(subject, "")
        yield Difference(
            subject=subject, name=name, change=change, before=sides[0], after=sides[1], effect=effect
        )
        return
    first, second = before[thing], after[thing]
    if first is None or second is None:
        if first is not second:
            effect = effect_of(subject, "")
            yield Difference(subject=subject, name=name, change=Change.CHANGED, effect=effect)
        return
    is_of_records = "records" in first or "records" in second
    for key, left, right in _changes(subject, first, second):
        effect = effect_of(subject, key, is_of_records=is_of_records)
        yield Difference(
            subject=subject,
            name=name,
            change=Change.CHANGED,
            key=key,
            before=left,
            after=right,
            effect=effect,
        )


def _changes(subject: Subject, before: Data, after: Data) -> Iterator[tuple[str, str | None, str | None]]:
    """The keys that differ; of a table in which many entries do, how many."""
    if subject in TABLES:
        differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if len(differing) > MOST_ENTRIES:
            yield _count(TABLES[subject], differing, before, after)
            return
    yield from _leaves("", before, after)


def _count(word: str, differing: list[str], before: Data, after: Data) -> tuple[str, str, str]:
    added = sum(name not in before for name in differing)
    removed = sum(name not in after for name in differing)
    changed = len(differing) - added - removed
    what = f"{added:,} added, {removed:,} removed, {changed:,} changed"
    return f"{word}s", f"{len(before):,}", f"{len(after):,}: {what}"


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
    if subject in TABLES:
        return f"{len(thing):,} {TABLES[subject]}{'' if len(thing) == 1 else 's'}"
    if subject is Subject.EXCLUSION:
        return f"{thing['reason']}, decided by {thing['decided_by']} on {thing['decided_on']}"
    if subject is Subject.FRAMEWORK:
        return f"approved by {thing['approval']['approved_by']} on {thing['approval']['approved_on']}"
    return str(thing.get("title") or thing["name"])
