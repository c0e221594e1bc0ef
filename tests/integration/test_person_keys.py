"""The key for people: made where it is to lie, and never exchanged without a word."""

from pathlib import Path

from tests.support.small_trust import SmallTrust
from trustboard.operations.keys import make_person_key
from trustboard.operations.workspace import open_workspace


def another_key(trust: SmallTrust) -> None:
    (trust.folder.parent / "person.key").write_text("b7" * 32 + "\n", encoding="ascii")


def test_a_file_is_refused_once_people_were_hashed_with_another_key(records_trust: SmallTrust) -> None:
    another_key(records_trust)
    before = len(open_workspace(records_trust.folder).store.receipts())
    late = records_trust.folder / "late" / "contacts-2026-07.csv"
    late.parent.mkdir()
    first = (records_trust.folder / "returns" / "contacts-2026-06.csv").read_text(encoding="utf-8")
    late.write_text(first.replace("2026-06", "2026-07"), encoding="utf-8")
    (issue,) = records_trust.mistake("load", str(late), "--by", "Performance analyst").issues
    assert issue.rule == "person-key-changed"
    assert "5a5a" not in issue.message
    assert "b7b7" not in issue.message
    assert len(open_workspace(records_trust.folder).store.receipts()) == before


def test_an_extract_that_names_nobody_does_not_ask_for_the_key(records_trust: SmallTrust) -> None:
    another_key(records_trust)
    late = records_trust.folder / "late" / "incidents-2026-07.csv"
    late.parent.mkdir()
    first = (records_trust.folder / "returns" / "incidents-2026-06.csv").read_text(encoding="utf-8")
    late.write_text(first.replace("2026-06", "2026-07"), encoding="utf-8")
    records_trust.run("load", str(late), "--by", "Performance analyst")


def test_the_audit_names_the_key_by_a_mark(counted_records: SmallTrust) -> None:
    marks = [each.what.get("keys") for each in open_workspace(counted_records.folder).store.audit()]
    assert len({tuple(each) for each in marks if each}) == 1
    assert "5a5a5a5a" not in str(marks)


def test_the_folder_of_a_key_is_made_too(tmp_path: Path) -> None:
    place = make_person_key(tmp_path / "keys" / "of people" / "person.key")
    assert len(place.read_text(encoding="ascii").strip()) == 64


def test_a_stretch_of_several_months_has_no_explanation_of_its_first(counted_records: SmallTrust) -> None:
    (issue,) = counted_records.mistake("explain", "referrals_received", "RXX", "2026-Q1").issues
    assert issue.rule == "no-figure"


def test_a_table_of_cuts_tells_them_apart(counted_records: SmallTrust) -> None:
    said = counted_records.run(
        "figures", "--indicator", "referrals_received", "--unit", "RXX", "--period", "2026-05", "--cuts"
    ).output
    heading, *rows = said.splitlines()
    assert heading.split()[:6] == ["indicator", "unit", "commissioner", "council", "group", "period"]
    assert len(set(rows)) == len(rows) > 3
    assert any("ethnicity:" in row for row in rows)
