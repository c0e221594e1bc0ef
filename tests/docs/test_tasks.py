"""Every make task is described for contributors, and docs name no task that does not exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TASKS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, flags=re.MULTILINE))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_task_is_declared_and_says_what_it_does() -> None:
    declared = re.search(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)
    assert declared
    assert set(declared.group(1).split()) == TASKS


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_is_described_for_contributors(task: str) -> None:
    assert f"| `make {task}` |" in CONTRIBUTING


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "TESTING.md", ".ci/run"])
def test_every_task_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE))
    assert named
    assert named <= TASKS


def test_the_ci_run_leaves_nothing_out() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    steps = [
        "TRUSTBOARD_NO_SKIPS=1",
        "make test",
        "make slow",
        "make demo",
        "make published",
        "ci_summary.py",
    ]
    places = [ci.index(step) for step in steps]
    assert "set -euo pipefail" in ci
    assert places == sorted(places)
