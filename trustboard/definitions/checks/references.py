"""Names that refer to something defined elsewhere, periods by their short form, and pairs of dates."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from trustboard.definitions.draft import ORGANISATION_FILE, Draft
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.places import KeyPath
from trustboard.definitions.plain_words import dotted
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Grain, Period

Names = Sequence[tuple[KeyPath, str]]


def check_names(
    draft: Draft, file: str, names: Names, known: Collection[str], *, rule: Rule, what: str
) -> Iterator[Issue]:
    """Every name (with the path it stands at) must be known. `what` names the thing: an indicator."""
    for path, name in names:
        if name not in known:
            yield draft.issue(
                rule, file, path, f"There is no {what} “{name}”.", cure_for(name, known), value=name
            )


def check_indicator_names(draft: Draft, file: str, names: Names) -> Iterator[Issue]:
    """Every name must be an indicator's."""
    known = draft.indicator_names
    return check_names(draft, file, names, known, rule=Rule.UNKNOWN_INDICATOR, what="indicator")


def check_units(draft: Draft, file: str, names: Names) -> Iterator[Issue]:
    """Every code must be in organisation.csv, if that could be read at all."""
    if draft.unit_codes:
        what = f"unit in {ORGANISATION_FILE} with the code"
        yield from check_names(draft, file, names, draft.unit_codes, rule=Rule.UNKNOWN_UNIT, what=what)


def check_listed_once(draft: Draft, file: str, names: Names) -> Iterator[Issue]:
    """No name may stand twice in a list."""
    met: set[str] = set()
    for path, name in names:
        if name in met:
            message = f"“{name}” is listed twice."
            yield draft.issue(Rule.LISTED_TWICE, file, path, message, "Keep one.", value=name)
        met.add(name)


def check_order(
    draft: Draft, file: str, path: KeyPath, start: date | None, end: date | None
) -> Iterator[Issue]:
    """Nothing may end before it begins; `path` is that of the end."""
    if is_reversed(start, end):
        message = f"“{dotted(path)}” is before the beginning ({start})."
        yield draft.issue(
            Rule.DATES_REVERSED, file, path, message, "Change one of the dates.", value=str(end)
        )


def check_period_code(draft: Draft, file: str, path: KeyPath, text: str, grain: Grain) -> Iterator[Issue]:
    """A period in its short form, of the indicator's grain."""
    try:
        period = Period.parse(text)
    except ValueError:
        message = f"“{text}” is not a period."
        cure = "Write a month as 2018-04, a quarter as 2018-Q2, a financial year as 2018/19."
        yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=text)
        return
    if period.grain is not grain:
        message = f"“{text}” is a {period.grain.words}, the indicator is by {grain.words}."
        cure = f"Write a {grain.words}."
        yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=text)


def is_reversed(start: date | None, end: date | None) -> bool:
    """Whether an end lies before a start, both known."""
    return start is not None and end is not None and end < start


def overlap(
    first: tuple[date | None, date | None], second: tuple[date | None, date | None]
) -> tuple[date, date] | None:
    """The days two stretches share (both ends included, None is open), or None."""
    start = max(first[0] or date.min, second[0] or date.min)
    end = min(first[1] or date.max, second[1] or date.max)
    return (start, end) if start <= end else None


def day_after(day: date) -> date:
    """The next day; the last day there is stays."""
    return day if day == date.max else day + timedelta(days=1)
