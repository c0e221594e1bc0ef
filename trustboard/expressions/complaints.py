"""Collecting what is wrong with one expression, with the place in its text."""

from dataclasses import dataclass, field

from trustboard.expressions.rules import Rule
from trustboard.vocabulary.issue import Issue

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Source:
    """Where an expression is written: file, line, and the key that holds it."""

    text: str
    file: str | None = None
    line: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Complaints:
    """Every issue found in one expression so far."""

    source: Source
    issues: list[Issue] = field(default_factory=list)

    def add(self, rule: Rule, message: str, cure: str, *, at: int | None = None, value: str = "") -> None:
        """Note one thing wrong; `at` counts characters of the text from 0."""
        place = "" if at is None else f" (at character {at + 1})"
        self.issues.append(
            Issue(
                rule=rule,
                message=message + place,
                cure=cure,
                file=self.source.file,
                line=self.source.line,
                column=self.source.column,
                value=shortened(value) or None,
            )
        )

    def each_once(self) -> tuple[Issue, ...]:
        """All issues, each once, in the order found."""
        return tuple(dict.fromkeys(self.issues))


def shortened(text: str) -> str:
    """Quote at most the beginning of a long text."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
