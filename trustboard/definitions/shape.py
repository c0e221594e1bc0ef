"""Data of one file against its model: Pydantic's errors become issues in plain words, each with its line."""

import json
from collections import defaultdict
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trustboard.definitions.csv_file import CsvRow
from trustboard.definitions.model import COLOUR, FINANCIAL_YEAR, NAME, SLUG, TEXT
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.places import KeyPath, Place, Places
from trustboard.definitions.schema import key_words, kinds_at, known_keys, known_words
from trustboard.definitions.source import Source
from trustboard.vocabulary.issue import Issue

M = TypeVar("M", bound=BaseModel)

# Pydantic's type of error -> what stands there instead of it, in plain words
WANTED = {
    "string_type": "a text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "date_type": "a date such as 2018-04-01",
    "date_parsing": "a date such as 2018-04-01",
    "date_from_datetime_parsing": "a date such as 2018-04-01",
    "date_from_datetime_inexact": "a date such as 2018-04-01",
}
LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}


def build(
    source: Source, model: type[M], *, data: Any = None, at: KeyPath = ()
) -> tuple[M | None, list[Issue]]:
    """Check data (the whole file, or `data` which stands at the path `at`) and build the model.

    Values must have the right type as written: nothing is converted except whole numbers to decimals.
    """
    content = source.data if data is None and not at else data
    try:
        return model.model_validate_json(json.dumps(content), strict=True), []
    except ValidationError as error:
        return None, _Shape(source, model, content, at).issues(error)


def build_row(file: str, row: CsvRow, model: type[M], **more: Any) -> tuple[M | None, list[Issue]]:
    """Check one row of a CSV file and build its model; issues name the column."""
    places: dict[KeyPath, Place] = {(): Place(row.line, row.line)}
    source = Source(file=file, data={**row.cells, **more}, places=places)
    built, issues = build(source, model)
    return built, [replace(issue, column=issue.column or "") for issue in issues]


class _Shape:
    """Puts the errors of one model into words."""

    def __init__(self, source: Source, model: type[BaseModel], data: Any, at: KeyPath) -> None:
        self.source = source
        self.model = model
        self.data = data
        self.at = at
        self.places = Places({source.file: source.places})

    def issues(self, error: ValidationError) -> list[Issue]:
        by_path: dict[KeyPath, list[Any]] = defaultdict(list)
        for detail in error.errors(include_url=False):
            by_path[self._path(detail["loc"], is_missing=detail["type"] == "missing")].append(detail)
        deepest = [path for path in by_path if not _has_deeper(path, by_path)]
        return [self._issue(path, by_path[path]) for path in deepest]

    def _path(self, loc: tuple[str | int, ...], *, is_missing: bool) -> KeyPath:
        """Pydantic's location without the names of alternatives, which are not in the file."""
        path: list[str | int] = []
        here = self.data
        for position, step in enumerate(loc):
            if _is_in(here, step):
                here = here[step]
                path.append(step)
            elif is_missing and position == len(loc) - 1:
                path.append(step)
        return tuple(path)

    def _value(self, path: KeyPath) -> Any:
        here = self.data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else here[step]
        return here

    def _issue(self, path: KeyPath, details: list[Any]) -> Issue:
        """Word the errors at one path as one issue."""
        kind = details[0]["type"]
        if kind == "extra_forbidden":
            return self._unknown_key(path)
        if kind == "missing":
            return self._missing(path)
        if "[key]" in details[0]["loc"]:
            return self._unknown_key(path)
        if kind == "enum":
            return self._unknown_word(path)
        if kind in LIMITS:
            return self._outside(path, *LIMITS[kind], details[0]["ctx"])
        wanted = [WANTED[detail["type"]] for detail in details if detail["type"] in WANTED]
        if wanted:
            return self._wrong_type(path, list(dict.fromkeys(wanted)))
        return self._unfit(path, details[0])

    def _unknown_key(self, path: KeyPath) -> Issue:
        key = str(path[-1])
        parents = kinds_at(self.model, path[:-1])
        known = known_keys(self.model, path[:-1]) or [word for kind in parents for word in key_words(kind)]
        where = f" in {dotted(path[:-1])}" if path[:-1] else ""
        message = f"“{key}” is not a key{where}."
        return self._tell("unknown-key", path, message, cure_for(key, known))

    def _missing(self, path: KeyPath) -> Issue:
        where = f" in {dotted(path[:-1])}" if path[:-1] else ""
        message = f"The key “{path[-1]}” is missing{where}."
        return self._tell("missing-key", path[:-1], message, f"Add “{path[-1]}: …”.", with_value=False)

    def _unknown_word(self, path: KeyPath) -> Issue:
        word = str(self._value(path))
        message = f"“{word}” is not a word that “{dotted(path)}” knows."
        return self._tell("unknown-word", path, message, cure_for(word, known_words(self.model, path)))

    def _outside(self, path: KeyPath, words: str, limit: str, context: dict[str, Any]) -> Issue:
        message = f"“{dotted(path)}” must be {words} {context[limit]}."
        return self._tell("out-of-range", path, message, "Write a number within the limits.")

    def _wrong_type(self, path: KeyPath, wanted: list[str]) -> Issue:
        value = self._value(path)
        what = f"“{dotted(path)}”" if path else "The file"
        message = f"{what} must be {', or '.join(wanted)}; here stands {kind_of(value)}."
        return self._tell("wrong-type", path, message, self._type_cure(value, wanted))

    def _type_cure(self, value: Any, wanted: list[str]) -> str:
        if value is None and "a text" in wanted:
            return "Write a value, or put the word in quotes: 'NULL'. Or remove the key."
        if isinstance(value, (int, float)) and "a text" in wanted:
            return f"Put it in quotes: '{str(value).lower() if isinstance(value, bool) else value}'."
        if "a list" in wanted and isinstance(value, str):
            return f"Write it as a list: [{value}]."
        return f"Write {wanted[0]}."

    def _unfit(self, path: KeyPath, detail: Any) -> Issue:
        """A rule of the model's own (its message is ours), or a pattern."""
        if detail["type"] == "string_pattern_mismatch":
            message = f"“{dotted(path)}” has a form that is not allowed."
            return self._tell("bad-name", path, message, pattern_cure(detail["ctx"]["pattern"]))
        context = detail.get("ctx", {})
        return self._tell(
            context.get("rule", "bad-value"), path, f"“{dotted(path)}” cannot be used.", "See the reference."
        )

    def _tell(self, rule: str, path: KeyPath, message: str, cure: str, *, with_value: bool = True) -> Issue:
        value = self._value(path) if with_value else None
        return Issue(
            rule=rule,
            message=message,
            cure=cure,
            file=self.source.file,
            line=self.places.find(self.source.file, (*self.at, *path)),
            value=None if value is None or isinstance(value, (dict, list)) else str(value),
        )


def _has_deeper(path: KeyPath, paths: dict[KeyPath, list[Any]]) -> bool:
    """Whether a more exact error exists below: then this one is only an alternative that was not meant."""
    return any(len(other) > len(path) and other[: len(path)] == path for other in paths) and all(
        detail["type"] in WANTED for detail in paths[path]
    )


def _is_in(data: Any, step: str | int) -> bool:
    """Whether a step leads from data to something below it."""
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def dotted(path: KeyPath) -> str:
    """A path as people write it: checks[1].rule, counting from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def kind_of(value: Any) -> str:
    """What a value is, in plain words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "keys with values"


def pattern_cure(pattern: str) -> str:
    """How to write a text that fits one of the patterns used in the models."""
    return PATTERNS.get(pattern, "See the reference of the workspace's files.")


PATTERNS = {
    NAME: "Use small letters, digits and _, beginning with a letter: waits_two_weeks.",
    SLUG: "Use small letters, digits, - and _, beginning with a letter: board-2026.",
    TEXT: "Write something here.",
    COLOUR: "Write a colour as # and six digits: #1f4e79.",
    FINANCIAL_YEAR: "Write a financial year as 2026-27.",
}
