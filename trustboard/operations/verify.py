"""Verify: are the stored files as they were, and does calculating again give the same figures?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trustboard.operations.calculate import derive
from trustboard.operations.workspace import open_workspace, read_version
from trustboard.vocabulary.period import Period
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import contents_of
from trustboard.warehouse.store import FileFault, FileProblem, Store

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class RunVerified:
    """One run calculated again: the tables whose content differs from what is kept; none when it agrees.

    `staying` are the periods, by indicator, whose figures cannot be derived again: records that they were
    made from were destroyed by order, as is right.
    """

    run: Run
    differing: tuple[str, ...]
    is_rederivable: bool
    staying: Mapping[str, Sequence[Period]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What verifying found."""

    problems: tuple[FileProblem, ...]
    runs: tuple[RunVerified, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every file is intact and every run came out the same."""
        lost = [problem for problem in self.problems if problem.fault is not FileFault.DESTROYED]
        return not lost and all(run.is_rederivable and not run.differing for run in self.runs)


def verify(folder: Path, *, every_run: bool = False, progress: Progress | None = None) -> Verification:
    """Check every stored file against its hash, and calculate the standing run (or every run) again."""
    store = open_workspace(folder).store
    say = progress or (lambda _: None)
    say("reading every stored file")
    problems = store.verify_files()
    standing = store.run()
    runs = store.runs() if every_run else [standing] if standing else []
    damaged = {problem.sha256 for problem in problems if problem.fault is not FileFault.DESTROYED}
    verified = []
    for number, run in enumerate(runs, start=1):
        say(f"calculating run {run.run_id[:12]} again ({number} of {len(runs)})")
        verified.append(_verify_run(store, run, damaged))
    return Verification(problems=tuple(problems), runs=tuple(verified))


def _verify_run(store: Store, run: Run, damaged: set[str]) -> RunVerified:
    version = next(each for each in store.applied_versions() if each.version_id == run.inputs.version_id)
    receipts = [each for each in store.receipts() if each.receipt_id in set(run.inputs.receipt_ids)]
    sources = {receipt.accepted_sha256 for receipt in receipts} | set(version.files.values())
    if sources & damaged:
        return RunVerified(run=run, differing=(), is_rederivable=False)
    derived = derive(
        store, read_version(store, version), receipts, on=run.inputs.known_on, run=run, is_fresh=True
    )
    again = contents_of(figures=derived.figures, verdicts=derived.verdicts, points=derived.points)
    return RunVerified(
        run=run,
        differing=tuple(_differing(run, again)),
        is_rederivable=True,
        staying=derived.stayed.periods,
    )


def _differing(run: Run, again: dict[str, str]) -> Sequence[str]:
    return [name for name, content in again.items() if run.files[name].content_sha256 != content]
