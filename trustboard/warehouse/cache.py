"""The store's cache: results that can be made again, beside the ledger and never pointed to by it.

It may be deleted at any time. Notes (small JSON) name the files that are still wanted; a file is known by
the hash of its content, so one that was cut short or changed is simply not there.
"""

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trustboard.warehouse.disk import PART, remove_parts, settle, sync_file, write_atomically
from trustboard.warehouse.files import hash_of

FILES, NOTES = "files", "notes"


@dataclass(frozen=True)
class Cache:
    """A folder of results. Its folders are made when something is first put there."""

    folder: Path

    def put(self, write: Callable[[Path], object], suffix: str = ".parquet") -> str:
        """Keep the file that `write` writes at the place it is given; returns the name it is kept under."""
        folder = self._made(FILES)
        part = folder / f".{secrets.token_hex(8)}{PART}"
        try:
            write(part)
            sync_file(part)
            name = hash_of(part) + suffix
            settle(part, folder / name)
        finally:
            part.unlink(missing_ok=True)
        return name

    def path(self, name: str) -> Path:
        """Where a kept file is, or would be."""
        return self.folder / FILES / name

    def has(self, name: str) -> bool:
        """Whether a file is there whole."""
        place = self.path(name)
        return place.is_file() and hash_of(place) == place.stem

    def write_note(self, name: str, note: Any) -> None:
        """Write a note, whole or not at all."""
        content = json.dumps(note, sort_keys=True, ensure_ascii=False)
        write_atomically(self._made(NOTES) / f"{name}.json", content.encode("utf-8"))

    def read_note(self, name: str) -> Any:
        """Read a note; None where there is none, or what is there cannot be read."""
        try:
            return json.loads((self.folder / NOTES / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def remove_all_but(self, files: Iterable[str]) -> None:
        """Remove files that are no longer wanted, and what interrupted work left. No work may be under way."""
        kept = set(files)
        for folder in (self.folder / FILES, self.folder / NOTES):
            remove_parts(folder)
        for place in (self.folder / FILES).glob("*"):
            if place.name not in kept:
                place.unlink()

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder
