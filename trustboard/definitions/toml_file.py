"""trustboard.toml to plain data, with the line of every key."""

import re
import tomllib
from datetime import date, time
from typing import Any

from trustboard.definitions.places import KeyPath, Place
from trustboard.definitions.rules import Rule
from trustboard.definitions.source import Source, text_of, unreadable
from trustboard.vocabulary.issue import Issue

_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")
_TABLE = re.compile(r"\s*\[+([^\]=]+)\]")
_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def read_toml(file: str, content: bytes) -> Source:
    """Read a TOML file. Bad syntax is one issue with its line."""
    text = text_of(file, content)
    if isinstance(text, Issue):
        return unreadable(file, [text])
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return unreadable(file, [_syntax_issue(file, text, str(error))])
    return Source(file=file, data=_plain(data), places=_places(text))


def _plain(value: Any) -> Any:
    """Dates and times as the text they are written in, as in YAML files."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _places(text: str) -> dict[KeyPath, Place]:
    """The line on which each table, and each key in it, is written."""
    places: dict[KeyPath, Place] = {(): Place(1, 1)}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _TABLE.match(line):
            table = tuple(part.strip(" \t\"'") for part in heading.group(1).strip("[").split("."))
            for length in range(1, len(table) + 1):
                places.setdefault(table[:length], Place(number, number))
        elif key := _KEY.match(line):
            places.setdefault((*table, key.group(1)), Place(number, number))
    return places


def _syntax_issue(file: str, text: str, said: str) -> Issue:
    found = _POSITION.search(said)
    line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
    twice = "overwrite" in said
    message = "A key is written twice." if twice else "This is not valid TOML."
    cure = "Keep one of the two." if twice else 'Write each setting as: key = "text" or key = number.'
    return Issue(rule=Rule.BAD_TOML, message=f"{message} (line {line})", cure=cure, file=file, line=line)
