"""What a change costs: after it, `plan` names exactly the periods that must be counted again."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.records_trust import make_records_trust
from tests.support.small_trust import SmallTrust
from trustboard.operations.calculate import calculate
from trustboard.operations.plan import PassPlanned, plan
from trustboard.operations.records import made_of
from trustboard.operations.workspace import today
from trustboard.warehouse.engine import DuckDBEngine

ALL = [f"2025-{month:02d}" for month in range(7, 13)] + [f"2026-{month:02d}" for month in range(1, 7)]


def planned(trust: SmallTrust) -> list[PassPlanned]:
    return plan(trust.folder, on=today())


def counted_again(trust: SmallTrust) -> dict[str, set[str]]:
    """For each indicator whose cells must be counted again, the periods."""
    found: dict[str, set[str]] = {}
    for each in planned(trust):
        for indicator in each.indicators:
            if each.cells:
                found.setdefault(indicator, set()).update(period.code for period in each.cells)
    return found


def rolled_again(trust: SmallTrust) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in planned(trust):
        for indicator in each.indicators:
            if each.roll_ups:
                found.setdefault(indicator, set()).update(period.code for period in each.roll_ups)
    return found


def people_again(trust: SmallTrust) -> dict[str, dict[str, list[str]]]:
    """For each pass of people who are counted again, the periods and why."""
    return {
        each.label: {period.code: why for period, why in each.recounts.items()}
        for each in planned(trust)
        if each.recounts
    }


def worked_on(trust: SmallTrust) -> list[str]:
    """Calculate; what was said to be counted, added up or counted again, and of how many periods."""
    said: list[str] = []
    calculate(trust.folder, by="Performance analyst", on=today(), progress=said.append)
    return sorted(each.partition(" of ")[0] for each in said if each.endswith(" periods"))


def foreseen(trust: SmallTrust) -> list[str]:
    """What a plan says of the same, in the words of a calculation."""
    found = []
    for each in planned(trust):
        counted, again = set(each.cells), {*each.cells, *each.roll_ups, *each.recounts}
        is_people = "people" in each.label
        for what, periods in (
            ("counting", counted),
            ("counting people again," if is_people else "adding up", again),
        ):
            if periods:
                found.append(f"{what} {each.label}: {len(periods)}")
    return sorted(found)


def reasons(trust: SmallTrust) -> set[str]:
    return {why for each in planned(trust) for whys in each.cells.values() for why in whys}


def change_rows(file: Path, change: Callable[[list[str]], None], where: Callable[[list[str]], bool]) -> None:
    """Change the rows of a file that meet a condition; there must be one at least."""
    with file.open(encoding="utf-8", newline="") as source:
        heading, *rows = csv.reader(source)
    chosen = [row for row in rows if where(row)]
    assert chosen
    for row in chosen:
        change(row)
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([heading, *rows])


def apply_and_plan(trust: SmallTrust) -> None:
    trust.run("apply", "--yes", "--by", "Performance analyst")


def test_nothing_is_left_to_do_after_a_calculation(counted_records: SmallTrust) -> None:
    assert planned(counted_records)
    assert counted_again(counted_records) == {}
    assert rolled_again(counted_records) == {}


def test_the_first_calculation_counts_everything_for_the_first_time(tmp_path: Path) -> None:
    trust = make_records_trust(tmp_path, calculated=False)
    trust.run("load", str(trust.folder / "returns"))
    assert counted_again(trust)["referrals_received"] == set(ALL)
    assert reasons(trust) == {"for the first time"}


def test_one_changed_contact_counts_its_month_again(records_trust: SmallTrust) -> None:
    file = records_trust.folder / "returns" / "contacts-2026-02.csv"
    change_rows(file, lambda row: row.__setitem__(5, "6"), lambda row: row[0] == "C2602007")
    records_trust.run("load", str(file))
    assert counted_again(records_trust) == {
        "people_seen": {"2026-02"},
        "urgent_attended": {"2026-02"},
        "mean_minutes": {"2026-02"},
    }
    assert reasons(records_trust) == {"contact's records of 2026-02 changed"}


def test_the_same_records_in_another_order_cost_nothing(records_trust: SmallTrust) -> None:
    file = records_trust.folder / "returns" / "contacts-2026-02.csv"
    heading, *lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([heading, *reversed(lines)]) + "\n", encoding="utf-8")
    records_trust.run("load", str(file))
    assert counted_again(records_trust) == {}


def test_one_changed_referral_counts_what_reads_its_month_again(records_trust: SmallTrust) -> None:
    """Contacts are counted again only in months that point to a referral of that month."""
    changed = records_trust.folder / "returns" / "referrals-change.csv"
    heading, *lines = (
        (records_trust.folder / "returns" / "referrals-2026-06.csv").read_text("utf-8").splitlines()
    )
    first = lines[0].split(",")
    first[6] = "URGENT" if first[6] == "ROUTINE" else "ROUTINE"
    changed.write_text("\n".join([heading, ",".join(first)]) + "\n", encoding="utf-8")
    records_trust.run("load", str(changed))
    again = counted_again(records_trust)
    assert again["referrals_received"] == {"2026-06"}
    assert again["waiting_now"] == {"2026-06"}
    assert again["urgent_attended"] <= {"2026-06"}
    assert "bed_days" not in again
    assert "people_seen" not in again
    records_trust.run("calculate")
    assert counted_again(records_trust) == {}


def test_a_changed_code_list_counts_what_it_touches_again(records_trust: SmallTrust) -> None:
    records_trust.change(
        "codes/attendance.csv", "seen,6,Arrived late but seen,,,", "seen,6,Arrived late but seen,,2026-04-30,"
    )
    apply_and_plan(records_trust)
    assert counted_again(records_trust) == {
        name: {"2026-05", "2026-06"} for name in ("people_seen", "urgent_attended", "mean_minutes")
    }


def test_a_moved_team_rolls_up_again_and_counts_nothing(records_trust: SmallTrust) -> None:
    records_trust.change(
        "organisation.csv",
        "TEAM-B,team,NORTH,Team B,2010-04-01,,",
        "TEAM-B,team,NORTH,Team B,2010-04-01,2026-04-30,\nTEAM-B,team,SOUTH,Team B,2026-05-01,,",
    )
    apply_and_plan(records_trust)
    assert counted_again(records_trust) == {}
    assert rolled_again(records_trust)["referrals_received"] == {"2026-05", "2026-06"}
    before = records_trust.figure("referrals_received", "SOUTH", "2026-05")["numerator"]
    records_trust.run("calculate")
    moved = records_trust.figure("referrals_received", "TEAM-B", "2026-05")["numerator"]
    assert records_trust.figure("referrals_received", "SOUTH", "2026-05")["numerator"] == before + moved
    assert rolled_again(records_trust) == {}


MOVED = (
    "TEAM-C,team,SOUTH,Team C,2010-04-01,,",
    "TEAM-C,team,SOUTH,Team C,2010-04-01,2026-04-30,\nTEAM-C,team,NORTH,Team C,2026-05-01,,",
)


def test_people_are_planned_to_be_counted_again_where_a_team_moved(records_trust: SmallTrust) -> None:
    before = records_trust.figure("people_seen", "SOUTH", "2026-05")["numerator"]
    records_trust.change("organisation.csv", *MOVED)
    apply_and_plan(records_trust)
    plans = people_again(records_trust)
    assert plans
    for periods in plans.values():
        assert periods == {code: ["the organisation changed"] for code in ("2026-05", "2026-06")}
    assert counted_again(records_trust) == {}
    said = records_trust.run("plan", "people_seen").stdout
    assert "2026-05 to 2026-06: people to be counted again, the organisation changed" in said
    assert "nothing to do for 10 periods" in said
    records_trust.run("calculate")
    assert records_trust.figure("people_seen", "SOUTH", "2026-05")["numerator"] < before
    assert people_again(records_trust) == {}


@pytest.mark.parametrize("what", ["a moved team", "a changed contact", "a closed team"])
def test_a_calculation_does_what_the_plan_says(records_trust: SmallTrust, what: str) -> None:
    if what == "a moved team":
        records_trust.change("organisation.csv", *MOVED)
    elif what == "a closed team":
        records_trust.change("organisation.csv", "Team B,2010-04-01,,", "Team B,2010-04-01,2026-05-31,")
    else:
        file = records_trust.folder / "returns" / "contacts-2026-02.csv"
        change_rows(file, lambda row: row.__setitem__(5, "6"), lambda row: row[0] == "C2602007")
        records_trust.run("load", str(file))
    apply_and_plan(records_trust)
    plan_says = foreseen(records_trust)
    assert plan_says
    assert worked_on(records_trust) == plan_says
    assert foreseen(records_trust) == worked_on(records_trust) == []


def test_people_over_a_window_are_counted_again_wherever_it_reaches(records_trust: SmallTrust) -> None:
    file = records_trust.folder / "returns" / "contacts-2026-02.csv"
    change_rows(file, lambda row: row.__setitem__(5, "6"), lambda row: row[0] == "C2602007")
    records_trust.run("load", str(file))
    assert counted_again(records_trust)["people_seen"] == {"2026-02"}
    for periods in people_again(records_trust).values():
        assert periods == {code: ["its cells changed"] for code in ("2026-03", "2026-04")}


def test_passes_of_one_extract_have_names_of_their_own(counted_records: SmallTrust) -> None:
    labels = [each.label for each in planned(counted_records)]
    assert len(set(labels)) == len(labels)
    assert {"referral (received)", "referral (received), by ethnicity"} <= set(labels)
    assert "referral open at the end (received to first_seen)" in labels


def test_another_program_is_blamed_and_not_the_definition(
    records_trust: SmallTrust, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(pass_: object, period: object) -> str:
        return "as a later program tells it"

    monkeypatch.setattr(made_of, "FORMAT", "another")
    monkeypatch.setattr(made_of, "counting_hash", another)
    assert reasons(records_trust) == {"the program changed"}
    assert counted_again(records_trust)["referrals_received"] == set(ALL)


def test_another_engine_is_named(records_trust: SmallTrust, monkeypatch: pytest.MonkeyPatch) -> None:
    version = DuckDBEngine.version
    monkeypatch.setattr(DuckDBEngine.__init__, "__defaults__", ("duckdb", "DuckDB 99"))
    assert reasons(records_trust) == {f"the engine changed from {version} to DuckDB 99"}


def test_other_wording_costs_nothing(records_trust: SmallTrust) -> None:
    records_trust.change(
        "indicators/referrals_received.yaml", "title: Referrals received", "title: New referrals"
    )
    apply_and_plan(records_trust)
    assert counted_again(records_trust) == {}
    assert rolled_again(records_trust) == {}


def test_another_counting_counts_its_pass_again(records_trust: SmallTrust) -> None:
    records_trust.change("indicators/seen_28d.yaml", "first_seen) <= 28", "first_seen) <= 27")
    records_trust.change("indicators/seen_28d.yaml", "first_seen: 2026-03-01", "first_seen: 2026-02-28")
    apply_and_plan(records_trust)
    again = counted_again(records_trust)
    assert again["seen_28d"] == set(ALL)
    assert "waiting_now" not in again
    assert "bed_days" not in again
    assert reasons(records_trust) == {"the definition changed"}


def test_an_exclusion_counts_the_month_of_its_record_again(records_trust: SmallTrust) -> None:
    file = records_trust.folder / "exclusions.csv"
    heading = file.read_text(encoding="utf-8")
    file.write_text(
        heading + "referral,R2511003,Test record,Head of information,2026-06-30,,\n", encoding="utf-8"
    )
    before = records_trust.figure("referrals_received", "RXX", "2025-11")["numerator"]
    apply_and_plan(records_trust)
    assert counted_again(records_trust)["referrals_received"] == {"2025-11"}
    records_trust.run("calculate")
    assert records_trust.figure("referrals_received", "RXX", "2025-11")["numerator"] == before - 1


def test_a_lost_cache_is_made_again_and_the_figures_are_the_same(records_trust: SmallTrust) -> None:
    import shutil

    run = records_trust.run("calculate").stdout.split()[1]
    shutil.rmtree(records_trust.folder / "store" / "cache")
    assert counted_again(records_trust)["referrals_received"] == set(ALL)
    assert records_trust.run("calculate").stdout.split()[1] == run


def test_verify_counts_everything_again_without_the_cache(records_trust: SmallTrust) -> None:
    records_trust.run("verify")
