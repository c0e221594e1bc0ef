"""The demonstration: the made-up trust set up, taken in, calculated and written as a scorecard."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.operations.apply import apply, propose
from trustboard.operations.calculate import calculate
from trustboard.operations.load import load
from trustboard.operations.report import report_board
from trustboard.operations.workspace import SETTINGS_FILE
from trustboard.vocabulary.issue import Issue, Mistake

Progress = Callable[[str], None]

ROLE = "Performance analyst"
_PACKAGE = Path(__file__).parents[1]


def example_folder() -> Path:
    """Where the made-up trust is: inside the installed package, or in the project's own examples."""
    packaged = _PACKAGE / "examples" / "small"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "examples" / "small"


@dataclass(frozen=True)
class Demonstration:
    """Where the demonstration stands."""

    workspace: Path
    pages: Path


def demonstrate(example: Path, to: Path, *, on: date, progress: Progress) -> Demonstration:
    """Copy the made-up trust into `to` (once), then load, calculate and report whatever stands there.

    A second time it keeps the files as they are, so that a changed cell shows in the scorecard.
    Raises Mistake when `to` holds something else.
    """
    if not to.exists() or not any(to.iterdir()):
        progress(f"copying the made-up trust to {to}")
        shutil.copytree(example, to, dirs_exist_ok=True)
    elif not _is_same_trust(example, to):
        raise Mistake([_occupied(to)])
    proposal = propose(to, on=on)
    if proposal.differences:
        progress("applying its definitions")
        apply(proposal, by=ROLE, on=on, reason="Demonstration")
    outcome = load(to, [to / "returns"], by=ROLE, progress=lambda text: progress(f"taking in {text}"))
    if outcome.refused:
        raise Mistake([issue for refused in outcome.refused for issue in refused.issues])
    calculate(to, by=ROLE, on=on, progress=progress)
    pages = to / "scorecard"
    for name, folder in (("board", pages), ("adult-mental-health", to / "scorecard-adult-mental-health")):
        report_board(to, name=name, period=None, to=folder)
    return Demonstration(workspace=to, pages=pages)


def _is_same_trust(example: Path, to: Path) -> bool:
    """Whether a folder holds the made-up trust, and not a real one's workspace."""
    settings = [folder / SETTINGS_FILE for folder in (example, to)]
    return settings[1].is_file() and settings[0].read_bytes() == settings[1].read_bytes()


def _occupied(to: Path) -> Issue:
    return Issue(
        rule="folder-not-empty",
        file=str(to),
        message="there is something else in this folder",
        cure="Name a new folder with --to.",
    )
