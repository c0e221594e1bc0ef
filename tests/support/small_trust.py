"""The small made-up trust as a workspace on disk, driven through the commands as a person would."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from trustboard.cli import cli
from trustboard.vocabulary.issue import Mistake

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "small"


@dataclass(frozen=True)
class SmallTrust:
    """A copy of the made-up trust; `run` runs one command in it."""

    folder: Path

    def run(self, *words: str, expect: int = 0) -> Result:
        """Run a command in this workspace and insist on its exit code."""
        result = CliRunner().invoke(cli, [*words, "--workspace", str(self.folder)])
        assert result.exit_code == expect, (
            f"{words}: {result.exit_code}\n{result.output}\n{result.exception!r}"
        )
        return result

    def mistake(self, *words: str) -> Mistake:
        """Run a command that the user got wrong, and return what it says."""
        result = CliRunner().invoke(cli, [*words, "--workspace", str(self.folder)])
        assert isinstance(result.exception, Mistake), f"{result.output}\n{result.exception!r}"
        return result.exception

    def json(self, *words: str) -> list[dict[str, Any]]:
        """Run a command that prints JSON and read it."""
        found: list[dict[str, Any]] = json.loads(self.run(*words, "--format", "json").stdout)
        return found

    def figure(self, indicator: str, unit: str, period: str) -> dict[str, Any]:
        """The one figure of an indicator, unit and period."""
        (found,) = self.json("figures", "--indicator", indicator, "--unit", unit, "--period", period)
        return found

    def verdict(self, indicator: str, unit: str, period: str) -> dict[str, Any]:
        """The one verdict of an indicator, unit and period."""
        (found,) = self.json("verdicts", "--indicator", indicator, "--unit", unit, "--period", period)
        return found

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file of the workspace."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def copy_to(self, folder: Path) -> "SmallTrust":
        """Copy this workspace with its store, to be changed by a test."""
        shutil.copytree(self.folder, folder)
        return SmallTrust(folder)


def make_small_trust(folder: Path, *, calculated: bool = True, applied_on: str | None = None) -> SmallTrust:
    """Copy the example, apply it (as known from a day), take in its returns and calculate."""
    shutil.copytree(EXAMPLE, folder)
    trust = SmallTrust(folder)
    claim = ("--on", applied_on, "--reason", "Approved on that day") if applied_on else ()
    trust.run("apply", "--yes", "--by", "Performance analyst", *claim)
    if calculated:
        trust.run("load", str(folder / "returns"), "--by", "Performance analyst")
        trust.run("calculate", "--by", "Performance analyst")
    return trust
