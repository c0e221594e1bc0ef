"""The benchmark of record indicators measures like with like: queries written by hand give our numbers."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.records.contacts import Contacts, contacts
from benchmarks.records.contestants import Answer, differing_steps, queries_by_kind, query_of_kind
from benchmarks.records.frames import PANDAS, POLARS, frames_job
from benchmarks.records.metricflow import metricflow_job
from benchmarks.records.runner import Job, run
from benchmarks.records.workload import MEASURES, work


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Contacts:
    return contacts(3_000, 14, tmp_path_factory.mktemp("drawn"))


def differing(data: Contacts, answers: list[Answer]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = run(
        Job(folders=[str(data.folder)], steps=list(differing_steps(work(), data, answers)))
    )["rows"]
    return found


def test_forty_indicators_are_made_of_fifty_four_numbers() -> None:
    assert len(MEASURES) == 40
    assert len(work().distinct) == 54


def test_records_are_drawn_alike_every_time(drawn: Contacts, tmp_path: Path) -> None:
    again = contacts(3_000, 14, tmp_path)
    assert [file.read_bytes() for file in again.files] == [file.read_bytes() for file in drawn.files]


def test_queries_by_hand_give_our_numbers_of_every_kind_of_unit(drawn: Contacts) -> None:
    found = differing(drawn, queries_by_kind(work()))
    assert len(found) == 7
    assert all(rows == 0 and ours > 0 for _, rows, ours in found)


def test_a_number_that_differs_is_found(drawn: Contacts) -> None:
    wrong = [replace(each, condition="attended = '5'") for each in work().numbers["seen"]]
    [(_, rows, ours)] = differing(drawn, [query_of_kind("team", wrong)])
    assert rows > 0
    assert ours > 0


def test_every_number_is_written_for_every_peer(drawn: Contacts) -> None:
    names = [number.column for number in work().distinct]
    for spelling in (PANDAS, POLARS):
        assert list(frames_job(work(), drawn, spelling)["numbers"]) == names
    for style in ("filters", "cases"):
        job = metricflow_job(work(), style=style)
        assert [each["metric"]["name"] for each in job["documents"] if "metric" in each] == names
        assert len(job["queries"]) == 7
