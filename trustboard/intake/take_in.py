"""Take in a file that was received, all of it or nothing: every member of a zip must be acceptable."""

from collections.abc import Callable
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.faults import write_issues
from trustboard.intake.opening import open_parts
from trustboard.intake.part import Part
from trustboard.intake.records.circumstances import Circumstances
from trustboard.intake.records.members import require_keys_once
from trustboard.intake.records.taking_in import take_records
from trustboard.intake.taken import Refused, TakenIn
from trustboard.intake.taking_in import take_part
from trustboard.vocabulary.issue import Issue, Mistake


def take_in(
    path: Path,
    contract: Contract,
    *,
    workdir: Path,
    circumstances: Circumstances | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[TakenIn]:
    """Take in a file under its contract: one result for the file, or for each member of a zip.

    Writes only to `workdir`. `circumstances` are needed for a contract of records. `progress` is told in
    words what is being done. Raises Refused (a Mistake with every issue, and the path of a report) when
    the file, or any member, is refused; OSError when the disk is full.
    """
    workdir.mkdir(parents=True, exist_ok=True)
    taken: list[TakenIn] = []
    refused: list[Refused] = []
    for part in _opened(path, contract, workdir):
        try:
            taken.append(_take_part(part, contract, circumstances, workdir=workdir, progress=progress))
        except Refused as refusal:
            refused.append(refusal)
    if refused:
        raise _together(refused, workdir)
    if contract.records is not None:
        require_keys_once(path, taken, workdir)
    return taken


def _take_part(
    part: Part,
    contract: Contract,
    circumstances: Circumstances | None,
    *,
    workdir: Path,
    progress: Callable[[str], None] | None,
) -> TakenIn:
    if contract.records is None:
        return take_part(part, contract, workdir=workdir, progress=progress)
    if circumstances is None:
        raise ValueError(f"{contract.extract} holds records: say under which circumstances they are taken in")
    return take_records(part, contract, circumstances, workdir=workdir, progress=progress)


def _opened(path: Path, contract: Contract, workdir: Path) -> list[Part]:
    try:
        return open_parts(path, contract, workdir)
    except Mistake as mistake:
        report = workdir / "refused.csv"
        write_issues(mistake.issues, report)
        raise Refused(mistake.issues, report) from None


def _together(refused: list[Refused], workdir: Path) -> Refused:
    """One refusal of several members, with one report."""
    if len(refused) == 1:
        return refused[0]
    report = workdir / "refused.csv"
    with report.open("wb") as target:
        for number, refusal in enumerate(refused):
            lines = refusal.report.read_bytes().splitlines(keepends=True)
            target.writelines(lines if number == 0 else lines[1:])
    issues: list[Issue] = [issue for refusal in refused for issue in refusal.issues]
    return Refused(issues, report)
