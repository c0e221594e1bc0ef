"""What a file really is, whatever its name says: by the bytes it begins with."""

import zipfile
from enum import StrEnum
from pathlib import Path

from trustboard.definitions.contract import FileFormat
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Mistake

_START = 4096


class Kind(StrEnum):
    """The kinds of file that can be told apart by their bytes, in words a person knows."""

    TEXT = "a text file (CSV)"
    XLSX = "an Excel workbook (XLSX)"
    XLS = "an old Excel workbook (XLS), or a workbook with a password"
    PARQUET = "a Parquet file"
    ZIP = "a zip"
    HTML = "a web page"
    PDF = "a PDF"
    GZIP = "a gzip archive"


_WANTED = {
    FileFormat.CSV: Kind.TEXT,
    FileFormat.XLSX: Kind.XLSX,
    FileFormat.XLS: Kind.XLS,
    FileFormat.PARQUET: Kind.PARQUET,
}
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", Kind.XLS),
    (b"PAR1", Kind.PARQUET),
    (b"%PDF", Kind.PDF),
    (b"\x1f\x8b", Kind.GZIP),
)
_PAGES = (b"<!doctype html", b"<html", b"<table", b'<?xml version="1.0"?><html')


def kind_of(path: Path) -> Kind:
    """Tell what a file is."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    for beginning, kind in _BEGINNINGS:
        if start.startswith(beginning):
            return kind
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return Kind.HTML if text.startswith(_PAGES) else Kind.TEXT


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return Kind.ZIP
    return (
        Kind.XLSX if "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names) else Kind.ZIP
    )


def check_kind(part: Part, wanted: FileFormat) -> None:
    """Raise Mistake for a file that is empty, or is not of the format that the contract names."""
    if not part.path.stat().st_size:
        cure = "Ask for the file again: nothing of it arrived."
        raise Mistake([part.issue("file-empty", "the file is empty (0 bytes)", cure)])
    found = kind_of(part.path)
    if found is not _WANTED[wanted]:
        raise Mistake([_other(part, wanted, found)])


def _other(part: Part, wanted: FileFormat, found: Kind) -> Issue:
    formats = {kind: format_ for format_, kind in _WANTED.items()}
    if found in formats:
        cure = f"Write format: {formats[found]} in the contract, or save the file as {wanted.upper()}."
    elif found is Kind.HTML:
        cure = "Download it again: a page to sign in, or an error page, was saved in its place."
    else:
        cure = f"Give the file as {wanted.value.upper()}, by itself or in a zip."
    message = f"the contract says format: {wanted.value}, but the file is {found.value}"
    return part.issue("file-kind", message, cure)
