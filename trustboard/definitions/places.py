"""Where each key and value of a workspace's files stands, so that any later issue can name its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of one key and of its value, counted from 1. A list's item has no key: both are the item's."""

    key: int
    value: int


@dataclass(frozen=True, slots=True)
class Places:
    """Lines by file and path. A path is the keys and list positions from the top: ("checks", 0, "rule").

    In CSV files the first step is the line's own name: ("S-EIP-2018",) for a standard, or the line number.
    """

    by_file: Mapping[str, Mapping[KeyPath, Place]] = field(default_factory=dict)

    def find(self, file: str, path: KeyPath = ()) -> int:
        """Line of the key at that path, or of the nearest key above it that is written; at least 1."""
        return self._nearest(file, path).key

    def find_value(self, file: str, path: KeyPath = ()) -> int:
        """Line on which the value at that path begins, or that of the nearest key above it."""
        return self._nearest(file, path).value

    def _nearest(self, file: str, path: KeyPath) -> Place:
        known = self.by_file.get(file, {})
        for length in range(len(path), -1, -1):
            if place := known.get(path[:length]):
                return place
        return Place(1, 1)
