"""What could be built from a workspace's files so far: the material of the checks between files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from trustboard.definitions.contract import Contract
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.organisation import Unit
from trustboard.definitions.places import KeyPath, Places
from trustboard.definitions.rules import Rule
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.workspace import Settings
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.standard import Standard

SETTINGS_FILE = "trustboard.toml"
ORGANISATION_FILE = "organisation.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """One standard with the file and line it stands on, and its cells as written."""

    standard: Standard
    file: str
    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Draft:
    """Models by the file they came from. A file that could not be built is missing here.

    `names` holds the names that files lay claim to, built or not, so that one bad file is one issue
    and not one more at every place that refers to it.
    """

    settings: Settings | None = None
    units: list[Unit] = field(default_factory=list)
    contracts: dict[str, Contract] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    scorecards: dict[str, list[tuple[int, Scorecard]]] = field(default_factory=dict)
    standards: list[Written] = field(default_factory=list)
    extract_names: set[str] = field(default_factory=set)
    indicator_names: set[str] = field(default_factory=set)
    unit_codes: set[str] = field(default_factory=set)
    places: Places = field(default_factory=Places)

    def issue(
        self,
        rule: Rule,
        file: str,
        path: KeyPath,
        message: str,
        cure: str,
        *,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Issue:
        """Build an issue on the line where a key stands."""
        return Issue(
            rule=rule,
            message=message,
            cure=cure,
            file=file,
            line=self.places.find(file, path),
            value=value,
            severity=severity,
        )


def stem(file: str) -> str:
    """The name of a file without folder and extension."""
    return PurePosixPath(file).stem
