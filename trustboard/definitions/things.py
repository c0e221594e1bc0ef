"""Everything that a workspace's files define, as plain data by kind and name, to be compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from trustboard.definitions.draft import BANK_HOLIDAYS_FILE, Draft, stem
from trustboard.definitions.loading import read_draft
from trustboard.definitions.lookups import LookupTable

Data = dict[str, Any]


class Subject(StrEnum):
    """What a difference is about."""

    SETTING = "setting"
    UNIT = "unit"
    CODE_LIST = "code list"
    LOOKUP = "lookup"
    BANK_HOLIDAYS = "bank holidays"
    EXTRACT = "extract"
    EXCLUSION = "exclusion"
    INDICATOR = "indicator"
    STANDARD = "standard"
    FRAMEWORK = "framework"
    SCORECARD = "scorecard"


LINE = "line"  # of an exclusion's data: where it stands, which is no difference
Things = dict[tuple[Subject, str], Data | None]
TABLES = {Subject.CODE_LIST: "code", Subject.LOOKUP: "row", Subject.BANK_HOLIDAYS: "day"}
"""What an entry is called, of things that are tables: their data are the entries by name."""


def things_of(files: Mapping[str, bytes]) -> Things:
    """Everything defined, by kind and name; None for a file that could not be built."""
    draft, _ = read_draft(files)
    things: Things = {(Subject.EXTRACT, stem(file)): None for file in files if file.startswith("extracts/")}
    things |= {(Subject.INDICATOR, stem(file)): None for file in files if file.startswith("indicators/")}
    if draft.settings is not None:
        things[Subject.SETTING, "trustboard.toml"] = _data(draft.settings)
    for contract in draft.contracts.values():
        things[Subject.EXTRACT, contract.extract] = _data(contract)
    for indicator in draft.indicators.values():
        things[Subject.INDICATOR, indicator.id] = _data(indicator)
    for framework in draft.frameworks.values():
        things[Subject.FRAMEWORK, framework.year] = _data(framework)
    for cards in draft.scorecards.values():
        things |= {(Subject.SCORECARD, card.scorecard): _data(card) for _, card in cards}
    for line in draft.standards:
        things[Subject.STANDARD, line.standard.standard_id] = dict(line.cells)
    return things | _units(draft) | _tables(draft) | _exclusions(draft)


def _tables(draft: Draft) -> Things:
    """Code lists, lookups and bank holidays, as far as they could be read."""
    things: Things = {}
    for name, entries in draft.code_lists().items():
        codes = ((each.code, _entry(each, "label", "valid_from", "valid_to", "maps_to")) for each in entries)
        things[Subject.CODE_LIST, name] = _numbered(codes)
    for table in draft.lookups.values():
        things[Subject.LOOKUP, table.name] = _numbered(_rows(table))
    if draft.bank_holidays:
        days = {f"“{day}”": {"name": name} for day, name in sorted(draft.bank_holidays.items())}
        things[Subject.BANK_HOLIDAYS, BANK_HOLIDAYS_FILE] = days
    return things


def _rows(table: LookupTable) -> Iterator[tuple[str, Data]]:
    for row in table.rows:
        values = {name: value for name, value in zip(table.columns, row.values, strict=True) if value}
        yield row.key, values | _entry(row, "valid_from", "valid_to")


def _entry(entry: object, *keys: str) -> Data:
    found = {key: getattr(entry, key) for key in keys}
    return {key: str(value) for key, value in found.items() if value is not None}


def _numbered(entries: Iterable[tuple[str, Data]]) -> Data:
    """Entries by name in quotes; the later ones of one name are numbered."""
    named: Data = {}
    counts: Counter[str] = Counter()
    for name, entry in entries:
        counts[name] += 1
        named[f"“{name}”" if counts[name] == 1 else f"“{name}” ({counts[name]})"] = entry
    return named


def _exclusions(draft: Draft) -> Things:
    """Exclusions by extract and key, with their line; the later ones of one record are numbered."""
    things: Things = {}
    counts: Counter[str] = Counter()
    for each in (written.exclusion for written in draft.exclusions):
        name = f"{each.extract} {each.record_key}"
        counts[name] += 1
        thing = name if counts[name] == 1 else f"{name} ({counts[name]})"
        keys = ("reason", "decided_by", "decided_on", "valid_from", "valid_to")
        things[Subject.EXCLUSION, thing] = {**_entry(each, *keys), LINE: str(each.line)}
    return things


def _units(draft: Draft) -> Things:
    """Units by code; the later lines of one code are numbered, in the order of their dates."""
    things: Things = {}
    counts: Counter[str] = Counter()
    for unit in sorted(draft.units, key=lambda unit: unit.valid_from):
        counts[unit.unit_code] += 1
        number = counts[unit.unit_code]
        name = f"{unit.unit_code} ({number})" if number > 1 else unit.unit_code
        things[Subject.UNIT, name] = {key: value for key, value in _data(unit).items() if key != "line"}
    return things


def _data(model: Any) -> dict[str, Any]:
    """A model as plain data, without what is absent or blank."""
    data: dict[str, Any] = _without_blanks(model.model_dump(mode="json", exclude_none=True))
    return data


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blanks(each) for key, each in value.items() if each not in ("", None)}
    return [_without_blanks(each) for each in value] if isinstance(value, list) else value
