"""Take files in: match each to its contract, check it, store what was accepted with a receipt."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.nearest import cure_for
from trustboard.intake import Refused, TakenIn, match_contract, take_in
from trustboard.operations.destroying import destroyed_before
from trustboard.operations.superseding import taken_away
from trustboard.operations.taking_in_records import as_read, circumstances_of, mark_of, pointed_to_first
from trustboard.operations.workspace import (
    LOCK_WAIT,
    AppliedDefinitions,
    OpenWorkspace,
    applied_definitions,
    open_workspace,
)
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.standing import standing
from trustboard.warehouse.store import Store, Writer

Progress = Callable[[str], None]


@dataclass(frozen=True)
class FileTaken:
    """What became of one file, or one member of a zip."""

    receipt: Receipt
    issues: tuple[Issue, ...]
    given_name: str
    was_known: bool  # the same content under the same contract had been taken in before
    rejects: Path | None
    superseded_by: tuple[str, ...] = ()  # the files that stand in any of its periods in its place


@dataclass(frozen=True)
class FileRefused:
    """A file of which nothing was stored, and why."""

    path: Path
    issues: tuple[Issue, ...]
    rejects: Path | None = None


@dataclass(frozen=True, kw_only=True)
class LoadOutcome:
    """What became of every file that was named, or stood in a folder that was."""

    taken: tuple[FileTaken, ...]
    refused: tuple[FileRefused, ...]
    unmatched: tuple[Path, ...]  # files of a folder that no contract recognises


@dataclass(frozen=True, kw_only=True)
class BackLoad:
    """A claim that a file was known earlier than the day it is loaded, with the reason."""

    known_from: date
    reason: str


def load(
    folder: Path,
    paths: Sequence[Path],
    *,
    extract: str | None = None,
    by: str,
    back_load: BackLoad | None = None,
    again: str = "",
    progress: Progress | None = None,
) -> LoadOutcome:
    """Take files (or all files of a folder) into a workspace's store, each file all or nothing.

    Files are matched to contracts by name unless `extract` names one. A refused file does not keep
    the others out; one whose records were destroyed by order is refused. `again` is the reason for making
    a file stand that was taken in before and has been superseded since. Raises Mistake when nothing has
    been applied, or no such extract is known.
    """
    opened = open_workspace(folder)
    definitions = applied_definitions(opened.store)
    contracts = definitions.workspace.contracts
    if extract is not None and extract not in contracts:
        raise Mistake([_unknown_extract(extract, contracts)])
    taken: list[FileTaken] = []
    refused: list[FileRefused] = []
    found, unmatched, strange = _match(paths, contracts[extract] if extract else None, contracts)
    matches = pointed_to_first(found, contracts)
    for number, (path, contract) in enumerate(matches, start=1):
        if progress is not None:
            progress(f"{number} of {len(matches)}: {path.name} as {contract.extract}")
        if (order := destroyed_before(opened.store, contract.extract, path)) is not None:
            refused.append(FileRefused(path, (order,)))
            continue
        with tempfile.TemporaryDirectory(prefix="trustboard-") as workdir:
            try:
                circumstances = circumstances_of(folder, opened.store, definitions.workspace, contract)
                parts = take_in(path, as_read(contract), workdir=Path(workdir), circumstances=circumstances)
                mark = mark_of(contract, circumstances)
                taken += _record(
                    opened, parts, definitions, by=by, back_load=back_load, again=again, key_mark=mark
                )
            except Refused as refusal:
                refused.append(
                    FileRefused(path, refusal.issues, _keep_report(opened, path.name, refusal.report))
                )
    return LoadOutcome(taken=tuple(taken), refused=(*strange, *refused), unmatched=tuple(unmatched))


def _match(
    paths: Sequence[Path], named: Contract | None, contracts: dict[str, Contract]
) -> tuple[list[tuple[Path, Contract]], list[Path], list[FileRefused]]:
    """Pair files with contracts; a file named by itself must have one, a file found in a folder need not."""
    matches: list[tuple[Path, Contract]] = []
    unmatched: list[Path] = []
    refused: list[FileRefused] = []
    for path in paths:
        in_folder = path.is_dir()
        for file in sorted(path.iterdir()) if in_folder else [path]:
            if file.is_dir():
                continue
            try:
                matches.append((file, named or match_contract(file, contracts)))
            except Mistake as mistake:
                if in_folder:
                    unmatched.append(file)
                else:
                    refused.append(FileRefused(file, mistake.issues))
    return matches, unmatched, refused


def _unknown_extract(extract: str, contracts: dict[str, Contract]) -> Issue:
    return Issue(
        rule="unknown-extract",
        message="no extract contract of that name has been applied",
        value=extract,
        cure=cure_for(extract, contracts, what="a contract under extracts/"),
    )


def _record(
    opened: OpenWorkspace,
    parts: Sequence[TakenIn],
    definitions: AppliedDefinitions,
    *,
    by: str,
    back_load: BackLoad | None,
    again: str,
    key_mark: str | None,
) -> list[FileTaken]:
    """Record one file, all of its members in one act."""
    store = opened.store
    known = {receipt.receipt_id for receipt in store.receipts()}
    contract = definitions.workspace.contracts[parts[0].receipt.extract]
    lost = taken_away(store, contract, [part.accepted for part in parts])
    with store.writer(by=by, act="load", reason=again, wait=LOCK_WAIT) as writer:
        receipts = [_record_part(writer, part, definitions, back_load, again=bool(again)) for part in parts]
        if key_mark is not None:
            writer.record_key(key_mark)
    return [
        FileTaken(
            receipt=receipt,
            issues=(*part.issues, *lost) if part is parts[-1] else part.issues,
            given_name=part.receipt.file_name,
            was_known=receipt.receipt_id in known,
            superseded_by=_superseding(store, contract, receipt),
            rejects=_keep_report(opened, part.receipt.member or part.receipt.file_name, part.rejects)
            if part.issues
            else None,
        )
        for part, receipt in zip(parts, receipts, strict=True)
    ]


def _record_part(
    writer: Writer, part: TakenIn, definitions: AppliedDefinitions, back_load: BackLoad | None, *, again: bool
) -> Receipt:
    receipt = replace(
        part.receipt,
        contract_sha256=definitions.version.files[f"extracts/{part.receipt.extract}.yaml"],
        accepted_sha256=writer.put(part.accepted, ".parquet"),
        rejects_sha256=writer.put(part.rejects, ".csv") if part.issues else "",
        known_from=back_load.known_from if back_load else None,
        known_from_reason=back_load.reason if back_load else "",
    )
    return writer.record_receipt(receipt, again=again)


def _superseding(store: Store, contract: Contract, receipt: Receipt) -> tuple[str, ...]:
    """The files that stand in any of a receipt's periods in its place."""
    stands = standing(store.receipts(contract.extract), contract.load_mode)
    others = {
        other.file_name
        for period, receipts in stands.items()
        if period is None or period in receipt.periods
        for other in receipts
        if other.load_id != receipt.load_id
    }
    return tuple(sorted(others))


def _keep_report(opened: OpenWorkspace, name: str, report: Path) -> Path:
    """Put the report of a file where a person finds it, by the file's name, beside the drafts."""
    kept = opened.folder / "rejects" / f"{Path(name).name}.rejects.csv"
    kept.parent.mkdir(exist_ok=True)
    shutil.copyfile(report, kept)
    return kept
