"""organisation.csv: units do not overlap in time, parents and successors are there, no circles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from trustboard.definitions.checks.references import check_units, day_after, is_reversed
from trustboard.definitions.draft import ORGANISATION_FILE, SETTINGS_FILE, Draft
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.organisation import Unit
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

Lines = Mapping[str, list[Unit]]


def check_organisation(draft: Draft) -> Iterator[Issue]:
    """Check the units against each other, and the trust's own code against them."""
    lines: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(draft.units, key=lambda unit: (unit.valid_from, unit.line)):
        lines[unit.unit_code].append(unit)
    for unit in draft.units:
        yield from _check_dates(unit)
        yield from _check_parent(unit, lines, draft.unit_codes)
        yield from _check_successor(unit, lines, draft.unit_codes)
    for same in lines.values():
        yield from _check_overlap(same)
    yield from _check_parent_loops(draft.units, lines)
    yield from _check_successor_loops(lines)
    if draft.settings is not None:
        yield from check_units(draft, SETTINGS_FILE, [(("ods_code",), draft.settings.ods_code)])


def _issue(rule: Rule, unit: Unit, column: str, message: str, cure: str, value: object = None) -> Issue:
    return Issue(
        rule=rule,
        message=message,
        cure=cure,
        file=ORGANISATION_FILE,
        line=unit.line,
        column=column,
        value=None if value is None else str(value),
    )


def _check_dates(unit: Unit) -> Iterator[Issue]:
    if is_reversed(unit.valid_from, unit.valid_to):
        message = f"{unit.unit_code} ends before it begins ({unit.valid_from})."
        yield _issue(
            Rule.DATES_REVERSED, unit, "valid_to", message, "Change one of the dates.", unit.valid_to
        )


def _check_overlap(lines: list[Unit]) -> Iterator[Issue]:
    for earlier, later in pairwise(lines):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            message = f"{later.unit_code} is also described by line {earlier.line} on {later.valid_from}."
            cure = f"Let line {earlier.line} end (valid_to) the day before."
            yield _issue(Rule.UNIT_OVERLAP, later, "valid_from", message, cure, later.valid_from)


def _check_parent(unit: Unit, lines: Lines, codes: set[str]) -> Iterator[Issue]:
    if unit.parent is None:
        return
    if unit.parent not in codes:
        message = f"{unit.unit_code} has a parent that is not in the file."
        cure = cure_for(unit.parent, codes)
        yield _issue(Rule.UNKNOWN_UNIT, unit, "parent", message, cure, unit.parent)
        return
    day = first_day_without(unit.valid_from, unit.valid_to, lines.get(unit.parent, []))
    if unit.parent in lines and day is not None:
        message = f"{unit.unit_code} is there on {day}, its parent {unit.parent} is not."
        cure = "Change the dates of one of them, or end this line and begin another with its new parent."
        yield _issue(Rule.PARENT_NOT_VALID, unit, "parent", message, cure, unit.parent)


def first_day_without(start: date, end: date | None, lines: list[Unit]) -> date | None:
    """The first day of a stretch on which none of a code's lines (earliest first) is valid."""
    day = start
    for line in lines:
        if line.valid_from > day:
            return day
        if line.valid_to is None or (end is not None and end <= line.valid_to):
            return None
        day = max(day, day_after(line.valid_to))
    return day if end is None or day <= end else None


def _check_successor(unit: Unit, lines: Lines, codes: set[str]) -> Iterator[Issue]:
    if unit.successor is None:
        return
    if unit.successor == unit.unit_code:
        message = f"{unit.unit_code} succeeds itself."
        yield _issue(Rule.SUCCESSOR_LOOP, unit, "successor", message, "Leave it blank.", unit.successor)
    elif unit.successor not in codes:
        message = f"{unit.unit_code} has a successor that is not in the file."
        cure = cure_for(unit.successor, codes)
        yield _issue(Rule.UNKNOWN_UNIT, unit, "successor", message, cure, unit.successor)
    elif message := _wrong_succession(unit, lines):
        cure = "Let the unit end on the day before its successor takes over, and begin the successor by then."
        yield _issue(Rule.SUCCESSOR_DATES, unit, "successor", message, cure, unit.successor)


def _wrong_succession(unit: Unit, lines: Lines) -> str:
    """What does not fit between a unit's end and its successor, or nothing."""
    if unit.valid_to is None:
        return f"{unit.unit_code} has a successor and no end (valid_to)."
    if unit is not lines[unit.unit_code][-1]:
        return f"{unit.unit_code} has a successor on a line that is not its last."
    day = day_after(unit.valid_to)
    successors = lines.get(unit.successor or "", [])
    if successors and not any(other.is_valid(day) for other in successors):
        return f"{unit.successor} is not there on {day}, the day after {unit.unit_code} ends."
    return ""


def _check_parent_loops(units: list[Unit], lines: Lines) -> Iterator[Issue]:
    """A circle closes on the day on which its last line begins: it is enough to look up from each line."""
    told: set[frozenset[str]] = set()
    for unit in units:
        circle = _circle_above(unit, lines)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            around = " → ".join([*circle, circle[0]])
            message = f"On {unit.valid_from} a unit is above itself: {around}."
            yield _issue(Rule.PARENT_LOOP, unit, "parent", message, "Change one of the parents.", unit.parent)


def _circle_above(unit: Unit, lines: Lines) -> list[str]:
    """The codes from a unit up to itself on its first day; empty when the way up ends."""
    way: dict[str, None] = {unit.unit_code: None}
    code = unit.parent
    while code is not None and code not in way:
        way[code] = None
        there = (line for line in lines.get(code, []) if line.is_valid(unit.valid_from))
        code = next((line.parent for line in there), None)
    return list(way) if code == unit.unit_code else []


def _check_successor_loops(lines: Lines) -> Iterator[Issue]:
    last = {code: units[-1] for code, units in lines.items() if units[-1].successor not in (None, code)}
    for loop in loops({code: unit.successor or "" for code, unit in last.items()}):
        around = " → ".join([*loop, loop[0]])
        message = f"The successors go in a circle: {around}."
        yield _issue(Rule.SUCCESSOR_LOOP, last[loop[0]], "successor", message, "Leave one of them blank.")


def loops(above: Mapping[str, str]) -> list[list[str]]:
    """Every circle in a map of code to code, each once, beginning with its first code by name."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(above):
        way: dict[str, None] = {}
        code = start
        while code in above and code not in done and code not in way:
            way[code] = None
            code = above[code]
        if code in way:
            circle = list(way)[list(way).index(code) :]
            first = circle.index(min(circle))
            found.append(circle[first:] + circle[:first])
        done |= set(way)
    return found
