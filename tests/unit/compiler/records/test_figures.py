"""Figures of record indicators, worked out by hand: from settled rows through DuckDB to the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tests.support.record_small import COVERAGE, contacts, counting, figures, referrals, stays, surroundings
from trustboard.compiler.records import assemble_records, plan_records
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session

TRUST, TEAM = Slice("ZZ1"), Slice("T1")
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Asked = dict[tuple[Slice, str], Figure]
AROUND = surroundings()


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def asked(session: Session, rows: Rows, coverage: Mapping[str, Coverage] = COVERAGE, **told: Any) -> Asked:
    found = figures(session, [counting("one", AROUND, **told)], rows, coverage, AROUND)
    keyed = {(figure.slice, figure.period.code): figure for figure in found}
    assert len(keyed) == len(found)
    return keyed


def parts(figure: Figure) -> tuple[int | Decimal | None, ...]:
    return figure.parts.numerator, figure.parts.denominator


def on(*days: tuple[int, int]) -> list[dict[str, Any]]:
    """Contacts on days of 2024, by month and day."""
    return contacts(*({"seen": date(2024, month, day)} for month, day in days))


def numbers(found: Asked, slice_: Slice = TRUST) -> dict[str, Decimal | None]:
    return {code: figure.parts.numerator for (of, code), figure in found.items() if of == slice_}


def test_records_count_in_the_month_of_their_date(session: Session) -> None:
    found = numbers(asked(session, {"contact": on((1, 1), (1, 31), (2, 1), (6, 30))}))
    assert found == {"2024-01": 2, "2024-02": 1, "2024-03": 0, "2024-04": 0, "2024-05": 0, "2024-06": 1}


def test_a_shift_moves_records_into_later_months(session: Session) -> None:
    found = numbers(asked(session, {"contact": on((1, 31), (2, 1), (6, 30))}, period={"shift_days": 1}))
    assert found == {"2024-02": 2, "2024-03": 0, "2024-04": 0, "2024-05": 0, "2024-06": 0}


def test_windows_and_quarters_add_months_up(session: Session) -> None:
    rows = {"contact": on((1, 5), (2, 5), (2, 6), (4, 1))}
    assert numbers(asked(session, rows, period={"window_months": 3})) == {
        "2024-03": 3,
        "2024-04": 3,
        "2024-05": 1,
        "2024-06": 1,
    }
    assert numbers(asked(session, rows, period={"grain": "quarter"})) == {"2024-Q1": 3, "2024-Q2": 1}
    assert numbers(asked(session, rows, period={"grain": "quarter", "window_months": 6})) == {"2024-Q2": 4}


def test_a_weeks_records_are_from_monday_to_sunday(session: Session) -> None:
    coverage = {"contact": Coverage(date(2024, 1, 1), date(2024, 1, 14))}
    found = numbers(asked(session, {"contact": on((1, 7), (1, 8))}, coverage, period={"grain": "week"}))
    assert found == {"2024-W01": 1, "2024-W02": 1}


def test_an_open_clock_counts_on_last_days_up_to_the_day_before_it_stops(session: Session) -> None:
    rows = {
        "contact": contacts(
            {"seen": date(2024, 1, 31), "booked": date(2024, 3, 31)},
            {"seen": date(2024, 2, 1), "booked": None},
            {"seen": date(2024, 2, 2), "booked": date(2024, 2, 20)},
            {"seen": date(2023, 6, 1), "booked": date(2024, 2, 1)},
        )
    }
    clock = {"open_at_end": {"start": "seen", "stop": "booked"}}
    assert numbers(asked(session, rows, period=clock)) == {
        "2024-01": 2,
        "2024-02": 2,
        "2024-03": 1,
        "2024-04": 1,
        "2024-05": 1,
        "2024-06": 1,
    }
    assert numbers(asked(session, rows, period=clock | {"grain": "quarter"})) == {"2024-Q1": 1, "2024-Q2": 1}


def test_a_clock_that_nothing_stops_runs_on(session: Session) -> None:
    told = counting("one", AROUND, period={"during": {"start": "seen", "stop": "booked"}})
    when = replace(told.numerator.when, stop=None)
    unstopped = replace(told, numerator=replace(told.numerator, when=when))
    found = figures(session, [unstopped], {"contact": on((2, 5), (4, 5))}, COVERAGE, AROUND)
    assert [figure.parts.numerator for figure in found if figure.slice == TRUST] == [0, 1, 1, 2, 2, 2]


def test_bed_days_are_shared_out_over_months(session: Session) -> None:
    rows = {
        "stay": stays(
            {"discharged": date(2024, 1, 12)},
            {"admitted": date(2024, 1, 31), "discharged": date(2024, 3, 2)},
            {"admitted": date(2024, 4, 30)},
            {"admitted": date(2024, 5, 5), "discharged": date(2024, 5, 5)},
        )
    }
    told = {
        "extract": "stay",
        "numerator": "days_in_period(admitted, discharged)",
        "period": {"during": {"start": "admitted", "stop": "discharged"}},
    }
    assert list(numbers(asked(session, rows, **told)).values()) == [3, 29, 1, 1, 31, 30]
    quarters = told | {"period": told["period"] | {"grain": "quarter"}}
    assert list(numbers(asked(session, rows, **quarters)).values()) == [33, 62]


def test_every_slice_of_a_record(session: Session) -> None:
    rows = contacts(
        {"icb": "QA", "council": "E10", "seen_by": "C1", "kind": "A"}, {"team": None, "seen_by": "C9"}
    )
    found = asked(session, {"contact": rows}, by=["kind"])
    january = {of: figure.parts.numerator for (of, code), figure in found.items() if code == "2024-01"}
    assert january == {
        TRUST: 2,
        TEAM: 1,
        Slice("C1"): 1,
        Slice("ZZ1", commissioner="QA"): 1,
        Slice("ZZ1", commissioner="UNKNOWN"): 1,
        Slice("T1", commissioner="QA"): 1,
        Slice("ZZ1", council="E10"): 1,
        Slice("ZZ1", council="UNKNOWN"): 1,
        Slice("T1", council="E10"): 1,
        Slice("ZZ1", group="kind:A"): 1,
        Slice("ZZ1", group="kind:NOT KNOWN"): 1,
        Slice("T1", group="kind:A"): 1,
    }


def test_units_that_do_not_add_up_have_their_own_records_only(session: Session) -> None:
    rows = contacts({"icb": "QA", "seen_by": "C1"}, {"team": "ZZ1"})
    found = numbers(asked(session, {"contact": rows}, combine={"units": "none"}))
    assert found["2024-01"] == 1
    with_team = asked(session, {"contact": rows}, combine={"units": "none"}, by=["kind"])
    assert with_team[Slice("T1", commissioner="QA"), "2024-01"].parts.numerator == 1
    assert with_team[Slice("C1"), "2024-01"].parts.numerator == 1
    assert (Slice("ZZ1", commissioner="QA"), "2024-01") not in with_team


def test_the_trust_has_figures_where_nothing_was_counted(session: Session) -> None:
    found = asked(session, {}, kind="proportion", numerator="attended")
    assert {of for of, _ in found} == {TRUST}
    assert {figure.state for figure in found.values()} == {State.NO_CASES}
    assert len(found) == 6


def test_a_slice_is_there_for_its_population_even_when_nothing_of_it_is_counted(session: Session) -> None:
    rows = contacts({"attended": False, "team": "W1"}, {"attended": None, "kind": "X"})
    told = {"kind": "proportion", "numerator": "attended", "population": "attended is not null"}
    found = asked(session, {"contact": rows}, **told)
    assert {of.unit for of, _ in found} == {"ZZ1", "W1"}
    assert parts(found[Slice("W1"), "2024-01"]) == (0, 1)
    assert found[Slice("W1"), "2024-02"].state is State.NO_CASES


def test_a_unit_has_figures_only_where_the_organisation_has_it(session: Session) -> None:
    plan = plan_records([counting("one", AROUND)], AROUND)
    january = date(2024, 1, 1)
    closures = {
        plan.passes[0].grain: [
            ClosureRow("ZZ1", "ZZ1", january, True),
            ClosureRow("ZZ1", "T1", january, False),
        ]
    }
    found = assemble_records(plan, {}, coverage=COVERAGE, closures=closures, trust="ZZ1")
    assert [(figure.slice, figure.period) for figure in found] == [(TRUST, Period.month(2024, 1))]


def test_proportions_means_and_sums_keep_their_parts(session: Session) -> None:
    rows = contacts(
        {"attended": True, "minutes": 10, "score": Decimal("1.5")},
        {"attended": True, "minutes": None, "score": Decimal("0.25")},
        {"attended": None, "minutes": 5},
        {"attended": False, "minutes": 1},
    )
    wanted: dict[str, tuple[dict[str, Any], tuple[object, ...]]] = {
        "share": ({"kind": "proportion", "numerator": "attended"}, (2, 4)),
        "share of": ({"kind": "proportion", "numerator": "attended", "denominator": "minutes > 1"}, (1, 2)),
        "mean": ({"kind": "mean", "numerator": "minutes"}, (16, 3)),
        "sum": ({"numerator": "score"}, (Decimal("1.75"), None)),
        "rate": ({"kind": "rate", "numerator": "attended", "denominator": "minutes", "per": 100}, (2, 16)),
        "ratio": ({"kind": "ratio", "numerator": "minutes", "denominator": "score"}, (16, Decimal("1.75"))),
    }
    for told, expected in wanted.values():
        found = asked(session, {"contact": rows}, **told)
        assert parts(found[TRUST, "2024-01"]) == expected
        assert found[TRUST, "2024-01"].per == told.get("per", 1)


def test_a_rate_over_another_extract_joins_slices_of_both(session: Session) -> None:
    rows = {"contact": contacts({}, {"team": "W1"}), "stay": stays({}, {"ward": "T1"}, {"ward": "W1"})}
    other = {"extract": "stay", "population": "discharged is null"}
    found = asked(session, rows, kind="rate", denominator_from=other, per=1000)
    january = {of: parts(figure) for (of, code), figure in found.items() if code == "2024-01"}
    assert january[TRUST] == (2, 3)
    assert january[TEAM] == (1, 1)
    assert january[Slice("W1")] == (1, 2)
    assert january[Slice("W1", commissioner="UNKNOWN")] == (1, 0)


def test_quantiles_keep_their_histogram_of_whole_numbers(session: Session) -> None:
    scores = [Decimal("1.9"), Decimal("1.1"), Decimal("-0.5"), None]
    rows = contacts(*({"score": score} for score in scores), {"score": Decimal(7), "seen": date(2024, 2, 1)})
    told = {"kind": "quantile", "quantile": 0.5, "numerator": "score"}
    found = asked(session, {"contact": rows}, **told)
    half = Decimal("0.5")
    assert found[TRUST, "2024-01"].parts.histogram == Histogram(half, ((-1, 1), (1, 2)))
    assert found[TRUST, "2024-03"].state is State.NO_CASES
    rolling = asked(session, {"contact": rows}, **told, period={"window_months": 2})
    assert rolling[TRUST, "2024-02"].parts.histogram == Histogram(half, ((-1, 1), (1, 2), (7, 1)))
    assert rolling[TEAM, "2024-02"].value == 1


def test_maxima_are_the_largest_of_all_months(session: Session) -> None:
    rows = contacts({"minutes": -3}, {"minutes": None}, {"minutes": -7, "seen": date(2024, 2, 1)})
    told = {"kind": "maximum", "numerator": "minutes"}
    found = asked(session, {"contact": rows}, **told)
    assert [found[TRUST, f"2024-0{month}"].parts.largest for month in (1, 2, 3)] == [-3, -7, None]
    assert found[TRUST, "2024-03"].state is State.NO_CASES
    assert (
        asked(session, {"contact": rows}, **told, period={"window_months": 2})[TRUST, "2024-02"].value == -3
    )


def test_a_person_counts_once_for_each_slice_and_stretch(session: Session) -> None:
    rows = contacts(
        {"person": "p1", "icb": "QA"},
        {"person": "p1", "team": "W1"},
        {"person": "p1", "seen": date(2024, 2, 1)},
        {"person": "p2", "seen": date(2024, 2, 1), "seen_by": "C1"},
        {"person": None, "kind": "X"},
    )
    told = {"kind": "distinct", "numerator": "person"}
    found = asked(session, {"contact": rows}, **told, by=["kind"])
    assert [found[TRUST, f"2024-0{month}"].parts.numerator for month in (1, 2, 3)] == [1, 2, 0]
    assert found[Slice("W1"), "2024-01"].parts.numerator == 1
    assert found[Slice("C1"), "2024-02"].parts.numerator == 1
    assert found[Slice("T1", commissioner="QA"), "2024-01"].parts.numerator == 1
    assert found[Slice("ZZ1", group="kind:X"), "2024-01"].parts.numerator == 0  # there, but of nobody known
    quarter = asked(session, {"contact": rows}, **told, period={"grain": "quarter"})
    assert quarter[TRUST, "2024-Q1"].parts.numerator == 2


def test_gaps_and_what_is_not_due_have_no_numbers(session: Session) -> None:
    coverage = {"contact": Coverage(date(2024, 1, 1), date(2024, 4, 30), frozenset({date(2024, 2, 1)}))}
    found = asked(session, {"contact": on((1, 5), (4, 5))}, coverage, period={"lag_days": 3})
    assert {
        code: (figure.state, figure.parts.numerator) for (of, code), figure in found.items() if of == TEAM
    } == {
        "2024-01": (State.VALUE, 1),
        "2024-02": (State.NOT_COLLECTED, None),
        "2024-03": (State.VALUE, 0),
        "2024-04": (State.NOT_DUE, None),
    }


def test_a_period_may_go_by_a_referral_and_by_times(session: Session) -> None:
    rows = {
        "contact": contacts(
            {
                "referral_no": "r0",
                "referral_site": "S",
                "began": datetime.combine(date(2024, 3, 31), time.max),
            }
        ),
        "referral": referrals({"received": date(2024, 2, 29)}),
    }
    assert numbers(asked(session, rows, period={"date": "referral.received"}))["2024-02"] == 1
    assert numbers(asked(session, rows, period={"date": "began"}))["2024-03"] == 1


def test_several_indicators_come_in_the_order_asked(session: Session) -> None:
    countings = [counting("b", AROUND), counting("a", AROUND, numerator="attended")]
    found = figures(session, countings, {"contact": contacts({})}, COVERAGE, AROUND)
    assert list(dict.fromkeys(figure.indicator for figure in found)) == ["b", "a"]
    of_b = [figure for figure in found if figure.indicator == "b"]
    assert of_b == sorted(of_b, key=lambda figure: (figure.slice, figure.period))
