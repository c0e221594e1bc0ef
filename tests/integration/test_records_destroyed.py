"""Records destroyed by order: the files go, receipts and figures stay, and verify says so."""

import pytest
from click.testing import CliRunner

from tests.support.small_trust import SmallTrust
from trustboard.cli import cli
from trustboard.operations.workspace import open_workspace
from trustboard.vocabulary.receipt import Receipt

FIRST = "contacts-2025-07.csv"


@pytest.fixture
def trust(records_trust: SmallTrust) -> SmallTrust:
    return records_trust


def receipt_of(trust: SmallTrust, name: str) -> Receipt:
    return next(each for each in open_workspace(trust.folder).store.receipts() if each.file_name == name)


def test_destroyed_records_are_gone_and_their_figures_stay(trust: SmallTrust) -> None:
    store = open_workspace(trust.folder).store
    receipt = receipt_of(trust, FIRST)
    before = trust.json("figures", "--indicator", "mean_minutes", "--unit", "RXX")
    trust.run(
        "destroy",
        receipt.receipt_id[:12],
        "--yes",
        "--by",
        "Head of information",
        "--reason",
        "Retention over",
    )
    assert not store.path(receipt.accepted_sha256, ".parquet").exists()
    assert not list((trust.folder / "store" / "cache").rglob("*.parquet"))
    assert receipt_of(trust, FIRST) == receipt
    assert trust.json("figures", "--indicator", "mean_minutes", "--unit", "RXX") == before
    trust.run("calculate")
    assert trust.json("figures", "--indicator", "mean_minutes", "--unit", "RXX") == before


HISTORY = """
extract: old_contacts
title: Contacts, counted
source: {publisher: Records Partnership (made up)}
files: ["old-*.csv"]
format: csv
period: {field: month, format: yyyy-mm}
unit: {field: team, scheme: local}
key: [team, month]
fields:
  team: {heading: Team, type: code}
  month: {heading: Month, type: text}
  minutes: {heading: Minutes, type: integer}
  contacts: {heading: Contacts, type: integer}
load_mode: replace_period
"""


def test_a_counted_history_stands_beside_destroyed_records(trust: SmallTrust) -> None:
    (trust.folder / "extracts" / "old_contacts.yaml").write_text(HISTORY, encoding="utf-8")
    indicator = trust.folder / "indicators" / "mean_minutes.yaml"
    joined = "history: {extract: old_contacts, numerator: minutes, denominator: contacts, until: 2025-08, why: New}"
    text = indicator.read_text(encoding="utf-8").replace("cases:", f"{joined}\ncases:", 1)
    indicator.write_text(text, encoding="utf-8")
    returned = trust.folder / "old-1.csv"
    rows = [f"TEAM-A,2025-{month:02},300,10" for month in range(4, 9)]
    returned.write_text("\n".join(["Team,Month,Minutes,Contacts", *rows, ""]), encoding="utf-8")
    trust.run("apply", "--yes")
    trust.run("load", str(returned))
    trust.run("calculate")
    before = trust.json("figures", "--indicator", "mean_minutes", "--unit", "RXX")
    trust.run("destroy", receipt_of(trust, FIRST).receipt_id, "--yes", "--reason", "Retention over")
    trust.run("calculate")
    trust.run("calculate")
    assert trust.json("figures", "--indicator", "mean_minutes", "--unit", "RXX") == before


def test_verify_says_no_longer_re_derivable_and_not_corrupt(trust: SmallTrust) -> None:
    receipt = receipt_of(trust, FIRST)
    trust.run("destroy", receipt.receipt_id, "--yes", "--reason", "Retention over")
    said = trust.run("verify").output
    assert "destroyed by order: no longer re-derivable" in said
    assert "but for figures no longer re-derivable, whose records were destroyed by order:" in said
    assert "\n  mean_minutes 2025-07\n" in said
    assert "referrals_received" not in said
    assert "Everything is as it was written." in said


def test_destroying_asks_first_and_needs_a_reason_and_a_known_receipt(trust: SmallTrust) -> None:
    receipt = receipt_of(trust, FIRST)
    words = ["destroy", receipt.receipt_id, "--reason", "Retention over", "-w", str(trust.folder)]
    assert CliRunner().invoke(cli, words, input="n\n").exit_code == 1
    assert not open_workspace(trust.folder).store.destroyed()
    assert trust.mistake("destroy", receipt.receipt_id, "--yes", "--reason", " ").issues[0].rule == (
        "destroy-without-reason"
    )
    (issue,) = trust.mistake("destroy", "ffffffffffff", "--yes", "--reason", "Retention over").issues
    assert issue.rule == "unknown-receipt"


def test_retention_lists_what_is_kept_and_until_when(trust: SmallTrust) -> None:
    said = trust.run("retention").output
    assert "referrals-2025-07.csv" in said
    assert "kept until 2033-07-31" in said
    assert "contacts-2025-07.csv" in said
    assert "the contract names no retention" in said
    assert trust.run("retention", "--due").output == "0 loads of records whose time is over.\n"
