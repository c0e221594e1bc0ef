"""Check a workspace's drafts: every file, every expression, every worked case, all issues at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.folder import read_folder
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.loading import Loaded, load_definitions
from trustboard.definitions.places import KeyPath
from trustboard.definitions.workspace import Workspace
from trustboard.expressions import (
    Type,
    check_indicator,
    check_record_contract,
    check_record_indicator,
    field_types,
    parse,
    row_field_types,
)
from trustboard.operations.excluding import without_record
from trustboard.operations.history import counted_history
from trustboard.operations.workspace import OpenWorkspace, open_workspace
from trustboard.reference import worked_case
from trustboard.reference.records import worked_record_case
from trustboard.vocabulary.issue import Issue, Severity


@dataclass(frozen=True)
class Checked:
    """What a check found. `workspace` is None when something could not be read at all."""

    files: dict[str, bytes]
    workspace: Workspace | None
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that must be mended before the drafts can be applied."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)


def check(folder: Path, *, on: date) -> Checked:
    """Check the drafts in a workspace folder as on a day; raises Mistake only when it is no workspace."""
    return check_opened(open_workspace(folder), on=on)


def check_opened(opened: OpenWorkspace, *, on: date) -> Checked:
    """Check the drafts of a workspace, and their exclusions against the records that it holds."""
    checked = check_files(read_folder(opened.folder), on=on)
    if checked.workspace is None or not opened.has_store:
        return checked
    found = without_record(opened.store, checked.workspace)
    return replace(checked, issues=_in_order([*checked.issues, *found]))


def check_files(files: Mapping[str, bytes], *, on: date) -> Checked:
    """Check definitions given as path and content; an overdue review is a warning."""
    loaded = load_definitions(files, on=on)
    issues = [*loaded.issues, *_check_conditions(loaded), *_check_indicators(loaded)]
    if loaded.workspace is not None and not any(issue.severity is Severity.ERROR for issue in issues):
        issues += _check_cases(loaded, loaded.workspace)
    return Checked(files=dict(files), workspace=loaded.workspace, issues=_in_order(issues))


def _in_order(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: (issue.file or "", issue.line or 0)))


def _check_conditions(loaded: Loaded) -> Iterator[Issue]:
    for contract in loaded.contracts.values():
        file = f"extracts/{contract.extract}.yaml"
        if contract.records is not None:
            line_of = partial(loaded.places.find, file)
            yield from check_record_contract(contract, loaded.surroundings, file=file, line_of=line_of)
            continue
        for path, text, fields in _conditions(contract):
            column = ".".join(str(part) for part in path)
            line = loaded.places.find(file, path)
            yield from parse(text, fields, wanted=Type.BOOLEAN, file=file, line=line, column=column)[1]


def _conditions(contract: Contract) -> Iterator[tuple[KeyPath, str, dict[str, Type]]]:
    """Yield every condition of a contract with the fields it may read."""
    if contract.keep:
        yield ("keep",), contract.keep, row_field_types(contract)
    for number, total in enumerate(contract.totals):
        yield ("totals", number, "where"), total.where, row_field_types(contract)
    for number, rule in enumerate(contract.checks):
        yield ("checks", number, "rule"), rule.rule, field_types(contract)


def _check_indicators(loaded: Loaded) -> Iterator[Issue]:
    for indicator in loaded.indicators.values():
        contract = loaded.contracts.get(indicator.extract)
        if contract is None:
            continue
        file = f"indicators/{indicator.id}.yaml"
        line_of = partial(loaded.places.find, file)
        if contract.records is None:
            yield from check_indicator(indicator, contract, file=file, line_of=line_of)
        else:
            yield from check_record_indicator(indicator, loaded.surroundings, file=file, line_of=line_of)
            yield from _check_history(loaded, indicator)


def _check_history(loaded: Loaded, indicator: Indicator) -> Iterator[Issue]:
    """Check what a history counts, as the counted indicator that it is."""
    counted = counted_history(indicator)
    contract = loaded.contracts.get(counted.extract) if counted is not None else None
    if counted is None or contract is None:
        return
    file = f"indicators/{indicator.id}.yaml"

    def line_of(path: KeyPath) -> int | None:
        return loaded.places.find(file, ("history", *path))

    for issue in check_indicator(counted, contract, file=file, line_of=line_of):
        yield replace(issue, column=f"history.{issue.column}")


def _check_cases(loaded: Loaded, workspace: Workspace) -> Iterator[Issue]:
    for indicator in workspace.indicators.values():
        file = f"indicators/{indicator.id}.yaml"
        for number, case in enumerate(indicator.cases):
            found = _answered(indicator, workspace, case)
            if found is not None:
                yield replace(found, file=file, line=loaded.places.find(file, ("cases", number)))


def _answered(indicator: Indicator, workspace: Workspace, case: Case) -> Issue | None:
    contract = workspace.contracts[indicator.extract]
    if contract.records is None:
        return worked_case(indicator, contract, case)
    return worked_record_case(indicator, workspace.surroundings, case)
