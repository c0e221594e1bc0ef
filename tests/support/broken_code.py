"""How a mistake is put into the compiler on purpose, and taken out again."""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any
from unittest import mock


class NoLongerThereError(Exception):
    """The compiler has no such line any more: write the mutant anew."""


@dataclass(frozen=True)
class Rewritten:
    """One function of the compiler with one piece of its text replaced. The piece must be there, once."""

    name: str
    where: str  # module:function or module:Class.method, below trustboard.compiler
    old: str
    new: str
    met_by: tuple[str, ...] = ()  # features of worlds that are likely to notice

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Put the mistake in; take it out at the end."""
        function = self._function()
        usual, mistaken = function.__code__, self._mistaken(function).__code__
        if _means(usual) == _means(mistaken):
            raise NoLongerThereError(f"{self.name}: the new text means what the old one did")
        function.__code__ = mistaken
        try:
            yield
        finally:
            function.__code__ = usual

    def _function(self) -> FunctionType:
        module, _, path = self.where.partition(":")
        found: Any = import_module(f"trustboard.compiler.{module}")
        for step in path.split("."):
            found = inspect.getattr_static(found, step, None)
        for wrapper in ("fget", "func", "__func__", "__wrapped__"):
            found = getattr(found, wrapper, found)
        if not isinstance(found, FunctionType):
            raise NoLongerThereError(f"{self.name}: there is no {self.where}")
        return found

    def _mistaken(self, function: FunctionType) -> FunctionType:
        text = textwrap.dedent(inspect.getsource(function))
        if text.count(self.old) != 1:
            raise NoLongerThereError(
                f"{self.name}: {self.where} has {text.count(self.old)} times: {self.old}"
            )
        lines = text.replace(self.old, self.new).splitlines()
        plain = "\n".join(line for line in lines if not line.startswith("@"))
        made: dict[str, Any] = {}
        exec(compile(plain, f"<{self.name}>", "exec"), function.__globals__, made)
        mistaken: FunctionType = made[function.__name__]
        return mistaken


def _means(code: CodeType) -> tuple[object, ...]:
    """What a function does, whatever its file and lines; functions within it by what they do."""
    constants = (_means(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return (code.co_code, tuple(constants), code.co_names)


@dataclass(frozen=True)
class Replaced:
    """One constant of the compiler, or one entry of a table, that is another."""

    name: str
    where: str  # module:constant
    new: Any
    key: Any = None  # of the entry, where the constant is a table
    met_by: tuple[str, ...] = ()

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Put the mistake in; take it out at the end."""
        module, _, constant = self.where.partition(":")
        holder = import_module(f"trustboard.compiler.{module}")
        usual = getattr(holder, constant, None)
        if usual is None or (usual[self.key] if self.key is not None else usual) == self.new:
            raise NoLongerThereError(f"{self.name}: {self.where} is not otherwise")
        if self.key is not None:
            with mock.patch.dict(usual, {self.key: self.new}):
                yield
        else:
            with mock.patch.object(holder, constant, self.new):
                yield


Mutant = Rewritten | Replaced
