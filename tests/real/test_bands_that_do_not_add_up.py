"""One cell of the real early intervention file changed: reported by line and column, as the contract chooses."""

import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trustboard.cli import cli
from trustboard.vocabulary.issue import Mistake

pytestmark = pytest.mark.real
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "published"
COLUMN = "Gt_1_2_Weeks"
ROWS = 16890


@dataclass(frozen=True)
class Changed:
    """The file with one more person in one band of one row of England's April 2018."""

    path: Path
    line: int  # in the file, the heading being line 1
    within: int  # completed within two weeks in that row, as the real file has it
    total: int


@pytest.fixture(scope="module")
def changed(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    (real,) = (real_data / "eip_waiting_times").glob("EIP-*.csv")
    with real.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = list(csv.reader(file))
    place = next(
        index
        for index, row in enumerate(rows)
        if row[0] == "01/04/2018" and "completed" in row[5] and row[1] == "R1L" and int(row[-1]) > 2
    )
    row = rows[place]
    within, total = int(row[6]) + int(row[7]), int(row[-1])
    row[heading.index(COLUMN)] = str(int(row[7]) + 1)
    path = tmp_path_factory.mktemp("changed") / real.name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return Changed(path, place + 2, within, total)


def workspace(folder: Path, on_breach: str) -> Path:
    """The early intervention part of the example, with another choice for rows that do not add up."""
    contract = (EXAMPLE / "extracts" / "eip_waits.yaml").read_text(encoding="utf-8")
    chosen = contract.replace("on_breach: reject_row", f"on_breach: {on_breach}")
    assert f"on_breach: {on_breach}" in chosen
    for part in ("extracts", "indicators"):
        (folder / part).mkdir(parents=True)
    for name in ("trustboard.toml", "organisation.csv", "indicators/eip_2w.yaml"):
        shutil.copyfile(EXAMPLE / name, folder / name)
    (folder / "extracts" / "eip_waits.yaml").write_text(chosen, encoding="utf-8")
    assert run("apply", "-w", str(folder), "--yes").exit_code == 0
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def april_of_essex(folder: Path) -> tuple[int, int]:
    assert run("calculate", "-w", str(folder)).exit_code < 2
    wanted = ("--indicator", "eip_2w", "--unit", "R1L", "--period", "2018-04", "--format", "json")
    (row,) = json.loads(run("figures", "-w", str(folder), *wanted).stdout)
    return row["numerator"], row["denominator"]


def rejects(folder: Path) -> list[dict[str, str]]:
    (report,) = [
        path
        for path in (folder / "store").rglob("*.csv")
        if path.read_bytes().startswith(b"file,line,column")
    ]
    with report.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_row_is_rejected_and_the_others_are_taken_in(changed: Changed, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "row", "reject_row")
    result = run("load", "-w", str(folder), str(changed.path))
    assert result.exit_code == 1
    assert f"{ROWS:,} rows read, {ROWS - 1:,} accepted, 1 rejected" in result.output
    assert f"{changed.path.name}:{changed.line}, column" in result.output
    assert COLUMN in result.output
    (reject,) = rejects(folder)
    assert (reject["file"], reject["line"]) == (changed.path.name, str(changed.line))
    assert COLUMN in reject["column"]
    assert str(changed.total) in reject["message"]
    assert reject["cure"]
    assert april_of_essex(folder) == (12 - changed.within, 19 - changed.total)


def test_the_whole_file_is_refused_and_nothing_is_taken_in(changed: Changed, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "file", "reject_file")
    result = run("load", "-w", str(folder), str(changed.path))
    assert result.exit_code == 2
    assert "refused, nothing of it was taken in" in result.output
    assert f"{changed.path.name}:{changed.line}, column" in result.output
    assert COLUMN in result.output
    calculated = run("calculate", "-w", str(folder))
    assert isinstance(calculated.exception, Mistake)
    assert [issue.rule for issue in calculated.exception.issues] == ["nothing-loaded"]


def test_the_row_is_taken_in_with_a_warning(changed: Changed, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "warn", "warn")
    result = run("load", "-w", str(folder), str(changed.path))
    assert result.exit_code == 1
    assert f"{ROWS:,} rows read, {ROWS:,} accepted, 0 rejected" in result.output
    assert f"warning: {changed.path.name}:{changed.line}, column" in result.output
    assert COLUMN in result.output
    assert april_of_essex(folder) == (13, 19)


@pytest.mark.parametrize("on_breach", ["reject_row", "reject_file", "warn"])
def test_the_real_file_passes_with_every_choice(real_data: Path, tmp_path: Path, on_breach: str) -> None:
    folder = workspace(tmp_path / on_breach, on_breach)
    (real,) = (real_data / "eip_waiting_times").glob("EIP-*.csv")
    assert run("load", "-w", str(folder), str(real)).exit_code == 0
