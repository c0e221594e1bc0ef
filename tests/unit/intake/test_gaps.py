"""A refused row leaves a gap where its numbers would have been, so that no total is silently smaller."""

from pathlib import Path

from tests.support.extracts import take

HEADING = "Month,Org,Seen\n"


def gaps(folder: Path, rows: str) -> list[tuple[str, str]]:
    """Unit and month of each gap that a file's rows leave."""
    outcome = take(folder, HEADING + rows)
    return [(gap["unit"], f"{gap['period_start']:%Y-%m}") for gap in outcome.gaps]


def test_a_refused_row_leaves_a_gap_for_its_unit_and_month(tmp_path: Path) -> None:
    outcome = take(tmp_path, HEADING + "2026-04,RX1,5\n2026-04,RX2,seven\n")
    (gap,) = outcome.gaps
    assert (gap["line"], gap["unit"], gap["n"], gap["n__state"]) == (3, "RX2", None, "incomplete")
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_accepted == 1


def test_both_rows_of_one_key_leave_one_gap(tmp_path: Path) -> None:
    assert gaps(tmp_path, "2026-04,RX1,5\n2026-04,RX1,6\n2026-04,RX2,7\n") == [("RX1", "2026-04")]


def test_a_row_of_the_same_unit_that_was_accepted_fills_the_gap(tmp_path: Path) -> None:
    assert gaps(tmp_path, "2026-04,RX1,five\n2026-04,RX1,5\n") == []


def test_a_row_without_a_readable_month_or_unit_leaves_none(tmp_path: Path) -> None:
    assert gaps(tmp_path, "2026-04,RX1,5\nApril,RX2,5\n2026-04,,5\n") == []


def test_a_month_of_refused_rows_only_is_not_claimed(tmp_path: Path) -> None:
    outcome = take(tmp_path, HEADING + "2026-04,RX1,5\n2026-05,RX1,five\n")
    assert outcome.gaps == ()
    assert outcome.taken is not None
    assert outcome.taken.receipt.periods == ("2026-04",)
