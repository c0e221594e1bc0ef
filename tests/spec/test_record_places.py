"""For which units and cuts a record counts, and which figures there are at all."""

from datetime import date
from typing import Any

import pytest

from tests.spec.record_tables import ORGANISATION, TRUST, WARD, Engine, Line, by_period, drawn, question
from trustboard.definitions.code_lists import CodeEntry

STAYS = """
ward  | payer | doctor | sex | went
WARD  | P1    | DR1    | F   | 2026-04-01
WARD2 | P2    | DR1    | M   | 2026-04-02
WARD2 | -     | DR9    | -   | 2026-04-03
-     | P1    | -      | F   | 2026-04-04
WARD9 | P1    | DR1    | F   | 2026-04-05
"""
WITH_DOCTOR = (*ORGANISATION, Line("DR1", WARD))


def places(engine: Engine, stays: str = STAYS, **told: Any) -> dict[str, str]:
    """The figures of April 2026 by slice; those of commissioners only where asked for."""
    return drawn(engine(question(stays, **told)), period="2026-04")


def whole(found: dict[str, str]) -> dict[str, str]:
    return {where: what for where, what in found.items() if "×" not in where}


def test_a_record_counts_for_its_unit_and_all_above(record_engine: Engine) -> None:
    found = whole(places(record_engine))
    # the organisation lacks WARD9; what has no unit is the trust's own
    assert found == {"WARD": "1", "WARD2": "2", "DIV": "3", "RXX": "5"}


def test_a_consultant_counts_where_the_organisation_has_them_but_not_upwards(record_engine: Engine) -> None:
    found = whole(places(record_engine, organisation=WITH_DOCTOR))
    assert found == {"WARD": "1", "WARD2": "2", "DIV": "3", "RXX": "5", "DR1": "3"}


def test_a_unit_is_cut_once_by_its_commissioner(record_engine: Engine) -> None:
    found = places(record_engine, organisation=WITH_DOCTOR)
    cut = {where: what for where, what in found.items() if "×" in where}
    assert cut == {
        "WARD × P1": "1",
        "WARD2 × P2": "1",
        "WARD2 × UNKNOWN": "1",
        "DIV × P1": "1",
        "DIV × P2": "1",
        "DIV × UNKNOWN": "1",
        "RXX × P1": "3",
        "RXX × P2": "1",
        "RXX × UNKNOWN": "1",
    }


def test_equality_cuts_show_what_is_not_known(record_engine: Engine) -> None:
    found = places(record_engine, kind="proportion", numerator="payer = 'P1'", by=["sex"])
    groups = {where: what for where, what in found.items() if "sex:" in where and "RXX" in where}
    assert groups == {"RXX × sex:F": "3/3", "RXX × sex:M": "0/1", "RXX × sex:NOT KNOWN": "0/1"}


def test_cuts_are_not_crossed(record_engine: Engine) -> None:
    found = places(record_engine, by=["sex", "doctor"])
    assert all(where.count("×") <= 1 for where in found)
    assert found["WARD2 × doctor:DR9"] == "1"


def test_a_slice_needs_a_record_of_the_population(record_engine: Engine) -> None:
    found = whole(places(record_engine, kind="proportion", population="ward = 'WARD'", numerator="sex = 'M'"))
    assert found == {"WARD": "0/1", "DIV": "0/1", "RXX": "0/1"}
    assert places(record_engine, population="sex = 'X'") == {"RXX": "0"}  # the trust is always there


def test_a_slice_met_in_one_period_is_nought_in_the_others(record_engine: Engine) -> None:
    found = by_period(record_engine, STAYS, unit="WARD2", covers="2026-03..2026-05")
    assert found == {"2026-03": "0", "2026-04": "2", "2026-05": "0"}


def test_a_denominators_records_make_slices_too(record_engine: Engine) -> None:
    referrals = """
    ward  | received
    WARD2 | 2026-04-01
    """
    told = {"kind": "rate", "denominator_from": {"extract": "referrals"}, "population": "ward = 'WARD'"}
    found = whole(places(record_engine, referrals=referrals, **told))
    assert found == {"WARD": "1/0", "WARD2": "0/1", "DIV": "1/1", "RXX": "1/1"}


MOVING = (
    Line(TRUST, None),
    Line("DIV1", TRUST),
    Line("DIV2", TRUST),
    Line(WARD, "DIV1", valid_to=date(2026, 4, 30)),
    Line(WARD, "DIV2", valid_from=date(2026, 5, 1)),
)


def test_a_record_counts_by_the_structure_of_its_own_month(record_engine: Engine) -> None:
    stays = """
    went
    2026-04-30
    2026-05-01
    2026-05-02
    """
    told = {"organisation": MOVING, "covers": "2026-04..2026-05", "period": {"window_months": 2}}
    assert by_period(record_engine, stays, unit="DIV1", **told) == {"2026-05": "1"}
    assert by_period(record_engine, stays, unit="DIV2", **told) == {"2026-05": "2"}


def test_an_open_clock_counts_by_the_structure_of_the_whole_period(record_engine: Engine) -> None:
    stays = """
    came       | went
    2026-04-10 | -
    """
    period = {"grain": "quarter", "open_at_end": {"start": "came", "stop": "went"}}
    told = {"organisation": MOVING, "covers": "2026-04..2026-06", "period": period}
    assert by_period(record_engine, stays, unit="DIV2", **told) == {"2026-Q2": "1"}
    assert by_period(record_engine, stays, unit="DIV1", **told) == {}


def test_an_open_clock_over_another_extracts_months(record_engine: Engine) -> None:
    stays = """
    came       | went
    2026-04-10 | -
    """
    referrals = """
    received
    2026-04-30
    2026-05-01
    """
    period = {"grain": "quarter", "open_at_end": {"start": "came", "stop": "went"}}
    told = {"kind": "rate", "denominator_from": {"extract": "referrals"}, "period": period}
    told |= {"organisation": MOVING, "covers": "2026-04..2026-06", "referrals": referrals}
    assert by_period(record_engine, stays, unit="DIV2", **told) == {"2026-Q2": "1/1"}
    assert by_period(record_engine, stays, unit="DIV1", **told) == {"2026-Q2": "0/1"}


def test_what_is_as_reported_counts_for_its_own_unit_only(record_engine: Engine) -> None:
    found = places(record_engine, combine={"units": "none"})
    assert found == {
        "WARD": "1",
        "WARD × P1": "1",
        "WARD2": "2",
        "WARD2 × P2": "1",
        "WARD2 × UNKNOWN": "1",
        "RXX": "1",
        "RXX × P1": "1",
    }


# Units that the organisation lacks then: their records count for the whole trust, and nowhere else

ENDING = (
    Line(TRUST, None),
    Line("DIV", TRUST),
    Line(WARD, "DIV"),
    Line("WARD2", "DIV", valid_to=date(2026, 4, 30)),
)
TWO_WARDS = """
ward  | payer | person | sex | came       | went       | score
WARD  | P1    | p1     | F   | 2026-03-01 | 2026-04-01 | 1
WARD2 | P1    | p2     | F   | 2026-04-01 | 2026-04-02 | 2
WARD2 | P2    | p2     | M   | 2026-04-03 | 2026-05-03 | 4
WARD2 | P2    | p3     | -   | 2026-05-02 | 2026-05-04 | 8
WARD  | P1    | p1     | F   | 2026-05-03 | 2026-05-31 | 16
NEVER | P1    | p4     | F   | 2026-05-04 | -          | 32
"""
OPEN = {"open_at_end": {"start": "came", "stop": "went"}}
KINDS: dict[str, tuple[dict[str, Any], str, str]] = {  # what is asked; of May the trust's figure and DIV's
    "count": ({}, "3", "1"),
    "proportion": ({"kind": "proportion", "numerator": "payer = 'P2'"}, "2/3", "0/1"),
    "rate": ({"kind": "rate", "denominator_from": {"extract": "stays", "counted": "score"}}, "3/28", "1/16"),
    "mean": ({"kind": "mean", "numerator": "score"}, "28/3", "16/1"),
    "quantile": ({"kind": "quantile", "quantile": "0.5", "numerator": "score"}, "8 of 4×1 8×1 16×1", "16 of 16×1"),
    "maximum": ({"kind": "maximum", "numerator": "least(score, 15.5)"}, "15.5", "15.5"),
    "distinct": ({"kind": "distinct", "numerator": "person"}, "3", "1"),
    "distinct over a window": (
        {"kind": "distinct", "numerator": "person", "period": {"window_months": 2}}, "3", "2"
    ),
    "a window": ({"period": {"window_months": 2}}, "5", "3"),
    "open clocks": ({"period": OPEN}, "1", "0"),
    "clocks that run": ({"period": {"during": {"start": "came", "stop": "went"}}}, "4", "1"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_records_of_a_unit_that_has_ended_stay_in_the_whole_trust(record_engine: Engine, name: str) -> None:
    told, trust, division = KINDS[name]
    told = {"organisation": ENDING, "covers": "2026-04..2026-05", **told}
    asked = drawn(record_engine(question(TWO_WARDS, **told)), period="2026-05")
    found = {where: what for where, what in asked.items() if "×" not in where}
    assert found[TRUST] == trust
    assert found["DIV"] == division
    assert not {"WARD2", "NEVER"} & found.keys()


def test_the_trust_is_cut_by_what_such_records_say(record_engine: Engine) -> None:
    told = {"organisation": ENDING, "covers": "2026-04..2026-05", "by": ["sex"]}
    found = drawn(record_engine(question(TWO_WARDS, **told)), period="2026-05")
    cuts = {where: what for where, what in found.items() if where.startswith(f"{TRUST} ×")}
    assert cuts == {
        "RXX × P1": "1",
        "RXX × P2": "2",
        "RXX × sex:F": "1",
        "RXX × sex:M": "1",
        "RXX × sex:NOT KNOWN": "1",
    }
    assert "DIV × P2" not in found


def test_as_reported_such_records_are_nowhere(record_engine: Engine) -> None:
    told = {"organisation": ENDING, "covers": "2026-05", "combine": {"units": "none"}}
    assert drawn(record_engine(question(TWO_WARDS, **told)), period="2026-05") == {
        "RXX": "0",
        "WARD": "1",
        "WARD × P1": "1",
    }


@pytest.mark.parametrize(
    ("successor", "trust", "division"),
    [
        (Line("WARD3", "DIV"), "3", "3"),
        (Line("WARD3", "DIV", valid_to=date(2026, 4, 30)), "3", "1"),  # it has ended too
        (Line("WARD3", "DIV", valid_from=date(2026, 6, 1)), "3", "1"),  # and this is not there yet
        (Line("WARD3", None), "1", "1"),  # it is there, outside the trust
    ],
)
def test_a_successor_counts_them_while_it_is_there(
    record_engine: Engine, successor: Line, trust: str, division: str
) -> None:
    organisation = (
        *ENDING[:3],
        Line("WARD2", "DIV", valid_to=date(2026, 4, 30), successor="WARD3"),
        successor,
    )
    told = {"organisation": organisation, "covers": "2026-05", "population": "ward <> 'NEVER'"}
    assert by_period(record_engine, TWO_WARDS, **told) == {"2026-05": trust}
    assert by_period(record_engine, TWO_WARDS, unit="DIV", **told) == {"2026-05": division}


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ((Line("REGION", None), Line(TRUST, "REGION"), *ENDING[1:]), {"2026-04": "2", "2026-05": "1"}),
        ((Line(TRUST, None, valid_to=date(2026, 4, 30)), *ENDING[1:]), {"2026-04": "2"}),
    ],
)
def test_without_the_trust_as_root_nobody_counts_them(
    record_engine: Engine, organisation: tuple[Line, ...], expected: dict[str, str]
) -> None:
    told = {"organisation": organisation, "covers": "2026-04..2026-05"}
    assert by_period(record_engine, TWO_WARDS, **told) == expected


# Which figures there are


def test_a_month_that_was_not_sent_leaves_a_gap(record_engine: Engine) -> None:
    told = {"covers": "2026-03..2026-06", "missing": "2026-04"}
    assert by_period(record_engine, STAYS, **told) == {
        "2026-03": "0",
        "2026-04": "not_collected",
        "2026-05": "0",
        "2026-06": "0",
    }
    assert by_period(record_engine, STAYS, **told, period={"window_months": 2}) == {
        "2026-04": "not_collected",
        "2026-05": "not_collected",
        "2026-06": "0",
    }


def test_a_shifted_window_that_reaches_into_a_gap_is_a_gap(record_engine: Engine) -> None:
    told = {"covers": "2026-03..2026-06", "missing": "2026-04", "period": {"shift_days": 4}}
    found = by_period(record_engine, STAYS, **told)
    assert found == {"2026-04": "not_collected", "2026-05": "not_collected", "2026-06": "0"}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"lag_days": 30}, {"2026-03": "0", "2026-04": "5", "2026-05": "not_due"}),
        ({"lag_days": 31}, {"2026-03": "0", "2026-04": "5", "2026-05": "not_due"}),
        ({"lag_days": 32}, {"2026-03": "0", "2026-04": "not_due", "2026-05": "not_due"}),
        ({"lag_days": 28, "shift_days": 28}, {"2026-04": "2", "2026-05": "3"}),
        ({"lag_days": 29, "shift_days": 28}, {"2026-04": "2", "2026-05": "not_due"}),
    ],
)
def test_a_cohort_is_not_due_before_its_lag_is_over(
    record_engine: Engine, period: dict[str, int], expected: dict[str, str]
) -> None:
    assert by_period(record_engine, STAYS, covers="2026-03..2026-05", period=period) == expected


def test_a_lag_waits_for_the_record_pointed_to(record_engine: Engine) -> None:
    told = {"covers": "stays 2026-03..2026-05 referrals 2026-03..2026-04", "period": {"lag_days": 1}}
    assert by_period(record_engine, STAYS, **told) == {"2026-03": "0", "2026-04": "5", "2026-05": "not_due"}
    told["population"] = "ref.source is null"
    assert by_period(record_engine, STAYS, **told) == {
        "2026-03": "0",
        "2026-04": "not_due",
        "2026-05": "not_due",
    }


def test_figures_need_both_parts_covered(record_engine: Engine) -> None:
    told = {"kind": "rate", "denominator_from": {"extract": "referrals"}}
    told["covers"] = "stays 2026-03..2026-05 referrals 2026-04..2026-06"
    assert by_period(record_engine, STAYS, **told) == {"2026-04": "5/0", "2026-05": "0/0"}


# Dates of lists and derived fields


LISTS = {"paying": (CodeEntry("P1", "", valid_to=date(2026, 4, 1)), CodeEntry("P2", "", date(2026, 4, 2)))}


@pytest.mark.parametrize(
    ("told", "april"),
    [
        ({"population": "payer in codes('paying')"}, "2"),
        ({"population": "payer not in codes('paying')"}, "2"),
        ({"population": "payer in codes('paying', date '2026-04-01')"}, "3"),
        ({"population": "payer in codes('paying', period_end)"}, "1"),
        ({"population": "payer in codes('paying')", "period": {"shift_days": 3}}, "2"),
        (
            {
                "population": "payer in codes('paying')",
                "period": {"during": {"start": "went", "stop": "went"}},
            },
            "1",
        ),
    ],
)
def test_a_code_list_is_asked_on_the_records_own_day_or_the_periods_last(
    record_engine: Engine, told: dict[str, Any], april: str
) -> None:
    found = by_period(record_engine, STAYS, code_lists=LISTS, covers="2026-03..2026-05", **told)
    assert found["2026-04"] == april


DERIVE = {
    "who": {
        "choices": [
            {"rule": "new", "when": "payer = 'P1'", "take": "'FIRST'", "effective_from": "2026-04-04"},
            {"rule": "sex", "take": "sex"},
        ],
        "otherwise": "NOBODY",
    }
}


@pytest.mark.parametrize(
    ("population", "april"),
    [
        ("who = 'FIRST'", "2"),
        ("who = 'F'", "1"),
        ("who = 'M'", "1"),
        ("who = 'NOBODY'", "1"),
        ("who_rule = 'sex'", "2"),
        ("who_rule = 'otherwise'", "1"),
    ],
)
def test_a_derived_field_is_decided_by_its_first_rule_that_gives_a_value(
    record_engine: Engine, population: str, april: str
) -> None:
    assert by_period(record_engine, STAYS, derive=DERIVE, population=population) == {"2026-04": april}
