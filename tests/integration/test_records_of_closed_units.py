"""A team that closes, or that nobody knows, takes nothing out of the trust's figures; the program says so."""

import re
from decimal import Decimal

import pytest

from tests.support.small_trust import SmallTrust
from trustboard.operations.calculate import calculate
from trustboard.operations.reading import standing_run
from trustboard.operations.workspace import today
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue

KINDS = {
    "longest_wait",
    "mean_minutes",
    "people_seen",
    "referrals_received",
    "seen_28d",
    "urgent_attended",
    "wait_median",
    "waiting_now",
}
TEAM_B = "TEAM-B,team,NORTH,Team B,2010-04-01,,\n"
CLOSED = (TEAM_B, "TEAM-B,team,NORTH,Team B,2010-04-01,2026-05-31,\n")
UNKNOWN = (TEAM_B, "")


def of(trust: SmallTrust, unit: str) -> dict[tuple[str, Slice, str], Figure]:
    """Every figure of a unit, whole and cut."""
    found = standing_run(trust.folder).reader.figures(unit=unit)
    return {(each.indicator, each.slice, each.period.code): each for each in found}


def recalculated(trust: SmallTrust, old: str, new: str) -> dict[str, list[Issue]]:
    """Change the organisation, apply and calculate; what is found, by rule."""
    trust.change("organisation.csv", old, new)
    trust.run("apply", "--yes", "--by", "Performance analyst")
    found: dict[str, list[Issue]] = {}
    for each in calculate(trust.folder, by="Performance analyst", on=today()).findings:
        found.setdefault(each.rule, []).append(each)
    return found


@pytest.mark.parametrize(("old", "new"), [CLOSED, UNKNOWN], ids=["closed", "unknown"])
def test_the_trusts_figures_stay_whatever_the_kind(records_trust: SmallTrust, old: str, new: str) -> None:
    before = of(records_trust, "RXX")
    division = of(records_trust, "NORTH")
    recalculated(records_trust, old, new)
    assert of(records_trust, "RXX") == before
    assert {name for name, _, _ in before} >= KINDS
    without = of(records_trust, "NORTH")
    june = {name for name, slice_, code in division if slice_.is_whole and code == "2026-06"}
    whole = Slice("NORTH")
    for name in ("waiting_now", "referrals_received", "people_seen"):
        assert name in june
        assert number(without[name, whole, "2026-06"]) < number(division[name, whole, "2026-06"])
    assert "2026-06" not in {code for _, _, code in of(records_trust, "TEAM-B")}


def number(figure: Figure) -> Decimal:
    assert figure.parts.numerator is not None
    return figure.parts.numerator


def test_the_warning_names_the_unit_the_months_and_how_many(records_trust: SmallTrust) -> None:
    waiting = records_trust.figure("waiting_now", "TEAM-B", "2026-06")["numerator"]
    found = recalculated(records_trust, *CLOSED)["unit-outside-its-dates"]
    assert {each.value for each in found} == {"TEAM-B"}
    contact, referral = (each.message for each in found)
    assert contact.startswith("contact has records of it outside its dates, for 2026-06 (")
    assert f"for 2026-06 ({waiting} records)" in referral
    assert referral.endswith(": they count for the whole trust only")


def test_combined_a_closed_unit_has_its_last_month_and_no_more(records_trust: SmallTrust) -> None:
    recalculated(records_trust, *CLOSED)
    words = ("figures", "--indicator", "waiting_now", "--period", "2026-05..2026-06", "--combined")
    (closed,) = (row for row in records_trust.json(*words, "--unit", "TEAM-B"))
    assert closed["period"] == "2026-05"
    trust = {row["period"] for row in records_trust.json(*words, "--unit", "RXX")}
    assert trust == {"2026-05..2026-06"}


def test_a_unit_that_nobody_knows_is_named_for_every_month(records_trust: SmallTrust) -> None:
    contact, referral = recalculated(records_trust, *UNKNOWN)["unit-not-in-organisation"]
    for message in (contact.message, referral.message):
        assert "for 2025-07 to 2026-06 (" in message
        assert " records a month at most): they count for the whole trust only" in message


def test_weeks_are_named_beside_months(records_trust: SmallTrust) -> None:
    made = records_trust.folder / "indicators" / "received_weekly.yaml"
    text = (made.parent / "referrals_received.yaml").read_text(encoding="utf-8")
    text = text.replace("id: referrals_received", "id: received_weekly\nperiod: {grain: week}")
    made.write_text(text.replace("period: 2026-04\n", "period: 2026-W18\n"), encoding="utf-8")
    (found,) = (
        each.message
        for each in recalculated(records_trust, *CLOSED)["unit-outside-its-dates"]
        if each.message.startswith("referral")
    )
    assert re.search(
        r"for 2026-06 \(\d+ records\) and 2026-W23 to 2026-W26 \(\d+ records a week at most\)", found
    )


def test_the_records_behind_the_trusts_figure_hold_them(records_trust: SmallTrust) -> None:
    recalculated(records_trust, *UNKNOWN)
    received = records_trust.figure("referrals_received", "RXX", "2026-06")["numerator"]
    said = records_trust.run("explain", "referrals_received", "RXX", "2026-06", "--records").output
    assert f"In the numerator: {received} records" in said
