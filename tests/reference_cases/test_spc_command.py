"""`trustboard spc --profile nhsr` writes the reference answers, from the reference inputs as CSV files."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.reference_cases.spc_files import LINES, Case, attendance_cases, number, synthetic_cases
from trustboard.cli.spc import spc
from trustboard.cli.spc_results import POINT_COLUMNS, SERIES_COLUMNS

pytestmark = pytest.mark.reference_files

Settings = tuple[bool, int | None]


def by_settings(cases: Iterable[Case]) -> dict[Settings, list[Case]]:
    """Cases that one run of the command can answer together."""
    groups: dict[Settings, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.arguments["screen_outliers"], case.arguments["fix_after_n_points"]].append(case)
    return groups


def write_input(path: Path, cases: Iterable[Case]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["series", "date", "value", "target", "direction", "rebase"])
        for case in cases:
            target = "" if case.series["assurance_type"] == "" else repr(case.target)
            for on, value, mark in zip(case.dates, case.values, case.arguments["rebase"], strict=True):
                text = "" if value != value else repr(float(value))
                writer.writerow([case.name, on, text, target, case.arguments["direction"], int(mark)])


def run(folder: Path, cases: list[Case], settings: Settings) -> Path:
    screened, fixed = settings
    write_input(folder / "input.csv", cases)
    options = ["--profile", "nhsr", "--screen-outliers" if screened else "--no-screen-outliers"]
    options += ["--fix-after-n-points", str(fixed)] if fixed else []
    arguments = [str(folder / "input.csv"), "--to", str(folder / "out"), *options]
    found = CliRunner().invoke(spc, arguments, catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return folder / "out"


def read(path: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a written file, by series."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["series"]].append(row)
    return found


def assert_points_equal(case: Case, written: list[dict[str, str]]) -> None:
    assert len(written) == len(case.points), case.name
    for ours, theirs in zip(written, case.points, strict=True):
        for column in POINT_COLUMNS[1:]:
            if column in LINES:
                line = number(ours[column])
                assert line == pytest.approx(number(theirs[column]), rel=1e-9, abs=0, nan_ok=True), case.name
            else:
                assert ours[column] == theirs[column], (case.name, ours["date"], column)


def assert_run_is_right(folder: Path, cases: list[Case], settings: Settings) -> None:
    out = run(folder, cases, settings)
    points, series = read(out / "points.csv"), read(out / "series.csv")
    for case in cases:
        if case.has_answer:
            assert_points_equal(case, points[case.name])
            (row,) = series[case.name]
            assert [row[column] for column in SERIES_COLUMNS[1:]] == [
                case.series[column] for column in SERIES_COLUMNS[1:]
            ]


def test_the_synthetic_cases(tmp_path):
    cases = [case for case in synthetic_cases().values() if case.arguments["fix_after_n_points"] != 11]
    groups = by_settings(cases)
    assert sum(map(len, groups.values())) == 748
    for place, (settings, group) in enumerate(groups.items()):
        folder = tmp_path / str(place)
        folder.mkdir()
        assert_run_is_right(folder, group, settings)


@pytest.mark.parametrize(
    "run_id",
    [
        "default",
        pytest.param("no_screen", marks=pytest.mark.slow),
        pytest.param("rebase_fix", marks=pytest.mark.slow),
    ],
)
def test_the_attendances(tmp_path, run_id):
    cases = [case for name, case in attendance_cases().items() if name.startswith(run_id + "|")]
    ((settings, group),) = by_settings(cases).items()
    assert len(group) == 1076
    assert_run_is_right(tmp_path, group, settings)
