"""One option of a contract: a file that it lets pass, and one that breaks on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.extracts import FILE, Fault

File = str | bytes


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """What must be reported: `faults` as (line, column, value, rule). `refused`: nothing is accepted.

    `key` names the place in the contract where the model itself refuses the value in `change`.
    """

    file: File = FILE
    change: Mapping[str, Any] = field(default_factory=dict)
    name: str = "returns.csv"
    faults: tuple[tuple[int | None, str | None, str | None, str], ...] = ()
    says: str = ""  # a part of the first fault's message or cure
    refused: bool = False
    key: tuple[str | int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One option (`Model.key`), the contract that uses it and what comes out of a file under it."""

    option: str
    change: Mapping[str, Any] = field(default_factory=dict)
    file: File = FILE
    name: str = "returns.csv"
    show: tuple[str, ...] = ("unit", "n")
    rows: tuple[tuple[object, ...], ...] = (("RX1", 5), ("RX2", 7))
    left_out: Mapping[str, int] = field(default_factory=dict)
    warned: tuple[str, ...] = ()  # rules of warnings
    breaks: Breaks

    @property
    def label(self) -> str:
        """The name of the test."""
        return self.option


def faults_as_tuples(faults: list[Fault]) -> list[tuple[int | None, str | None, str | None, str]]:
    """Faults as the cases write them."""
    return [(fault.line, fault.column, fault.value, fault.rule) for fault in faults]
