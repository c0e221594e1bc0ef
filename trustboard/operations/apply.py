"""Turn drafts into an applied version: the difference shown first, then stored with its approver."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.differences import Difference, differences
from trustboard.operations.check import check_opened
from trustboard.operations.workspace import LOCK_WAIT, OpenWorkspace, open_workspace
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.store import AppliedVersion


@dataclass(frozen=True)
class Proposal:
    """What applying the drafts now would do. `warnings` do not stop it."""

    opened: OpenWorkspace
    files: dict[str, bytes]
    differences: tuple[Difference, ...]
    warnings: tuple[Issue, ...]
    is_first: bool


def propose(folder: Path, *, on: date) -> Proposal:
    """Compare a workspace's drafts with what is applied; raises Mistake when the drafts have errors."""
    opened = open_workspace(folder)
    checked = check_opened(opened, on=on)
    if checked.errors:
        raise Mistake(checked.errors)
    before = _applied_files(opened)
    return Proposal(
        opened=opened,
        files=checked.files,
        differences=tuple(differences(before or {}, checked.files)),
        warnings=checked.issues,
        is_first=before is None,
    )


def apply(proposal: Proposal, *, by: str, on: date, reason: str) -> AppliedVersion:
    """Store the proposed drafts as the applied version; the same content again changes nothing."""
    store = proposal.opened.store
    standing = store.applied()
    if (
        standing is not None
        and not proposal.differences
        and _applied_files(proposal.opened) == proposal.files
    ):
        return standing
    with store.writer(by=by, act="apply", wait=LOCK_WAIT) as writer:
        hashes = {path: writer.put(content) for path, content in sorted(proposal.files.items())}
        return writer.record_applied(hashes, on=on, reason=reason)


def _applied_files(opened: OpenWorkspace) -> dict[str, bytes] | None:
    standing = opened.store.applied()
    if standing is None:
        return None
    return {path: opened.store.path(sha256).read_bytes() for path, sha256 in standing.files.items()}
