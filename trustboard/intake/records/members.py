"""Members of one zip stand side by side, so a key stands in one of them only."""

from collections.abc import Sequence
from pathlib import Path

from trustboard.intake.faults import write_issues
from trustboard.intake.taken import Refused, TakenIn
from trustboard.vocabulary.issue import Issue
from trustboard.warehouse.session import Session, literal


def require_keys_once(path: Path, taken: Sequence[TakenIn], workdir: Path) -> None:
    """Raise Refused, with its report, where two members of a zip hold the same key."""
    if len(taken) < 2:
        return
    files = ", ".join(literal(part.accepted) for part in taken)
    source = f"read_parquet([{files}], filename = true)"
    with Session(folders=[workdir], spill=workdir / "spill") as session:
        keys, different = session.rows(f"SELECT count(*), count(DISTINCT hash(record_key)) FROM {source}")[0]
        if keys == different:
            return
        shown = session.rows(
            "SELECT record_key, list(filename ORDER BY filename), list(line ORDER BY filename) "
            f"FROM {source} GROUP BY record_key HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        )
    if shown:
        issues = [_issue(path, taken, keys - different, *shown[0])]
        report = workdir / "refused.csv"
        write_issues(issues, report)
        raise Refused(issues, report)


def _issue(
    path: Path, taken: Sequence[TakenIn], more: int, key: str, files: Sequence[str], lines: Sequence[int]
) -> Issue:
    members = {str(part.accepted): part.receipt.member for part in taken}
    places = " and ".join(f"{members[file]} on line {line}" for file, line in zip(files, lines, strict=True))
    return Issue(
        rule="key-in-two-members",
        file=path.name,
        value=key,
        message=f"members of the zip share {more:,} keys; the first stands in {places}",
        cure="Load the members one after the other: a later file takes the place of an earlier one.",
    )
