"""trustboard.toml to plain data, with the line of every key."""

import re
import tomllib

from trustboard.definitions.places import KeyPath, Place
from trustboard.definitions.rules import Rule
from trustboard.definitions.source import Source, text_of, unreadable
from trustboard.vocabulary.issue import Issue

_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")
_TABLE = re.compile(r"\s*\[+\s*[\"']?([A-Za-z0-9_-]+)")
_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def read_toml(file: str, content: bytes) -> Source:
    """Read a TOML file of keys without tables. Bad syntax is one issue with its line."""
    text = text_of(file, content)
    if isinstance(text, Issue):
        return unreadable(file, [text])
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return unreadable(file, [_syntax_issue(file, text, str(error))])
    return Source(file=file, data=data, places=_places(text))


def _places(text: str) -> dict[KeyPath, Place]:
    """The line on which each key, or table, of the first level is written."""
    places: dict[KeyPath, Place] = {(): Place(1, 1)}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _KEY.match(line) or _TABLE.match(line):
            places.setdefault((match.group(1),), Place(number, number))
    return places


def _syntax_issue(file: str, text: str, said: str) -> Issue:
    found = _POSITION.search(said)
    line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
    twice = "overwrite" in said
    message = "A key is written twice." if twice else "This is not valid TOML."
    cure = "Keep one of the two." if twice else 'Write each setting as: key = "text" or key = number.'
    return Issue(rule=Rule.BAD_TOML, message=f"{message} (line {line})", cure=cure, file=file, line=line)
