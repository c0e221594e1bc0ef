"""The worked example of fields worked out from others does what its page says."""

from pathlib import Path

import pytest

from tests.docs.test_examples import Tutorial
from trustboard.operations.reading import standing_run
from trustboard.vocabulary.figure import Figure
from trustboard.warehouse.runs import RunReader

PAGE = "how-to/derive-fields.md"


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tutorial:
    """The page, followed from top to bottom."""
    tutorial = Tutorial(PAGE, tmp_path, monkeypatch, capsys)
    tutorial.follow()
    assert tutorial.typed == ["init", "test", "test", "apply", "load", "calculate", "explain"]
    return tutorial


def _figures(folder: Path, indicator: str) -> list[Figure]:
    stood = standing_run(folder)
    return RunReader(stood.store, stood.run).figures(indicator=indicator)


def test_each_rule_decides_and_the_cuts_follow(followed: Tutorial) -> None:
    found = {
        (each.slice.commissioner, each.slice.council): (each.parts.numerator, each.parts.denominator)
        for each in _figures(followed.folder, "payer_not_as_reported")
    }
    assert found == {
        (None, None): (2, 5),
        ("11A", None): (0, 1),
        ("11B", None): (1, 2),
        ("13Q", None): (0, 1),
        ("UNKNOWN", None): (1, 1),
        (None, "E06000901"): (1, 1),
        (None, "E10000901"): (0, 3),
        (None, "UNKNOWN"): (1, 1),
    }


def test_fifths_of_deprivation_cut_what_asks_for_them(followed: Tutorial) -> None:
    found = {
        each.slice.group: (each.parts.numerator, each.parts.denominator)
        for each in _figures(followed.folder, "seen_in_5_days_by_age")
        if each.slice.commissioner is None and each.slice.council is None
    }
    whole = found.pop(None)
    assert whole == (2, 3)
    assert {str(group).rpartition(":")[2]: parts for group, parts in found.items() if parts[1]} == {
        "1": (2, 2),
        "5": (0, 1),
    }


def test_explaining_names_the_rule_that_decided(followed: Tutorial) -> None:
    code, printed = followed.run(
        ["trustboard", "explain", "payer_not_as_reported", "RXX", "2026-06", "--records"]
    )
    assert code == 0
    assert printed.count("payer_rule is gp practice") == 1
    assert printed.count("payer_rule is residence") == 1
    assert printed.count("payer_rule is specialised") == 1
