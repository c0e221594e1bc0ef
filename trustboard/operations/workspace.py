"""Opening a workspace: its folder of drafts, its store, and its applied definitions."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from trustboard.definitions.loading import load_definitions
from trustboard.definitions.workspace import Workspace
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.clock import london_day, utc_now
from trustboard.warehouse.store import AppliedVersion, Store

SETTINGS_FILE = "trustboard.toml"
LOCK_WAIT = 10.0
"""Seconds to wait while another act writes, before saying who holds the store."""


def today() -> date:
    """The day in London: files are known, and acts are done, on London's calendar."""
    return london_day(utc_now())


@dataclass(frozen=True)
class OpenWorkspace:
    """A workspace folder that exists; its store is opened when first asked for."""

    folder: Path

    @property
    def has_store(self) -> bool:
        """Whether anything has been kept in it yet."""
        return self._place.exists()

    @cached_property
    def store(self) -> Store:
        """The workspace's store, made at the first act when the folder has none yet."""
        return Store.open(self._place) if self.has_store else Store.create(self._place)

    @property
    def _place(self) -> Path:
        return self.folder / "store"


def open_workspace(folder: Path) -> OpenWorkspace:
    """Open the workspace in a folder; raises Mistake when it is none."""
    if not (folder / SETTINGS_FILE).is_file():
        raise Mistake(
            [
                Issue(
                    rule="not-a-workspace",
                    file=str(folder),
                    message=f"there is no {SETTINGS_FILE} here, so this is not a workspace",
                    cure="Name one with --workspace FOLDER, or make one: trustboard init FOLDER",
                )
            ]
        )
    return OpenWorkspace(folder)


@dataclass(frozen=True)
class AppliedDefinitions:
    """An applied version, read: which one it is, its files and the checked definitions."""

    version: AppliedVersion
    files: dict[str, bytes]
    workspace: Workspace


def applied_definitions(store: Store, *, known_on: date | None = None) -> AppliedDefinitions:
    """Read the definitions in force: the version applied last (as known on a date).

    Raises Mistake when nothing has been applied yet.
    """
    version = store.applied(known_on=known_on)
    if version is None:
        raise Mistake(
            [
                Issue(
                    rule="nothing-applied",
                    message="no definitions have been applied yet; drafts alone are not calculated from",
                    cure="Look at the drafts with: trustboard check, then: trustboard apply",
                )
            ]
        )
    return read_version(store, version)


def read_version(store: Store, version: AppliedVersion) -> AppliedDefinitions:
    """Read one applied version's files from the store and check them into definitions."""
    files = {path: store.path(sha256).read_bytes() for path, sha256 in version.files.items()}
    loaded = load_definitions(files)
    if loaded.workspace is None:
        raise Mistake(loaded.issues)
    return AppliedDefinitions(version=version, files=files, workspace=loaded.workspace)
