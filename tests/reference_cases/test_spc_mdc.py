"""`mdc` differs from `nhsr` only where a named predicate of docs/deviations.md foresees it."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.reference_cases.predicates import PREDICATES, explain
from tests.reference_cases.spc_files import FLAGS, Case, attendance_cases, synthetic_cases
from trustboard.statistics import MDC, NHSR, PointType, XmrSeries, xmr

DEVIATIONS = Path(__file__).resolve().parents[2] / "docs" / "deviations.md"
NO_ANSWER = -9

OURS = {
    "screening_leaves_no_variation": [0.0] * 8 + [5.0] * 8 + [9.0] * 8,
    "value_on_a_line_but_for_rounding": [
        *(0.93, 0.98, 0.98, 0.97, 0.95, 0.95),
        *(0.91, 0.93, 0.90, 0.94, 0.93, 0.92, 0.93),
    ],
}
"""Values for the predicates that no reference case needs: three steps; a mean of exactly 94 %."""

Difference = tuple[str, int]
"""A column and a point; for verdicts, "variation" with the latest point, or "assurance" with none (-1)."""


def columns(chart: XmrSeries) -> dict[str, np.ndarray]:
    """Everything about each point, as numbers."""
    flags = {
        column: np.where(chart.undetermined & rule.value, NO_ANSWER, getattr(chart, field))
        for column, (field, rule) in FLAGS.items()
    }
    return flags | {
        "rebase_group": chart.epoch,
        "mean": chart.mean,
        "lpl": chart.lower_limit,
        "upl": chart.upper_limit,
        "short_group_warning": chart.short_group,
        "near_tie": chart.near_tie,
        "special_cause_type": chart.special_cause,
        "point_type": chart.point_type,
    }


def differences(case: Case) -> set[Difference]:
    """Where the two profiles answer differently."""
    peer, ours = case.chart(NHSR), case.chart(MDC)
    theirs = columns(peer)
    found = {
        (column, int(at))
        for column, values in columns(ours).items()
        for at in np.flatnonzero(
            (values != theirs[column]) & ((values == values) | (theirs[column] == theirs[column]))
        )
    }
    latest = len(case.values) - 1
    if (peer.variation, peer.variation_icon) != (ours.variation, ours.variation_icon):
        assert ("point_type", latest) in found
    if (peer.assurance, peer.assurance_icon) != (ours.assurance, ours.assurance_icon):
        found.add(("assurance", -1))
    return found


def covered(case: Case, name: str) -> set[Difference]:
    """The differences that one predicate foresees."""
    explained = explain(case, name)
    verdict = {("assurance", -1)} if "assurance" in explained else set()
    return verdict | {(column, at) for column, points in explained.items() for at in points}


SOURCES = {"synthetic": synthetic_cases, "attendances": attendance_cases}


@cache
def reasons(source: str) -> dict[str, dict[Difference, set[str]]]:
    """For each case that differs, and each difference, the predicates that foresee it.

    Left out is the one case that both profiles refuse, for its baseline of eleven points.
    """
    found = {}
    for name, case in SOURCES[source]().items():
        differing = differences(case) if case.arguments["fix_after_n_points"] != 11 else set()
        foreseen = {predicate: covered(case, predicate) for predicate in PREDICATES} if differing else {}
        if differing:
            found[name] = {
                cell: {predicate for predicate, cells in foreseen.items() if cell in cells}
                for cell in differing
            }
    return found


@pytest.mark.reference_files
@pytest.mark.parametrize(
    ("source", "differing"),
    [("synthetic", 328), pytest.param("attendances", 2070, marks=pytest.mark.slow)],
)
def test_no_case_differs_without_a_named_reason(source, differing):
    assert len(reasons(source)) == differing
    unexplained = {
        name: {cell for cell, predicates in cells.items() if not predicates}
        for name, cells in reasons(source).items()
    }
    assert {name: cells for name, cells in unexplained.items() if cells} == {}


@pytest.mark.reference_files
@pytest.mark.parametrize("predicate", sorted(set(PREDICATES) - set(OURS)))
def test_every_predicate_is_the_only_reason_for_something(predicate):
    only = {name for name, cells in reasons("synthetic").items() if {predicate} in cells.values()}
    assert only


@pytest.mark.parametrize("predicate", OURS)
def test_a_predicate_without_a_reference_case_has_one_of_ours(predicate):
    case = case_of(OURS[predicate])
    assert differences(case)
    assert differences(case) <= covered(case, predicate)
    others = set(PREDICATES) - {predicate}
    assert not any(differences(case) <= covered(case, other) for other in others)


def test_seven_in_a_row_are_not_a_shift_when_one_of_them_is_the_mean():
    case = case_of(OURS["value_on_a_line_but_for_rounding"])
    assert case.chart(NHSR).variation == PointType.SPECIAL_CAUSE_CONCERN
    assert case.chart(MDC).variation == PointType.COMMON_CAUSE
    assert xmr(case.values * 100, profile=NHSR).series().variation == PointType.COMMON_CAUSE


def case_of(values: list[float]) -> Case:
    return Case(
        name="ours",
        dates=tuple(str(at) for at in range(len(values))),
        values=np.array(values),
        target=float("nan"),
        arguments={
            "direction": "increase",
            "screen_outliers": True,
            "fix_after_n_points": None,
            "rebase": np.zeros(len(values), dtype=bool),
        },
        points=(),
        series={},
    )


def test_predicates_and_pages_name_the_same_deviations():
    headings = re.findall(r"^### `(\w+)`$", DEVIATIONS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(headings) == sorted(PREDICATES)
