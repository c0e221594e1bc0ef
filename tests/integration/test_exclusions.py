"""Exclusions that leave nothing out are told of by their line, wherever drafts and figures are looked at."""

import pytest

from tests.support.small_trust import SmallTrust

PEOPLE = "Test record,Head of information,2026-07-01"


def exclude(trust: SmallTrust, *lines: str) -> None:
    file = trust.folder / "exclusions.csv"
    heading = file.read_text(encoding="utf-8").splitlines()[0]
    file.write_text("\n".join((heading, *lines)) + "\n", encoding="utf-8")


def test_a_key_that_no_record_has_is_told_of_by_its_line(records_trust: SmallTrust) -> None:
    exclude(records_trust, f"referral,R2606001,{PEOPLE},,", f"referral,R9906001,{PEOPLE},,")
    for words in (("check",), ("apply", "--yes", "--by", "Performance analyst")):
        said = records_trust.run(*words).stderr
        assert "exclusion-without-record" in said
        assert "exclusions.csv:3" in said
        assert "exclusions.csv:2" not in said
        assert "9906001" not in said
    done = records_trust.run("calculate", expect=1)
    assert "exclusion-without-record" in done.stderr
    assert "exclusions.csv:3" in done.stderr
    assert "9906001" not in done.output
    again = records_trust.run("calculate", expect=1)  # what is kept still says it
    assert "exclusions.csv:3" in again.stderr


def test_dates_on_which_the_record_did_not_happen_are_told_of(records_trust: SmallTrust) -> None:
    exclude(records_trust, f"referral,R2606001,{PEOPLE},2026-01-01,2026-01-31")
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    before = records_trust.figure("referrals_received", "RXX", "2026-06")["numerator"]
    assert "exclusion-outside-dates" in records_trust.run("calculate", expect=1).stderr
    assert records_trust.figure("referrals_received", "RXX", "2026-06")["numerator"] == before


def test_an_exclusion_that_holds_is_no_finding(records_trust: SmallTrust) -> None:
    exclude(records_trust, f"referral,R2606001,{PEOPLE},2026-06-01,")
    assert records_trust.run("check").stderr == ""
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    before = records_trust.figure("referrals_received", "RXX", "2026-06")["numerator"]
    records_trust.run("calculate")
    assert records_trust.figure("referrals_received", "RXX", "2026-06")["numerator"] == before - 1


@pytest.mark.parametrize("is_damaged", [False, True], ids=["nothing loaded", "damaged"])
def test_records_that_cannot_be_asked_stand_in_no_check_s_way(
    records_trust: SmallTrust, is_damaged: bool
) -> None:
    exclude(records_trust, f"referral,R9906001,{PEOPLE},,")
    if is_damaged:
        for file in (records_trust.folder / "store").rglob("*.parquet"):
            file.chmod(0o600)
            file.write_bytes(b"")
    else:
        (records_trust.folder / "store").rename(records_trust.folder / "elsewhere")
    assert "exclusion-without-record" not in records_trust.run("check").stderr
    assert is_damaged or not (records_trust.folder / "store").exists()
