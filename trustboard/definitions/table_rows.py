"""Cells of tables that may have many thousand rows, read without a model for each; all mistakes are kept."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from trustboard.definitions.model import NAME
from trustboard.definitions.plain_words import A_DATE, CURES, type_cure
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

MOST_ALIKE = 20
START, END = "valid_from", "valid_to"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(NAME)

Cells = Sequence[str]
Days = tuple[date | None, date | None]


class TableRows:
    """Reads cells of one file's rows, and gathers what is wrong with them.

    Of issues that are alike the first 20 are told one by one, the rest as a number: a column of dates
    written the wrong way round is one mistake, not thirty thousand.
    """

    def __init__(self, file: str, heading: Sequence[str]) -> None:
        self.file = file
        self._at = {name: place for place, name in enumerate(heading) if name}
        self._issues: list[Issue] = []
        self._alike: Counter[tuple[Rule, str]] = Counter()
        self._further: dict[tuple[Rule, str], int] = {}  # the line on which the rest begins
        self._days: dict[str, date | None] = {"": None}

    @property
    def issues(self) -> list[Issue]:
        """Everything that is wrong so far."""
        rest = []
        for (rule, column), line in self._further.items():
            count = self._alike[rule, column] - MOST_ALIKE
            more = f"{count:,} more line{'s' if count > 1 else ''}"
            message = f"The same is wrong on {more}, from this one on."
            rest.append(self._issue(rule, line, column, message, "Mend as those above.", None))
        return [*self._issues, *rest]

    def tell(
        self, rule: Rule, line: int, column: str, message: str, cure: str, value: str | None = None
    ) -> None:
        """Keep one issue."""
        self._alike[rule, column] += 1
        if self._alike[rule, column] <= MOST_ALIKE:
            self._issues.append(self._issue(rule, line, column, message, cure, value))
        else:
            self._further.setdefault((rule, column), line)

    def text(self, line: int, cells: Cells, column: str) -> str:
        """A cell that must be filled in; blank with an issue where it is not."""
        text = cells[self._at[column]]
        if not text:
            self.tell(Rule.MISSING_KEY, line, column, f"The cell “{column}” is empty.", "Fill it in.")
        return text

    def maybe(self, cells: Cells, column: str) -> str | None:
        """A cell that may be blank, or whose column may not be there."""
        return cells[self._at[column]] or None if column in self._at else None

    def days(self, line: int, cells: Cells) -> Days | None:
        """From when and to when a row holds; None with an issue where that is not known or reversed."""
        try:
            start, end = (self._days[self.maybe(cells, column) or ""] for column in (START, END))
        except KeyError:  # not read before
            found = [self._read_day(line, cells, column) for column in (START, END)]
            return self.days(line, cells) if all(found) else None
        if start is not None and end is not None and end < start:
            message = f"The line ends before it begins ({start})."
            self.tell(Rule.DATES_REVERSED, line, END, message, "Change one of the dates.", str(end))
            return None
        return start, end

    def check_name(self, line: int, text: str, column: str) -> bool:
        """Whether a text can be a name in expressions; an issue where it cannot."""
        if _NAME.match(text):
            return True
        self.tell(Rule.BAD_FORM, line, column, f"“{text}” cannot be a name.", CURES[NAME], text)
        return False

    def _read_day(self, line: int, cells: Cells, column: str) -> bool:
        """Keep a day that was not met before; whether it is one."""
        text = self.maybe(cells, column) or ""
        if text in self._days:
            return True
        day = _as_day(text)
        if day is None:
            message = f"“{column}” must be {A_DATE}; here stands a text."
            self.tell(Rule.WRONG_TYPE, line, column, message, type_cure(text, [A_DATE]), text)
            return False
        self._days[text] = day
        return True

    def _issue(self, rule: Rule, line: int, column: str, message: str, cure: str, value: str | None) -> Issue:
        return Issue(
            rule=rule, message=message, cure=cure, file=self.file, line=line, column=column, value=value
        )


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


class Stretch(NamedTuple):
    """What holds from and to a day (both included; open when None), and where it is written."""

    key: tuple[str, ...]
    start: date | None
    end: date | None
    file: str
    line: int


def overlaps(stretches: Iterable[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """Pairs of one key that share a day: every stretch with the one before it that lasts longest."""
    longest: Stretch | None = None
    for stretch in sorted(stretches, key=lambda each: (each.key, each.start or date.min)):
        if longest is None or longest.key != stretch.key:
            longest = stretch
            continue
        if (stretch.start or date.min) <= (longest.end or date.max):
            first, second = sorted((longest, stretch), key=lambda each: (each.file, each.line))
            yield first, second
        if (stretch.end or date.max) > (longest.end or date.max):
            longest = stretch
