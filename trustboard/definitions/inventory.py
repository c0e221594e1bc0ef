"""Which files a workspace has: every one is of a known kind, and those it cannot do without are there."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath

from trustboard.definitions.draft import ORGANISATION_FILE, SETTINGS_FILE
from trustboard.definitions.nearest import nearest
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue


class FileKind(StrEnum):
    """The kinds of definition file."""

    SETTINGS = "settings"
    ORGANISATION = "organisation"
    CODE_LISTS = "code_lists"
    LOOKUP = "lookup"
    EXCLUSIONS = "exclusions"
    BANK_HOLIDAYS = "bank_holidays"
    EXTRACT = "extract"
    INDICATOR = "indicator"
    FRAMEWORK = "framework"
    STANDARDS = "standards"
    SCORECARDS = "scorecards"


KINDS = {
    FileKind.SETTINGS: r"trustboard\.toml",
    FileKind.ORGANISATION: r"organisation\.csv",
    FileKind.CODE_LISTS: r"codes/[^/]+\.csv",
    FileKind.LOOKUP: r"lookups/[^/]+\.csv",
    FileKind.EXCLUSIONS: r"exclusions\.csv",
    FileKind.BANK_HOLIDAYS: r"bank_holidays\.csv",
    FileKind.EXTRACT: r"extracts/[^/]+\.yaml",
    FileKind.INDICATOR: r"indicators/[^/]+\.yaml",
    FileKind.FRAMEWORK: r"frameworks/[^/]+/framework\.yaml",
    FileKind.STANDARDS: r"frameworks/[^/]+/standards\.csv",
    FileKind.SCORECARDS: r"frameworks/[^/]+/scorecards\.yaml",
}
_MUST_BE_THERE = (SETTINGS_FILE, ORGANISATION_FILE)
_IN_A_YEAR = ("framework.yaml", "standards.csv", "scorecards.yaml")
_TABLES = ("codes", "lookups")
_OTHER_YAML = (".yml", ".yaml", ".yaml.txt", ".yml.txt", ".json")


def inventory_issues(files: Iterable[str]) -> list[Issue]:
    """Name the files that are missing, and those that no part of the program would read."""
    names = sorted(files)
    issues = [_missing(name) for name in _MUST_BE_THERE if name not in names]
    years = {name.rsplit("/", 1)[0] for name in names if re.fullmatch(r"frameworks/[^/]+/[^/]+", name)}
    issues += [
        _missing(f"{year}/framework.yaml") for year in sorted(years) if f"{year}/framework.yaml" not in names
    ]
    return issues + [_unexpected(name) for name in names if not _is_known(name)]


def _is_known(name: str) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in KINDS.values())


def _missing(name: str) -> Issue:
    return Issue(
        rule=Rule.MISSING_FILE,
        message="The workspace has no such file.",
        cure=f"Add {name}; `trustboard init` makes one to begin with.",
        file=name,
        line=1,
    )


def _unexpected(name: str) -> Issue:
    path = PurePosixPath(name)
    if path.parts[0] in _TABLES:
        message = "The file would not be read: here stand CSV files only, without folders."
        cure = f"Save it as {path.parts[0]}/{path.name.split('.')[0]}.csv."
    elif name.lower().endswith(_OTHER_YAML) and len(path.parts) == 2:
        message = "The file would not be read: its name does not end with .yaml."
        cure = f"Rename it to {path.parent / path.name.split('.')[0]}.yaml."
    elif len(path.parts) == 3 and path.parts[0] == "frameworks" and (meant := nearest(path.name, _IN_A_YEAR)):
        message = "The file would not be read: nothing in a framework has this name."
        cure = f"Did you mean “{path.parent / meant}”?"
    else:
        message = "The file would not be read: nothing in a workspace has this name."
        cure = "Rename it, or move it out of the definitions (notes may end with .md, .pdf or .docx)."
    return Issue(rule=Rule.UNEXPECTED_FILE, message=message, cure=cure, file=name, line=1)
