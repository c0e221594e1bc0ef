"""Records that rows point to must stand: what was taken away, or has been superseded, is told of at loading."""

import csv
from pathlib import Path

from tests.support.records_trust import CONTACT, REFERRAL, write_csv
from tests.support.small_trust import SmallTrust

GONE, BACK = "R2606001", "R2606002"


def referrals(trust: SmallTrust) -> dict[str, list[str]]:
    with (trust.folder / "returns" / "referrals-2026-06.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row for row in csv.reader(file)}


def load_changes(trust: SmallTrust, name: str, *changes: tuple[str, str]) -> None:
    """Load a file of changes: which referrals are gone (Y), or there again."""
    rows = [[*referrals(trust)[key][:-1], gone] for key, gone in changes]
    place = trust.folder / f"referrals-{name}.csv"
    write_csv(place, REFERRAL, rows)
    trust.run("load", str(place))


def orphans(trust: SmallTrust, name: str, *keys: str) -> list[str]:
    """The referrals that a file of contacts points to in vain."""
    rows = [[f"{name}{key}", key, "PERSON1", "TEAM-A", "2026-07-01", "5", "30"] for key in keys]
    place = trust.folder / f"contacts-{name}.csv"
    write_csv(place, CONTACT, rows)
    trust.run("load", str(place), expect=1)
    report = trust.folder / "rejects" / f"{place.name}.rejects.csv"
    with report.open(encoding="utf-8", newline="") as file:
        return [row["value"] for row in csv.DictReader(file) if row["rule"] == "record-not-there"]


def test_a_record_that_was_taken_away_is_pointed_to_in_vain(records_trust: SmallTrust) -> None:
    load_changes(records_trust, "one", (GONE, "Y"), (BACK, "Y"))
    load_changes(records_trust, "two", (BACK, ""))
    assert orphans(records_trust, "a", GONE, BACK, "R2606003", "NEVER") == [GONE, "NEVER"]


def test_a_record_of_a_file_that_stands_no_more_is_pointed_to_in_vain(
    records_trust: SmallTrust, tmp_path: Path
) -> None:
    contract = records_trust.folder / "extracts" / "contact.yaml"
    text = contract.read_text(encoding="utf-8")
    assert "referral: {extract: referral, fields: [referral_id]}" in text
    reference = "referral: {extract: ward_stay, fields: [referral_id]}"
    text = text.replace("referral: {extract: referral, fields: [referral_id]}", reference)
    contract.write_text(text, encoding="utf-8")
    for each in ("urgent_attended",):  # it reads the referral of a contact
        (records_trust.folder / "indicators" / f"{each}.yaml").unlink()
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    later = records_trust.folder / "ward-stays-2026-07.csv"
    write_csv(later, "Stay,Ward,Start,Stop", [["S1", "WARD-1", "2026-06-01", ""]])
    records_trust.run("load", str(later), expect=1)  # it lacks most of the stays
    assert orphans(records_trust, "b", "S1", "S2") == ["S2"]
