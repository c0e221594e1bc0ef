"""The store's cache: results that can be made again, beside the ledger and never pointed to by it.

It may be deleted at any time. Notes (small JSON) name the files that are still wanted; a file is known by
the hash of its content, so one that was cut short or changed is simply not there. Whoever uses something
marks it as used, and what nobody has used for long goes.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from trustboard.warehouse.disk import PART, settle, sync_file, write_atomically
from trustboard.warehouse.files import hash_of

FILES, NOTES = "files", "notes"
SPILL = "spill-"  # folders of what does not fit in memory, gone when the work ends


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
        """Whether a file is there whole; it counts as used."""
        place = self.path(name)
        return _use(place) and hash_of(place) == place.stem

    def write_note(self, name: str, note: Any) -> None:
        """Write a note, whole or not at all, with the hash of what it says."""
        content = _text({"note": note, "sha256": _print(note)})
        write_atomically(self._made(NOTES) / f"{name}.json", content.encode("utf-8"))

    def read_note(self, name: str) -> Any:
        """Read a note, which counts as used; None where there is none, or it is not as it was written."""
        place = self.folder / NOTES / f"{name}.json"
        _use(place)
        try:
            content = json.loads(place.read_text(encoding="utf-8"))
            return content["note"] if content["sha256"] == _print(content["note"]) else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def trim(self, *, unused_since: datetime) -> list[Path]:
        """Remove what nobody has used since a moment, left-overs of interrupted work too; returns it."""
        gone = []
        for place in sorted(self._entries()):
            with contextlib.suppress(FileNotFoundError):  # another process trims too
                if place.stat().st_mtime < unused_since.timestamp():
                    _remove(place)
                    gone.append(place)
        return gone

    def _entries(self) -> Iterator[Path]:
        for name in (FILES, NOTES):
            yield from (self.folder / name).glob("*")
        yield from self.folder.glob(f"{SPILL}*")

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _text(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _print(note: object) -> str:
    return hashlib.sha256(_text(note).encode("utf-8")).hexdigest()


def _use(place: Path) -> bool:
    """Mark a file as used now; False where there is none."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    except PermissionError:  # a cache that may only be read
        return place.is_file()
    return True


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
