"""What stops the reading of records midway: memory, the disk, rows that are not accounted for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.recording import FILE, changed
from tests.support.extracts import contract, take
from trustboard.intake.records import taking_in
from trustboard.intake.table import Table
from trustboard.warehouse.session import SessionError, SessionFileError


def failing(monkeypatch: pytest.MonkeyPatch, error: SessionError) -> list[int]:
    """Let the writing of rows fail; returns the times it was tried."""
    tried: list[int] = []

    def fail(*_: object, **__: object) -> None:
        tried.append(1)
        raise error

    monkeypatch.setattr(taking_in, "write_accepted", fail)
    return tried


def test_a_file_is_not_read_again_where_memory_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = failing(monkeypatch, SessionError("Out of Memory Error: could not allocate"))
    outcome = take(tmp_path, FILE, contract(**changed()))
    assert [fault.rule for fault in outcome.faults] == ["memory-too-small"]
    assert "memory in trustboard.toml" in outcome.faults[0].cure
    assert len(tried) == 1


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = failing(monkeypatch, SessionFileError("IO Error: No space left on device"))
    with pytest.raises(OSError, match="No space left"):
        take(tmp_path, FILE, contract(**changed()))
    assert len(tried) == 1


def test_other_errors_lead_to_the_careful_reader_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = failing(monkeypatch, SessionError("Invalid Input Error: quote"))
    outcome = take(tmp_path, FILE, contract(**changed()))
    assert [fault.rule for fault in outcome.faults] == ["file-unreadable"]
    assert len(tried) == 2


def test_what_the_first_reading_found_is_not_told_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = taking_in.read_table

    def one_row_too_many(*args: Any) -> Table:
        table = read(*args)
        return replace(table, rows=table.rows + 1)

    monkeypatch.setattr(taking_in, "read_table", one_row_too_many)
    outcome = take(tmp_path, FILE + "3,31/04/2026,rx1\n", contract(**changed()))
    assert [(fault.line, fault.rule) for fault in outcome.faults] == [(4, "period-unreadable")]
    assert len(outcome.rows) == 2


def test_rows_that_are_not_accounted_for_refuse_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = taking_in.read_table

    def one_row_too_many(*args: Any) -> Table:
        table = read(*args)
        return replace(table, rows=table.rows + 1, reread=None)

    monkeypatch.setattr(taking_in, "read_table", one_row_too_many)
    outcome = take(tmp_path, FILE, contract(**changed()))
    assert outcome.refusal is not None
    assert [fault.rule for fault in outcome.faults] == ["file-unreadable"]
