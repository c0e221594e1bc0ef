"""The public reference files on organisations, as far as the published example needs them."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.warehouse.session import Session, literal

REGIONS = {"Y56": "Y56", "Y58": "Y57", "Y59": "Y57", "Y60": "Y55", "Y61": "Y55", "Y62": "Y54", "Y63": "Y54"}
"""Each region of today with the one of before April 2019 that it was a part of."""
_REGION_NAMES = {
    "LONDON": "Y56",
    "SOUTH WEST": "Y58",
    "SOUTH EAST": "Y59",
    "MIDLANDS": "Y60",
    "EAST OF ENGLAND": "Y61",
    "NORTH WEST": "Y62",
    "NORTH EAST AND YORKSHIRE": "Y63",
}
_VINTAGES = ("2016", "2021", "2025")  # of the trusts' files, the oldest first
_SMALL_WORDS = frozenset({"and", "of", "the", "for", "in", "on", "with", "at", "by", "to"})
_CAPITALS = frozenset({"NHS", "CIC", "GP", "UK", "LLP", "PLC", "UTC", "OOH", "BMI", "HCA", "WIC", "MHST"})


@dataclass(frozen=True, kw_only=True)
class Trust:
    """One NHS trust. `names` are the one before April 2019 and the one since; `region` is today's."""

    code: str
    opened: date
    closed: date | None
    names: tuple[str, str]
    region: str | None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What the reference files say of trusts, of care boards' regions, and of who succeeded whom."""

    trusts: Mapping[str, Trust]
    board_regions: Mapping[str, str]
    successors: Mapping[str, tuple[str, date]]
    names: Mapping[str, str]  # of other providers

    def region_of(self, parent: str) -> str | None:
        """Read what a file says of a unit's parent: a region's code or name, or a care board's code."""
        named = parent.upper().removeprefix("NHS ENGLAND").strip()
        code = _REGION_NAMES.get(named) or self.board_regions.get(named, named)
        return code if code in REGIONS else None


def read_reference(data: Path) -> Reference:
    """Read the folder ods_reference and the list of Talking Therapies providers."""
    folder = data / "ods_reference"
    vintages = [list(_trusts(folder / f"etr_{vintage}.csv")) for vintage in _VINTAGES]
    trusts: dict[str, Trust] = {}
    for cells in (each for vintage in vintages for each in vintage):
        trusts[cells[0]] = _trust(cells, trusts.get(cells[0]))
    return Reference(
        trusts=trusts,
        board_regions={cells[3]: cells[2] for cells in vintages[-1]},
        successors=dict(_successors(folder / "ods_successors_old_to_new.csv")),
        names=_provider_names(data / "talking_therapies_annual" / "metadata_providers.parquet"),
    )


def _trusts(path: Path) -> Iterator[list[str]]:
    """Give the lines of one vintage; two of the three files have a heading."""
    return (cells for cells in _rows(path) if len(cells) > 11 and cells[10].isdecimal())


def _trust(cells: list[str], before: Trust | None) -> Trust:
    code, name, region = cells[0], tidy(cells[1]), cells[2]
    return Trust(
        code=code,
        opened=_day(cells[10]),
        closed=_day(cells[11]) if cells[11].isdecimal() else None,
        names=(before.names[0] if before else name, name),
        region=region if region in REGIONS else None,
    )


def _successors(path: Path) -> Iterator[tuple[str, tuple[str, date]]]:
    for old, new, day in _rows(path):
        if day[:4].isdecimal():
            yield old, (new, date.fromisoformat(day))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _provider_names(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with Session(files=[path]) as session:
        return dict(session.rows(f"SELECT org_code, org_name FROM read_parquet({literal(path)})"))


def tidy(name: str) -> str:
    """Write a name in capitals as people write it: Essex Partnership University NHS Foundation Trust."""
    if name != name.upper():
        return name
    written = re.sub(r"[^\W_]+(?:['’][^\W_]+)*", lambda found: _word(found.group()), name)
    joined = " ".join(written.split())
    return joined[:1].upper() + joined[1:]


def _word(word: str) -> str:
    if word in _CAPITALS or any(letter.isdigit() for letter in word):
        return word
    return word.lower() if word.lower() in _SMALL_WORDS else word.capitalize()
