"""A month's work through the commands: drafts applied, files taken in, late data, and looking back."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.small_trust import SmallTrust, make_small_trust
from trustboard.cli import cli
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.store import Store

INPATIENTS = "returns/inpatients-2026-27.csv"
OCTOBER_WILLOW = "Willow,October 2026,"


def store_hash(trust: SmallTrust) -> str:
    """The content of a trust's store as one hash."""
    return Store.open(trust.folder / "store").content_hash(thorough=True)


def test_the_same_files_again_change_nothing(small_trust: SmallTrust) -> None:
    before = store_hash(small_trust)
    result = small_trust.run("load", str(small_trust.folder / "returns"))
    assert "taken in before, nothing changed" in result.output
    assert store_hash(small_trust) == before


def test_calculating_again_finds_the_run_that_stands(small_trust: SmallTrust) -> None:
    before = store_hash(small_trust)
    assert "the same as the run that stands" in small_trust.run("calculate").output
    assert store_hash(small_trust) == before


def change_october(trust: SmallTrust, discharges: int, followed_up: int) -> None:
    """Change Willow ward's discharges and follow-up of October 2026 in its return."""
    file = trust.folder / INPATIENTS
    lines = file.read_text(encoding="utf-8").splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.startswith(OCTOBER_WILLOW)]
    cells = lines[place].split(",")
    cells[2:4] = [str(discharges), str(followed_up)]
    lines[place] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def test_a_later_file_supersedes_and_the_figure_is_restated(small_trust: SmallTrust) -> None:
    before = small_trust.figure("followup_72h", "WILLOW", "2026-10")
    change_october(small_trust, 40, 39)
    small_trust.run("load", str(small_trust.folder / INPATIENTS))
    small_trust.run("calculate")
    after = small_trust.figure("followup_72h", "WILLOW", "2026-10")
    assert (after["numerator"], after["denominator"]) == (39, 40)
    text = small_trust.run("explain", "followup_72h", "WILLOW", "2026-10").stdout
    assert f"late data: first reported 50.0% ({before['numerator']} of {before['denominator']})" in text
    assert "Superseded" in text


def test_going_back_to_the_first_file_takes_the_mark_away(small_trust: SmallTrust) -> None:
    file = small_trust.folder / INPATIENTS
    first = file.read_bytes()
    for content in (None, first):
        if content is None:
            change_october(small_trust, 40, 39)
        else:
            file.write_bytes(first + b"\n")
        small_trust.run("load", str(file))
        small_trust.run("calculate")
    assert "restated" not in small_trust.run("explain", "followup_72h", "WILLOW", "2026-10").stdout


def test_as_known_on_opens_the_run_that_stood(tmp_path: Path) -> None:
    trust = make_small_trust(tmp_path / "workspace", calculated=False, applied_on="2026-11-01")
    file = str(trust.folder / INPATIENTS)
    claim = ("--reason", "Published on that day")
    trust.run("load", file, "--known-from", "2026-11-05", *claim)
    trust.run("calculate", "--on", "2026-11-10")
    change_october(trust, 40, 39)
    trust.run("load", file, "--known-from", "2026-11-15", *claim)
    trust.run("calculate", "--on", "2026-11-18")
    words = ("figures", "--indicator", "followup_72h", "--unit", "WILLOW", "--period", "2026-10")
    (then,) = trust.json(*words, "--as-known-on", "2026-11-12")
    (now,) = trust.json(*words)
    assert then["denominator"] != 40
    assert now["denominator"] == 40
    assert trust.run("verify", "--all").output.count("calculated again, the same") == 2


def test_a_claimed_day_needs_a_reason(small_trust: SmallTrust) -> None:
    change_october(small_trust, 40, 39)
    file = str(small_trust.folder / INPATIENTS)
    (issue,) = small_trust.mistake("load", file, "--known-from", "2026-11-05").issues
    assert issue.rule == "known-from-without-reason"


def test_nothing_is_calculated_from_drafts(tmp_path: Path) -> None:
    trust = make_small_trust(tmp_path / "workspace", calculated=False)
    trust.run("load", str(trust.folder / "returns"))
    trust.change("frameworks/2026-27/standards.csv", "tt_6w,,>=,75%", "tt_6w,,>=,95%")
    trust.run("calculate")
    assert trust.verdict("tt_6w", "ZZ1", "2026-10")["rag"] == "green"
    shown = trust.run("apply", "--dry-run").output
    assert "75" in shown
    assert "95" in shown
    trust.run("apply", "--yes")
    trust.run("calculate")
    assert trust.verdict("tt_6w", "ZZ1", "2026-10")["rag"] == "red"


def test_a_refused_file_leaves_the_store_as_it_was_and_lets_the_others_in(tmp_path: Path) -> None:
    trust = make_small_trust(tmp_path / "workspace", calculated=False)
    (trust.folder / "returns" / "experience.csv").write_bytes(b"")
    result = trust.run("load", str(trust.folder / "returns"), expect=2)
    assert "experience.csv: refused" in result.output
    extracts = {receipt.extract for receipt in Store.open(trust.folder / "store").receipts()}
    assert extracts == {
        "early_intervention",
        "talking_therapies",
        "inpatients",
        "workforce",
        "data_quality_index",
    }


def test_a_row_that_breaks_a_rule_is_rejected_and_reported(tmp_path: Path) -> None:
    trust = make_small_trust(tmp_path / "workspace", calculated=False)
    trust.change(
        "returns/early-intervention.csv", "01/04/2024,EIP-S,QZ2,4,0,2,0,6", "01/04/2024,EIP-S,QZ2,4,0,2,0,7"
    )
    result = trust.run("load", str(trust.folder / "returns" / "early-intervention.csv"), expect=1)
    assert "early-intervention.csv:4" in result.output
    receipt = Store.open(trust.folder / "store").receipts("early_intervention")[0]
    assert receipt.rows_rejected == 1
    report = (
        Store.open(trust.folder / "store").path(receipt.rejects_sha256, ".csv").read_text(encoding="utf-8")
    )
    assert "weeks_0_1 + weeks_1_2 + weeks_2_4 + weeks_over_4 = total" in report


def test_a_file_named_by_itself_must_have_a_contract(small_trust: SmallTrust, tmp_path: Path) -> None:
    stray = tmp_path / "holiday-list.csv"
    shutil.copy(small_trust.folder / INPATIENTS, stray)
    assert "no contract" in small_trust.run("load", str(stray), expect=2).output.lower()
    small_trust.run("load", str(stray), "--extract", "inpatients")


def test_a_stray_file_in_a_folder_is_named_and_left_alone(small_trust: SmallTrust) -> None:
    (small_trust.folder / "returns" / "notes.txt").write_text("hello", encoding="utf-8")
    output = small_trust.run("load", str(small_trust.folder / "returns")).output
    assert "notes.txt: left alone" in output


def test_a_damaged_store_is_found_out(small_trust: SmallTrust) -> None:
    store = Store.open(small_trust.folder / "store")
    receipt = store.receipts("inpatients")[0]
    file = store.path(receipt.accepted_sha256, ".parquet")
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-10])
    result = small_trust.run("verify", expect=1)
    assert str(file) in result.output
    assert "cannot be calculated again" in result.output
    (issue,) = small_trust.mistake("calculate").issues
    assert (issue.rule, issue.file) == ("stored-file-damaged", str(file))


@pytest.mark.parametrize("command", ["check", "apply", "calculate", "figures", "verify"])
def test_outside_a_workspace_the_cure_is_named(command: str, tmp_path: Path) -> None:
    (issue,) = SmallTrust(tmp_path).mistake(command).issues
    assert issue.rule == "not-a-workspace"


def board_json(trust: SmallTrust, folder: Path) -> dict[str, Any]:
    """Write the board scorecard and read its JSON."""
    trust.run("report", "board", "--to", str(folder))
    read: dict[str, Any] = json.loads((folder / "board.json").read_text(encoding="utf-8"))
    return read


def test_a_standard_changed_for_the_past_restates_the_verdict(
    small_trust: SmallTrust, tmp_path: Path
) -> None:
    small_trust.change(
        "frameworks/2026-27/standards.csv", "eip_2w_60,eip_2w,,>=,60%", "eip_2w_60,eip_2w,,>=,80%"
    )
    small_trust.run("apply", "--yes")
    small_trust.run("calculate")
    assert small_trust.verdict("eip_2w", "ZZ1", "2026-10")["verdict"] == "not achieved"
    text = json.dumps(board_json(small_trust, tmp_path / "board")["restated"])
    assert "achieved became not achieved" in text
    assert "The standard changed; the number is the same" in text


def test_a_rate_shown_per_hundred_is_restated_by_its_definition(small_trust: SmallTrust) -> None:
    small_trust.change("indicators/falls_rate.yaml", "per: 1000", "per: 100")
    small_trust.run("apply", "--yes")
    small_trust.run("calculate")
    assert "restated" in small_trust.run("explain", "falls_rate", "ZZ1", "2026-10").stdout
    assert "definition" in small_trust.run("explain", "falls_rate", "ZZ1", "2026-10").stdout


def test_the_same_file_read_by_another_contract_is_no_late_data(small_trust: SmallTrust) -> None:
    before = small_trust.figure("falls_rate", "ROWAN", "2026-10")
    recode = "recode: [{field: ward, code: WILLOW, becomes: ROWAN}]\nload_mode: replace_period"
    small_trust.change("extracts/inpatients.yaml", "load_mode: replace_period", recode)
    small_trust.run("apply", "--yes")
    small_trust.run("load", str(small_trust.folder / INPATIENTS), expect=1)
    small_trust.run("calculate")
    assert small_trust.figure("falls_rate", "ROWAN", "2026-10")["denominator"] > before["denominator"]
    assert "definition" in small_trust.run("explain", "falls_rate", "ROWAN", "2026-10").stdout


def test_a_correction_of_one_ward_names_the_wards_it_takes_away(small_trust: SmallTrust) -> None:
    file = small_trust.folder / "returns" / "inpatients-correction.csv"
    lines = (small_trust.folder / INPATIENTS).read_text(encoding="utf-8").splitlines()
    file.write_text(
        "\n".join([lines[0], "Hawthorn,October 2026,20,19,560,620,40,1,2"]) + "\n", encoding="utf-8"
    )
    output = small_trust.run("load", str(file), expect=1).output
    assert "units-taken-away" in output
    assert "'ROWAN, WILLOW'" in output


def test_a_ward_that_reports_after_it_closed_is_named(small_trust: SmallTrust) -> None:
    small_trust.change(
        "organisation.csv", "Willow ward (older adults),2012-04-01,,", "Willow ward,2012-04-01,2026-06-30,"
    )
    small_trust.run("apply", "--yes")
    output = small_trust.run("calculate", expect=1).output
    assert "unit-outside-its-dates" in output
    assert "2026-07 to 2026-10" in output


def test_a_ward_that_sent_nothing_this_month_is_named(small_trust: SmallTrust, tmp_path: Path) -> None:
    file = small_trust.folder / INPATIENTS
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(OCTOBER_WILLOW)]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    small_trust.run("load", str(file), expect=1)
    output = small_trust.run("calculate", expect=1).output
    assert "return-missing" in output
    assert "WILLOW" in output
    (row,) = [
        row for row in board_json(small_trust, tmp_path / "board")["indicators"] if row["ref"] == "falls_rate"
    ]
    assert "without Willow ward" in json.dumps(row)
    page = (tmp_path / "board" / "indicators" / "falls_rate.html").read_text(encoding="utf-8")
    assert "The number is without Willow ward (older adults): nothing came from there this time." in page


def test_nothing_is_calculated_as_known_on_a_day_to_come(small_trust: SmallTrust) -> None:
    (issue,) = small_trust.mistake("calculate", "--on", "2199-01-01").issues
    assert issue.rule == "day-in-future"


def test_an_extract_that_does_not_exist_is_named_for_a_folder_too(small_trust: SmallTrust) -> None:
    returns = str(small_trust.folder / "returns")
    (issue,) = small_trust.mistake("load", returns, "--extract", "inpatents").issues
    assert issue.rule == "unknown-extract"
    assert "inpatients" in issue.cure


def test_a_folder_with_nothing_to_take_in_is_a_finding(small_trust: SmallTrust, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    small_trust.run("load", str(tmp_path / "empty"), expect=1)


def test_a_monthly_scorecard_is_not_shown_for_a_quarter(small_trust: SmallTrust, tmp_path: Path) -> None:
    (issue,) = small_trust.mistake(
        "report", "board", "--period", "2026-Q3", "--to", str(tmp_path / "q")
    ).issues
    assert issue.rule == "period-of-other-length"
    assert "2026-09" in issue.cure


def test_a_name_that_a_spreadsheet_would_run_is_guarded(small_trust: SmallTrust) -> None:
    small_trust.change("organisation.csv", "Rowan ward", "=HYPERLINK(0)")
    small_trust.run("apply", "--yes")
    small_trust.run("calculate")
    text = small_trust.run("figures", "--unit", "ROWAN", "--period", "2026-10", "--format", "csv").stdout
    assert ",'=HYPERLINK(0)," in text


def test_a_superseded_file_stands_again_only_on_purpose(small_trust: SmallTrust) -> None:
    file = small_trust.folder / INPATIENTS
    first, right = file.read_bytes(), small_trust.figure("followup_72h", "WILLOW", "2026-10")
    change_october(small_trust, 40, 39)
    small_trust.run("load", str(file))
    file.write_bytes(first)
    assert "superseded since by" in small_trust.run("load", str(file)).output
    small_trust.run("load", str(file), "--again", "--reason", "The correction was wrong")
    small_trust.run("calculate")
    assert small_trust.figure("followup_72h", "WILLOW", "2026-10") == right
    assert small_trust.run("load", str(file), "--again", expect=2).output.count("--reason")


def test_a_month_without_a_figure_has_a_verdict(small_trust: SmallTrust) -> None:
    file = small_trust.folder / "returns" / "talking-therapies.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("2026-06")]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    small_trust.run("load", str(file), expect=1)
    small_trust.run("calculate")
    verdict = small_trust.verdict("tt_6w", "ZZ1", "2026-06")
    assert (verdict["state"], verdict["verdict"]) == ("not_collected", "no value to judge")


def test_the_demonstration_stays_out_of_a_trusts_own_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    words = ("init", str(folder), "--name", "Our Trust", "--ods-code", "RXX")
    assert CliRunner().invoke(cli, words).exit_code == 0
    result = CliRunner().invoke(cli, ("demo", "--no-serve", "--to", str(folder)))
    assert isinstance(result.exception, Mistake)
    assert not (folder / "store").exists()


def test_a_refused_row_leaves_the_trust_incomplete_and_not_smaller(tmp_path: Path) -> None:
    trust = make_small_trust(tmp_path / "workspace", calculated=False)
    change_october(trust, 10, 18)
    trust.run("load", str(trust.folder / INPATIENTS), expect=1)
    trust.run("calculate")
    whole = trust.figure("falls_rate", "ZZ1", "2026-10")
    assert (whole["state"], whole["value"]) == ("incomplete", None)
    assert trust.figure("falls_rate", "WILLOW", "2026-10")["state"] == "incomplete"
    assert trust.figure("falls_rate", "HAWTHORN", "2026-10")["state"] == "value"
    assert trust.figure("falls_rate", "ZZ1", "2026-09")["state"] == "value"
    receipt = Store.open(trust.folder / "store").receipts("inpatients")[0]
    assert (receipt.rows_accepted, receipt.rows_rejected) == (20, 1)


def page_of(trust: SmallTrust, folder: Path) -> str:
    """Write the board scorecard and read the page of the 72-hour measure."""
    trust.run("report", "board", "--to", str(folder))
    return (folder / "indicators" / "followup_72h.html").read_text(encoding="utf-8")


def test_one_changed_cell_changes_value_word_and_chart(small_trust: SmallTrust, tmp_path: Path) -> None:
    before = page_of(small_trust, tmp_path / "before")
    change_october(small_trust, 16, 4)
    small_trust.run("load", str(small_trust.folder / INPATIENTS))
    small_trust.run("calculate")
    after = page_of(small_trust, tmp_path / "after")
    figure = small_trust.figure("followup_72h", "ZZ1", "2026-10")
    shown = f"{100 * figure['value']:.1f}%"
    assert shown in after
    assert shown not in before
    words = [re.findall(r'class="rag [a-z]+">.*?</svg>([^<]+)<', page)[0] for page in (before, after)]
    assert words == ["Achieved", "Not achieved"]
    lines = [re.findall(r' d="(M[^"]+)"', page) for page in (before, after)]
    assert lines[0]
    assert lines[0] != lines[1]
