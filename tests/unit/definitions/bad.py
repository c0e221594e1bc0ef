"""One mistake in the small workspace, and what must be said of it."""

from dataclasses import dataclass

from tests.support.workspace import FILES, TEXTS, changed, small_workspace
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue, Severity


@dataclass(frozen=True)
class Bad:
    """Replace `old` by `new` in one file (short name): exactly one issue, on the line where `at` stands."""

    rule: Rule
    name: str
    old: str
    new: str
    at: str
    cure: str = ""  # part of the cure
    says: str = ""  # part of the message
    column: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.rule}-{self.at.strip()[:30]}"

    @property
    def files(self) -> dict[str, bytes]:
        """The workspace with the mistake in it."""
        return changed(self.name, (self.old, self.new))

    @property
    def line(self) -> int:
        """The line of the mistake."""
        text = self.files[FILES[self.name]].decode("utf-8")
        return line_of(text, self.at)


def line_of(text: str, at: str) -> int:
    """The one line on which a text stands."""
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if at in line]
    assert len(lines) == 1, f"{at!r} stands on {len(lines)} lines"
    return lines[0]


def check_bad(bad: Bad) -> None:
    """Assert that exactly the expected issue is found, and where."""
    loaded = load_definitions(bad.files)
    assert [issue.rule for issue in loaded.issues] == [bad.rule], loaded.issues
    issue = loaded.issues[0]
    assert (issue.file, issue.line) == (FILES[bad.name], bad.line), issue
    assert issue.severity is bad.severity
    assert bad.cure in issue.cure, issue.cure
    assert bad.says in issue.message, issue.message
    if bad.column is not None:
        assert issue.column == bad.column
    assert (loaded.workspace is None) == (bad.severity is Severity.ERROR)
    assert "pydantic" not in str(issue)


def issues_of(**overrides: str | bytes | None) -> list[Issue]:
    """All issues of the small workspace with whole files replaced."""
    return list(load_definitions(small_workspace(**overrides)).issues)


def added(name: str, text: str) -> str:
    """One file of the small workspace with more text at its end."""
    return TEXTS[name] + text
