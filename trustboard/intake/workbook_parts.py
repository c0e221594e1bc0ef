"""What an XLSX file holds beneath its cells: how large it would grow, and cells that show an error.

The reader of workbooks gives an error cell (#N/A, #DIV/0!) as empty. Empty means not collected, or even zero;
an error must not, so such cells are found here in the sheet's own XML.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath

from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Mistake

MOST_BYTES = 4 * 1024**3
_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16  # of a cell's XML, kept from one chunk to the next
_ERROR = re.compile(rb'<c\b[^>]*?\bt="e"[^>]*>.*?</c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHOWN = re.compile(rb"<v>([^<]*)</v>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def check_size(part: Part) -> None:
    """Raise Mistake for a workbook that would grow beyond all measure when read."""
    with zipfile.ZipFile(part.path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_BYTES:
        message = f"unpacked, the workbook would hold more than {MOST_BYTES // 1024**3} GB"
        cure = "Save the one sheet that is needed as CSV, and load that."
        raise Mistake([part.issue("zip-too-large", message, cure)])


def error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """Find the cells of a sheet that show an error: (row, column), both from 1, and what they show."""
    with zipfile.ZipFile(path) as archive:
        member = _member_of(archive, sheet)
        if member is None:
            return {}
        return {place: shown for cell in _errors(archive, member) for place, shown in _read(cell)}


def _errors(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    held = b""
    with archive.open(member) as xml:
        while chunk := xml.read(_CHUNK):
            held += chunk
            if b't="e"' in held:
                yield from _ERROR.findall(held)
            held = held[held.rfind(b"<c ") :][-_LONGEST_CELL:] if b"<c " in held else b""


def _read(cell: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    place, shown = _PLACE.search(cell), _SHOWN.search(cell)
    if place is not None:
        column = 0
        for letter in place.group(1):
            column = column * 26 + letter - 64
        yield (int(place.group(2)), column), shown.group(1).decode() if shown else "#ERROR"


def _member_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The XML file of a sheet, by the workbook's own list of sheets and relations."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {found.get("Id"): found.get("Target", "") for found in _attributes(_RELATION, relations)}
    for found in _attributes(_SHEET, book):
        if unescape(found.get("name", "")) == sheet:
            target = targets.get(found.get("r:id", ""), "")
            member = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
            return member if member in names else None
    return None


def _attributes(pattern: re.Pattern[str], xml: str) -> Iterator[dict[str, str]]:
    return (dict(_ATTRIBUTE.findall(tag)) for tag in pattern.findall(xml))
