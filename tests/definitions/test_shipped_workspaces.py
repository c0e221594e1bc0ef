"""Every workspace that we ship is valid: each file, each expression, each worked case, each reference."""

from datetime import date
from pathlib import Path

import pytest

from trustboard.definitions.workspace import Workspace
from trustboard.operations.check import Checked, check
from trustboard.operations.init import init

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 1)
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/trustboard.toml"))


@pytest.fixture(scope="module", params=[*EXAMPLES, "init"], ids=lambda place: getattr(place, "name", place))
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """An example's folder, or the one that `trustboard init` makes, checked."""
    if isinstance(request.param, Path):
        return check(request.param, on=TODAY)
    folder = tmp_path_factory.mktemp("made") / "trust"
    init(folder, name="Our Partnership NHS Trust", ods_code="RXX", on=TODAY)
    return check(folder, on=TODAY)


def workspace_of(checked: Checked) -> Workspace:
    assert checked.workspace is not None, "\n".join(map(str, checked.issues))
    return checked.workspace


def test_the_examples_are_found() -> None:
    assert {folder.name for folder in EXAMPLES} >= {"small", "published"}


def test_a_shipped_workspace_has_no_issue_not_even_a_warning(shipped: Checked) -> None:
    assert [str(issue) for issue in shipped.issues] == []


def test_whoever_checked_an_indicator_did_not_write_it(shipped: Checked) -> None:
    indicators = workspace_of(shipped).indicators.values()
    assert not [indicator.id for indicator in indicators if indicator.checked_by == indicator.author]


def test_every_indicator_stands_on_a_scorecard(shipped: Checked) -> None:
    workspace = workspace_of(shipped)
    shown = {name for scorecard in workspace.scorecards.values() for name in scorecard.indicators}
    assert not set(workspace.indicators) - shown
