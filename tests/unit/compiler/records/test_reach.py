"""Which days a month's records belong to, and which months of another extract they point to."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest

from tests.support.record_compiled import offer, sources_of
from tests.support.record_small import contacts, counting, referrals, surroundings
from trustboard.compiler.records import RecordPlan, many_cells, pairs_sql, plan_records, reach_sql
from trustboard.vocabulary.issue import Severity
from trustboard.warehouse.session import Session

AROUND = surroundings()
JANUARY, FEBRUARY, MARCH = (date(2024, month, 1) for month in (1, 2, 3))
ROWS = {
    "contact": contacts(
        {"seen": date(2024, 1, 10), "booked": date(2024, 3, 5), "referral_no": "r0", "referral_site": "S"},
        {"seen": date(2024, 1, 20), "booked": date(2024, 1, 20), "referral_no": "r1", "referral_site": "S"},
        {"seen": date(2024, 2, 9), "booked": None, "referral_no": "r1", "referral_site": "X"},
        {"seen": date(2024, 2, 1), "booked": None, "referral_no": "r0"},
    ),
    "referral": referrals({"received": date(2023, 12, 31)}, {"received": date(2024, 1, 2)}),
}


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        offer(opened, AROUND, ROWS)
        yield opened


def planned(**told: Any) -> RecordPlan:
    return plan_records([counting("one", AROUND, **told)], AROUND)


def reached(session: Session, **told: Any) -> dict[date, tuple[date, date]]:
    plan = planned(**told)
    rows = session.rows(reach_sql(plan.passes[0], sources=sources_of(plan, 0)))
    return {month: (first, last) for month, first, last in rows}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            {},
            {JANUARY: (date(2024, 1, 10), date(2024, 1, 20)), FEBRUARY: (date(2024, 2, 1), date(2024, 2, 9))},
        ),
        (
            {"shift_days": 20},
            {
                JANUARY: (date(2024, 1, 30), date(2024, 2, 9)),
                FEBRUARY: (date(2024, 2, 21), date(2024, 2, 29)),
            },
        ),
        ({"date": "booked"}, {JANUARY: (date(2024, 1, 20), date(2024, 3, 5))}),
        ({"date": "referral.received"}, {JANUARY: (date(2023, 12, 31), date(2024, 1, 2))}),
        (
            {"open_at_end": {"start": "seen", "stop": "booked"}},
            {JANUARY: (date(2024, 1, 10), date(2024, 3, 5)), FEBRUARY: (date(2024, 2, 1), date.max)},
        ),
        ({"during": {"start": "booked", "stop": "seen"}}, {JANUARY: (date(2024, 1, 20), date(2024, 1, 20))}),
    ],
)
def test_a_month_reaches_the_days_of_its_records(
    session: Session, period: dict[str, Any], expected: object
) -> None:
    assert reached(session, period=period) == expected


def test_times_reach_their_day(session: Session) -> None:
    late = datetime.combine(date(2024, 1, 31), time(23, 59))
    offer(session, AROUND, {"contact": contacts({"began": late})})
    assert reached(session, period={"date": "began"}) == {JANUARY: (date(2024, 1, 31), date(2024, 1, 31))}


def test_records_point_to_months_or_to_nothing_that_is_there(session: Session) -> None:
    plan = planned(population="referral.weight is null")
    found = session.rows(pairs_sql(plan.passes[0], "referral", sources=sources_of(plan, 0)))
    assert set(found) == {(JANUARY, date(2023, 12, 1)), (JANUARY, JANUARY), (FEBRUARY, None)}
    assert len(found) == 3


def test_two_references_to_one_extract_are_told_together(session: Session) -> None:
    both = {"first": "referral_no", "second": "kind"}
    around = surroundings(
        references={
            name: {"extract": "referral", "fields": [field, "referral_site"]} for name, field in both.items()
        }
    )
    rows = {"contact": contacts({"referral_no": "r0", "kind": "r1", "referral_site": "S"})} | {
        "referral": ROWS["referral"]
    }
    offer(session, around, rows)
    plan = plan_records(
        [counting("one", around, population="first.weight is null or second.weight > 1")], around
    )
    found = session.rows(pairs_sql(plan.passes[0], "referral", sources=sources_of(plan, 0)))
    assert set(found) == {(JANUARY, date(2023, 12, 1)), (JANUARY, JANUARY)}


@pytest.mark.parametrize(
    ("cells", "records", "warns"),
    [(200_001, 1_000_000, True), (200_000, 1_000_000, False), (90_000, 90_000, False)],
)
def test_many_cells_are_a_warning(cells: int, records: int, warns: bool) -> None:
    found = many_cells(planned().passes[0], cells=cells, records=records)
    assert (found is not None) is warns
    if found is not None:
        assert found.severity is Severity.WARNING
        assert found.column == "unit, consultant, commissioner, council"
        assert "1,000,000 records of contact make 200,001 cells" in found.message


def test_many_cells_of_an_equality_cut_name_its_field() -> None:
    found = many_cells(planned(by=["kind"]).passes[1], cells=200_001, records=300_000)
    assert found is not None
    assert found.column == "kind"
