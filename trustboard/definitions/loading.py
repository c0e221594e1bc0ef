"""A workspace's files to checked, frozen models, with every issue at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from trustboard.definitions.assembling import workspace_of
from trustboard.definitions.bank_holidays_file import read_bank_holidays
from trustboard.definitions.checks import check_draft
from trustboard.definitions.code_list_file import read_code_lists
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import Draft, stem
from trustboard.definitions.exclusions_file import read_exclusions
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.inventory import KINDS, FileKind, inventory_issues
from trustboard.definitions.lookup_file import read_lookup
from trustboard.definitions.organisation_file import read_organisation
from trustboard.definitions.places import KeyPath, Place, Places
from trustboard.definitions.rules import Rule
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.settings import Settings
from trustboard.definitions.shape import build
from trustboard.definitions.source import Source
from trustboard.definitions.standards_file import read_standards
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.toml_file import read_toml
from trustboard.definitions.workspace import Workspace
from trustboard.definitions.yaml_file import read_yaml
from trustboard.vocabulary.issue import Issue, Severity

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a workspace's files say. `workspace` is None when any issue is an error.

    `contracts`, `indicators` and `surroundings` hold what could be built, by name, even then: the checks
    of expressions need not wait for the rest.
    """

    workspace: Workspace | None
    issues: tuple[Issue, ...]
    places: Places
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep the workspace from being used."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)


def load_definitions(files: Mapping[str, bytes], *, on: date | None = None) -> Loaded:
    """Read and check the files of a workspace (path with / to content).

    `on` is the day on which overdue reviews are looked for; without it they are not. Never raises
    for what a file holds: everything wrong is an issue with file and line.
    """
    draft, issues = read_draft(files)
    issues += [*inventory_issues(files), *check_draft(draft, on=on)]
    issues.sort(key=lambda issue: (issue.file or "", issue.line or 0, issue.rule, issue.message))
    is_whole = not any(issue.severity is Severity.ERROR for issue in issues)
    return Loaded(
        workspace=workspace_of(draft) if is_whole else None,
        issues=tuple(issues),
        places=draft.places,
        contracts=draft.contracts_by_name,
        indicators={indicator.id: indicator for indicator in draft.indicators.values()},
        surroundings=draft.surroundings(),
    )


def read_draft(files: Mapping[str, bytes]) -> tuple[Draft, list[Issue]]:
    """Read each file by itself: what could be built, and what was wrong with the rest."""
    loader = _Loader(files)
    issues = loader.load()
    return loader.draft, issues


class _Loader:
    """Fills a draft, file by file."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.places: dict[str, Mapping[KeyPath, Place]] = {}
        self.draft = Draft(places=Places(self.places))
        self.readers: dict[FileKind, Callable[[str, bytes], list[Issue]]] = {
            FileKind.SETTINGS: self._settings,
            FileKind.ORGANISATION: self._organisation,
            FileKind.CODE_LISTS: self._code_lists,
            FileKind.LOOKUP: self._lookup,
            FileKind.EXCLUSIONS: self._exclusions,
            FileKind.BANK_HOLIDAYS: self._bank_holidays,
            FileKind.EXTRACT: self._contract,
            FileKind.INDICATOR: self._indicator,
            FileKind.FRAMEWORK: self._framework,
            FileKind.STANDARDS: self._standards,
            FileKind.SCORECARDS: self._scorecards,
        }

    def load(self) -> list[Issue]:
        issues: list[Issue] = []
        for file, content in sorted(self.files.items()):
            for kind, pattern in KINDS.items():
                if re.fullmatch(pattern, file):
                    issues += self.readers[kind](file, content)
        return issues

    def _settings(self, file: str, content: bytes) -> list[Issue]:
        self.draft.settings, issues = self._one(read_toml(file, content), Settings)
        return issues

    def _organisation(self, file: str, content: bytes) -> list[Issue]:
        self.draft.units, issues, self.draft.unit_codes = read_organisation(file, content)
        self.places[file] = {(): Place(1, 1)}
        return issues

    def _code_lists(self, file: str, content: bytes) -> list[Issue]:
        lines, issues, claimed = read_code_lists(file, content)
        self.draft.codes += lines
        if claimed is None:
            self.draft.are_lists_known = False
        else:
            self.draft.code_list_names |= claimed
        return issues

    def _lookup(self, file: str, content: bytes) -> list[Issue]:
        table, issues = read_lookup(file, content)
        if table is not None:
            self.draft.lookups[file] = table
        return issues

    def _exclusions(self, file: str, content: bytes) -> list[Issue]:
        self.draft.exclusions, issues = read_exclusions(file, content)
        return issues

    def _bank_holidays(self, file: str, content: bytes) -> list[Issue]:
        self.draft.bank_holidays, issues = read_bank_holidays(file, content)
        return issues

    def _contract(self, file: str, content: bytes) -> list[Issue]:
        source = read_yaml(file, content)
        self.draft.extract_names |= {stem(file), *_claimed(source.data, "extract")}
        contract, issues = self._one(source, Contract)
        if contract is not None:
            self.draft.contracts[file] = contract
        return issues

    def _indicator(self, file: str, content: bytes) -> list[Issue]:
        source = read_yaml(file, content)
        self.draft.indicator_names |= {stem(file), *_claimed(source.data, "id")}
        indicator, issues = self._one(source, Indicator)
        if indicator is not None:
            self.draft.indicators[file] = indicator
        return issues

    def _framework(self, file: str, content: bytes) -> list[Issue]:
        framework, issues = self._one(read_yaml(file, content), Framework)
        if framework is not None and "standards" in framework.model_fields_set:
            line = self.draft.places.find(file, ("standards",))
            return [*issues, _standards_elsewhere(file, line)]
        if framework is not None:
            self.draft.frameworks[file] = framework
        return issues

    def _standards(self, file: str, content: bytes) -> list[Issue]:
        standards, issues, self.places[file] = read_standards(file, content)
        self.draft.standards += standards
        return issues

    def _scorecards(self, file: str, content: bytes) -> list[Issue]:
        source = read_yaml(file, content)
        self.places[file] = source.places
        issues = list(source.issues)
        if source.data is None and issues:
            return issues
        if not isinstance(source.data, list):
            return [*issues, _not_a_list(file)]
        built = self.draft.scorecards.setdefault(file, [])
        for position in range(len(source.data)):
            card, found = build(source, Scorecard, at=(position,))
            issues = [*issues, *_of_other_lines(source, found)]
            if card is not None:
                built.append((position, card))
        return issues

    def _one(self, source: Source, model: type[M]) -> tuple[M | None, list[Issue]]:
        """Build the one model of a file."""
        self.places[source.file] = source.places
        if source.data is None and source.issues:
            return None, list(source.issues)
        built, issues = build(source, model)
        return built, [*source.issues, *_of_other_lines(source, issues)]


def _of_other_lines(source: Source, found: list[Issue]) -> list[Issue]:
    """What is wrong with the shape on lines whose text was in order: a line is told of once."""
    told = {issue.line for issue in source.issues}
    return [issue for issue in found if issue.line not in told]


def _claimed(data: Any, key: str) -> set[str]:
    """The name that a file gives itself, if it can be read that far."""
    name = data.get(key) if isinstance(data, dict) else None
    return {name} if isinstance(name, str) else set()


def _standards_elsewhere(file: str, line: int) -> Issue:
    return Issue(
        rule=Rule.UNKNOWN_KEY,
        message="Standards are not written here.",
        cure="Write them in standards.csv in the same folder, one line each.",
        file=file,
        line=line,
    )


def _not_a_list(file: str) -> Issue:
    return Issue(
        rule=Rule.WRONG_TYPE,
        message="The file must be a list of scorecards.",
        cure="Begin each scorecard with “- scorecard: …”.",
        file=file,
        line=1,
    )
