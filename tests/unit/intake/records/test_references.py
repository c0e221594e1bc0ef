"""Records that rows point to: found among those known, among the file's own, or told of as missing."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.recording import POINTING, REMOVING, changed
from tests.support.extracts import contract, take
from tests.support.taking_records import circumstances, known_keys
from trustboard.vocabulary.issue import Severity

HEADING = "Id,Seen,Org,Referral\n"
FILE = HEADING + "1,09/04/2026,rx1,R1\n2,10/04/2026,rx1,R7\n3,11/04/2026,rx1,\n4,12/04/2026,rx1,R8\n"


def pointing(on_breach: str) -> dict[str, Any]:
    return {"records": {"references": {"referral": {"on_breach": on_breach}}}}


@pytest.mark.parametrize(("on_breach", "kept"), [("warn", 4), ("reject_row", 2)])
def test_a_row_whose_record_is_not_there_is_told_of(on_breach: str, kept: int, tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE, contract(**changed(POINTING, pointing(on_breach))))
    assert [(fault.line, fault.column, fault.value, fault.rule) for fault in outcome.faults] == [
        (3, "Referral", "R7", "record-not-there"),
        (5, "Referral", "R8", "record-not-there"),
    ]
    assert len(outcome.rows) == kept
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_rejected == 4 - kept


def test_records_are_looked_for_in_every_file_that_is_known(tmp_path: Path) -> None:
    files = [known_keys(tmp_path, ["R1"]), known_keys(tmp_path, ["R7", "R8"], name="more")]
    outcome = take(
        tmp_path,
        FILE,
        contract(**changed(POINTING)),
        around=circumstances(tmp_path, known={"referral": files}),
    )
    assert outcome.faults == []


@pytest.mark.parametrize("known", [{}, {"referral": []}])
def test_an_extract_that_is_not_loaded_yet_gives_one_warning(known: dict[str, Any], tmp_path: Path) -> None:
    outcome = take(
        tmp_path,
        FILE,
        contract(**changed(POINTING, pointing("reject_file"))),
        around=circumstances(tmp_path, known=known),
    )
    assert outcome.taken is not None
    assert outcome.faults == []
    (issue,) = outcome.taken.issues
    assert (issue.rule, issue.severity, issue.column) == (
        "reference-not-loaded",
        Severity.WARNING,
        "Referral",
    )
    assert outcome.taken.receipt.warnings == 1


def test_a_file_may_point_into_itself(tmp_path: Path) -> None:
    terms = changed({"fields": {"parent": {"heading": "Parent", "may_be_blank": True}}})
    terms["records"] = {"references": {"parent": {"extract": "returns", "fields": ["parent"]}}}
    text = "Id,Seen,Org,Parent\n1,09/04/2026,rx1,2\n2,09/04/2026,rx1,\n3,09/04/2026,rx1,4\n"
    outcome = take(tmp_path, text, contract(**terms))
    assert [(fault.line, fault.value) for fault in outcome.faults] == [(4, "4")]


def test_keys_of_several_fields_are_pointed_to_whole(tmp_path: Path) -> None:
    terms = changed(
        {
            "fields": {"ward": {"heading": "Ward", "type": "code", "may_be_blank": True}},
            "records": {"references": {"stay": {"extract": "stay", "fields": ["id", "ward", "seen_on"]}}},
        }
    )
    text = "Id,Seen,Org,Ward\n1,09/04/2026,rx1,w1\n2,09/04/2026,rx1,w1\n3,09/04/2026,rx1,\n"
    around = circumstances(tmp_path, known={"stay": [known_keys(tmp_path, ["1|W1|2026-04-09"])]})
    outcome = take(tmp_path, text, contract(**terms), around=around)
    assert [(fault.line, fault.column, fault.value) for fault in outcome.faults] == [
        (3, "Id, Ward, Seen", "2|W1|2026-04-09")
    ]


def test_rows_rejected_already_are_not_looked_for_again(tmp_path: Path) -> None:
    text = HEADING + "1,09/04/2026,rx1,R9\n1,10/04/2026,rx1,R9\n2,10/04/2026,rx1,R1\n"
    outcome = take(tmp_path, text, contract(**changed(POINTING, pointing("reject_row"))))
    assert [fault.rule for fault in outcome.faults] == ["key-twice", "key-twice"]
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_rejected == 2


def test_a_record_that_is_gone_points_to_nothing(tmp_path: Path) -> None:
    text = "Id,Seen,Org,Change,Referral\n1,09/04/2026,rx1,I,R9\n2,09/04/2026,rx1,D,R9\n"
    outcome = take(tmp_path, text, contract(**changed(POINTING, REMOVING)))
    assert [fault.line for fault in outcome.faults] == [2]
