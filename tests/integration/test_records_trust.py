"""A year of synthetic records through load and calculate: the reference gives the same, record by record."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from click.testing import CliRunner

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


def test_plan_prints_queries_without_filter(counted_records: SmallTrust) -> None:
    said = CliRunner().invoke(cli, ["plan", "seen_28d", "--sql", "-w", str(counted_records.folder)]).stdout
    assert "nothing to do" in said
    assert "SELECT" in said
    assert "FILTER" not in said.upper()
