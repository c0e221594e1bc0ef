"""Text files: read them as UTF-8 whatever they were written in, and learn what a careful reader must know."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from trustboard.intake.byte_survey import ByteSurvey
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Mistake

_CHUNK = 1 << 16  # larger ones are slower: each array would be fetched anew from the system
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """A text file in UTF-8. `offset` is the byte at which its text begins (after a byte-order mark)."""

    path: Path
    offset: int
    survey: ByteSurvey


def open_text(part: Part, encoding: str, delimiter: str, workdir: Path) -> TextFile:
    """Make sure the file is readable text and look at its bytes once.

    A byte-order mark says by itself how a file is written and wins over `encoding`. Raises Mistake
    naming the first byte that cannot be read.
    """
    with part.path.open("rb") as file:
        start = file.read(4)
    marked = next(((mark, name) for mark, name in _MARKS if start.startswith(mark)), None)
    written_in = marked[1] if marked else _known(part, encoding)
    if written_in == "utf-8":
        return _survey(part, part.path, len(marked[0]) if marked else 0, delimiter)
    path = workdir / f"{part.label}.utf8.txt"
    _rewrite(part, path, written_in)
    return _survey(part, path, 0, delimiter)


def _known(part: Part, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        cure = "Write encoding: utf-8, cp1252 or utf-16 in the contract."
        message = "the contract names an encoding that does not exist"
        raise Mistake([part.issue("encoding-unknown", message, cure, value=encoding)]) from None
    return "utf-8" if name == "utf-8-sig" else name


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


class _Decoding:
    """Decodes a file chunk by chunk and can name the byte that cannot be read."""

    def __init__(self, part: Part, encoding: str, *, position: int = 0) -> None:
        self._part, self._encoding, self._position = part, encoding, position
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def read(self, chunk: bytes, line: int, *, final: bool = False) -> str:
        """Decode the next chunk, which begins on `line`; raises Mistake with byte position and line."""
        held = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            raise Mistake([self._unreadable(error, held, line)]) from None
        self._position += len(chunk)
        return text

    def pass_over(self, chunk: bytes) -> bool:
        """Pass over a chunk of plain ASCII, which needs no decoding; False for any other."""
        is_plain = chunk.isascii() and not self._decoder.getstate()[0]
        self._position += len(chunk) if is_plain else 0
        return is_plain

    def _unreadable(self, error: UnicodeDecodeError, held: int, line: int) -> Issue:
        data = bytes(error.object)
        return self._part.issue(
            "encoding-wrong",
            f"byte {self._position - held + error.start + 1:,} cannot be read as {self._encoding}",
            _cure(self._encoding, data[error.start]),
            line=line + data[: error.start].count(b"\n"),
            value=f"0x{data[error.start]:02X}",
        )


def _cure(encoding: str, byte: int) -> str:
    if encoding != "utf-8":
        return "Write the encoding the file has in the contract: utf-8, cp1252 (Windows) or utf-16."
    meant = bytes([byte]).decode("cp1252", "ignore")
    hint = f" (where this byte is “{meant}”)" if meant else ""
    return (
        f"If the file comes from Windows, write encoding: cp1252 in the contract{hint}, or save it as UTF-8."
    )


def _rewrite(part: Part, path: Path, encoding: str) -> None:
    """Write the file again in UTF-8; a file that is UTF-8 already is a mistake in the contract."""
    decoding, trial, line = _Decoding(part, encoding), _Utf8Trial(), 1
    with part.path.open("rb") as source, path.open("wb") as target:
        for chunk in _chunks(source):
            trial.look_at(chunk)
            text = decoding.read(chunk, line)
            line += text.count("\n")
            target.write(text.encode("utf-8"))
        target.write(decoding.read(b"", line, final=True).encode("utf-8"))
    if trial.is_certain and not encoding.startswith("utf"):
        message = f"the contract says {encoding}, but every letter of the file is written in UTF-8"
        raise Mistake([part.issue("encoding-wrong", message, "Write encoding: utf-8 in the contract.")])


class _Utf8Trial:
    """Watches whether bytes are UTF-8 beyond doubt: valid, and with letters outside plain ASCII."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_valid, self._has_letters = True, False

    def look_at(self, chunk: bytes) -> None:
        """Look at the next chunk."""
        if not self._is_valid:
            return
        self._has_letters = self._has_letters or not chunk.isascii()
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._is_valid = False

    @property
    def is_certain(self) -> bool:
        """Whether it can be nothing else."""
        return self._is_valid and self._has_letters


def _survey(part: Part, path: Path, offset: int, delimiter: str) -> TextFile:
    """Look at every byte once: is it UTF-8, how many lines are there, and what lies around the cells."""
    decoding, survey = _Decoding(part, "utf-8", position=offset), ByteSurvey(delimiter)
    with path.open("rb") as file:
        file.seek(offset)
        for chunk in _chunks(file):
            decoding.pass_over(chunk) or decoding.read(chunk, survey.line)
            survey.look_at(chunk)
        decoding.read(b"", survey.line, final=True)
    if survey.has_zero_bytes:
        raise Mistake([_not_text(part)])
    return TextFile(path=path, offset=offset, survey=survey)


def _not_text(part: Part) -> Issue:
    return part.issue(
        "encoding-wrong",
        "the file holds zero bytes, so it is not plain text in this encoding",
        "If it was saved as “Unicode text”, write encoding: utf-16 in the contract; "
        "if it is a workbook, say so under format.",
    )
