"""One definition file as it was read: plain data, the place of every key and value, and what was wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from trustboard.definitions.places import KeyPath, Place
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_BOM = "\ufeff"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Data of one file. `data` is None where the file could not be read at all; `issues` then says why."""

    file: str
    data: Any
    places: dict[KeyPath, Place] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def unreadable(file: str, issues: Sequence[Issue]) -> Source:
    """Build the source of a file that gave no data."""
    return Source(file=file, data=None, issues=tuple(issues))


def text_of(file: str, content: bytes) -> str | Issue:
    """Decode a file as UTF-8, without a byte order mark; or say on which line it is something else."""
    try:
        text = content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Issue(
            rule=Rule.NOT_UTF_8,
            message=f"The file is not UTF-8 text: byte {error.start + 1} is {content[error.start]:#04x}.",
            cure="Save it again as UTF-8 (in a spreadsheet: “CSV UTF-8”; in an editor: encoding UTF-8).",
            file=file,
            line=line,
        )
    if unseen := _TURNING.search(text):
        return Issue(
            rule=Rule.UNSEEN_CHARACTER,
            message=f"The file holds a character that turns text round: U+{ord(unseen[0]):04X}.",
            cure="Take it out: it would turn round the words of a page.",
            file=file,
            line=text.count("\n", 0, unseen.start()) + 1,
        )
    return text
