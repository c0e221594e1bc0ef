"""One file to take in: a file by itself, or a member of a zip."""

from dataclasses import dataclass
from pathlib import Path

from trustboard.vocabulary.issue import Issue, Severity


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is read (`path`), what was `received`, and how it is called to a person."""

    path: Path
    received: Path
    file_name: str
    member: str | None = None
    number: int = 0  # which member, for the names of working files

    @property
    def name(self) -> str:
        """The name shown: `file.csv`, or `file.zip/member.csv`."""
        return f"{self.file_name}/{self.member}" if self.member else self.file_name

    @property
    def label(self) -> str:
        """A short name for working files, safe on every system."""
        return f"part{self.number}"

    def issue(
        self,
        rule: str,
        message: str,
        cure: str,
        *,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Issue:
        """Say what is wrong with this file."""
        return Issue(
            rule=rule,
            message=message,
            cure=cure,
            file=self.name,
            line=line,
            column=column,
            value=value,
            severity=severity,
        )
