"""CSV and JSON: every number there, no formula run, one line per indicator and period."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.board import build_board_model, with_names
from tests.support.measures import MEASURES
from trustboard.rendering.tables import (
    DATA_COLUMNS,
    SCORECARD_COLUMNS,
    write_csv,
    write_data_csv,
    write_json,
)
from trustboard.vocabulary.spreadsheet import guarded
from trustboard.vocabulary.state import State


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_starts_with_a_byte_order_mark_so_that_excel_reads_pounds(written: Path) -> None:
    assert (written / "scorecard.csv").read_bytes().startswith(b"\xef\xbb\xbfref,")
    assert "£" in (written / "scorecard.csv").read_text(encoding="utf-8-sig")


def test_the_scorecard_csv_has_one_line_per_indicator(written: Path) -> None:
    found = lines(written / "scorecard.csv")
    assert tuple(found[0]) == SCORECARD_COLUMNS
    assert [line["ref"] for line in found] == [measure.id for measure in MEASURES]
    board = build_board_model()
    for line in found:
        row = board.row(line["ref"])
        assert line["value"] == ("" if row.value.number is None else repr(row.value.number))
        assert (line["value_shown"], line["verdict"]) == (row.value.text, row.badge.word)
        assert line["state"] == row.value.state.value


def test_states_and_undefined_totals_are_words_in_the_csv(written: Path) -> None:
    found = {line["ref"]: line for line in lines(written / "scorecard.csv")}
    assert (found["cyp_ed_routine"]["state"], found["cyp_ed_routine"]["value"]) == ("suppressed", "")
    assert (found["dqmi"]["year_to_date_state"], found["dqmi"]["year_to_date"]) == ("not_defined", "")
    assert {line["state"] for line in found.values()} == {state.value for state in State}


def test_the_data_csv_has_one_line_per_indicator_and_period_the_earliest_first(written: Path) -> None:
    found = lines(written / "scorecard-data.csv")
    board = build_board_model()
    assert tuple(found[0]) == DATA_COLUMNS
    assert len(found) == sum(len(page.data) for page in board.pages)
    mine = [line["period"] for line in found if line["ref"] == "eip_2w"]
    assert mine == sorted(mine)
    assert all(line["state"] == "value" or not line["value"] for line in found)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(start: str, tmp_path: Path) -> None:
    name = f"{start}HYPERLINK(1)"
    assert guarded(name) == f"'{name}"
    board = with_names(build_board_model(), name)
    for write in (write_csv, write_data_csv):
        write(board, tmp_path / "it.csv")
        assert {line["indicator"] for line in lines(tmp_path / "it.csv")} == {f"'{name}"}


def test_ordinary_texts_and_negative_numbers_are_left_alone() -> None:
    assert guarded("Falls - older people") == "Falls - older people"
    assert guarded("") == ""


@pytest.fixture(scope="module")
def form(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "scorecard.json").read_text(encoding="utf-8"))
    return found


def test_the_json_says_its_format_version_and_provenance(form: dict[str, Any]) -> None:
    assert (form["format"], form["version"]) == ("trustboard-board-scorecard", 1)
    assert form["about"]["period"] == "2026-10"
    assert form["about"]["known_on"] == "2026-11-12"
    assert form["about"]["produced_on"] == "2026-11-12T09:30:00+00:00"
    assert form["about"]["compared_with"] == "England"


def test_the_json_holds_every_indicator_with_raw_numbers(form: dict[str, Any]) -> None:
    board = build_board_model()
    assert [each["ref"] for each in form["indicators"]] == [page.row.ref for page in board.pages]
    for each in form["indicators"]:
        row = board.row(each["ref"])
        assert each["value"]["number"] == row.value.number
        assert each["value"]["state"] == row.value.state.value
        assert len(each["data"]) == len(board.by_ref[each["ref"]].data)
    eip = form["indicators"][0]
    assert isinstance(eip["value"]["numerator"], int)
    assert eip["data"][0]["period"] < eip["data"][-1]["period"]


def test_the_json_lists_groups_parts_and_priorities(form: dict[str, Any]) -> None:
    grouped = sorted(ref for group in form["groups"] for ref in group["refs"])
    assert grouped == sorted(measure.id for measure in MEASURES)
    assert sorted(ref for part in form["parts"] for ref in part["refs"]) == grouped
    assert form["national"]["refs"]
    assert form["quality_priorities"][0]["title"] == "Safer wards, with less restraint"
    assert form["restated"][0]["ref"] == "eip_2w"
    assert form["changes"][0]["on"] == "1 July 2026"


def test_the_json_of_a_scorecard_without_extras_has_nulls_not_holes(tmp_path: Path) -> None:
    board = replace(build_board_model(), national=None, comparison_name="", priorities=())
    write_json(board, tmp_path / "it.json")
    found = json.loads((tmp_path / "it.json").read_text(encoding="utf-8"))
    assert found["national"] is None
    assert found["about"]["compared_with"] is None
    assert found["quality_priorities"] == []
