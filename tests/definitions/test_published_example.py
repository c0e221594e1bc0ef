"""The published example keeps its own rules: few indicators of each dataset, all different, all with hard cases."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from scripts.published import DATASETS, SCORECARDS
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.operations.check import check
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "published"
ONE_TRUST = {"mhsds_time_series", "complaints_annual", "oversight_framework"}  # three extracts of one dataset


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    checked = check(FOLDER, on=date(2026, 11, 1))
    assert checked.workspace is not None
    return checked.workspace


def dataset_of(indicator: Indicator) -> str:
    return "rdy_public" if indicator.extract in ONE_TRUST else indicator.extract


def test_six_datasets_or_more_give_at_most_five_indicators_each(workspace: Workspace) -> None:
    counts = Counter(dataset_of(indicator) for indicator in workspace.indicators.values())
    assert len(counts) == len(DATASETS)
    assert max(counts.values()) <= 5


def test_no_two_indicators_count_the_same_columns(workspace: Workspace) -> None:
    columns = Counter(
        (each.extract, each.population, each.numerator, each.denominator)
        for each in workspace.indicators.values()
    )
    assert [pair for pair, count in columns.items() if count > 1] == []


def test_no_two_indicators_have_the_same_parts_whatever_their_population(workspace: Workspace) -> None:
    parts = Counter(
        (each.extract, each.numerator, each.denominator) for each in workspace.indicators.values()
    )
    assert [pair for pair, count in parts.items() if count > 1] == []


def test_every_indicator_has_two_worked_cases_or_more(workspace: Workspace) -> None:
    assert not [each.id for each in workspace.indicators.values() if len(each.cases) < 2]


def is_hard(indicator: Indicator) -> bool:
    """Whether a case says what must not count: words for it, a state, or nought."""
    return any(
        case.state is not State.VALUE or case.numerator == 0 or "not" in case.it.split()
        for case in indicator.cases
    )


def test_every_indicator_has_a_case_of_what_must_not_count(workspace: Workspace) -> None:
    assert not [each.id for each in workspace.indicators.values() if not is_hard(each)]


def test_every_indicator_says_its_cautions(workspace: Workspace) -> None:
    assert not [each.id for each in workspace.indicators.values() if not each.cautions]


def test_an_indicator_without_a_standard_says_why(workspace: Workspace) -> None:
    held = {standard.indicator for year in workspace.frameworks.values() for standard in year.standards}
    words = ("standard", "threshold", "pass mark", "never coloured")
    silent = [
        each.id
        for each in workspace.indicators.values()
        if each.id not in held and not any(word in caution for caution in each.cautions for word in words)
    ]
    assert silent == []


def test_neutral_measures_are_not_held_to_a_standard(workspace: Workspace) -> None:
    neutral = {each.id for each in workspace.indicators.values() if each.better is Better.NEUTRAL}
    held = {standard.indicator for year in workspace.frameworks.values() for standard in year.standards}
    assert not neutral & held


def test_early_intervention_standards_rise_from_50_to_60_per_cent(workspace: Workspace) -> None:
    lines = sorted(
        (str(each.effective_from), f"{each.value:.0%}")
        for year in workspace.frameworks.values()
        for each in year.standards
        if each.indicator == "eip_2w"
    )
    assert lines == [
        ("2016-04-01", "50%"),
        ("2018-04-01", "53%"),
        ("2019-04-01", "56%"),
        ("2020-04-01", "60%"),
    ]


def test_the_script_makes_every_scorecard(workspace: Workspace) -> None:
    assert set(SCORECARDS) == set(workspace.scorecards)


def test_no_priorities_are_invented_for_real_trusts(workspace: Workspace) -> None:
    assert not [year for year, each in workspace.frameworks.items() if each.quality_priorities]
