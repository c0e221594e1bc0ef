"""Writing files so that a reader, or a machine that loses power, meets the old content or the new only."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PART = ".part"


@contextlib.contextmanager
def new_file(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a new file of a random name in `folder`, and flush it to the disk at the end.

    The caller moves it to its place with `settle`; whatever is left at its random name is removed.
    """
    place = folder / f".{secrets.token_hex(8)}{PART}"
    try:
        with place.open("xb") as file:
            yield file, place
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def remove_parts(folder: Path) -> None:
    """Remove files that interrupted acts left under a random name. No act may be under way."""
    for part in folder.glob(f".*{PART}"):
        part.unlink()


def settle(part: Path, place: Path) -> None:
    """Give a flushed file its name in one step, and flush the folder's list of names."""
    part.replace(place)
    sync_folder(place.parent)


def write_atomically(place: Path, content: bytes) -> None:
    """Write a small file whole or not at all."""
    with new_file(place.parent) as (file, part):
        file.write(content)
    settle(part, place)


def sync_file(place: Path) -> None:
    """Flush a file that another library wrote to the disk."""
    with place.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk, where the system can (Windows does it by itself)."""
    if os.name == "nt":  # pragma: no cover (Windows)
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
