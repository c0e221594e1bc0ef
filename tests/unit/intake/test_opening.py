import errno
import io
import zipfile
from pathlib import Path

import pytest

from tests.support.extracts import BASE, FILE, contract, take, workbook, zipped
from trustboard.definitions.contract import Contract
from trustboard.intake import Refused, opening, take_in
from trustboard.intake.matching import match_contract
from trustboard.vocabulary.issue import Mistake


def rules(folder: Path, content: bytes) -> list[str]:
    return [fault.rule for fault in take(folder, content, name="all.zip").faults]


def test_every_member_that_the_contract_takes_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    members = {
        "2026/returns-a.csv": FILE,
        "2026/Returns-B.CSV": FILE.replace("2026-04", "2026-05"),
        "2026/notes.csv": "not this",
        "__MACOSX/2026/returns-a.csv": "\0",
        ".returns-hidden.csv": "nor this",
    }
    path.write_bytes(zipped(members))
    taken = take_in(path, contract(), workdir=tmp_path / "work")
    assert [part.receipt.member for part in taken] == ["2026/returns-a.csv", "2026/Returns-B.CSV"]
    assert [part.receipt.periods for part in taken] == [("2026-04",), ("2026-05",)]
    assert len({part.receipt.file_sha256 for part in taken}) == 1
    assert len({part.accepted for part in taken}) == len({part.rejects for part in taken}) == 2


def test_a_member_says_its_name_in_the_report(tmp_path: Path) -> None:
    content = zipped({"a/returns.csv": FILE.replace(",5", ",five")})
    outcome = take(tmp_path, content, name="all.zip")
    assert outcome.taken is not None
    assert [issue.file for issue in outcome.taken.issues] == ["all.zip/a/returns.csv"]


def test_one_member_that_is_refused_refuses_the_zip_with_one_report(tmp_path: Path) -> None:
    members = {"returns-a.csv": FILE, "returns-b.csv": "Month\n", "returns-c.csv": ""}
    outcome = take(tmp_path, zipped(members), name="all.zip")
    assert outcome.refusal is not None
    assert {issue.file for issue in outcome.refusal.issues} == {
        "all.zip/returns-b.csv",
        "all.zip/returns-c.csv",
    }
    assert [fault.rule for fault in outcome.faults] == ["column-missing", "column-missing", "file-empty"]


def test_a_workbook_inside_a_zip(tmp_path: Path) -> None:
    rows = [["Month", "Org", "Seen"], ["2026-04", "RX1", 5]]
    outcome = take(
        tmp_path, zipped({"returns.xlsx": workbook(rows)}), contract(format="xlsx"), name="returns.zip"
    )
    assert [row["n"] for row in outcome.rows] == [5]


def test_a_period_in_the_name_of_the_zip(tmp_path: Path) -> None:
    terms = contract(
        period={"file_name": r"-(?P<year>\d{4})-(?P<month>\d\d)"},
        fields={"month": None},
        files=["returns.csv"],
    )
    content = zipped({"returns.csv": "Org,Seen\nRX1,5\n"})
    outcome = take(tmp_path, content, terms, name="all-2026-04.zip")
    assert outcome.taken is not None
    assert outcome.taken.receipt.periods == ("2026-04",)


def test_a_zip_without_a_member_for_the_contract(tmp_path: Path) -> None:
    assert rules(tmp_path, zipped({"other.csv": FILE})) == ["zip-member-missing"]


def test_a_zip_that_is_damaged(tmp_path: Path) -> None:
    content = bytearray(zipped({"returns.csv": FILE * 50}))
    content[60:70] = b"\xff" * 10
    assert rules(tmp_path, bytes(content)) == ["zip-broken"]
    assert rules(tmp_path, b"PK\x03\x04 and no more") == ["zip-broken"]


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    content = bytearray(zipped({"returns.csv": FILE}))
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + offset] |= 1
    assert rules(tmp_path, bytes(content)) == ["file-locked"]


def test_a_zip_that_would_swell_is_not_unpacked(tmp_path: Path) -> None:
    assert rules(tmp_path, zipped({"returns.csv": b"0" * 5_000_000})) == ["zip-too-large"]
    assert not (tmp_path / "work" / "member1").exists()


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_declares(tmp_path: Path) -> None:
    content = bytearray(zipped({"returns.csv": b"0" * 200_000}))
    for header, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(header) + offset
        content[at : at + 4] = (2_000).to_bytes(4, "little")
    assert rules(tmp_path, bytes(content)) == ["zip-broken"]
    assert (tmp_path / "work" / "member1").stat().st_size <= 2_000


def test_a_full_disk_is_not_the_zips_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(opening.shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        rules(tmp_path, zipped({"returns.csv": FILE}))


@pytest.mark.parametrize(("limit", "value"), [("MOST_BYTES", 10), ("MOST_MEMBERS", 1)])
def test_a_zip_beyond_bounds(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, limit, value)
    assert rules(tmp_path, zipped({"returns-a.csv": FILE, "returns-b.csv": FILE})) == ["zip-too-large"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        take_in(tmp_path / "returns.csv", contract(), workdir=tmp_path / "work")
    assert [issue.rule for issue in caught.value.issues] == ["file-missing"]


def _contracts(**patterns: str) -> dict[str, Contract]:
    return {
        name: Contract.model_validate({**BASE, "extract": name, "files": [pattern]})
        for name, pattern in patterns.items()
    }


def test_a_file_belongs_to_the_contract_whose_pattern_fits() -> None:
    contracts = _contracts(eip="EIP-*.csv", ae="Monthly-AE-*")
    assert match_contract("monthly-ae-July.csv", contracts).extract == "ae"
    assert match_contract(Path("in/EIP-2018.CSV"), contracts.values()).extract == "eip"


def test_a_zip_belongs_to_the_contract_of_its_members(tmp_path: Path) -> None:
    path = tmp_path / "download.zip"
    path.write_bytes(zipped({"in/EIP-1.csv": FILE, "readme.txt": ""}))
    assert match_contract(path, _contracts(eip="EIP-*.csv", ae="AE*")).extract == "eip"


@pytest.mark.parametrize(
    ("name", "rule", "says"),
    [
        ("EIP-all-AE.csv", "contract-unclear", "eip and ae"),
        ("EPI-2018.csv", "contract-missing", "EIP-*.csv"),
    ],
)
def test_a_file_without_one_contract(name: str, rule: str, says: str) -> None:
    with pytest.raises(Mistake) as caught:
        match_contract(name, _contracts(eip="EIP-*.csv", ae="*AE*"))
    issue = caught.value.issues[0]
    assert issue.rule == rule
    assert says in issue.message + issue.cure


def test_no_contract_at_all() -> None:
    with pytest.raises(Mistake) as caught:
        match_contract("EIP.csv", {})
    assert "There is none yet" in str(caught.value)


def test_a_zip_in_an_unknown_way_of_packing(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("returns.csv", FILE)
    content = bytearray(file.getvalue())
    for header, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(header) + offset] = 99
    assert rules(tmp_path, bytes(content)) == ["zip-broken"]
