"""Bytes of a text file, looked at in bulk: lines, quotes, empty lines, blanks around cells."""

import re

import numpy as np
import numpy.typing as npt

_Bytes = npt.NDArray[np.uint8]
_Flags = npt.NDArray[np.bool_]
_JOINED = re.compile(rb"[0-9]_[0-9]")
_ERROR = re.compile(rb"#[NRVD]")
_SHORTENED = re.compile(rb"[eE]\+[0-9]")
_TAB, _LINE_FEED, _RETURN, _BLANK, _QUOTE, _NO_BREAK = 9, 10, 13, 32, 34, 0xA0


class ByteSurvey:
    """Gathers what a reader must know about a text file, chunk by chunk, without a loop over lines."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = ord(delimiter) if len(delimiter) == 1 and delimiter.isascii() else _LINE_FEED
        self._tail = b""
        self.line_feeds = 0
        self.bytes = 0
        self.has_quotes = False
        self.has_empty_lines = False
        self.has_lone_returns = False  # a carriage return that no line feed follows
        self.has_loose_blanks = False  # a cell may have blanks around it
        self.has_zero_bytes = False
        self.has_joined_digits = False  # an underscore between two digits
        self.has_shortened = False  # something like 1.23E+15
        self.has_errors = False  # something like #N/A

    @property
    def line(self) -> int:
        """The physical line on which the next byte stands, from 1."""
        return self.line_feeds + 1

    @property
    def is_tight(self) -> bool:
        """Whether no cell has blanks around it."""
        return not self.has_loose_blanks and not self._tail.endswith(b" ")

    @property
    def ends_amid_a_line_end(self) -> bool:
        """Whether the last byte is a carriage return."""
        return self._tail.endswith(b"\r")

    @property
    def lines(self) -> int:
        """Physical lines, the last one without a line end included."""
        return self.line_feeds + (1 if self._tail and not self._tail.endswith(b"\n") else 0)

    def look_at(self, chunk: bytes) -> None:
        """Look at the next chunk, together with the last bytes before it."""
        joined = self._tail[-2:] + chunk
        text = np.frombuffer(joined, np.uint8)
        feeds = text == _LINE_FEED
        returns = text == _RETURN if b"\r" in joined else None
        has_quotes = b'"' in joined
        self.line_feeds += int(np.count_nonzero(feeds[len(joined) - len(chunk) :]))
        self.bytes += len(chunk)
        self.has_quotes = self.has_quotes or has_quotes
        self.has_zero_bytes = self.has_zero_bytes or b"\0" in chunk
        if not self.has_joined_digits and b"_" in joined:
            self.has_joined_digits = bool(_JOINED.search(joined))
        if not self.has_shortened and b"+" in joined:
            self.has_shortened = bool(_SHORTENED.search(joined))
        if not self.has_errors and b"#" in joined:
            self.has_errors = bool(_ERROR.search(joined))
        self._look_at_lines(feeds, returns)
        if not self.has_loose_blanks:
            self._look_at_blanks(joined, text, feeds if returns is None else feeds | returns)
        self._tail = joined[-2:]

    def _look_at_lines(self, feeds: _Flags, returns: _Flags | None) -> None:
        is_first = not self._tail
        if not self.has_empty_lines:
            self.has_empty_lines = bool((feeds[:-1] & feeds[1:]).any() or (is_first and feeds[:1].any()))
        if returns is None:
            return
        # a return at the very end of the chunk is looked at again with the next one
        self.has_lone_returns = self.has_lone_returns or bool((returns[:-1] & ~feeds[1:]).any())
        if not self.has_empty_lines:
            after_a_line = (feeds[:-2] & returns[1:-1] & feeds[2:]).any()
            self.has_empty_lines = bool(after_a_line)

    def _look_at_blanks(self, joined: bytes, text: _Bytes, line_ends: _Flags) -> None:
        """Note a blank beside a delimiter, a quote or a line end, and any tab or no-break space at all."""
        if (self._delimiter != _TAB and b"\t" in joined) or b"\xa0" in joined:
            self.has_loose_blanks = True
            return
        edges = line_ends | (text == self._delimiter)
        if self.has_quotes:
            edges |= text == _QUOTE
        blanks = text == _BLANK
        beside = (blanks[:-1] & edges[1:]).any() or (edges[:-1] & blanks[1:]).any()
        self.has_loose_blanks = bool(beside or (not self._tail and joined.startswith(b" ")))

    @property
    def ends_in_a_line(self) -> bool:
        """Whether the last line has no line end, as where a file was cut short."""
        return bool(self._tail) and not self._tail.endswith((b"\n", b"\r"))
