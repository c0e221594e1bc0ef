from datetime import date
from pathlib import Path

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import contract, parquet, take, workbook

TERMS = {
    "format": "parquet",
    "period": {"field": "month"},
    "fields": {
        "month": {"type": "date"},
        "rate": {"heading": "Rate", "type": "decimal"},
        "on": {"heading": "On", "type": "date"},
    },
}
SELECT = """
    SELECT DATE '2026-04-01' AS "Month", 'rx1' AS "Org", 5 AS "Seen", 1.5::DOUBLE AS "Rate",
           TIMESTAMP '2026-04-02 00:00:00' AS "On"
    UNION ALL SELECT DATE '2026-05-01', 'rx2', 7, 2.0::DOUBLE, TIMESTAMP '2026-05-03 00:00:00'
"""


def test_typed_columns_are_read(tmp_path: Path) -> None:
    outcome = take(tmp_path, parquet(tmp_path, SELECT), contract(**TERMS), name="returns.parquet")
    shown = [(row["line"], row["unit"], row["n"], float(row["rate"]), row["on"]) for row in outcome.rows]
    assert shown == [(1, "RX1", 5, 1.5, date(2026, 4, 2)), (2, "RX2", 7, 2.0, date(2026, 5, 3))]


def test_what_is_not_a_number_is_rejected_by_its_row_number(tmp_path: Path) -> None:
    select = SELECT.replace("7, 2.0", "7, 'nan'") + " UNION ALL SELECT NULL, 'rx3', 1, 1, NULL"
    outcome = take(tmp_path, parquet(tmp_path, select), contract(**TERMS), name="returns.parquet")
    assert [row["rate__state"] for row in outcome.rows] == ["value", "not_collected"]
    assert faults_as_tuples(outcome.faults) == [
        (3, "Month", None, "period-unreadable"),
        (3, "On", None, "blank-cell"),
    ]


def test_text_columns_keep_to_the_contract(tmp_path: Path) -> None:
    select = "SELECT '2026-04' AS \"Month\", 'RX1' AS \"Org\", 'five' AS \"Seen\" UNION ALL SELECT '2026-04', 'RX2', '*'"
    terms = contract(format="parquet", markers={"suppressed": ["*"]})
    outcome = take(tmp_path, parquet(tmp_path, select), terms, name="returns.parquet")
    assert faults_as_tuples(outcome.faults) == [(1, "Seen", "five", "not-a-number")]
    assert [row["n__state"] for row in outcome.rows] == ["suppressed"]


def test_a_column_that_is_missing(tmp_path: Path) -> None:
    outcome = take(
        tmp_path, parquet(tmp_path, "SELECT 1 AS a"), contract(format="parquet"), name="returns.parquet"
    )
    assert {fault.rule for fault in outcome.faults} == {"column-missing"}


def test_a_file_that_is_damaged_or_another_kind(tmp_path: Path) -> None:
    terms = contract(format="parquet")
    damaged = take(tmp_path, b"PAR1" + b"\0" * 50 + b"PAR1", terms, name="returns.parquet")
    assert [fault.rule for fault in damaged.faults] == ["file-broken"]
    renamed = take(tmp_path, workbook([["Month"]]), terms, name="returns.parquet")
    assert [fault.rule for fault in renamed.faults] == ["file-kind"]
