"""Files named by the SHA-256 of their content: added once, never edited, found again by that name."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trustboard.warehouse.disk import new_file, remove_parts, settle, sync_folder

_CHUNK = 1 << 20
_NAME = re.compile(r"([0-9a-f]{64})((?:\.[a-z0-9]{1,16})?)")


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """What a stored file is called: the hash of its content, and a suffix such as `.parquet` (or none)."""

    sha256: str
    suffix: str = ""

    def __post_init__(self) -> None:
        """Refuse a name that could leave the folder or that some system cannot write."""
        if not _NAME.fullmatch(str(self)):
            raise ValueError(f"{self.sha256!r} with suffix {self.suffix!r} does not name a stored file")

    def __str__(self) -> str:
        """Write the name as it stands on the disk."""
        return self.sha256 + self.suffix


@dataclass(frozen=True)
class HashedFiles:
    """A folder of files named by their content, in sub-folders by the first two letters."""

    folder: Path

    def path(self, name: FileName) -> Path:
        """Where a file is, or would be."""
        return self.folder / name.sha256[:2] / str(name)

    def put(self, source: Path | bytes, suffix: str = "") -> FileName:
        """Add a file; the same content again is the same file. A damaged copy is replaced."""
        if isinstance(source, bytes):
            name = FileName(hashlib.sha256(source).hexdigest(), suffix)
            if self._is_there(name):
                return name
        with new_file(self.folder) as (target, part):
            digest = hashlib.sha256()
            for chunk in _chunks(source):
                digest.update(chunk)
                target.write(chunk)
        name = FileName(digest.hexdigest(), suffix)
        self._settle(part, name)
        return name

    def _settle(self, part: Path, name: FileName) -> None:
        """Move a new file to its place, or drop it when its content is there already."""
        place = self.path(name)
        if self._is_there(name):
            part.unlink()
            return
        if not place.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            sync_folder(self.folder)
        settle(part, place)

    def _is_there(self, name: FileName) -> bool:
        """Whether the file is there whole; its name is flushed, in case an act that ended early left it."""
        if not self.is_intact(name):
            return False
        sync_folder(self.path(name).parent)
        return True

    def is_intact(self, name: FileName) -> bool:
        """Whether the file is there and still has the content that its name says."""
        place = self.path(name)
        return place.is_file() and hash_of(place) == name.sha256

    def present(self) -> set[FileName]:
        """The names of all files that are there."""
        found = (_NAME.fullmatch(place.name) for place in self.folder.glob("??/*"))
        return {FileName(match[1], match[2]) for match in found if match}

    def remove_all_but(self, kept: set[FileName]) -> list[FileName]:
        """Remove files not named in `kept`, and what an interrupted act left half written."""
        remove_parts(self.folder)
        gone = sorted(self.present() - kept)
        for name in gone:
            self.path(name).unlink()
        return gone


def hash_of(place: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
