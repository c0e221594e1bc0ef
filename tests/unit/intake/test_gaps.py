"""A refused row leaves a gap where its numbers would have been, so that no total is silently smaller."""

from pathlib import Path

from tests.support.extracts import contract, take

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


LONG = {
    "fields": {"n": None, "measure": {"heading": "Measure"}, "value": {"heading": "Value"}},
    "long": {"measure_field": "measure", "value_field": "value", "measures": {"ones": "M1", "twos": "M2"}},
    "checks": [{"rule": "ones <= twos"}],
}
LONG_HEADING = "Month,Org,Measure,Value\n"


def long_states(folder: Path, rows: str) -> list[tuple[int, str, str, str]]:
    """Line, unit and the states of both measures, of every row put side by side."""
    outcome = take(folder, LONG_HEADING + rows, contract(**LONG))
    every = [*outcome.rows, *outcome.gaps]
    return [(row["line"], row["unit"], row["ones__state"], row["twos__state"]) for row in every]


def test_a_refused_measure_is_a_gap_beside_one_that_was_accepted(tmp_path: Path) -> None:
    rows = "2026-04,RX1,M1,one\n2026-04,RX1,M2,2\n2026-04,RX2,M2,2\n"
    assert long_states(tmp_path, rows) == [
        (3, "RX1", "incomplete", "value"),
        (4, "RX2", "not_collected", "value"),
    ]


def test_a_measure_given_twice_is_a_gap(tmp_path: Path) -> None:
    rows = "2026-04,RX1,M1,1\n2026-04,RX1,M1,2\n2026-04,RX2,M2,2\n"
    outcome = take(tmp_path, LONG_HEADING + rows, contract(**LONG))
    assert [(row["unit"], row["ones__state"], row["twos__state"]) for row in outcome.rows] == [
        ("RX1", "incomplete", "not_collected"),
        ("RX2", "not_collected", "value"),
    ]
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.rows_accepted_from, receipt.rows_accepted, receipt.rows_rejected) == (1, 1, 2)


def test_measures_that_break_a_check_together_are_gaps(tmp_path: Path) -> None:
    rows = "2026-04,RX1,M1,3\n2026-04,RX1,M2,2\n2026-04,RX2,M2,2\n2026-05,RX3,M1,3\n2026-05,RX3,M2,2\n"
    assert long_states(tmp_path, rows) == [
        (4, "RX2", "not_collected", "value"),
        (2, "RX1", "incomplete", "incomplete"),
    ]


def test_a_total_row_that_is_refused_leaves_no_gap(tmp_path: Path) -> None:
    terms = contract(totals=[{"where": "org = 'ALL'", "fields": ["n"]}])
    outcome = take(tmp_path, HEADING + "2026-04,RX1,5\n2026-04,all,five\n", terms)
    assert outcome.gaps == ()
    assert [fault.line for fault in outcome.faults] == [3]


def test_a_value_that_a_spreadsheet_would_run_is_guarded_in_the_report(tmp_path: Path) -> None:
    outcome = take(tmp_path, HEADING + "2026-04,RX1,5\n2026-04,RX2,=cmd|x\n2026-04,RX3,-4.5\n")
    assert [fault.value for fault in outcome.faults] == ["'=cmd|x", "-4.5"]
