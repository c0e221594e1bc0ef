"""What keys a definition may have, read from the models: for nearest names and for the reference."""

import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from trustboard.definitions.places import KeyPath


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys a model accepts, in their order."""
    return list(model.model_fields)


def known_keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that may stand at a path below a model; empty where any name may."""
    kinds = kinds_at(model, path)
    fixed = [word for kind in kinds for word in key_words(kind)]
    return fixed + [key for kind in kinds if _is_model(kind) for key in keys_of(kind)]


def known_words(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The fixed words that may stand at a path below a model; empty where any text may."""
    return [member.value for kind in kinds_at(model, path) if _is_words(kind) for member in kind]


def _is_words(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def kinds_at(model: type[BaseModel], path: KeyPath) -> list[Any]:
    """The types that may stand at a path below a model."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [found for kind in kinds for found in _step(kind, step)]
    return kinds


def members(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without None and without Annotated's extras."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from members(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from members(part)
    elif annotation is not types.NoneType:
        yield annotation


def _step(kind: Any, step: str | int) -> list[Any]:
    """The types one step below a type."""
    if _is_model(kind):
        field = kind.model_fields.get(str(step))
        return list(members(field.annotation)) if field else []
    arguments = get_args(kind)
    if get_origin(kind) is dict and isinstance(step, str):
        return list(members(arguments[1]))
    if get_origin(kind) in (list, tuple) and isinstance(step, int):
        return list(members(arguments[0]))
    return []


def key_words(kind: Any) -> list[str]:
    """The fixed words a dictionary's keys must be, if they are fixed."""
    arguments = get_args(kind)
    if get_origin(kind) is not dict or not _is_words(arguments[0]):
        return []
    return [member.value for member in arguments[0]]
