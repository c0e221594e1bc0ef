"""The SQL of cells: one to read, what it never holds, what it works out once, and what it gives."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tests.support.counting import fill
from tests.support.record_compiled import make, offer, period_row, sources_of
from tests.support.record_small import contacts, counting, referrals, surroundings
from trustboard.compiler.records import (
    STRETCHES,
    RecordPlan,
    Sources,
    cells_sql,
    histogram_sql,
    plan_records,
    recount_sql,
    rollup_histogram_sql,
    rollup_sql,
    spanned_histogram_sql,
    spanned_sql,
)
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.session import Session, SessionError

AROUND = surroundings(
    derive={
        "band": {
            "choices": [
                {"rule": "it's short", "when": "minutes < 30", "take": "'SHORT'"},
                {"rule": "long", "take": "'LONG'", "effective_from": date(2024, 2, 1)},
            ],
            "otherwise": "NONE",
        },
        "wait": {
            "choices": [{"rule": "days", "when": "band = 'LONG'", "take": "date_diff('day', booked, seen)"}]
        },
    }
)
LATE = datetime.combine(date(2024, 2, 15), time(23, 59))
EVERY_KIND: tuple[dict[str, Any], ...] = (
    {"kind": "proportion", "numerator": "attended", "population": "kind in ('A', 'B') and band = 'SHORT'"},
    {"kind": "mean", "numerator": "minutes * score", "population": "kind not in ('A', 'B')"},
    {"kind": "maximum", "numerator": "minutes", "population": "kind in codes('urgent')"},
    {"kind": "quantile", "quantile": 0.5, "numerator": "score", "population": "not kind in codes('urgent')"},
    {"kind": "distinct", "numerator": "person", "by": ["band"]},
    {"population": "lookup('practice.icb', referral.gp) = 'QA'", "numerator": "working_days(booked, seen)"},
    {"period": {"open_at_end": {"start": "seen", "stop": "booked"}}},
    {"period": {"during": {"start": "began", "stop": "ended"}}, "numerator": "days_in_period(began, ended)"},
    {"period": {"grain": "week", "shift_days": 2}, "by": ["kind"]},
)

ONE = """\
SELECT
  unit,
  consultant,
  commissioner,
  council,
  group_code,
  CASE WHEN records <= 1000 THEN period_start ELSE error('more records than most_records says') END AS period_start,
  CAST(records AS BIGINT) AS records,
  w0 & 1023 AS a0_count,
  (w0 >> 10) & 1023 AS a1_count
FROM (
SELECT
  unit,
  CAST(NULL AS TEXT) AS consultant,
  CAST(NULL AS TEXT) AS commissioner,
  CAST(NULL AS TEXT) AS council,
  CAST(NULL AS TEXT) AS group_code,
  period_start,
  count(*) AS records,
  CAST(sum(w0) AS BIGINT) AS w0
FROM (
SELECT
  unit,
  consultant,
  commissioner,
  council,
  group_code,
  period_start,
  ((p0 & p1) & 1) | (p1 & 1024) AS w0
FROM (
SELECT
  COALESCE("ward", 'ZZ1') AS unit,
  CAST(NULL AS TEXT) AS consultant,
  CAST(NULL AS TEXT) AS commissioner,
  CAST(NULL AS TEXT) AS council,
  CAST(NULL AS TEXT) AS group_code,
  "period start" AS period_start,
  CASE WHEN "discharged" >= "period start" THEN CAST(-1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS p0,
  (CASE WHEN NOT "id" IS NULL THEN CAST(-1 AS BIGINT) ELSE CAST(0 AS BIGINT) END & ~LEAST(\
MAP_EXTRACT_VALUE(MAP(['IT''S; --'], [CAST(-1 AS BIGINT)]), "id"), 0)) AS p1
FROM (
SELECT
  "r"."admitted" AS "admitted",
  "r"."ward" AS "ward",
  "r"."discharged" AS "discharged",
  "r"."id" AS "id",
  "s"."period_start" AS "period start",
  "s"."period_end" AS "period end"
FROM "records of stays" AS r
JOIN "stretches" AS s ON "s"."period_start" = CAST(DATE_TRUNC('MONTH', ("r"."admitted")) AS DATE)
) AS records
) AS leaves
) AS packed
GROUP BY unit, period_start
) AS added"""


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def planned(*told: dict[str, Any]) -> RecordPlan:
    return plan_records([counting(f"i{n}", AROUND, **each) for n, each in enumerate(told)], AROUND)


def cells(
    session: Session, rows: dict[str, Any], *told: dict[str, Any], most: int = 100
) -> list[dict[str, Any]]:
    """Cells of January and February 2024, by their columns' names."""
    plan = planned(*told)
    (pass_,) = plan.passes
    offer(session, AROUND, rows)
    months = [Period.month(2024, month) for month in (1, 2)]
    fill(session, "stretches", STRETCHES, [period_row(month.start, month.end) for month in months])
    named = sources_of(plan, 0)
    sources = Sources(
        records=named.records, extracts=named.extracts, lookups=named.lookups, most_records=most
    )
    found = session.rows(cells_sql(pass_, sources=sources))
    return [dict(zip(pass_.columns, row, strict=True)) for row in found]


def every_text(dialect: str) -> Iterator[str]:
    plan = planned(*EVERY_KIND)
    for i, pass_ in enumerate(plan.passes):
        sources = sources_of(plan, i)
        yield cells_sql(pass_, sources=sources, dialect=dialect)
        if pass_.is_recount:
            yield recount_sql(pass_, cells="cells", closure="closure", spans="spans", dialect=dialect)
            continue
        yield rollup_sql(pass_, cells="cells", closure="closure", dialect=dialect)
        yield spanned_sql(pass_, rolled="rolled", spans="spans", dialect=dialect)
        if pass_.histograms:
            yield histogram_sql(pass_, sources=sources, dialect=dialect)
            yield rollup_histogram_sql(pass_, cells="bins", closure="closure", dialect=dialect)
            yield spanned_histogram_sql(rolled="rolled", spans="spans", dialect=dialect)


SPARK_LEAF = """\
  CASE WHEN `id` <> 'IT\\'S; --' THEN CAST(-1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS p1
"""


def test_cells_of_one_indicator_read_like_this() -> None:
    told = {"extract": "stay", "population": "id <> 'IT''S; --'", "numerator": "discharged >= period_start"}
    around = surroundings()
    (pass_,) = plan_records([counting("one", around, **told)], around).passes
    assert cells_sql(pass_, sources=Sources(records="records of stays", most_records=1000)) == ONE


def test_spark_compares_texts_itself() -> None:
    told = {"extract": "stay", "population": "id <> 'IT''S; --'", "numerator": "discharged >= period_start"}
    plan = planned(told)
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0), dialect="spark")
    assert SPARK_LEAF in text
    assert "MAP" not in text


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_filter_is_never_written(dialect: str) -> None:
    assert not [text for text in every_text(dialect) if re.search(r"\bFILTER\b", text.upper())]


@pytest.mark.parametrize(
    ("dialect", "quoted", "escaped"), [("duckdb", '"', "'it''s short'"), ("spark", "`", r"'it\'s short'")]
)
def test_names_are_quoted_and_texts_escaped(dialect: str, quoted: str, escaped: str) -> None:
    told = {"population": "band_rule = 'it''s short' and note = 'a'' or ''b'"}
    plan = planned(told)
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0), dialect=dialect)
    assert escaped in text
    for field in ("note", "minutes", "seen"):
        assert f"{quoted}{field}{quoted}" in text
        assert not re.search(rf"(?<![\w{quoted}']){field}\b", text)


def test_each_leaf_is_worked_out_once() -> None:
    plan = planned(
        {"population": "score > 1 and attended"},
        {"population": "attended or score > 1"},
        {"numerator": "score > 1"},
        {"kind": "mean", "numerator": "minutes", "population": "not score <= 1"},
    )
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0))
    assert text.count('"score" > 1') == text.count('WHEN "attended"') == 1


def test_derived_fields_and_shared_functions_are_worked_out_once() -> None:
    plan = planned(
        {"population": "wait > 3 and date_diff('day', booked, seen) > 5"},
        {"population": "wait < 9 and band_rule = 'long'"},
        {
            "kind": "mean",
            "numerator": "wait",
            "population": "date_diff('day', booked, seen) < 8 or band = 'LONG'",
        },
    )
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0))
    assert text.count("DATE_DIFF") == 1
    assert text.count("'SHORT'") == 1
    assert text.count('"minutes" < 30') == 2  # once for the value, once for the name of the rule


def test_each_lookup_and_reference_is_joined_once() -> None:
    icb, area = "lookup('practice.icb', referral.gp)", "lookup('practice.area', referral.gp)"
    plan = planned(
        {"population": f"{icb} = 'QA' and {area} = 'N' and working_days(booked, seen) > 2"},
        {"population": f"{icb} in ('QB', 'QC') and working_days(booked, ended) > 1 and referral.weight > 1"},
    )
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0))
    joined = re.findall(r'LEFT JOIN "([^"]+)"', text)
    assert sorted(joined) == ["lookup practice", "referral", "working_days", "working_days", "working_days"]


def test_what_the_dates_need_is_joined_before_the_stretches() -> None:
    plan = planned(
        {"period": {"date": "referral.received"}, "population": "lookup('practice.icb', referral.gp) = 'QA'"}
    )
    text = cells_sql(plan.passes[0], sources=sources_of(plan, 0))
    order = [text.index(f'JOIN "{name}"') for name in ("referral", "stretches", "lookup practice")]
    assert order == sorted(order)


def test_cells_are_by_cut_and_not_crossed(session: Session) -> None:
    rows = contacts(
        {"seen_by": "C1", "icb": "QA", "council": "E10", "minutes": 5},
        {"icb": "QA", "council": "E06"},
        {"team": None, "seen_by": "C1", "minutes": 7},
        {"seen": date(2024, 3, 1)},
    )
    found = cells(session, {"contact": rows}, {"numerator": "minutes"})
    january = date(2024, 1, 1)
    places = {tuple(cell.values())[:6]: (cell["records"], cell["a0_sum"]) for cell in found}
    assert places == {
        ("T1", None, "QA", None, None, january): (2, 5),
        ("ZZ1", None, "UNKNOWN", None, None, january): (1, 7),
        ("T1", None, None, "E10", None, january): (1, 5),
        ("T1", None, None, "E06", None, january): (1, 0),
        ("ZZ1", None, None, "UNKNOWN", None, january): (1, 7),
        (None, "C1", None, None, None, january): (2, 12),
        (None, None, None, None, None, january): (1, 0),
    }


def test_an_equality_cut_has_a_cell_for_each_group(session: Session) -> None:
    plan = planned({"by": ["kind"], "extract": "contact"})
    assert [pass_.by and pass_.by[0] for pass_ in plan.passes] == [None, "kind"]
    offer(session, AROUND, {"contact": contacts({"kind": "A"}, {"kind": None}, {"kind": "A"})})
    fill(session, "stretches", STRETCHES, [period_row(date(2024, 1, 1), date(2024, 1, 31))])
    found = session.rows(cells_sql(plan.passes[1], sources=sources_of(plan, 1)))
    assert {row[4:7] for row in found} == {
        ("kind:A", date(2024, 1, 1), 2),
        ("kind:NOT KNOWN", date(2024, 1, 1), 1),
    }


@pytest.mark.parametrize("most", [3, 100, 2**21 - 1, 2**31 - 1, 2**40])
def test_counts_are_the_same_however_they_are_packed(session: Session, most: int) -> None:
    rows = contacts(*({"kind": kind, "minutes": n} for n, kind in enumerate("AAB")))
    told = [{"population": f"kind = '{kind}'"} for kind in "ABC"] + [
        {"population": f"minutes > {n}"} for n in range(4)
    ]
    found = cells(session, {"contact": rows}, *told, most=most)
    (cell,) = [each for each in found if each["commissioner"]]
    assert [cell[f"a{n}_count"] for n in range(7)] == [2, 1, 0, 2, 1, 0, 0]


def test_more_records_than_said_fail_loudly(session: Session) -> None:
    with pytest.raises(SessionError, match="more records than most_records says"):
        cells(session, {"contact": contacts({}, {}, {})}, {}, most=2)


def test_sums_are_exact_and_maxima_are_of_what_is_known(session: Session) -> None:
    rows = contacts(
        {"score": Decimal("0.1"), "minutes": 3},
        {"score": Decimal("0.2"), "minutes": None},
        {"score": None, "minutes": -4},
        {"score": Decimal("999999999999.999999"), "minutes": 2},
    )
    told = [{"kind": "mean", "numerator": "score * score"}, {"kind": "maximum", "numerator": "minutes"}]
    (cell,) = [each for each in cells(session, {"contact": rows}, *told) if each["commissioner"]]
    assert cell["a0_sum"] == Decimal("999999999999999998000000.050000000001")  # of 0.01, 0.04 and the largest
    assert (cell["a0_known"], cell["a2_largest"]) == (3, 3)


def test_columns_and_types_last_in_parquet(session: Session) -> None:
    offer(session, AROUND, {})
    plan = planned(*EVERY_KIND)
    kept = {"VARCHAR", "DATE", "BIGINT", "DECIMAL(38,0)", "DECIMAL(38,6)", "DECIMAL(38,12)"}
    fill(session, "stretches", STRETCHES, [])
    for i, pass_ in enumerate(plan.passes):
        make(session, "cells", cells_sql(pass_, sources=sources_of(plan, i)))
        types = {name: type_ for name, type_, *_ in session.rows("DESCRIBE cells")}
        assert tuple(types) == pass_.columns
        assert set(types.values()) <= kept


@pytest.mark.parametrize(
    ("kind", "on", "urgent", "not_urgent"),
    [
        ("U1", date(2024, 2, 16), 1, 0),
        ("U2", date(2024, 2, 15), 1, 0),
        ("U2", date(2024, 2, 16), 0, 1),
        ("X", date(2024, 2, 1), 0, 1),
        (None, date(2024, 2, 1), 0, 0),
        ("U1", None, 0, 0),
    ],
)
@pytest.mark.parametrize("field", ["kind", "coalesce(kind, kind)"])
def test_a_code_list_is_asked_on_its_day(
    session: Session, field: str, kind: str | None, on: date | None, urgent: int, not_urgent: int
) -> None:
    asked = f"{field} in codes('urgent', booked)"
    rows = contacts({"kind": kind, "booked": on})
    (cell, *_) = cells(session, {"contact": rows}, {"population": asked}, {"population": f"not ({asked})"})
    assert (cell["a0_count"], cell["a1_count"]) == (urgent, not_urgent)


def test_a_code_list_asked_of_a_time_goes_by_its_day(session: Session) -> None:
    rows = contacts({"kind": "U2", "began": LATE})
    (cell, *_) = cells(session, {"contact": rows}, {"population": "kind in codes('urgent', began)"})
    assert cell["a0_count"] == 1


@pytest.mark.parametrize("text", ["kind in codes('empty')", "coalesce(kind, kind) in codes('empty')"])
def test_nothing_is_in_an_empty_list(session: Session, text: str) -> None:
    told = [{"population": text}, {"population": f"not ({text})"}]
    (cell, *_) = cells(session, {"contact": contacts({"kind": "A"}, {"kind": None})}, *told)
    assert (cell["a0_count"], cell["a1_count"]) == (0, 1)


def test_lists_of_texts_are_three_valued(session: Session) -> None:
    rows = contacts({"kind": "A"}, {"kind": "C"}, {"kind": None})
    told = [{"population": "kind in ('A', 'B', 'A')"}, {"population": "kind not in ('A', 'B')"}]
    (cell, *_) = cells(session, {"contact": rows}, *told)
    assert (cell["a0_count"], cell["a1_count"]) == (1, 1)


def test_references_of_two_fields_find_their_record_or_nothing(session: Session) -> None:
    rows = {
        "contact": contacts(
            {"referral_no": "r0", "referral_site": "S"},
            {"referral_no": "r0", "referral_site": "X"},
            {"referral_no": "r0"},
        ),
        "referral": referrals({"weight": 2}, {"weight": 3}),
    }
    told = [{"population": "referral.weight = 2"}, {"population": "referral.weight is null"}]
    (cell, *_) = cells(session, rows, *told)
    assert (cell["a0_count"], cell["a1_count"]) == (1, 2)


@pytest.mark.parametrize(
    ("gp", "seen", "icb"),
    [
        ("G1", date(2024, 2, 29), "QA"),
        ("G1", date(2024, 3, 1), "QB"),
        ("G2", date(2024, 1, 1), "QC"),
        ("G3", date(2024, 1, 1), None),
        (None, date(2024, 1, 1), None),
        ("G2", None, None),
    ],
)
def test_a_lookup_gives_the_entry_of_its_day(
    session: Session, gp: str | None, seen: date | None, icb: str | None
) -> None:
    rows = contacts({"kind": gp, "booked": seen})
    asked = "lookup('practice.icb', kind, booked)"
    told = [{"population": f"{asked} = '{code}'"} for code in ("QA", "QB", "QC")] + [
        {"population": f"{asked} is null"}
    ]
    (cell, *_) = cells(session, {"contact": rows}, *told)
    assert [cell[f"a{n}_count"] for n in range(4)] == [icb == code for code in ("QA", "QB", "QC", None)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (date(2024, 3, 28), date(2024, 4, 2)),
        (date(1959, 3, 1), date(2024, 1, 2)),
        (date(2024, 1, 1), date(2099, 12, 31)),
        (date(2059, 12, 30), date(2060, 1, 5)),
        (date(1990, 1, 1), date(1989, 12, 25)),
    ],
)
def test_working_days_hold_beyond_their_table(session: Session, first: date, second: date) -> None:
    rows = contacts({"booked": first, "began": datetime.combine(second, datetime.max.time())})
    (cell, *_) = cells(session, {"contact": rows}, {"numerator": "working_days(booked, began)"})
    assert cell["a0_sum"] == AROUND.working_days.between(first, second)


def test_people_are_listed_once_for_each_place(session: Session) -> None:
    rows = contacts({"person": "p1"}, {"person": "p1"}, {"person": None}, {"person": "p2", "icb": "QA"})
    found = cells(session, {"contact": rows}, {"kind": "distinct", "numerator": "person"})
    assert {(cell["commissioner"], cell["person"]) for cell in found} == {
        ("UNKNOWN", "p1"),
        ("UNKNOWN", None),
        ("QA", "p2"),
    }
    assert len(found) == 3


def test_weeks_begin_on_monday(session: Session) -> None:
    plan = planned({"period": {"grain": "week", "shift_days": 1}})
    offer(session, AROUND, {"contact": contacts({"seen": date(2024, 1, 7)}, {"seen": date(2024, 1, 6)})})
    weeks = [Period.containing(date(2024, 1, day), Grain.WEEK) for day in (1, 8)]
    fill(session, "stretches", STRETCHES, [period_row(week.start, week.end) for week in weeks])
    found = session.rows(cells_sql(plan.passes[0], sources=sources_of(plan, 0)))
    assert {row[5] for row in found} == {date(2024, 1, 1), date(2024, 1, 8)}
