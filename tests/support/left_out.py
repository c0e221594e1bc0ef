"""A pytest plugin: says at the end of a run which tests were left out and why.

`--stage` splits the tests in two parts that together are the whole: `quick` leaves the tests marked
`slow` for the stage `slow`. Everything else that keeps a test from running (a skip, an expected failure,
`-k`, `-m`, `--deselect`) is listed with its reason, and is a failure when TRUSTBOARD_NO_SKIPS=1.
`--tally FILE` adds one line of JSON with the counts, so that two stages can be added up.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

STAGES = ("all", "quick", "slow")
SLOW_MARKERS = ("slow",)


@dataclass
class Account:
    """What one run collected, ran and left out. `left_out` counts tests by reason."""

    collected: int = 0
    other_stage: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def leave_out(self, reason: str) -> None:
        """Count one test that did not run, under its reason."""
        self.left_out[reason] += 1


ACCOUNT = pytest.StashKey[Account]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--stage` and `--tally`."""
    group = parser.getgroup("trustboard")
    group.addoption(
        "--stage", choices=STAGES, default="all", help="quick: without slow tests; slow: only those"
    )
    group.addoption(
        "--tally", type=Path, default=None, help="add one line of JSON with the counts to this file"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start an empty account and register it as a plugin of its own, so that its hooks see the config."""
    account = Account()
    config.stash[ACCOUNT] = account
    config.pluginmanager.register(Accountant(config, account), "trustboard-accountant")


def is_slow(item: pytest.Item) -> bool:
    """Whether a test belongs to the stage `slow`."""
    return any(item.get_closest_marker(name) for name in SLOW_MARKERS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of this stage; the others belong to the other stage and are not lost."""
    account = config.stash[ACCOUNT]
    account.collected = len(items)
    stage = config.getoption("--stage")
    if stage != "all":
        kept = [item for item in items if is_slow(item) == (stage == "slow")]
        account.other_stage = len(items) - len(kept)
        items[:] = kept


class Accountant:
    """Fills the account while the tests run, and speaks at the end."""

    def __init__(self, config: pytest.Config, account: Account) -> None:
        self.config = config
        self.account = account
        self.strict = os.environ.get("TRUSTBOARD_NO_SKIPS") == "1"

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        for _ in items:
            self.account.leave_out("deselected by an option of this run (-k, -m or --deselect)")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.account.leave_out(f"{report.nodeid}: whole file: {skip_reason(report)}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if hasattr(report, "wasxfail") and report.when == "call":
            self.account.leave_out(f"expected to fail: {report.wasxfail or report.nodeid}")
        elif report.skipped:
            self.account.leave_out(skip_reason(report))
        elif report.when == "call" or report.failed:
            self.account.outcomes[report.outcome] += 1

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.strict and self.account.left_out and exitstatus in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        tally = self.config.getoption("--tally")
        if tally:
            write_tally(tally, self.config.getoption("--stage"), self.account)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.account.other_stage:
            left = "`make slow` runs" if self.config.getoption("--stage") == "quick" else "`make test` runs"
            terminalreporter.section("Left for the other stage")
            terminalreporter.line(f"{self.account.other_stage} tests: {left} them.")
        if self.account.left_out:
            terminalreporter.section("Left out, and why")
            for reason, count in sorted(self.account.left_out.items()):
                terminalreporter.line(f"{count:5d}  {reason}")
            if self.strict:
                terminalreporter.line("TRUSTBOARD_NO_SKIPS=1: leaving a test out fails this run.", red=True)


def skip_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The plain reason of a skip, without file and line."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def write_tally(path: Path, stage: str, account: Account) -> None:
    """Add this run's counts to `path`, one JSON object per line."""
    line = {
        "stage": stage,
        "collected": account.collected,
        "passed": account.outcomes["passed"],
        "failed": account.outcomes["failed"],
        "left_out": account.left_out.total(),
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
