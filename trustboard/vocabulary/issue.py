"""What is wrong with a file a person gave us, said so that they can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue stops: an error stops the act, a warning is shown and kept."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing wrong: where it is, what it is, which rule it breaks and how to mend it.

    `line` and `column` count from 1; `column` is a heading or field name. `rule` is a permanent
    identifier documented in docs/errors.md.
    """

    rule: str
    message: str
    cure: str
    file: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """Where it is, as `file:line, column X` with the parts that are known."""
        file_and_line = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        column = f"column {self.column}" if self.column else ""
        return ", ".join(part for part in (file_and_line, column) if part)

    def __str__(self) -> str:
        """Write the issue as one paragraph for a terminal."""
        place = f"{self.place}: " if self.place else ""
        value = f" (value: {self.value!r})" if self.value is not None else ""
        return f"{place}{self.message}{value} [{self.rule}] {self.cure}".rstrip()


class Mistake(Exception):  # noqa: N818 (a person's mistake is not a program's error)
    """The user's mistake: carries every issue found, is shown without a traceback, exit code 2."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))
