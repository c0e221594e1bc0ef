"""Figures whose records were destroyed by order: each stays as it was, and none is made of what is left."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.records_trust import CONTACT, MONTHS, REFERRAL, write_csv
from tests.support.small_trust import SmallTrust
from trustboard.operations.explain_records import records_behind
from trustboard.operations.reading import standing_run
from trustboard.operations.workspace import open_workspace
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.state import State

Figures = dict[tuple[str, Slice, Period], Figure]
LATE = [
    [f"Q{number}", "PERSON1", f"L{number}", "TEAM-A", "CONS-1", "G00001", "URGENT", "A", day, "", ""]
    for number, day in enumerate(("2026-05-10", "2026-06-10", "2026-06-11"))
]
DESTROYED = "Records destroyed by order"


@pytest.fixture
def trust(records_trust: SmallTrust) -> SmallTrust:
    return records_trust


def receipt_of(trust: SmallTrust, name: str) -> Receipt:
    found = [each for each in open_workspace(trust.folder).store.receipts() if each.file_name == name]
    return found[-1]


def destroy(trust: SmallTrust, *names: str) -> None:
    receipts = [receipt_of(trust, name).receipt_id for name in names]
    trust.run("destroy", *receipts, "--yes", "--by", "Records manager", "--reason", "Retention over")


def figures(trust: SmallTrust) -> Figures:
    found = standing_run(trust.folder).reader.figures()
    return {(each.indicator, each.slice, each.period): each for each in found}


def of_trust(found: Figures, indicator: str, period: str) -> Figure:
    return found[indicator, Slice("RXX"), Period.parse(period)]


def changed(before: Figures, after: Figures) -> set[tuple[str, str]]:
    """The indicators and periods of which any figure changed, came or went."""
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {(indicator, period.code) for indicator, _, period in keys}


def load_late(trust: SmallTrust, name: str, heading: str, rows: list[list[str]], expect: int = 0) -> None:
    place = trust.folder / "returns" / name
    write_csv(place, heading, rows)
    trust.run("load", str(place), expect=expect)


def next_month(trust: SmallTrust, *, expect: int) -> None:
    """July 2026 comes: six referrals, a contact of one of them, and one of a referral of June."""
    rows = [[f"N{each}", "PERSON2", f"L7{each}", *LATE[0][3:8], "2026-07-10", "", ""] for each in range(6)]
    load_late(trust, "referrals-2026-07.csv", REFERRAL, rows)
    contact = ["PERSON2", "TEAM-A", "2026-07-12", "5", "30"]
    rows = [["CX1", "N1", *contact], ["CX2", "R2606001", *contact]]
    load_late(trust, "contacts-2026-07.csv", CONTACT, rows, expect)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["referrals-2025-07.csv"], id="clocks that stay open"),
        pytest.param(["referrals-2026-02.csv"], id="references and windows"),
        pytest.param(["contacts-2025-12.csv"], id="different people"),
        pytest.param(["ward-stays-2026-06.csv"], id="the whole of what a rate is divided by"),
        pytest.param(["incidents-2026-06.csv", "contacts-2026-06.csv"], id="the last month of two extracts"),
        pytest.param([f"referrals-{month:%Y-%m}.csv" for month in MONTHS], id="a whole extract"),
    ],
)
def test_every_figure_stays_as_it_was(trust: SmallTrust, names: list[str]) -> None:
    before = figures(trust)
    destroy(trust, *names)
    assert "stay as they were: their records were destroyed by order" in trust.run("calculate").output
    assert changed(before, figures(trust)) == set()


@settings(max_examples=max(3, settings().max_examples // 30))
@given(seed=st.integers(0, 2**32))
def test_figures_stay_whatever_is_destroyed(
    counted_records: SmallTrust, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("destroyed")
    (folder / "person.key").write_text("5a" * 32 + "\n", encoding="ascii")
    trust = counted_records.copy_to(folder / "workspace")
    before = figures(trust)
    names = [each.file_name for each in open_workspace(trust.folder).store.receipts()]
    for _ in range(chance.randint(1, 2)):
        chosen = [names.pop(chance.randrange(len(names))) for _ in range(chance.randint(1, 3))]
        destroy(trust, *chosen)
        if chance.random() < 0.5:
            trust.run("calculate")
    trust.run("calculate")
    assert changed(before, figures(trust)) == set()
    assert "Everything is as it was written." in trust.run("verify").output


def test_a_month_that_a_late_file_still_covers_is_not_counted_from_that_alone(trust: SmallTrust) -> None:
    load_late(trust, "referrals-late.csv", REFERRAL, LATE)
    trust.run("calculate")
    before = figures(trust)
    destroy(trust, "referrals-2026-06.csv")
    trust.run("calculate")
    assert of_trust(before, "referrals_received", "2026-06").value == 42
    assert changed(before, figures(trust)) == set()


def test_a_file_that_comes_after_the_order_changes_what_is_left_and_nothing_else(trust: SmallTrust) -> None:
    before = figures(trust)
    destroy(trust, "referrals-2026-06.csv")
    load_late(trust, "referrals-late.csv", REFERRAL, LATE)
    told = trust.run("calculate", expect=1).output
    assert told.count("[late-for-figures-that-stay]") == 1
    assert "referrals_received 2026-06" in told
    assert "referrals_received 2026-05" not in told
    trust.run("calculate")  # said once
    after = figures(trust)
    assert of_trust(after, "referrals_received", "2026-05").value == 41
    assert {period for name, period in changed(before, after) if name == "referrals_received"} == {"2026-05"}
    assert not {each for each in changed(before, after) if each[1] == "2026-06"}


def test_figures_stay_where_nobody_worked_out_what_read_the_records(
    trust: SmallTrust, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise Mistake([])

    before = figures(trust)
    monkeypatch.setattr("trustboard.operations.destroying.readings_of", damaged)
    destroy(trust, "referrals-2025-11.csv", "incidents-2025-11.csv")
    next_month(trust, expect=0)
    trust.run("calculate", expect=1)
    after = figures(trust)
    assert {each for each in changed(before, after) if each[1] < "2026-07"} == {("seen_28d", "2026-06")}
    assert of_trust(after, "referrals_received", "2026-07").state is State.VALUE
    assert of_trust(after, "wait_median", "2026-07").state is State.INCOMPLETE


def test_a_correction_that_is_destroyed_brings_back_nothing_of_what_it_corrected(trust: SmallTrust) -> None:
    with (trust.folder / "returns" / "referrals-2026-05.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:9]
    for row in rows[:4]:
        row[9] = "2026-06-29"  # first seen
    rows[4][8:10] = "2026-04-02", ""  # moves to another month
    for row in rows[5:]:
        row[10] = "Y"  # is removed
    load_late(trust, "referrals-corrected.csv", REFERRAL, rows)
    trust.run("calculate")
    before = figures(trust)
    assert of_trust(before, "referrals_received", "2026-05").value == 36
    destroy(trust, "referrals-corrected.csv")
    trust.run("calculate")
    assert changed(before, figures(trust)) == set()


def test_two_orders_one_after_the_other(trust: SmallTrust) -> None:
    before = figures(trust)
    destroy(trust, "referrals-2025-07.csv")
    trust.run("calculate")
    destroy(trust, "contacts-2025-09.csv")
    destroy(trust, "referrals-2025-08.csv", "ward-stays-2026-06.csv")
    trust.run("calculate")
    assert changed(before, figures(trust)) == set()
    assert "Everything is as it was written." in trust.run("verify", "--all").output


def test_a_new_month_that_needs_what_is_gone_is_incomplete_and_others_are_counted(trust: SmallTrust) -> None:
    before = figures(trust)
    destroy(trust, "referrals-2026-06.csv")
    next_month(trust, expect=1)  # one points to what is gone
    said = trust.run("calculate", expect=1).output
    assert "waiting_now 2026-07" in said
    assert "need records that were destroyed by order" in said
    after = figures(trust)
    july = {
        name: of_trust(after, name, "2026-07").state
        for name in ("waiting_now", "longest_wait", "urgent_attended", "referrals_received", "mean_minutes")
    }
    assert [name for name, state in july.items() if state is State.INCOMPLETE] == [
        "waiting_now", "longest_wait", "urgent_attended"
    ]  # fmt: skip
    assert of_trust(after, "referrals_received", "2026-07").value == 6
    assert of_trust(before, "seen_28d", "2026-06").state is State.NOT_DUE
    assert of_trust(after, "seen_28d", "2026-06").state is State.INCOMPLETE  # due now, and never counted
    assert of_trust(after, "seen_28d", "2026-07").state is State.NOT_DUE
    assert of_trust(after, "waiting_now", "2026-06") == of_trust(before, "waiting_now", "2026-06")
    said = trust.run("explain", "waiting_now", "RXX", "2026-07").output
    assert "no run had this figure before: it is not known, and nothing is counted from what is left" in said


def test_a_new_file_for_the_whole_month_is_counted_again(trust: SmallTrust) -> None:
    before = figures(trust)
    destroy(trust, "contacts-2025-12.csv", "ward-stays-2026-06.csv")
    contact = ["R2512001", "PERSON2", "TEAM-A", "2025-12-12", "5", "30"]
    load_late(trust, "contacts-again.csv", CONTACT, [["CX1", *contact]])
    load_late(trust, "ward-stays-new.csv", "Stay,Ward,Start,Stop", [["S1", "WARD-1", "2025-07-01", ""]])
    trust.run("calculate")
    after = figures(trust)
    assert of_trust(after, "mean_minutes", "2025-12").parts.denominator == 1
    assert of_trust(after, "bed_days", "2025-07").value == 31
    assert {period for name, period in changed(before, after) if name == "mean_minutes"} == {"2025-12"}
    assert DESTROYED not in trust.run("explain", "mean_minutes", "RXX", "2025-12").output


def test_a_new_indicator_is_incomplete_where_records_are_gone(trust: SmallTrust) -> None:
    destroy(trust, "referrals-2025-07.csv", "contacts-2026-03.csv")
    for name, field in (("mean_minutes", "minutes_new"), ("waiting_now", "waiting_new")):
        text = (trust.folder / "indicators" / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace(f"id: {name}", f"id: {field}")
        (trust.folder / "indicators" / f"{field}.yaml").write_text(text, encoding="utf-8")
    trust.run("apply", "--yes")
    trust.run("calculate", expect=1)
    found = figures(trust)
    for month in MONTHS:
        code = f"{month:%Y-%m}"
        is_gone = of_trust(found, "minutes_new", code).state is State.INCOMPLETE
        assert is_gone == (code == "2026-03"), code
        was = of_trust(found, "minutes_new", code).parts == of_trust(found, "mean_minutes", code).parts
        assert was != is_gone
    incomplete = {
        f"{month:%Y-%m}"
        for month in MONTHS
        if of_trust(found, "waiting_new", f"{month:%Y-%m}").state is State.INCOMPLETE
    }
    kept = {f"{month:%Y-%m}" for month in MONTHS if DESTROYED in said(trust, "waiting_now", f"{month:%Y-%m}")}
    assert incomplete == kept
    assert "2025-07" in kept


def said(trust: SmallTrust, indicator: str, period: str, *words: str) -> str:
    return trust.run("explain", indicator, "RXX", period, *words).output


def test_the_figure_of_a_definition_that_changed_stays_and_says_so(trust: SmallTrust) -> None:
    before = figures(trust)
    destroy(trust, "contacts-2025-07.csv")
    trust.change("indicators/mean_minutes.yaml", "numerator: minutes\n", "numerator: minutes + 1\n")
    trust.change("indicators/mean_minutes.yaml", "numerator: 75", "numerator: 77")
    trust.run("apply", "--yes")
    trust.run("calculate")
    after = figures(trust)
    assert of_trust(after, "mean_minutes", "2025-07") == of_trust(before, "mean_minutes", "2025-07")
    assert of_trust(after, "mean_minutes", "2025-08") != of_trust(before, "mean_minutes", "2025-08")
    assert "counted by the definition of its time" in said(trust, "mean_minutes", "2025-07")
    assert DESTROYED not in said(trust, "mean_minutes", "2025-08")


def test_an_indicator_that_goes_and_comes_back_has_its_figures_again(trust: SmallTrust) -> None:
    before = figures(trust)
    place = trust.folder / "indicators" / "mean_minutes.yaml"
    text = place.read_text(encoding="utf-8")
    place.unlink()
    trust.run("apply", "--yes")
    destroy(trust, "contacts-2025-07.csv")
    trust.run("calculate")
    assert not [key for key in figures(trust) if key[0] == "mean_minutes"]
    place.write_text(text, encoding="utf-8")
    trust.run("apply", "--yes")
    trust.run("calculate")
    assert changed(before, figures(trust)) == set()


def test_explain_names_the_order_and_lists_no_records(trust: SmallTrust) -> None:
    destroy(trust, "referrals-2025-07.csv")
    trust.run("calculate")
    receipt = receipt_of(trust, "referrals-2025-07.csv")
    told = said(trust, "waiting_now", "2025-07", "--records")
    assert DESTROYED in told
    assert f"by Records manager: Retention over; the records of {receipt.file_name}" in told
    assert f"(receipt {receipt.receipt_id[:12]})" in told
    assert "it is no longer re-derivable, and its records cannot be listed" in told
    assert f"SHA-256 {receipt.file_sha256[:12]}" in told
    assert "In the numerator" not in told
    assert DESTROYED not in said(trust, "mean_minutes", "2025-07")
    with pytest.raises(Mistake) as refused:
        records_behind(
            trust.folder, indicator="waiting_now", unit="RXX", period=Period.parse("2025-07"), by="Anyone"
        )
    assert [each.rule for each in refused.value.issues] == ["records-destroyed"]


@pytest.mark.parametrize("again", [[], ["--again", "--reason", "Wanted back"]], ids=["plain", "again"])
def test_a_file_whose_records_were_destroyed_is_refused(trust: SmallTrust, again: list[str]) -> None:
    destroy(trust, "contacts-2025-07.csv")
    place = trust.folder / "returns" / "contacts-2025-07.csv"
    receipts = open_workspace(trust.folder).store.receipts()
    refusal = trust.run("load", str(place), *again, expect=2).output
    assert "records-destroyed-before" in refusal
    assert "were destroyed by order on" in refusal
    assert "Retention over" in refusal
    assert open_workspace(trust.folder).store.receipts() == receipts
    copied = Path(place).with_name("contacts-2025-07-copy.csv")
    copied.write_bytes(place.read_bytes())
    assert "records-destroyed-before" in trust.run("load", str(copied), *again, expect=2).output
    trust.run("load", str(place.with_name("contacts-2025-08.csv")))
