"""People's identifiers leave a cell as keyed hashes only: in rows, reports and messages; the key goes nowhere."""

import hmac
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.extract_options.recording import changed
from tests.support.extracts import Outcome, contract, csv_text, take
from tests.support.taking_records import KEY, circumstances
from trustboard.intake.records import taking_in
from trustboard.intake.records.person_keys import hashed_sql, keep_key
from trustboard.warehouse.session import Session, SessionError, literal

NUMBER, OTHER = "999 123 4567", "9990009999"
PERSON: dict[str, Any] = {"fields": {"person": {"heading": "NHS number", "person_key": True}}}
HEADING = "Id,Seen,Org,NHS number\n"


def hashed(identifier: str, key: bytes = KEY) -> str:
    """The hash by Python's own HMAC."""
    plain = re.sub("[ \t\n\f\r\u00a0]+", "", identifier).upper()
    return hmac.new(key, plain.encode(), "sha256").hexdigest()


def everything_said(outcome: Outcome, folder: Path) -> str:
    """All that a person could read of a load: issues, reports, receipt and accepted rows."""
    told = [str(outcome.refusal), str(outcome.rows), str(outcome.faults)]
    if outcome.taken is not None:
        told += [str(outcome.taken.receipt), *(str(issue) for issue in outcome.taken.issues)]
    told += [path.read_bytes().decode("utf-8", "replace") for path in (folder / "work").glob("*.rejects.csv")]
    return "\n".join(told)


@given(
    identifier=st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=100),
    key=st.binary(min_size=1, max_size=64),
)
def test_the_hash_is_hmac_sha256(identifier: str, key: bytes) -> None:
    with Session() as session:
        keep_key(session, key)
        found = session.value(f"SELECT {hashed_sql('t')} FROM (SELECT {literal(identifier)} AS t)")
    assert found == hashed(identifier, key)


@pytest.mark.parametrize("key", [b"", bytes(65)])
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with Session() as session, pytest.raises(ValueError, match="1 to 64 bytes"):
        keep_key(session, key)


def test_one_person_has_one_hash_however_the_number_is_written(tmp_path: Path) -> None:
    cells = ["999 123 4567", "9991234567", " 9991234567\t", "999\u00a0123\u00a04567", "abC 1", "ABC1"]
    text = csv_text(
        [["Id", "Seen", "Org", "NHS number"], *([n, "09/04/2026", "rx1", c] for n, c in enumerate(cells))]
    )
    outcome = take(tmp_path, text, contract(**changed(PERSON)))
    people = [row["person"] for row in outcome.rows]
    assert people == [hashed("9991234567")] * 4 + [hashed("ABC1")] * 2


def test_no_identifier_and_no_key_leave_the_file(tmp_path: Path) -> None:
    terms = changed(
        PERSON,
        {
            "key": ["person", "id"],
            "fields": {
                "minutes": {"heading": "Minutes", "type": "integer", "maximum": 9},
                "person": {"codes": ["nobody"], "on_breach": "warn"},
            },
            "checks": [{"rule": "person = id", "on_breach": "warn"}],
            "records": {"references": {"patient": {"extract": "patient", "fields": ["person"]}}},
        },
    )
    text = "Id,Seen,Org,NHS number,Minutes\n" + "".join(
        f"{line}\n"
        for line in (
            f"1,09/04/2026,rx1,{NUMBER},5",
            f"1,10/04/2026,rx1,{NUMBER},6",  # the same key, with other values
            f"2,10/04/2026,rx1,{OTHER},x",
            f"3,31/04/2026,rx1,{OTHER},10",
            f"4,10/04/2026,rx1,{OTHER},1,too many",
            f"5,10/04/2026,rx1,{OTHER},1",
        )
    )
    around = circumstances(tmp_path)
    outcome = take(tmp_path, text, contract(**terms), around=around)
    assert {fault.rule for fault in outcome.faults} == {
        "check-broken",
        "unknown-code",
        "not-a-number",
        "period-unreadable",
        "above-maximum",
        "row-width",
        "key-twice",
    }
    said = everything_said(outcome, tmp_path)
    assert hashed(OTHER) in said
    for secret in (
        NUMBER,
        NUMBER.replace(" ", ""),
        OTHER,
        KEY.hex(),
        repr(KEY)[2:-1],
        repr(around.person_key),
    ):
        assert secret not in said + repr(around)
    written = [path for path in (tmp_path / "work").rglob("*") if path.is_file()]
    contents = [path.read_bytes() for path in written if path.suffix == ".parquet" or "rejects" in path.name]
    assert len(contents) >= 2
    for secret in (NUMBER.encode(), OTHER.encode(), KEY, KEY.hex().encode()):
        assert not [content for content in contents if secret in content]


def test_without_a_key_nothing_is_taken_in_and_the_cure_is_told(tmp_path: Path) -> None:
    around = circumstances(tmp_path, person_key=None)
    outcome = take(
        tmp_path, f"{HEADING}1,09/04/2026,rx1,{NUMBER}\n", contract(**changed(PERSON)), around=around
    )
    assert outcome.refusal is not None
    (issue,) = outcome.refusal.issues
    assert (issue.rule, issue.file) == ("person-key-missing", "returns.csv")
    assert "trustboard person-key FILE" in issue.cure


def test_a_contract_without_people_needs_no_key(tmp_path: Path) -> None:
    outcome = take(
        tmp_path,
        "Id,Seen,Org\n1,09/04/2026,rx1\n",
        contract(**changed()),
        around=circumstances(tmp_path, person_key=None),
    )
    assert len(outcome.rows) == 1


@pytest.mark.parametrize("heading", [{"row": 1}, {"containing": "Id"}, {"row": 9}])
def test_a_file_without_headings_is_not_shown(heading: dict[str, Any], tmp_path: Path) -> None:
    text = f"1,09/04/2026,rx1,{NUMBER}\n2,10/04/2026,rx1,{OTHER}\n"
    outcome = take(tmp_path, text, contract(**changed(PERSON), heading=heading))
    assert [fault.rule for fault in outcome.faults] == ["heading-missing"]
    said = everything_said(outcome, tmp_path)
    assert NUMBER not in said
    assert OTHER not in said


def test_what_stands_in_a_column_without_a_heading_is_not_shown(tmp_path: Path) -> None:
    text = f"Id,Seen,Org,NHS number,\n1,09/04/2026,rx1,{NUMBER},{OTHER}\n2,09/04/2026,rx1,{NUMBER},\n"
    outcome = take(tmp_path, text, contract(**changed(PERSON), other_columns="reject"))
    assert [(fault.rule, fault.value) for fault in outcome.faults] == [("column-unexpected", None)]
    assert OTHER not in everything_said(outcome, tmp_path)


def test_what_duckdb_says_of_a_row_goes_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def show_the_row(*_: object, **__: object) -> None:
        raise SessionError(f"Conversion Error: cannot read\nOriginal Line: {NUMBER}")

    monkeypatch.setattr(taking_in, "write_accepted", show_the_row)
    outcome = take(tmp_path, f"{HEADING}1,09/04/2026,rx1,{NUMBER}\n", contract(**changed(PERSON)))
    assert [fault.rule for fault in outcome.faults] == ["file-unreadable"]
    assert "(conversion error)" in outcome.faults[0].message
    assert NUMBER not in everything_said(outcome, tmp_path)


def test_an_error_in_a_statement_does_not_show_the_key() -> None:
    key = b"the key that nobody may see"
    with Session() as session:
        keep_key(session, key)
        with pytest.raises(SessionError) as caught:
            session.value(f"SELECT no_such_function({hashed_sql('t')}) FROM (SELECT 'a' AS t)")
    padded = [bytes(byte ^ mask for byte in key).decode("latin-1") for mask in (0, 0x36, 0x5C)]
    assert not [text for text in padded if text in str(caught.value)]
