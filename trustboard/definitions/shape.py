"""Data of one file against its model: Pydantic's errors become issues in plain words, each with its line."""

import json
from collections import defaultdict
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trustboard.definitions.csv_file import CsvRow
from trustboard.definitions.model import NAME
from trustboard.definitions.nearest import cure_for, nearest
from trustboard.definitions.places import KeyPath, Place, Places
from trustboard.definitions.plain_words import CURES, LIMITS, WANTED, dotted, kind_of, type_cure
from trustboard.definitions.rules import Rule
from trustboard.definitions.schema import kinds_at, known_keys, known_words
from trustboard.definitions.source import Source
from trustboard.vocabulary.issue import Issue

M = TypeVar("M", bound=BaseModel)
Built = tuple[M | None, list[Issue]]


def build(source: Source, model: type[M], *, at: KeyPath = ()) -> Built[M]:
    """Check the data that stands at a path of a file and build the model.

    Values must have the right type as written: nothing is converted except whole numbers to decimals.
    """
    data = source.data
    for step in at:
        data = data[step]
    return _build(source, model, data, _Shape(source, model, data, at))


def build_row(file: str, row: CsvRow, model: type[M], **more: Any) -> Built[M]:
    """Check one row of a CSV file and build its model; issues name the column."""
    data = {**row.cells, **more}
    source = Source(file=file, data=data, places={(): Place(row.line, row.line)})
    return _build(source, model, data, _RowShape(source, model, data, ()))


def _build(source: Source, model: type[M], data: Any, shape: "_Shape") -> Built[M]:
    try:
        return model.model_validate_json(json.dumps(data), strict=True), []
    except ValidationError as error:
        return None, shape.issues(error)


class _Shape:
    """Puts the errors of one model into words."""

    def __init__(self, source: Source, model: type[BaseModel], data: Any, at: KeyPath) -> None:
        self.source = source
        self.model = model
        self.data = data
        self.at = at
        self.places = Places({source.file: source.places})

    def issues(self, error: ValidationError) -> list[Issue]:
        """One issue for each path at which something is wrong."""
        by_path: dict[KeyPath, list[Any]] = defaultdict(list)
        for detail in error.errors(include_url=False):
            by_path[self._path(detail)].append(detail)
        meant = {path: details for path, details in by_path.items() if not _is_noise(path, by_path)}
        misspelt = {self._meant(path) for path, details in meant.items() if _is_unknown_key(details[0])}
        return [self._issue(path, details) for path, details in meant.items() if path not in misspelt]

    def _meant(self, path: KeyPath) -> KeyPath:
        """The key that a misspelt one was probably meant to be: that it is missing need not be said too."""
        return (*path[:-1], nearest(str(path[-1]), known_keys(self.model, path[:-1])) or "")

    def _path(self, detail: Any) -> KeyPath:
        """Pydantic's location without the names of alternatives, which are not in the file."""
        path: list[str | int] = []
        here = self.data
        loc = detail["loc"]
        for position, step in enumerate(loc):
            if _is_in(here, step):
                here = here[step]
                path.append(step)
            elif detail["type"] == "missing" and position == len(loc) - 1:
                path.append(step)
        return tuple(path)

    def _value(self, path: KeyPath) -> Any:
        here = self.data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else here[step]
        return here

    def _issue(self, path: KeyPath, details: list[Any]) -> Issue:
        """Word the errors at one path as one issue."""
        detail = details[0]
        kind = detail["type"]
        if kind == "missing":
            return self._missing(path)
        if _is_unknown_key(detail):
            return self._unknown_key(path)
        if kind == "enum":
            return self._unknown_word(path)
        if kind in LIMITS:
            return self._outside(path, *LIMITS[kind], detail["ctx"])
        if kind == "too_short":
            return self._tell(Rule.EMPTY_LIST, path, f"“{dotted(path)}” is empty.", "Add at least one.")
        if kind == "string_pattern_mismatch":
            message = f"“{dotted(path)}” is not written in its form."
            return self._tell(Rule.BAD_FORM, path, message, CURES[detail["ctx"]["pattern"]])
        wanted = dict.fromkeys(WANTED.get(each["type"], "something else") for each in details)
        return self._wrong_type(path, list(wanted))

    def _unknown_key(self, path: KeyPath) -> Issue:
        known = known_keys(self.model, path[:-1])
        if not known:
            message = f"“{path[-1]}” cannot be a name{self._inside(path)}."
            return self._tell(Rule.BAD_FORM, path, message, CURES[NAME])
        message = f"“{path[-1]}” is not a key{self._inside(path)}."
        return self._tell(Rule.UNKNOWN_KEY, path, message, cure_for(str(path[-1]), known))

    def _missing(self, path: KeyPath) -> Issue:
        message = f"The key “{path[-1]}” is missing{self._inside(path)}."
        return self._tell(Rule.MISSING_KEY, path, message, f"Add: {path[-1]}: …")

    def _unknown_word(self, path: KeyPath) -> Issue:
        word = str(self._value(path))
        message = f"“{dotted(path)}” does not know the word “{word}”."
        return self._tell(Rule.UNKNOWN_WORD, path, message, cure_for(word, known_words(self.model, path)))

    def _outside(self, path: KeyPath, words: str, limit: str, context: dict[str, Any]) -> Issue:
        message = f"“{dotted(path)}” must be {words} {context[limit]}."
        return self._tell(Rule.OUT_OF_RANGE, path, message, "Write a number within the limits.")

    def _wrong_type(self, path: KeyPath, wanted: list[str]) -> Issue:
        value = self._value(path)
        what = f"“{dotted(path)}”" if path else "The file"
        message = f"{what} must be {', or '.join(wanted)}; here stands {kind_of(value)}."
        return self._tell(Rule.WRONG_TYPE, path, message, type_cure(value, wanted))

    def _inside(self, path: KeyPath) -> str:
        return f" in “{dotted(path[:-1])}”" if path[:-1] else ""

    def _tell(self, rule: Rule, path: KeyPath, message: str, cure: str) -> Issue:
        return Issue(
            rule=rule,
            message=message,
            cure=cure,
            file=self.source.file,
            line=self.places.find(self.source.file, (*self.at, *path)),
            column=self._column(path),
            value=self._shown(path),
        )

    def _shown(self, path: KeyPath) -> str | None:
        """The value as a message repeats it; nothing where it may be secret."""
        value = self._value(path)
        kinds = [kind for length in range(len(path)) for kind in kinds_at(self.model, path[:length])]
        is_secret = any(getattr(kind, "hides_values", False) for kind in kinds)
        return None if value is None or is_secret or isinstance(value, (dict, list)) else str(value)

    def _column(self, path: KeyPath) -> str | None:
        return None


class _RowShape(_Shape):
    """The same for a row of a CSV file, whose keys are columns."""

    def _missing(self, path: KeyPath) -> Issue:
        return self._tell(Rule.MISSING_KEY, path, f"The cell “{path[-1]}” is empty.", "Fill it in.")

    def _column(self, path: KeyPath) -> str | None:
        return str(path[0])


def _is_unknown_key(detail: Any) -> bool:
    return detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]


def _is_noise(path: KeyPath, paths: dict[KeyPath, list[Any]]) -> bool:
    """Whether a more exact error exists below: then this one is only of an alternative that was not meant."""
    return any(len(other) > len(path) and other[: len(path)] == path for other in paths)


def _is_in(data: Any, step: str | int) -> bool:
    """Whether a step leads from data to something below it."""
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data
