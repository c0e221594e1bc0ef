"""The program as a process: exit codes, and words instead of a traceback."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.small_trust import SmallTrust


def run(*words: str, folder: Path, small_files: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder; `small_files` lets it write no file of any size, as on a full disk.

    Coverage is then left out of the program, for it could not write its own file either.
    """
    limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))) if small_files else None
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "trustboard", *words],
        cwd=folder,
        env=unmeasured if small_files else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=limit,
    )


def test_done_is_0_and_writes_to_standard_output(calculated_trust: SmallTrust) -> None:
    done = run("figures", "--indicator", "eip_2w", "--unit", "ZZ1", folder=calculated_trust.folder)
    assert done.returncode == 0
    assert "2026-10" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("figures", "--unit", "NOWHERE"),
        ("figures", "--period", "nonsense"),
        ("report", "board", "--to", "trustboard.toml"),
        ("spc", "no-such-file.csv"),
        ("load", "no-such-file.csv"),
        ("no-such-command",),
    ],
)
def test_the_users_mistake_is_2_without_a_traceback(
    calculated_trust: SmallTrust, words: tuple[str, ...]
) -> None:
    done = run(*words, folder=calculated_trust.folder)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_errors_in_drafts_are_findings(small_trust: SmallTrust) -> None:
    small_trust.change("indicators/eip_2w.yaml", "better: higher", "better: hihger")
    done = run("check", folder=small_trust.folder)
    assert done.returncode == 1
    assert "indicators/eip_2w.yaml:8" in done.stderr
    assert "higher" in done.stderr


@pytest.mark.parametrize("words", [("load", "returns/inpatients-2026-27.csv"), ("calculate",)])
def test_a_full_disk_is_said_in_words_and_changes_nothing(
    small_trust: SmallTrust, words: tuple[str, ...]
) -> None:
    small_trust.change("returns/inpatients-2026-27.csv", "Willow,October 2026,", "Willow,October 2026,1")
    small_trust.change("indicators/eip_2w.yaml", "weeks_0_1 + weeks_1_2", "weeks_0_1")
    done = run(*words, folder=small_trust.folder, small_files=True)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert run("verify", folder=small_trust.folder).returncode == 0
