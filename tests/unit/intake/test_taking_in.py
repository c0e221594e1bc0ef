import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.extract_options.case import faults_as_tuples
from tests.support.extracts import FILE, Outcome, contract, csv_text, take
from trustboard.intake import take_in
from trustboard.intake.faults import SHOWN_AT_MOST
from trustboard.vocabulary.issue import Severity
from trustboard.warehouse.session import Session, literal

EVERYTHING = {
    "commissioner": {"field": "ccg"},
    "fields": {
        "ccg": {"heading": "CCG", "type": "code", "may_be_blank": True},
        "on": {"heading": "On", "type": "date", "may_be_blank": True},
        "rate": {"heading": "Rate", "type": "decimal"},
    },
    "sums": {"both": {"fields": ["n", "rate"]}},
}


def test_accepted_rows_have_the_agreed_columns_and_types(tmp_path: Path) -> None:
    text = "Month,Org,Seen,CCG,On,Rate\n2026-04,RX1,5,01A,2026-04-09,1.5\n"
    outcome = take(tmp_path, text, contract(**EVERYTHING))
    assert outcome.taken is not None
    with Session(folders=[tmp_path]) as session:
        described = session.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(outcome.taken.accepted)})")
    assert [f"{name} {type_}" for name, type_, *_ in described] == [
        "line INTEGER",
        "period_start DATE",
        "period_end DATE",
        "window_months INTEGER",
        "unit VARCHAR",
        "commissioner VARCHAR",
        "council VARCHAR",
        "group_code VARCHAR",
        "month VARCHAR",
        "org VARCHAR",
        "n BIGINT",
        "n__state VARCHAR",
        "ccg VARCHAR",
        "on DATE",
        "rate DECIMAL(18,6)",
        "rate__state VARCHAR",
        "both DECIMAL(18,6)",
        "both__state VARCHAR",
    ]
    assert float(outcome.rows[0]["both"]) == 6.5


def test_a_receipt_says_what_became_of_the_file(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    outcome = take(tmp_path, FILE + "2026-05,RX1,x\n2026-06,RX1,9\n", contract(version="3"))
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    assert (receipt.extract, receipt.file_name, receipt.member) == ("returns", "returns.csv", None)
    content = (tmp_path / "returns.csv").read_bytes()
    assert (receipt.file_sha256, receipt.file_bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    assert receipt.contract_version == "3"
    counted = (receipt.rows_read, receipt.rows_accepted_from, receipt.rows_accepted, receipt.rows_rejected)
    assert counted == (4, 3, 3, 1)
    assert receipt.periods == ("2026-04", "2026-06")
    assert before <= receipt.received_on <= datetime.now(UTC)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        outcome = take(tmp_path / name, FILE)
        assert outcome.taken is not None
        contents.append((outcome.taken.accepted.read_bytes(), outcome.taken.rejects.read_bytes()))
    assert contents[0] == contents[1]


def test_only_the_first_issues_are_shown_and_the_report_holds_all(tmp_path: Path) -> None:
    text = "Month,Org,Seen\n2026-04,RX1,1\n" + "".join(f"2026-04,R{n},x\n" for n in range(150))
    outcome = take(tmp_path, text)
    assert outcome.taken is not None
    assert len(outcome.faults) == 150
    assert len(outcome.taken.issues) == SHOWN_AT_MOST + 1
    assert "50 more" in outcome.taken.issues[-1].message
    assert "150 not-a-number" in outcome.taken.issues[-1].message


def test_a_refused_file_shows_first_what_refused_it(tmp_path: Path) -> None:
    rows = [
        ["Month", "Org", "Seen"],
        *([["2026-04", f"R{n}", "x"] for n in range(150)]),
        ["2026-04", "RX1", 9],
    ]
    fields = {"n": {"maximum": 8, "on_breach": "reject_file"}, "org": {"codes": ["RX1"]}}
    outcome = take(tmp_path, csv_text(rows), contract(fields=fields))
    assert outcome.refusal is not None
    assert len(outcome.refusal.issues) == SHOWN_AT_MOST + 1
    assert outcome.refusal.issues[0].rule == "not-a-number"
    assert len(outcome.faults) == 301


def test_a_warning_is_told_from_a_rejection(tmp_path: Path) -> None:
    fields = {"n": {"maximum": 6, "on_breach": "warn"}, "org": {"codes": ["RX2", "RX3"]}}
    outcome = take(tmp_path, FILE, contract(fields=fields))
    assert outcome.taken is not None
    severities = [(issue.rule, issue.severity) for issue in outcome.taken.issues]
    assert severities == [("unknown-code", Severity.ERROR), ("above-maximum", Severity.WARNING)]
    assert outcome.faults[1].message == "warning, row kept: this is above 6"


def test_a_file_of_which_nothing_is_kept_is_refused_with_the_reason(tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE, contract(keep="n > 100"))
    assert outcome.refusal is not None
    assert "none of the 2 rows is kept (2 not kept)" in str(outcome.refusal)


def test_a_file_all_of_whose_rows_are_rejected_is_refused(tmp_path: Path) -> None:
    outcome = take(tmp_path, FILE, contract(fields={"n": {"maximum": 1}}))
    assert outcome.refusal is not None
    assert "none of the 2 rows could be accepted" in str(outcome.refusal)
    assert len(outcome.faults) == 2


def test_every_issue_of_the_contracts_expressions_is_told_at_once(tmp_path: Path) -> None:
    terms = contract(keep="a = 1", totals=[{"where": "b = 1"}], checks=[{"rule": "c = 1"}])
    outcome = take(tmp_path, FILE, terms)
    assert [fault.column for fault in outcome.faults] == ["keep", "totals where", "checks rule"]


def test_progress_is_told_in_words(tmp_path: Path) -> None:
    path, told = tmp_path / "returns.csv", []
    path.write_text(FILE, encoding="utf-8")
    take_in(path, contract(), workdir=tmp_path / "work", progress=told.append)
    assert told == ["reading returns.csv", "2 rows read; checking them"]


def test_nothing_is_written_outside_the_working_folder(tmp_path: Path) -> None:
    take(tmp_path, FILE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["returns.csv", "work"]


CELLS = st.sampled_from(["1", "12", "-3", "", " ", "x", "*", "1.5", "1,000", "0", "999"])
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["2026-04", "2026-05", "May 2026", ""]),
        st.sampled_from(["RX1", "RX2", "RX3", "Total", "skip", ""]),
        CELLS,
        CELLS,
    ).map(list),
    max_size=12,
)
EXTRAS = st.lists(st.sampled_from(["", " , , , ", "short,row", "a,b,c,d,e,f", "Notes follow"]), max_size=3)
TERMS = {
    "markers": {"suppressed": ["*"]},
    "fields": {
        "w": {"heading": "Waiting", "type": "integer", "blank": "zero", "maximum": 500, "on_breach": "warn"}
    },
    "keep": "org <> 'SKIP'",
    "totals": [{"where": "org = 'TOTAL'", "fields": ["n"], "on_breach": "reject_row"}],
    "checks": [{"rule": "n <= w or w < 100"}],
}


def records(table: list[list[str]], extras: list[str]) -> str:
    return csv_text([["Month", "Org", "Seen", "Waiting"], *table]) + "".join(f"{line}\n" for line in extras)


def accounted(outcome: Outcome) -> None:
    """Every row read is accepted, rejected or left out, and every rejected row has its line in the report."""
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    left_out = sum(receipt.rows_left_out.values())
    assert receipt.rows_read == receipt.rows_accepted_from + receipt.rows_rejected + left_out
    named = {fault.line for fault in outcome.faults if not fault.message.startswith("warning")}
    assert len(named) <= receipt.rows_rejected
    if not any(fault.rule == "total-differs" for fault in outcome.faults):
        assert len(named) == receipt.rows_rejected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=RECORDS, extras=EXTRAS)
def test_no_row_is_ever_silently_dropped(table: list[list[str]], extras: list[str], tmp_path: Path) -> None:
    good = ["2026-06", "RX9", "1", "1"]
    outcome = take(tmp_path, records([good, *table], extras), contract(**TERMS))
    if outcome.taken is None:  # a total of the whole file differs, and takes every row with it
        assert any(fault.rule == "total-differs" for fault in outcome.faults)
        return
    accounted(outcome)
    assert outcome.taken.receipt.rows_read == 1 + len(table) + len(extras)
    assert outcome.taken.receipt.rows_accepted == len(outcome.rows)


LONG_TERMS = {
    "fields": {"n": None, "m": {"heading": "Seen"}, "v": {"heading": "Waiting", "may_be_blank": True}},
    "long": {"measure_field": "m", "value_field": "v", "measures": {"ones": "1", "twelves": "12"}},
    "markers": {"suppressed": ["*"]},
    "checks": [{"rule": "ones <= twelves"}],
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=RECORDS)
def test_no_row_of_a_long_form_is_ever_silently_dropped(table: list[list[str]], tmp_path: Path) -> None:
    good = ["2026-06", "RX9", "1", "1"]
    outcome = take(tmp_path, records([good, *table], []), contract(**LONG_TERMS))
    assert outcome.taken is not None
    receipt = outcome.taken.receipt
    left_out = sum(receipt.rows_left_out.values())
    assert receipt.rows_read == receipt.rows_accepted_from + receipt.rows_rejected + left_out
    taken = sum(
        (row["ones__state"] != "not_collected") + (row["twelves__state"] != "not_collected")
        for row in outcome.rows
    )
    assert taken <= receipt.rows_accepted_from


def test_a_check_that_the_rows_of_a_key_break_together_rejects_them_all(tmp_path: Path) -> None:
    rows = [["2026-04", "RX1", "1", "5"], ["2026-04", "RX1", "12", "4"], ["2026-04", "RX2", "1", "3"]]
    outcome = take(tmp_path, records(rows, []), contract(**LONG_TERMS))
    assert faults_as_tuples(outcome.faults) == [(2, "ones, twelves", None, "check-broken")]
    assert outcome.taken is not None
    assert outcome.taken.receipt.rows_rejected == 2
    assert [row["unit"] for row in outcome.rows] == ["RX2"]


@pytest.mark.parametrize("text", [FILE, FILE.replace("\n2026-04,RX2", "\n\n2026-04,RX2")])
def test_lines_of_a_large_file_stay_in_order(text: str, tmp_path: Path) -> None:
    body = "".join(f"2026-04,R{n:07d},{n}\n" for n in range(300_000))
    outcome = take(tmp_path, text + body)
    first = text.count("\n") + 1
    assert all(row["line"] == first + row["n"] for row in outcome.rows[2:])
    assert len(outcome.rows) == 300_002
