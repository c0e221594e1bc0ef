"""The `nhsr` profile answers as NHSRplotthedots 0.2.2 does, point by point."""

import numpy as np
import pytest

from tests.reference_cases.spc_files import (
    LINES,
    Case,
    attendance_cases,
    number,
    point_labels,
    series_labels,
    synthetic_cases,
)

pytestmark = pytest.mark.reference_files


def differences(case: Case) -> list[str]:
    chart = case.chart()
    found = []
    assert [row["date"] for row in case.points] == list(case.dates)
    for column, field in LINES.items():
        expected = np.array([number(row[column]) for row in case.points])
        if not np.allclose(getattr(chart, field), expected, rtol=1e-9, atol=0, equal_nan=True):
            found.append(f"{case.name}: {column}")
    for date, row, ours in zip(case.dates, case.points, point_labels(chart), strict=True):
        found += [
            f"{case.name} {date}: {column} is {label!r}, not {row[column]!r}"
            for column, label in ours.items()
            if label != row[column]
        ]
    found += [
        f"{case.name}: {column} is {label!r}, not {case.series[column]!r}"
        for column, label in series_labels(chart).items()
        if label != case.series[column]
    ]
    return found


def test_every_synthetic_case_the_peer_answers_is_answered_alike():
    answered = [case for case in synthetic_cases().values() if case.has_answer]
    assert len(answered) == 731
    assert sum(len(case.points) for case in answered) == 20_715
    assert [line for case in answered for line in differences(case)] == []


@pytest.mark.parametrize("run", ["default", "no_screen", "rebase_fix"])
def test_every_attendance_series_is_answered_alike(run):
    cases = [case for name, case in attendance_cases().items() if name.startswith(run + "|")]
    assert len(cases) == 1076
    assert sum(len(case.points) for case in cases) == 33_604
    assert [line for case in cases for line in differences(case)] == []
