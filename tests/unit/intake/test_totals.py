from pathlib import Path
from typing import Any

import pytest

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import Outcome, contract, take

REGIONAL: dict[str, Any] = {
    "fields": {"region": {"heading": "Region", "may_be_blank": True}, "org": {"may_be_blank": True}},
    "markers": {"suppressed": ["*"]},
}


def total(**change: Any) -> list[dict[str, Any]]:
    return [{"where": "org = 'ALL'", "fields": ["n"], **change}]


def outcome(folder: Path, *lines: str, **change: Any) -> Outcome:
    text = "Month,Org,Region,Seen\n" + "".join(f"{line}\n" for line in lines)
    return take(folder, text, contract(**(REGIONAL | {"totals": total()} | change)))


def differing(found: Outcome) -> list[tuple[int | None, str | None]]:
    return [(fault.line, fault.value) for fault in found.faults if fault.rule == "total-differs"]


def test_a_total_is_that_of_its_own_period(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-05,RX1,N,7", "2026-04,all,,5", "2026-05,all,,8")
    assert differing(outcome(tmp_path, *lines)) == [(5, "8")]


def test_a_total_without_a_period_is_that_of_the_file(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-05,RX1,N,7", "TOTAL,all,,12")
    found = outcome(tmp_path, *lines)
    assert found.faults == []
    assert found.taken is not None
    assert found.taken.receipt.rows_left_out == {"total rows": 1}
    assert differing(outcome(tmp_path, *lines[:2], "TOTAL,all,,13")) == [(4, "13")]


def test_a_total_over_no_rows_is_not_a_total(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-05,all,,3", "2026-06,all,,0", "2026-04,all,,5")
    assert differing(outcome(tmp_path, *lines)) == [(3, "3")]


def test_a_total_is_not_compared_where_a_part_is_withheld(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,N,*", "2026-04,all,,9", "2026-05,RX1,N,1", "2026-05,all,,2")
    assert differing(outcome(tmp_path, *lines)) == [(6, "2")]


def test_a_part_that_was_not_collected_adds_nothing(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,N,", "2026-04,all,,5")
    assert outcome(tmp_path, *lines).faults == []


def test_a_withheld_total_is_not_compared(tmp_path: Path) -> None:
    assert outcome(tmp_path, "2026-04,RX1,N,5", "2026-04,all,,*").faults == []


def test_a_row_rejected_for_something_else_is_still_a_part(tmp_path: Path) -> None:
    fields = {**REGIONAL["fields"], "region": {"heading": "Region", "codes": ["N"], "may_be_blank": True}}
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,X,4", "2026-04,all,,9")
    found = outcome(tmp_path, *lines, fields=fields)
    assert faults_as_tuples(found.faults) == [(3, "Region", "X", "unknown-code")]


def test_totals_of_rows_that_are_not_kept_are_left_alone(tmp_path: Path) -> None:
    change = {"keep": "region = 'N'", "totals": total(per=["region"])}
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,S,4", "2026-04,all,N,5", "2026-04,all,S,99", "2026-04,all,W,2")
    found = outcome(tmp_path, *lines, **change)
    assert differing(found) == [(6, "2")]  # nothing in the file is of the third region


def test_a_total_in_a_long_form_is_that_of_a_measure(tmp_path: Path) -> None:
    change: dict[str, Any] = {
        "fields": {"n": None, "m": {"heading": "Region"}, "v": {"heading": "Seen", "type": "integer"}},
        "long": {"measure_field": "m", "value_field": "v", "measures": {"seen": "M1", "waits": "M2"}},
    }
    lines = ("2026-04,RX1,M1,5", "2026-04,RX1,M2,1", "2026-04,all,M1,6", "2026-04,all,M2,1")
    by_measure = outcome(tmp_path, *lines, **change, totals=total(per=["m"], fields=["v"]))
    assert differing(by_measure) == [(4, "6")]
    of_one = outcome(tmp_path, *lines, **change, totals=total(fields=["waits"]))
    assert differing(of_one) == []


def test_sums_of_bands_can_be_held_against_their_total(tmp_path: Path) -> None:
    change: dict[str, Any] = {
        "sums": {"both": {"fields": ["n", "n2"]}},
        "fields": {**REGIONAL["fields"], "n2": {"heading": "Region", "type": "integer"}, "region": None},
    }
    lines = ("2026-04,RX1,1,5", "2026-04,RX2,2,6", "2026-04,all,3,12")
    found = outcome(tmp_path, *lines, **change, totals=total(fields=["both"]))
    assert [(fault.line, fault.column, fault.value) for fault in found.faults] == [(4, "both", "15")]


@pytest.mark.parametrize(
    ("tolerance", "faults"), [(0.001, []), (0, [(4, "0.3")])], ids=["for rounding", "exactly"]
)
def test_a_tolerance_allows_for_rounding(
    tolerance: float, faults: list[tuple[int, str]], tmp_path: Path
) -> None:
    fields = {**REGIONAL["fields"], "n": {"type": "decimal"}}
    lines = ("2026-04,RX1,N,0.1", "2026-04,RX2,N,0.2004", "2026-04,all,,0.3")
    found = outcome(tmp_path, *lines, fields=fields, totals=total(tolerance=tolerance))
    assert differing(found) == faults


def test_a_total_that_differs_takes_its_rows_with_it(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,N,4", "2026-04,all,,8", "2026-05,RX1,N,5", "2026-05,all,,5")
    found = outcome(tmp_path, *lines, totals=total(on_breach="reject_row"))
    assert found.taken is not None
    receipt = found.taken.receipt
    assert [row["line"] for row in found.rows] == [5]
    assert (receipt.rows_rejected, receipt.rows_left_out) == (3, {"total rows": 1})


def test_three_rows_of_one_key_name_each_other(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,N,5", "2026-04,RX1,S,5", "2026-05,RX1,S,5", "2026-04,RX1,W,5")
    found = outcome(tmp_path, *lines)
    assert faults_as_tuples(found.faults) == [(line, "Org", "RX1", "key-twice") for line in (2, 4, 6)]
    assert [fault.message.split("line ")[1] for fault in found.faults] == [
        "4 (3 rows in all)",
        "2 (3 rows in all)",
        "2 (3 rows in all)",
    ]
    assert [row["line"] for row in found.rows] == [3, 5]


def test_a_unit_once_a_period_without_a_field_for_it(tmp_path: Path) -> None:
    lines = ("2026-04,RX1,N,5", "2026-04,RX2,N,5", "2026-05,RX2,N,5")
    found = outcome(tmp_path, *lines, unit={"field": None, "constant": "ENG"})
    assert [(fault.line, fault.rule) for fault in found.faults] == [(2, "key-twice"), (3, "key-twice")]


def test_codes_are_recoded_but_keys_are_those_of_the_file(tmp_path: Path) -> None:
    lines = ("2026-04,RRD,N,5", "2026-04,RWN,N,7")
    found = outcome(tmp_path, *lines, recode=[{"field": "org", "code": ["RRD", "RWN"], "becomes": "R1L"}])
    assert [(row["unit"], row["org"]) for row in found.rows] == [("R1L", "RRD"), ("R1L", "RWN")]
