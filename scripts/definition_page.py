"""The page docs/reference/workspace-files.md, made from the models of definitions and their comments."""

import ast
import dataclasses
import inspect
import io
import tokenize
import types
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from trustboard.definitions.bank_holidays_file import HolidayLine
from trustboard.definitions.code_list_file import CodeLine
from trustboard.definitions.contract import Contract
from trustboard.definitions.exclusions_file import ExclusionLine
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.lookups import LookupRow
from trustboard.definitions.organisation import Unit
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.settings import Settings
from trustboard.definitions.standards_file import StandardLine

INTRODUCTION = """\
# Every key of the workspace's files

What a key may hold, and what it is when left out. "required" means that it must be there. Unknown keys are
mistakes, so a misspelt one is found by `trustboard check`.
"""

FILES: list[tuple[str, type]] = [
    ("trustboard.toml", Settings),
    ("organisation.csv", Unit),
    ("codes/*.csv", CodeLine),
    ("lookups/*.csv", LookupRow),
    ("exclusions.csv", ExclusionLine),
    ("bank_holidays.csv", HolidayLine),
    ("extracts/*.yaml", Contract),
    ("indicators/*.yaml", Indicator),
    ("frameworks/<year>/framework.yaml", Framework),
    ("frameworks/<year>/standards.csv", StandardLine),
    ("frameworks/<year>/scorecards.yaml", Scorecard),
]
NOT_IN_FILES = {  # filled in by the program, or columns without a fixed name
    (Unit, "line"),
    (Framework, "standards"),
    (CodeLine, "file"),
    (CodeLine, "line"),
    (LookupRow, "values"),
}
PLAIN_TYPES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "date",
    type(None): "nothing",
}


def comments(model: type) -> dict[str, str]:
    """Attribute -> the comment that stands on its lines in the source of `model`."""
    source = inspect.getsource(model)
    said: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("# noqa"):
            said[token.start[0]] = token.string.lstrip("# ").strip()
    (tree,) = ast.parse(source).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found[node.target.id] = " ".join(said[line] for line in lines if line in said)
    return found


def type_words(annotation: Any) -> str:
    """An annotation in plain words; another model becomes a link to its section."""
    if annotation in PLAIN_TYPES:
        return PLAIN_TYPES[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(f"`{member.value}`" for member in annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{title(annotation)}](#{title(annotation).lower().replace(' ', '-')})"
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_words(inner[0])
    if origin in (typing.Union, types.UnionType):
        return " or ".join(type_words(part) for part in inner if part is not type(None))
    if origin in (list, tuple):
        return f"list of: {type_words(inner[0])}"
    if origin is dict:
        return f"keys and values; each value: {type_words(inner[1])}"
    return str(annotation)


def title(model: type) -> str:
    """A model's name as words: `BandSum` -> `Band sum`."""
    letters = model.__name__.rstrip("_")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in letters).strip()
    return words.capitalize()


def keys(model: type) -> Iterator[tuple[str, Any, str]]:
    """Every key of a model, or column of a line: its name, its annotation, and its default in words."""
    if dataclasses.is_dataclass(model):
        for field in dataclasses.fields(model):
            yield field.name, field.type, "required" if field.default is dataclasses.MISSING else ""
        return
    assert issubclass(model, BaseModel)
    for name, info in model.model_fields.items():
        yield name, info.annotation, "required" if info.is_required() else default_words(info)


def default_words(info: FieldInfo) -> str:
    """A key's default as it would be written in the file; nothing for an empty one."""
    value = info.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel) or value is None or value in ([], {}, (), ""):
        return ""
    if isinstance(value, list):
        return ", ".join(f"`{part}`" for part in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def inner_models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from inner_models(part)


def table(model: type) -> str:
    """A model's keys as a table."""
    said = comments(model)
    lines = ["| key | holds | when left out | |", "|---|---|---|---|"]
    for name, annotation, default in keys(model):
        if (model, name) not in NOT_IN_FILES:
            holds, comment = (
                text.replace("|", "\\|") for text in (type_words(annotation), said.get(name, ""))
            )
            lines.append(f"| `{name}` | {holds} | {default} | {comment} |")
    return "\n".join(lines)


def sections(heading: str, model: type) -> Iterator[str]:
    """The section of one file, then one for each model inside it, each once."""
    yield f"## {heading}\n\n{inspect.getdoc(model)}\n\n{table(model)}\n"
    waiting, met = [model], {model}
    while waiting:
        current = waiting.pop(0)
        for name, annotation, _ in keys(current):
            for inner in inner_models(annotation):
                if inner not in met and (current, name) not in NOT_IN_FILES:
                    met.add(inner)
                    waiting.append(inner)
                    yield f"### {title(inner)}\n\n{inspect.getdoc(inner)}\n\n{table(inner)}\n"


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(part for file in FILES for part in sections(*file))])
