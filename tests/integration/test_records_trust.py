"""A year of synthetic records through load and calculate: the reference gives the same, record by record."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.records_trust import REFERRAL, write_csv
from tests.support.small_trust import SmallTrust
from trustboard.cli import cli
from trustboard.definitions.workspace import Workspace
from trustboard.operations.reading import StandingRun, standing_run
from trustboard.operations.records.counting import closure_of, extracts_of, plan_of
from trustboard.operations.records.standing import StandingRecords, settle_records
from trustboard.reference import answer_records
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session

INDICATORS = (
    "bed_days",
    "harm_rate",
    "longest_wait",
    "mean_minutes",
    "people_seen",
    "referrals_received",
    "seen_28d",
    "urgent_attended",
    "wait_median",
    "waiting_now",
)


@pytest.fixture(scope="module")
def stood(counted_records: SmallTrust) -> StandingRun:
    return standing_run(counted_records.folder)


@pytest.fixture(scope="module")
def standing(stood: StandingRun) -> StandingRecords:
    plan = plan_of(stood.workspace, list(stood.workspace.indicators.values()))
    return settle_records(
        stood.store, stood.workspace, extracts_of(plan), stood.store.receipts(), say=lambda _: None
    )


@pytest.fixture(scope="module")
def rows(stood: StandingRun, standing: StandingRecords) -> dict[str, list[dict[str, Any]]]:
    return {name: rows_of(stood, standing, name) for name in standing.settled}


def rows_of(stood: StandingRun, standing: StandingRecords, extract: str) -> list[dict[str, Any]]:
    shape = settled_shape(stood.workspace.contracts[extract])
    files = [partition.path for partition in standing.settled[extract].partitions]
    with Session(folders=[stood.store.folder]) as session:
        engine = DuckDBEngine(session)
        engine.offer("records", files, shape)
        return [dict(zip(shape, row, strict=True)) for row in engine.rows("SELECT * FROM records")]


def months(workspace: Workspace) -> Sequence[Period]:
    return Period.month(2025, 1).until(Period.month(2026, 12))


def test_every_indicator_of_the_fixture_is_compared(stood: StandingRun) -> None:
    assert sorted(stood.workspace.indicators) == sorted(INDICATORS)


@pytest.mark.parametrize("name", INDICATORS)
def test_figures_of_the_run_are_those_of_the_reference(
    name: str, stood: StandingRun, standing: StandingRecords, rows: dict[str, list[dict[str, Any]]]
) -> None:
    workspace = stood.workspace
    closure = closure_of(workspace.organisation, months(workspace))
    expected = answer_records(
        workspace.indicators[name], workspace.surroundings, rows, closure, standing.coverage
    )
    found = stood.reader.figures(indicator=name)
    assert len(found) > 12
    assert {(each.slice, each.period): each for each in found} == {
        (each.slice, each.period): each for each in expected
    }


def test_a_quarter_of_a_year_of_records_has_figures_of_every_sort_of_slice(stood: StandingRun) -> None:
    found = stood.reader.figures(indicator="referrals_received", period_from=Period.month(2026, 5))
    slices = {each.slice for each in found}
    assert any(each.commissioner == "UNKNOWN" for each in slices)
    assert any(each.group == "ethnicity:NOT KNOWN" for each in slices)
    assert {"RXX", "NORTH", "TEAM-A", "CONS-1"} <= {each.unit for each in slices if each.is_whole}
    assert {each.period.grain for each in found} == {Grain.MONTH}


def test_cohorts_that_are_not_complete_are_not_due(counted_records: SmallTrust) -> None:
    assert counted_records.figure("seen_28d", "RXX", "2026-06")["state"] == "not_due"
    assert counted_records.figure("seen_28d", "RXX", "2026-05")["state"] == "value"


def test_persons_are_nowhere_in_the_store_and_record_numbers_need_the_right(
    counted_records: SmallTrust,
) -> None:
    for file in (counted_records.folder / "store").rglob("*"):
        assert not file.is_file() or b"PERSON" not in file.read_bytes()
    words = ("explain", "waiting_now", "TEAM-A", "2026-06", "--records")
    said = counted_records.run(*words).output
    assert "LOCAL" not in said
    assert "PERSON" not in said
    refused = counted_records.mistake(*words, "--local-numbers", "--by", "Somebody else")
    assert refused.issues[0].rule == "no-right-to-records"


def test_what_names_somebody_is_not_shown_where_a_clause_reads_it(records_trust: SmallTrust) -> None:
    file = records_trust.folder / "indicators" / "urgent_attended.yaml"
    clauses = (
        "referral.local_id = 'NONE' and person is null and referral_id is null and referral.priority is null"
    )
    text = file.read_text(encoding="utf-8").replace("referral.priority = 'URGENT'", clauses, 1)
    text = text.replace("    numerator: 1\n    denominator: 2\n", "    state: no_cases\n")
    file.write_text(text, encoding="utf-8")
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    records_trust.run("calculate", "--by", "Performance analyst")
    said = records_trust.run("explain", "urgent_attended", "RXX", "2026-06", "--records").output
    assert "referral.local_id = 'NONE' is not true\n" in said
    assert "person is null is not true\n" in said
    assert "referral_id is null is not true\n" in said
    assert "referral.priority is null is not true (referral.priority is ROUTINE)" in said
    assert "LOCAL" not in said
    assert not re.search(r"R26\d{5}|[0-9a-f]{64}", said)


def test_reading_record_numbers_is_kept_in_the_audit(records_trust: SmallTrust) -> None:
    said = records_trust.run(
        "explain", "waiting_now", "TEAM-A", "2026-06", "--local-numbers", "--by", "Ward manager"
    ).output
    waiting = records_trust.figure("waiting_now", "TEAM-A", "2026-06")["numerator"]
    in_numerator = said.partition("In the numerator")[2].partition("Nearly")[0]
    assert in_numerator.count("LOCAL") == waiting > 0
    last = standing_run(records_trust.folder).store.audit()[-1]
    assert (last.act, last.by) == ("read-records", "Ward manager")
    assert re.fullmatch(r"waiting_now TEAM-A 2026-06: \d+ records, with local numbers", last.what["read"][0])


def test_reading_records_by_keyed_hash_is_kept_in_the_audit_too(records_trust: SmallTrust) -> None:
    words = ("explain", "people_seen", "TEAM-A", "2026-06", "--records", "--by", "Performance analyst")
    said = records_trust.run(*words).output
    last = standing_run(records_trust.folder).store.audit()[-1]
    assert (last.act, last.by) == ("read-records", "Performance analyst")
    listed = len({*re.findall(r"^  ([0-9a-f]{16}) ", said, flags=re.MULTILINE)})
    assert last.what == {"read": [f"people_seen TEAM-A 2026-06: {listed} records, by keyed hash"]}


def test_records_of_different_people_say_of_how_many(counted_records: SmallTrust) -> None:
    people = counted_records.figure("people_seen", "TEAM-A", "2026-06")["numerator"]
    said = counted_records.run("explain", "people_seen", "TEAM-A", "2026-06", "--records").output
    [(records, told)] = re.findall(r"In the numerator: (\d+) records of (\d+) people", said)
    assert int(told) == people < int(records)
    said = counted_records.run("explain", "seen_28d", "RXX", "2026-05", "--records").output
    assert re.search(r"In the numerator: \d+ records of \d+ people\n", said)
    assert re.search(r"In the denominator: \d+ records of \d+ people, of them", said)
    said = counted_records.run("explain", "bed_days", "WARD-1", "2026-05", "--records").output
    assert re.search(r"In the numerator: \d+ records\n", said)


def test_personal_fields_need_the_right_and_clauses_then_say_their_outcome_alone(
    records_trust: SmallTrust,
) -> None:
    clauses = "ethnicity = 'X' and payer = 'X' and practice is null and priority = 'URGENT'"
    records_trust.change(
        "indicators/seen_28d.yaml", "population: priority = 'ROUTINE'", f"population: {clauses}"
    )
    records_trust.change(
        "indicators/seen_28d.yaml", "    numerator: 1\n    denominator: 3\n", "    state: no_cases\n"
    )
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    records_trust.run("calculate", "--by", "Performance analyst")
    words = ("explain", "seen_28d", "RXX", "2026-05", "--records")
    said = records_trust.run(*words).output.partition("Nearly")[2]
    assert "ethnicity = 'X' is not true\n" in said
    assert "payer = 'X' is not true\n" in said
    assert "practice is null is not true\n" in said
    assert "priority = 'URGENT' is not true (priority is ROUTINE)\n" in said
    assert not re.search(r"G0000\d|ethnicity (?!=)|ethnicity is|practice (?!is null)|payer is", said)
    told = records_trust.run(*words, "--local-numbers", "--by", "Ward manager").output.partition("Nearly")[2]
    assert "practice is null is not true (practice is G00001)\n" in told
    assert re.search(r"LOCAL\d+ .*practice G00002.*ethnicity Z", told)


def test_an_amount_worked_out_from_a_personal_field_needs_the_right(records_trust: SmallTrust) -> None:
    words = ("explain", "mean_minutes", "TEAM-A", "2026-06", "--records")
    told = r"^  [0-9a-f]{16} \(2026-06\): (30|45|60)  "
    assert re.search(told, records_trust.run(*words).output, flags=re.MULTILINE)
    records_trust.change(
        "extracts/contact.yaml", "minutes: {heading: Minutes,", "minutes: {heading: Minutes, personal: true,"
    )
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    records_trust.run("calculate", "--by", "Performance analyst")
    said = records_trust.run(*words).output
    assert not re.search(r"minutes \d|\): \d", said)
    assert "numerator: minutes is not known\n" in said
    shown = records_trust.run(*words, "--local-numbers", "--by", "Ward manager").output
    assert re.search(r"^  C\d+ \(2026-06\): 45 .*minutes 45", shown, flags=re.MULTILINE)


def test_equal_and_blank_local_numbers_hide_no_records(records_trust: SmallTrust) -> None:
    contract = "extracts/referral.yaml"
    records_trust.change(
        contract, "Local number, type: code}", "Local number, type: code, may_be_blank: true}"
    )
    records_trust.run("apply", "--yes", "--by", "Performance analyst")
    numbers = ["SAME", "SAME", "", "SAME", ""]
    rows = [
        [f"RN{at}", f"PERSON{at}", number, "TEAM-A", "", "", "ROUTINE", "A", "2026-05-01", day, ""]
        for at, (number, day) in enumerate(
            zip(numbers, ["2026-05-02", "", "2026-05-03", "", ""], strict=True)
        )
    ]
    write_csv(records_trust.folder / "returns" / "referrals-numbers.csv", REFERRAL, rows)
    records_trust.run("load", str(records_trust.folder / "returns" / "referrals-numbers.csv"))
    records_trust.run("calculate", "--by", "Performance analyst")
    figure = records_trust.figure("seen_28d", "TEAM-A", "2026-05")
    said = records_trust.run(
        "explain", "seen_28d", "TEAM-A", "2026-05", "--local-numbers", "--by", "Ward manager"
    ).output
    within = said.partition("In the numerator")[2].partition("In the denominator")[0]
    only = said.partition("not in the numerator:\n")[2].partition("Nearly")[0]
    assert len(within.splitlines()) - 1 == figure["numerator"]
    assert len(only.splitlines()) == figure["denominator"] - figure["numerator"]
    assert [within.count("  SAME "), only.count("  SAME ")] == [1, 2]
    assert [within.count("  no local number, "), only.count("  no local number, ")] == [1, 1]
    assert "None" not in within + only


def test_plan_prints_queries_without_filter(counted_records: SmallTrust) -> None:
    said = CliRunner().invoke(cli, ["plan", "seen_28d", "--sql", "-w", str(counted_records.folder)]).stdout
    assert "nothing to do" in said
    assert "SELECT" in said
    assert "FILTER" not in said.upper()
