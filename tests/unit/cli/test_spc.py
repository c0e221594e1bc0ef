"""`trustboard spc`: reads any CSV of series, and says everything that is wrong with it at once."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trustboard.__main__ import main
from trustboard.cli.spc import spc
from trustboard.cli.spc_dates import read_dates
from trustboard.cli.spc_files import read_table
from trustboard.cli.spc_results import POINT_COLUMNS, SERIES_COLUMNS
from trustboard.vocabulary.issue import Mistake

SWING = [0, 50] * 6


def months(count: int) -> list[str]:
    return [f"{2024 + at // 12}-{at % 12 + 1:02}-01" for at in range(count)]


def write(folder: Path, *rows: str, headings: str = "series,date,value") -> Path:
    path = folder / "input.csv"
    path.write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
    return path


def swing_file(folder: Path, *more: str) -> Path:
    values = [*SWING, *more]
    rows = [f"waits,{on},{value}" for on, value in zip(months(len(values)), values, strict=True)]
    return write(folder, *rows)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(spc, [str(argument) for argument in arguments], catch_exceptions=False)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestTable:
    """Without --to, one line for each series."""

    def test_it_shows_limits_verdicts_and_notes(self, tmp_path):
        rows = [f"waits,{on},{value},30" for on, value in zip(months(13), [*SWING, 200], strict=True)]
        rows += [f"falls,{on},{value}," for on, value in zip(months(3), [1, "", 2], strict=True)]
        found = run(write(tmp_path, *rows, headings="series,date,value,target"))
        heading, _, waits, falls = found.output.splitlines()
        assert found.exit_code == 0
        assert heading.split()[:3] == ["series", "n", "latest"]
        assert waits.split()[:3] == ["waits", "13", "200"]
        assert "special cause improvement" in waits
        assert "inconsistent" in waits
        assert "fewer values than limits should rest on" in falls

    def test_a_missing_last_value_says_so(self, tmp_path):
        assert "The latest value is missing." in run(swing_file(tmp_path, "")).output

    def test_the_profile_and_the_screen_can_be_switched(self, tmp_path):
        file = swing_file(tmp_path, "999")
        screened, whole = run(file).output, run(file, "--no-screen-outliers").output
        assert screened != whole
        assert (
            run(file, "--profile", "nhsr").output != run(swing_file(tmp_path, ""), "--profile", "nhsr").output
        )

    def test_limits_can_be_fixed(self, tmp_path):
        assert "-108" in run(swing_file(tmp_path, "25", "25"), "--fix-after-n-points", "12").output

    def test_a_baseline_of_eleven_points_is_refused(self, tmp_path):
        found = run(swing_file(tmp_path), "--fix-after-n-points", "11")
        assert found.exit_code == 2
        assert "11 is not in the range x>=12" in found.output

    def test_help_shows_examples(self):
        text = run("--help").output
        assert "Examples:" in text
        assert "trustboard spc waits.csv --to waits-charts" in text


class TestFiles:
    """With --to, the columns of the reference answers and the notes."""

    @pytest.fixture
    def folder(self, tmp_path):
        found = run(swing_file(tmp_path, "", "159"), "--to", tmp_path / "out" / "deep")
        assert found.exit_code == 0
        assert "1 series, 14 points" in found.output
        return tmp_path / "out" / "deep"

    def test_points_have_the_agreed_columns_and_read_back_exactly(self, folder):
        points = rows_of(folder / "points.csv")
        assert tuple(points[0]) == POINT_COLUMNS
        assert [point["date"] for point in points] == months(14)
        assert {float(point["mean"]) for point in points} == {(300 + 159) / 13}

    def test_a_missing_value_has_blank_labels(self, folder):
        missing = rows_of(folder / "points.csv")[12]
        assert missing["special_cause_type"] == missing["point_type"] == missing["rule_shift"] == ""
        assert missing["upl"] != ""

    def test_series_have_the_agreed_columns(self, folder):
        (row,) = rows_of(folder / "series.csv")
        assert tuple(row) == SERIES_COLUMNS
        assert (row["n"], row["n_common_cause"], row["variation_icon"]) == ("14", "13", "common_cause")

    def test_notes_are_sentences(self, folder):
        assert rows_of(folder / "notes.csv") == [
            {"series": "waits", "note": "There is no target for the latest point."}
        ]

    def test_rows_in_any_order_are_put_in_order_of_date(self, tmp_path):
        rows = [f"waits,{on},{value}" for on, value in zip(months(12), SWING, strict=True)]
        run(write(tmp_path, *rows), "--to", tmp_path / "ordered")
        run(write(tmp_path, *rows[::-1]), "--to", tmp_path / "reversed")
        for name in ("points.csv", "series.csv", "notes.csv"):
            assert (tmp_path / "ordered" / name).read_bytes() == (tmp_path / "reversed" / name).read_bytes()

    def test_lines_end_the_same_on_every_system(self, folder):
        assert b"\r" not in (folder / "points.csv").read_bytes()


class TestReading:
    """Optional columns, blanks and spellings."""

    def test_the_optional_columns_are_read(self, tmp_path):
        path = write(
            tmp_path,
            "a,2024-01-01,1,5,Decrease,no",
            "a,2024-02-01,,,,YES",
            " b , 2024-01-01 , +2.5e1 ,,neutral,",
            headings="series,date,value,target,direction,rebase",
        )
        table = read_table(path)
        assert table.names == ("a", "b")
        assert table.lengths.tolist() == [2, 1]
        assert table.directions == ("decrease", "neutral")
        assert table.rebase.tolist() == [[False, True], [False, False]]
        assert table.values[1, 0] == 25
        assert table.target[0, 0] == 5
        assert table.dates[0] == (date(2024, 1, 1), date(2024, 2, 1))

    def test_without_a_direction_higher_is_better(self, tmp_path):
        assert read_table(write(tmp_path, "a,2024-01-01,1")).directions == ("increase",)

    def test_a_file_saved_by_a_spreadsheet_is_read(self, tmp_path):
        path = tmp_path / "saved.csv"
        path.write_bytes("\ufeffseries,date,value\r\nwäits,01/04/2024,1\r\n".encode())
        assert read_table(path).dates == ((date(2024, 4, 1),),)

    @pytest.mark.parametrize(
        ("texts", "expected"),
        [
            (["2024-04-01"], [date(2024, 4, 1)]),
            (["31/12/2024", "01/02/2024"], [date(2024, 12, 31), date(2024, 2, 1)]),
            (["1/4/2024", "1/5/2024"], [date(2024, 4, 1), date(2024, 5, 1)]),
            (["02/03/2024", "04/05/2024"], [None, None]),
            (["02/03/2024", "2024-05-04"], [None, date(2024, 5, 4)]),
            (["31/02/2024", "2024-13-01", "soon", ""], [None, None, None, None]),
            (["13/13/2024"], [None]),
        ],
        ids=["iso", "a day over twelve", "firsts of months", "doubtful", "mixed", "not dates", "neither way"],
    )
    def test_slashed_dates_are_read_when_the_column_leaves_no_doubt(self, texts, expected):
        assert read_dates(texts) == expected


HEADINGS = "series,date,value,target,direction,rebase"
GOOD = "a,2024-01-01,1,,,"


class TestMistakes:
    """Every problem is named with its line, column, value, rule and cure."""

    @pytest.mark.parametrize(
        ("row", "rule", "column", "value"),
        [
            (",2024-02-01,1,,,", "spc-no-series", "series", ""),
            ("a,31 Jan 2024,1,,,", "spc-date", "date", "31 Jan 2024"),
            ("a,02/03/2024,1,,,", "spc-date", "date", "02/03/2024"),
            ("a,,1,,,", "spc-date", "date", ""),
            ("a,2024-02-01,95%,,,", "spc-number", "value", "95%"),
            ('a,2024-02-01,"1,234",,,', "spc-number", "value", "1,234"),
            ("a,2024-02-01,nan,,,", "spc-number", "value", "nan"),
            ("a,2024-02-01,1_000,,,", "spc-number", "value", "1_000"),
            (f"a,2024-02-01,{'9' * 200},,,", "spc-number", "value", "9" * 200),
            ("a,2024-02-01,1,inf,,", "spc-number", "target", "inf"),
            ("a,2024-02-01,1,,up,", "spc-direction", "direction", "up"),
            ("a,2024-02-01,1,,,maybe", "spc-rebase", "rebase", "maybe"),
            ("a,2024-01-01,2,,,", "spc-repeated-date", "date", "2024-01-01"),
        ],
    )
    def test_a_wrong_field_is_named(self, tmp_path, row, rule, column, value):
        with pytest.raises(Mistake) as caught:
            read_table(write(tmp_path, GOOD, row, headings=HEADINGS))
        (issue,) = caught.value.issues
        assert (issue.file, issue.line, issue.rule, issue.column) == ("input.csv", 3, rule, column)
        assert issue.value == value
        assert issue.cure

    def test_two_directions_of_one_series_are_named(self, tmp_path):
        rows = ["a,2024-01-01,1,,increase,", "a,2024-02-01,1,,,", "a,2024-03-01,1,,decrease,"]
        with pytest.raises(Mistake) as caught:
            read_table(write(tmp_path, *rows, headings=HEADINGS))
        (issue,) = caught.value.issues
        assert (issue.line, issue.rule, issue.value) == (4, "spc-two-directions", "decrease")
        assert "Line 2 says increase" in issue.message

    def test_all_problems_are_found_at_once_in_order_of_lines(self, tmp_path):
        rows = [GOOD, "a,never,much,,,", GOOD, ",2024-01-01,1,,sideways,"]
        with pytest.raises(Mistake) as caught:
            read_table(write(tmp_path, *rows, headings=HEADINGS))
        found = [(issue.line, issue.rule) for issue in caught.value.issues]
        assert found == [
            (3, "spc-date"),
            (3, "spc-number"),
            (4, "spc-repeated-date"),
            (5, "spc-no-series"),
            (5, "spc-direction"),
        ]

    @pytest.mark.parametrize(
        ("headings", "words"),
        [
            ("series,date", "value"),
            ("series,date,value,targt", "target"),
            ("", "series"),
        ],
    )
    def test_wrong_headings_are_named(self, tmp_path, headings, words):
        with pytest.raises(Mistake, match=words):
            read_table(write(tmp_path, headings=headings))

    def test_a_file_without_rows_is_named(self, tmp_path):
        with pytest.raises(Mistake) as caught:
            read_table(write(tmp_path))
        assert [issue.rule for issue in caught.value.issues] == ["spc-no-rows"]

    def test_a_file_that_is_not_there_is_the_users_mistake(self, tmp_path):
        assert run(tmp_path / "absent.csv").exit_code == 2

    def test_the_program_ends_with_exit_code_2_and_no_traceback(self, tmp_path, monkeypatch, capsys):
        path = write(tmp_path, "a,2024-01-01,many", ",2024-01-01,1")
        monkeypatch.setattr("sys.argv", ["trustboard", "spc", str(path)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert ended.value.code == 2
        assert "input.csv:2, column value" in printed.err
        assert "input.csv:3, column series" in printed.err
        assert "Traceback" not in printed.err
        assert printed.out == ""
