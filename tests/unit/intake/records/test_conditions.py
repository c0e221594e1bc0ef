"""The contract's own conditions over records, removals, and how many rejected rows are too many."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extract_options.recording import REMOVING, changed
from tests.support.extracts import Outcome, contract, take
from trustboard.intake import take_in
from trustboard.intake.records import taking_in
from trustboard.vocabulary.issue import Severity

ENDED: dict[str, Any] = {
    "fields": {
        "ended": {"heading": "Ended", "type": "time", "date_format": "dd/mm/yyyy", "may_be_blank": True},
        "minutes": {"heading": "Minutes", "type": "integer", "may_be_blank": True},
        "came": {"heading": "Came", "type": "boolean", "may_be_blank": True},
    }
}
HEADING = "Id,Seen,Org,Ended,Minutes,Came\n"


def ended(folder: Path, *lines: str, **terms: Any) -> Outcome:
    rows = "".join(f"{number},{line}\n" for number, line in enumerate(lines, 1))
    return take(folder, HEADING + rows, contract(**changed(ENDED, terms)))


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("date_of(ended) >= seen_on", [3]),
        ("ended is null or date_of(ended) >= seen_on", [3]),
        ("date_diff('day', seen_on, ended) <= 3", [2]),
        ("working_days(seen_on, ended) <= 1", [2]),
        ("working_days(seen_on, ended) between 0 and 2 or came", [3]),
        ("minutes > 0", [4]),
        ("minutes * 2 < 100 or came", [2]),
        ("came", [2, 3]),
        ("minutes is not null", [5]),
        ("org in codes('ethnicity')", [2, 3, 4, 5]),
        ("seen_on < date '2026-04-03'", []),
    ],
)
def test_a_check_breaks_where_it_is_false_and_not_where_it_is_unknown(
    rule: str, broken: list[int], tmp_path: Path
) -> None:
    outcome = ended(
        tmp_path,
        "02/04/2026,rx1,08/04/2026 10:00,50,N",  # Thursday to Wednesday, Good Friday and Easter Monday between
        "02/04/2026,rx1,01/04/2026 23:59,1,N",
        "02/04/2026,rx1,,0,Y",
        "02/04/2026,rx1,,,",
        "02/04/2026,a,02/04/2026,1,Y",
        checks=[{"rule": rule, "on_breach": "warn"}],
    )
    assert [fault.line for fault in outcome.faults] == broken
    assert {fault.rule for fault in outcome.faults} <= {"check-broken"}
    assert len(outcome.rows) == 5


def test_a_broken_check_shows_both_sides_and_its_reason(tmp_path: Path) -> None:
    check = {"rule": "minutes <= date_diff('day', seen_on, ended)", "why": "An hour is not a day."}
    outcome = ended(tmp_path, "02/04/2026,rx1,08/04/2026,50,", "02/04/2026,rx1,08/04/2026,6,", checks=[check])
    (fault,) = outcome.faults
    assert fault.message.endswith("left side 50, right side 6")
    assert (fault.column, fault.cure) == ("Minutes, Seen, Ended", "An hour is not a day.")
    assert len(outcome.rows) == 1


def test_every_issue_of_the_contracts_conditions_is_told_at_once(tmp_path: Path) -> None:
    outcome = ended(tmp_path, keep="a = 1", checks=[{"rule": "b = 1"}])
    assert [fault.column for fault in outcome.faults] == ["keep", "checks rule"]


def test_rows_that_are_not_wanted_are_left_out_and_counted(tmp_path: Path) -> None:
    outcome = ended(
        tmp_path,
        "02/04/2026,rx1,,5,Y",
        "02/04/2026,rx1,,5,N",
        "31/04/2026,rx1,,5,N",  # not wanted, whatever else is wrong with it
        "02/04/2026,rx1,,x,N",
        "02/04/2026,rx1,,5,perhaps",  # nobody can say whether it is wanted
        "02/04/2026,rx1,,5,",
        keep="came",
    )
    assert faults_as_tuples(outcome.faults) == [(6, "Came", "perhaps", "not-yes-or-no")]
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_accepted, receipt.rows_rejected, receipt.rows_left_out) == (1, 1, {"not kept": 4})


def test_notes_below_the_table_and_blank_rows_are_left_out(tmp_path: Path) -> None:
    text = "Id,Seen,Org\n\n1,09/04/2026,rx1\n , ,\n2,31/04/2026,rx1\n3,09/04/2026,rx1\n,,\nProvisional,,\n"
    outcome = take(tmp_path, text, contract(**changed({"stop_at_blank": "org", "keep": "id <> '9'"})))
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (7, 1, 0)
    assert receipt.rows_left_out == {"after the last row": 3, "blank rows": 3}


def test_a_record_that_is_gone_needs_its_key_and_its_date_only(tmp_path: Path) -> None:
    terms = changed(REMOVING, {"checks": [{"rule": "org = 'RX1'"}], "fields": {"org": {"codes": ["RX1"]}}})
    text = (
        "Id,Seen,Org,Change\n1,09/04/2026,,D\n2,09/04/2026,rx2,Gone\n3,09/04/2026,rx1,\n4,09/04/2026,rx2,I\n"
    )
    outcome = take(tmp_path, text, contract(**terms))
    assert [(row["id"], row["org"], row["removed"]) for row in outcome.rows] == [
        ("1", None, True),
        ("2", "RX2", True),
    ]
    assert [(fault.line, fault.rule) for fault in outcome.faults] == [
        (4, "blank-cell"),
        (5, "unknown-code"),
        (5, "check-broken"),
    ]


BAD, GOOD = "31/04/2026,rx1,,,", "30/04/2026,rx1,,,"


@pytest.mark.parametrize(
    ("bad", "limits", "rule"),
    [
        (0, {}, None),
        (1, {}, "many-rejected"),
        (1, {"warn_over": 0.1}, None),
        (2, {"warn_over": 0.1}, "many-rejected"),
        (2, {"warn_over": 0.2, "refuse_over": 0.2}, None),
        (3, {"refuse_over": 0.2}, "too-many-rejected"),
    ],
)
def test_how_many_rejected_rows_are_too_many(
    bad: int, limits: dict[str, float], rule: str | None, tmp_path: Path
) -> None:
    lines = [BAD] * bad + [GOOD] * (10 - bad)
    outcome = ended(tmp_path, *lines, records={"rejects": limits})
    issues = outcome.taken.issues if outcome.taken is not None else outcome.refusal.issues  # type: ignore[union-attr]
    assert [issue.rule for issue in issues] == ([rule] if rule else []) + ["period-unreadable"] * bad
    assert (outcome.refusal is not None) == (rule == "too-many-rejected")
    if rule == "many-rejected":
        assert issues[0].severity is Severity.WARNING
        assert f"{bad} of 10 rows were rejected ({bad / 10:.2%})" in issues[0].message


@pytest.mark.parametrize(
    ("bad", "rows", "is_refused"),
    [
        (1, 10, False),  # a small file with a bad row or two goes through
        (1, 2, False),
        (2, 3, True),  # but never one of which most is wrong
        (9, 18, False),
        (10, 18, True),
        (10, 200, False),  # just 5 in a hundred
        (11, 200, True),
    ],
)
def test_a_contract_that_says_nothing_refuses_a_file_of_many_rejected_rows(
    bad: int, rows: int, is_refused: bool, tmp_path: Path
) -> None:
    lines = [BAD] * bad + [GOOD] * (rows - bad)
    outcome = ended(tmp_path, *lines, records={"rejects": {"refuse_over": None}})
    assert (outcome.refusal is not None) == is_refused
    if outcome.refusal is not None:
        assert outcome.refusal.issues[0].rule == "too-many-rejected"
        assert "rejects: {refuse_over: 0.2}" in outcome.refusal.issues[0].cure
    else:
        assert outcome.taken is not None
        assert outcome.taken.issues[0].rule == "many-rejected"


@pytest.mark.parametrize(
    ("wanted", "warns"), [({}, True), ({"other_columns": "ignore"}, False), ({"other_columns": "warn"}, True)]
)
def test_a_heading_too_many_is_a_warning(wanted: dict[str, str], warns: bool, tmp_path: Path) -> None:
    text = "Id,Seen,Org,Orgs,,More\n1,30/04/2026,rx1,x,,9990001234\n"
    outcome = take(tmp_path, text, contract(**changed(wanted)))
    assert outcome.taken is not None
    found = [(each.rule, each.line, each.column, each.severity) for each in outcome.taken.issues]
    unknown = [("column-unexpected", 1, name, Severity.WARNING) for name in ("Orgs", "More")]
    assert found == (unknown if warns else [])
    assert outcome.taken.receipt.warnings == len(found)
    assert not warns or "It resembles “Org”" in outcome.taken.issues[0].cure


def test_counted_rows_warn_of_other_columns_where_the_contract_asks(tmp_path: Path) -> None:
    text = "Month,Org,Seen,More\n2026-04,RX1,5,x\n"
    for wanted, found in (({}, []), ({"other_columns": "warn"}, ["column-unexpected"])):
        outcome = take(tmp_path, text, contract(**wanted))
        assert outcome.taken is not None
        assert [issue.rule for issue in outcome.taken.issues] == found
        assert outcome.taken.receipt.warnings == len(found)


def test_a_file_of_which_nothing_is_accepted_is_refused(tmp_path: Path) -> None:
    outcome = ended(tmp_path, BAD)
    assert outcome.refusal is not None
    assert outcome.refusal.issues[0].rule == "nothing-accepted"


@pytest.mark.parametrize("keep", [None, "id <> '1'"])
def test_a_report_of_very_many_rows_says_how_many_more_there_are(
    keep: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "MOST_LISTED", 3)
    lines = [GOOD] + ["30/04/2026,rx1,,x,"] * 6 + [GOOD]
    outcome = ended(tmp_path, *lines, keep=keep)
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_rejected, receipt.rows_accepted) == (6, 1 if keep else 2)
    assert [fault.line for fault in outcome.faults] == [3, 4, 5, None]
    assert outcome.faults[-1].message == "3 more rows are not listed"


def test_orphans_beyond_the_most_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "MOST_LISTED", 2)
    terms = changed({"records": {"references": {"other": {"extract": "referral", "fields": ["id"]}}}})
    text = "Id,Seen,Org\n" + "".join(f"{number},09/04/2026,rx1\n" for number in range(5))
    outcome = take(tmp_path, text, contract(**terms))
    with outcome.taken.rejects.open(encoding="utf-8") as report:  # type: ignore[union-attr]
        rows = list(csv.DictReader(report))
    assert [row["rule"] for row in rows] == ["record-not-there"] * 3
    assert rows[-1]["message"] == "3 more rows are not listed"


def test_records_are_not_taken_in_without_their_circumstances(tmp_path: Path) -> None:
    path = tmp_path / "returns.csv"
    path.write_text("Id,Seen,Org\n1,09/04/2026,rx1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="returns holds records"):
        take_in(path, contract(**changed()), workdir=tmp_path / "work")
