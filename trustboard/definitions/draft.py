"""What could be built from a workspace's files so far: the material of the checks between files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from trustboard.definitions.code_list_file import CodeLine
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.lookups import LookupTable
from trustboard.definitions.organisation import Unit
from trustboard.definitions.places import KeyPath, Places
from trustboard.definitions.rules import Rule
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.settings import Settings
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.working_days import working_days
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.standard import Standard

SETTINGS_FILE = "trustboard.toml"
ORGANISATION_FILE = "organisation.csv"
EXCLUSIONS_FILE = "exclusions.csv"
BANK_HOLIDAYS_FILE = "bank_holidays.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """One standard with the file and line it stands on, and its cells as written."""

    standard: Standard
    file: str
    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WrittenExclusion:
    """One exclusion with the line it stands on."""

    exclusion: Exclusion
    line: int


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
    codes: list[CodeLine] = field(default_factory=list)
    lookups: dict[str, LookupTable] = field(default_factory=dict)
    exclusions: list[WrittenExclusion] = field(default_factory=list)
    bank_holidays: dict[date, str] = field(default_factory=dict)
    code_list_names: set[str] = field(default_factory=set)
    are_lists_known: bool = True  # not, where a file under codes/ has a heading that cannot be read
    extract_names: set[str] = field(default_factory=set)
    indicator_names: set[str] = field(default_factory=set)
    unit_codes: set[str] = field(default_factory=set)
    places: Places = field(default_factory=Places)

    @property
    def contracts_by_name(self) -> dict[str, Contract]:
        """The contracts by the extract they are of."""
        return {contract.extract: contract for contract in self.contracts.values()}

    def code_lists(self) -> dict[str, tuple[CodeEntry, ...]]:
        """Every code list by name, its entries by code and date."""
        found: dict[str, list[CodeEntry]] = {}
        for line in sorted(self.codes, key=lambda line: (line.code, line.valid_from or date.min)):
            found.setdefault(line.list, []).append(line.entry)
        return {name: tuple(entries) for name, entries in sorted(found.items())}

    def surroundings(self) -> Surroundings:
        """What indicators may refer to, as far as it could be built."""
        return Surroundings(
            contracts=self.contracts_by_name,
            code_lists=self.code_lists(),
            lookups={table.name: table for table in self.lookups.values()},
            trust="" if self.settings is None else self.settings.ods_code,
            working_days=working_days(self.bank_holidays),
        )

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
