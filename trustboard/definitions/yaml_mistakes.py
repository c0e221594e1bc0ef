"""A YAML syntax error in plain words, with its line and the character in it."""

import yaml

from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_TAB = "Indent with spaces; a tab is not allowed in YAML."
_QUOTES = "Put the text in quotes: a text with “: ”, or one that begins with * & ! % @ [ or {, needs them."
_COLUMN = "If it is a key, begin it in the same column as its neighbours."
_INDENT = "Look at this line and the one above it: keys of one level begin in the same column."

# a piece of the parser's own message -> what it means here, and the cure
_PLAIN = (
    ("'\\t'", "A tab stands where only spaces may.", _TAB),
    ("mapping values are not allowed", "A colon stands where no key can begin.", f"{_QUOTES} {_COLUMN}"),
    ("found undefined alias", "A text that begins with * is read as a reference to another place.", _QUOTES),
    ("expected alphabetic or numeric character", "A text begins with * or & without quotes.", _QUOTES),
    ("cannot start any token", "A text begins with a character that needs quotes.", _QUOTES),
    ("could not find expected ':'", "A key without a colon, or a text that runs over the line.", _INDENT),
    ("expected <block end>", "The indentation does not fit what stands above.", _INDENT),
    ("expected ',' or", "A list in brackets is not closed, or a comma is missing.", "Close the bracket."),
    ("unexpected end of stream", "A quote or bracket is opened and never closed.", "Close it."),
    ("expected a single document", "A second document begins (---).", "Keep one definition in one file."),
    ("special characters are not allowed", "A control character stands here.", "Delete it."),
    ("found unknown escape", "A backslash in double quotes begins nothing known.", "Use single quotes."),
)


def syntax_issue(file: str, text: str, error: Exception) -> Issue:
    """Say where and why a text is not YAML."""
    line, column = _position(text, error)
    message, cure = _words(error)
    return Issue(
        rule=Rule.BAD_YAML,
        message=f"{message} (line {line}, character {column})",
        cure=cure,
        file=file,
        line=line,
    )


def _position(text: str, error: Exception) -> tuple[int, int]:
    """Line and character, both from 1."""
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        return mark.line + 1, mark.column + 1
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return 1, 1


def _words(error: Exception) -> tuple[str, str]:
    if isinstance(error, RecursionError):
        return "The file is nested too deeply to read.", "Take levels out."
    said = str(error)
    for piece, message, cure in _PLAIN:
        if piece in said:
            return message, cure
    return "This is not valid YAML.", _INDENT
