"""Runs over random records: the engines they share, and the table that each run leaves in the summary."""

from collections.abc import Callable

import pytest

from tests.support.record_tally import RecordTally

_TALLIES = pytest.StashKey[list[RecordTally]]()


@pytest.fixture
def tally_of(pytestconfig: pytest.Config) -> Callable[[str], RecordTally]:
    """Start a tally, which is written out at the end of the run."""

    def start(title: str) -> RecordTally:
        tally = RecordTally(title)
        pytestconfig.stash.setdefault(_TALLIES, []).append(tally)
        return tally

    return start


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how often each odd thing was met."""
    for tally in config.stash.get(_TALLIES, []):
        terminalreporter.section("Random records")
        for line in tally.lines():
            terminalreporter.line(line)
