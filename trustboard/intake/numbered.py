"""A copy of a text file in which every record begins with the number of the line on which it starts."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np

_LINE_FEED, _QUOTE = 10, 34
_LONGEST_RECORD = 64 * 1024 * 1024  # a quote that is never closed would gather the rest of the file


def number_records(
    chunks: Iterable[bytes], target: BinaryIO, *, first_line: int, delimiter: str
) -> tuple[int, int] | None:
    """Write each record behind its line number and the delimiter; empty lines are left out.

    A line feed inside quotes (after an odd number of quote marks) does not end a record. Returns how many
    records were written and how many were empty lines, or None where a record has no end in sight. Works
    chunk by chunk: memory does not grow with the file.
    """
    written = empty = 0
    line, mark = first_line, delimiter.encode("utf-8")
    for records in _records(chunks):
        if records is None:
            return None
        numbered = []
        for record in records:
            if record.strip(b"\r\n"):
                numbered.append(b"%d%b%b" % (line, mark, record))
            line += record.count(b"\n")
        target.write(b"".join(numbered))
        written += len(numbered)
        empty += len(records) - len(numbered)
    return written, empty


def _records(chunks: Iterable[bytes]) -> Iterator[list[bytes] | None]:
    """Split a text into whole records, their line ends included, as many at a time as a chunk completes."""
    held = b""
    for chunk in chunks:
        held += chunk
        ends = _ends(held)
        if len(ends):
            begins = [0, *ends[:-1]]
            yield [held[begin:end] for begin, end in zip(begins, ends, strict=True)]
            held = held[ends[-1] :]
        elif len(held) > _LONGEST_RECORD:
            yield None
            return
    if held:
        yield [held]


def _ends(text: bytes) -> list[int]:
    """Where records end in a text that begins with one: after line feeds outside quotes."""
    letters = np.frombuffer(text, np.uint8)
    feeds = np.flatnonzero(letters == _LINE_FEED)
    quotes = np.flatnonzero(letters == _QUOTE)
    is_outside = np.searchsorted(quotes, feeds) % 2 == 0
    ends: list[int] = (feeds[is_outside] + 1).tolist()
    return ends
