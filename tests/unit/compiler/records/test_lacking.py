"""What cells hold of units that the organisation lacks then, and whose they are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.support.counting import fill
from tests.support.record_compiled import offer, period_row, sources_of
from tests.support.record_small import contacts, counting, surroundings
from trustboard.compiler.records import (
    CLOSURE,
    STRETCHES,
    cells_sql,
    lacking_sql,
    plan_records,
    whole_closure_sql,
)
from trustboard.vocabulary.period import Period
from trustboard.warehouse.session import Session

AROUND = surroundings()
MONTHS = [Period.month(2024, month) for month in (1, 2)]
JANUARY, FEBRUARY = (month.start for month in MONTHS)
SEEN = contacts(
    {"team": "T1", "seen": date(2024, 1, 5), "person": "a"},
    {"team": "T2", "seen": date(2024, 1, 6), "person": "a"},
    {"team": "T2", "seen": date(2024, 2, 6), "person": "a"},
    {"team": "T2", "seen": date(2024, 2, 7), "person": "a", "icb": "QB"},
    {"team": "T9", "seen": date(2024, 2, 8), "person": "b"},
    {"team": None, "seen": date(2024, 2, 9), "person": "c"},
)
HELD = [("ZZ1", "ZZ1"), ("T1", "T1"), ("ZZ1", "T1")]
BOTH = [(*pair, start) for start in (JANUARY, FEBRUARY) for pair in HELD]
T2_IN_JANUARY = [("T2", "T2", JANUARY), ("ZZ1", "T2", JANUARY)]
T3_HAS_ENDED = [("T3", "T2", FEBRUARY)]  # T2's successor, which does not hold itself


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def prepared(session: Session, closure: list[tuple[str, str, date]], **told: Any) -> Any:
    """Make the cells of January and February, and a closure; returns the pass."""
    plan = plan_records([counting("one", AROUND, **told)], AROUND)
    (pass_,) = plan.passes
    offer(session, AROUND, {"contact": SEEN})
    fill(session, "stretches", STRETCHES, [period_row(month.start, month.end) for month in MONTHS])
    session.run(f"CREATE TEMP TABLE cells AS {cells_sql(pass_, sources=sources_of(plan, 0))}")
    lines = [(unit, source, start, unit == source) for unit, source, start in closure]
    fill(session, "closure", CLOSURE, [dict(zip(CLOSURE, line, strict=True)) for line in lines])
    return pass_


@pytest.mark.parametrize(
    ("told", "many"), [({}, 2), ({"kind": "distinct", "numerator": "person"}, 1)], ids=["records", "people"]
)
def test_units_that_nobody_holds_are_told_with_how_many(
    session: Session, told: dict[str, Any], many: int
) -> None:
    pass_ = prepared(session, [*BOTH, *T2_IN_JANUARY, *T3_HAS_ENDED], **told)
    found = session.rows(lacking_sql(pass_, cells="cells", closure="closure"))
    assert sorted(found) == [("T2", FEBRUARY, many), ("T9", FEBRUARY, 1)]


def test_the_whole_closure_gives_them_to_the_trust(session: Session) -> None:
    given = [*BOTH, *T2_IN_JANUARY, *T3_HAS_ENDED]
    prepared(session, given)
    found = session.rows(whole_closure_sql(cells="cells", closure="closure", trust="ZZ1"))
    added = [("ZZ1", "T2", FEBRUARY, False), ("ZZ1", "T9", FEBRUARY, False)]
    assert sorted(found) == sorted([*((*line, line[0] == line[1]) for line in given), *added])


@pytest.mark.parametrize(
    "february", [[("NHS", "ZZ1"), ("ZZ1", "ZZ1")], [("T1", "T1")], [("ZZ0", "ZZ1")]], ids=str
)
def test_a_trust_that_is_not_the_root_is_given_nothing(
    session: Session, february: list[tuple[str, str]]
) -> None:
    prepared(session, [*T2_IN_JANUARY, *((*pair, FEBRUARY) for pair in february)])
    found = session.rows(whole_closure_sql(cells="cells", closure="closure", trust="ZZ1"))
    assert len(found) == len(february) + len(T2_IN_JANUARY)


@pytest.mark.parametrize(("dialect", "code"), [("duckdb", "'it''s'"), ("spark", r"'it\'s'")])
def test_the_trusts_code_is_written_as_text(dialect: str, code: str) -> None:
    text = whole_closure_sql(cells="cells", closure="a closure", trust="it's", dialect=dialect)
    assert f"k.source_unit = {code}" in text
