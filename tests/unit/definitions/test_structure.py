"""Who counts for whom: by the structure of the time, through mergers, each pair once."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.workspace import small_workspace
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.organisation import Organisation, Unit, UnitKind
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.period import Grain, Period


def unit(line: str) -> Unit:
    """`code parent from to successor`, with - for nothing."""
    code, parent, start, end, successor = (None if part == "-" else part for part in line.split())
    assert code
    assert start
    return Unit(
        unit_code=code,
        kind=UnitKind.TRUST,
        parent=parent,
        name=f"{code} from {start}",
        valid_from=date.fromisoformat(start),
        valid_to=date.fromisoformat(end) if end else None,
        successor=successor,
        line=1,
    )


def organisation(*lines: str) -> Organisation:
    return Organisation(units=tuple(unit(line) for line in lines))


MERGER = organisation(
    "ENG - 2010-04-01 - -",
    "RRD ENG 2010-04-01 2017-03-31 R1L",
    "RWN ENG 2010-04-01 2017-03-31 R1L",
    "R1L ENG 2017-04-01 - -",
    "ADULT R1L 2017-04-01 2018-06-30 -",
    "ADULT R1L 2018-07-01 - -",
    "TEAM ADULT 2017-04-01 2018-06-30 -",
    "TEAM R1L 2018-07-01 - -",
)


def sources(structure: Organisation, code: str, period: str) -> set[str]:
    rows = structure.closure([Period.parse(period)])
    return {row.source_unit for row in rows if row.unit == code}


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [
        ("R1L", "2017-03", {"R1L", "RRD", "RWN"}),  # the predecessors' history is its own
        ("R1L", "2017-04", {"R1L", "RRD", "RWN", "ADULT", "TEAM"}),
        ("RRD", "2017-03", {"RRD"}),
        ("RRD", "2017-04", {"RRD"}),  # what still arrives under the old code
        ("ENG", "2017-03", {"ENG", "RRD", "RWN"}),
        ("ADULT", "2018-06", {"ADULT", "TEAM"}),  # before the team moved
        ("ADULT", "2018-07", {"ADULT"}),
        ("R1L", "2018-07", {"R1L", "RRD", "RWN", "ADULT", "TEAM"}),
        ("TEAM", "2018-07", {"TEAM"}),
        ("ADULT", "2018-Q2", {"ADULT", "TEAM"}),
        ("ADULT", "2018/19", {"ADULT"}),  # within a year, where it ended
        ("ADULT", "2016-01", {"ADULT"}),
        ("ENG", "2017-05", {"ENG", "R1L", "RRD", "RWN", "ADULT", "TEAM"}),  # late rows reach it by R1L
    ],
)
def test_a_unit_counts_itself_those_below_it_then_and_those_it_succeeded(
    code: str, period: str, expected: set[str]
) -> None:
    assert sources(MERGER, code, period) == expected


def test_a_unit_that_is_not_there_yet_leads_nowhere() -> None:
    structure = organisation(
        "NORTH - 2010-04-01 - -",
        "SOUTH - 2010-04-01 - -",
        "OLD NORTH 2010-04-01 2017-03-31 NEW",
        "NEW SOUTH 2017-04-01 - -",
    )
    assert sources(structure, "SOUTH", "2016-04") == {"SOUTH"}
    assert sources(structure, "NORTH", "2016-04") == {"NORTH", "OLD"}
    assert sources(structure, "SOUTH", "2017-04") == {"SOUTH", "NEW", "OLD"}


def test_a_successor_that_was_there_before_brings_the_other_into_its_own_parent() -> None:
    structure = organisation(
        "TRUST - 2010-04-01 - -",
        "EAST TRUST 2010-04-01 - -",
        "WEST TRUST 2010-04-01 - -",
        "ONE EAST 2010-04-01 2017-03-31 TWO",
        "TWO WEST 2010-04-01 - -",
    )
    assert sources(structure, "TWO", "2016-04") == {"ONE", "TWO"}
    assert sources(structure, "WEST", "2016-04") == {"WEST", "ONE", "TWO"}
    assert sources(structure, "EAST", "2016-04") == {"EAST", "ONE"}
    assert sources(structure, "TRUST", "2016-04") == {"TRUST", "EAST", "WEST", "ONE", "TWO"}


def test_a_chain_of_mergers_is_followed_to_its_end() -> None:
    structure = organisation(
        "A - 2010-04-01 2012-03-31 B", "B - 2012-04-01 2015-03-31 C", "C - 2015-04-01 - -"
    )
    assert sources(structure, "C", "2011-01") == {"A", "B", "C"}
    assert sources(structure, "B", "2011-01") == {"A", "B"}


def test_wards_of_a_predecessor_count_for_its_successor() -> None:
    structure = organisation(
        "OLD - 2010-04-01 2017-03-31 NEW", "WARD OLD 2010-04-01 2017-03-31 -", "NEW - 2017-04-01 - -"
    )
    assert sources(structure, "NEW", "2016-04") == {"NEW", "OLD", "WARD"}


def test_only_the_pair_of_a_unit_with_itself_is_its_own() -> None:
    rows = MERGER.closure([Period.parse("2018-01")])
    assert all(row.is_own == (row.unit == row.source_unit) for row in rows)
    assert {row.unit for row in rows if row.is_own} == {"ENG", "RRD", "RWN", "R1L", "ADULT", "TEAM"}


def test_the_small_workspace_merges_its_two_trusts() -> None:
    found = load_definitions(small_workspace()).workspace
    assert found is not None
    assert sources(found.organisation, "ZZ1", "2017-03") == {"ZZ1", "ZZ2", "ZZ3"}
    assert found.organisation.closure([]) == []


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("ADULT", date(2018, 6, 30), "ADULT from 2017-04-01"),
        ("ADULT", date(2018, 7, 1), "ADULT from 2018-07-01"),
        ("ADULT", date(2010, 1, 1), "ADULT from 2017-04-01"),  # before its time: the first
        ("RRD", date(2020, 1, 1), "RRD from 2010-04-01"),  # after its time: the last
        ("XYZ", date(2020, 1, 1), "XYZ"),
    ],
)
def test_the_name_is_that_of_the_day_or_the_nearest(code: str, on: date, name: str) -> None:
    assert MERGER.name_of(code, on) == name


def test_the_unit_is_that_of_the_day_or_none() -> None:
    found = MERGER.unit("TEAM", date(2018, 7, 1))
    assert found is not None
    assert found.parent == "R1L"
    assert MERGER.unit("RRD", date(2017, 3, 31)) is not None
    assert MERGER.unit("RRD", date(2017, 4, 1)) is None
    assert MERGER.unit("XYZ", date(2017, 4, 1)) is None


# --- properties -------------------------------------------------------------------------------------

FIRST = date(2015, 4, 1)
MONTHS = Period.month(2015, 1).until(Period.month(2016, 12))


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Up to eight units: parents come earlier in the list, some move, some end with a successor."""
    units: list[Unit] = []
    count = draw(st.integers(1, 8))
    for number in range(count):
        parents = [f"U{other}" for other in range(number)]
        parent = draw(st.none() | st.sampled_from(parents)) if parents else None
        moves = draw(st.none() | st.integers(1, 500))
        ends = draw(st.none() | st.integers(1, 500))
        later = [f"U{other}" for other in range(number + 1, count)]
        successor = draw(st.none() | st.sampled_from(later)) if later and ends else None
        end = FIRST + timedelta(days=(moves or 0) + ends) if ends else None
        start = FIRST
        if moves and parents:
            stop = FIRST + timedelta(days=moves - 1)
            units.append(_unit(f"U{number}", parent, start, stop, None))
            start, parent = stop + timedelta(days=1), draw(st.sampled_from(parents))
        units.append(_unit(f"U{number}", parent, start, end, successor))
    return Organisation(units=tuple(units))


def _unit(code: str, parent: str | None, start: date, end: date | None, successor: str | None) -> Unit:
    return Unit(
        unit_code=code,
        kind=UnitKind.TEAM,
        parent=parent,
        name=code,
        valid_from=start,
        valid_to=end,
        successor=successor,
        line=1,
    )


def slow_closure(structure: Organisation, period: Period) -> set[tuple[str, str]]:
    """The definition, once more: from a source upwards, by parents of the time and successors."""

    def line_of(code: str) -> Unit | None:
        lines = [each for each in structure.units if each.unit_code == code]
        there = [
            each
            for each in lines
            if each.valid_from <= period.end and (each.valid_to or date.max) >= period.start
        ]
        return max(there, key=lambda each: each.valid_from) if there else None

    def climb(code: str, met: set[str]) -> set[str]:
        if code in met:
            return met
        met = met | {code}
        line = line_of(code)
        for above in [line.parent if line else None, *_successors(structure, code)]:
            if above is not None:
                met = climb(above, met)
        return met

    pairs = set()
    for code in {each.unit_code for each in structure.units}:
        pairs |= {(above, code) for above in climb(code, set())}
    return pairs


def _successors(structure: Organisation, code: str) -> list[str]:
    return [each.successor for each in structure.units if each.unit_code == code and each.successor]


@given(organisations())
def test_the_closure_is_the_definition_with_each_pair_once(structure: Organisation) -> None:
    rows = structure.closure(MONTHS)
    assert len(rows) == len(set(rows))
    by_period: dict[date, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        by_period[row.period_start].add((row.unit, row.source_unit))
    for period in MONTHS:
        assert by_period[period.start] == slow_closure(structure, period)


@given(organisations(), st.sampled_from(MONTHS))
def test_what_counts_for_a_child_counts_for_its_parent_of_the_time(
    structure: Organisation, period: Period
) -> None:
    rows = structure.closure([period])
    counted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        counted[row.unit].add(row.source_unit)
    for child in structure.units:
        is_last = child is structure.by_code[child.unit_code][-1]
        is_there = is_last and child.valid_from <= period.end
        if is_there and (child.valid_to or date.max) >= period.start and child.parent:
            assert counted[child.unit_code] <= counted[child.parent]


@given(organisations(), st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.FINANCIAL_YEAR, Grain.WEEK]))
def test_periods_asked_together_are_answered_as_if_asked_alone(structure: Organisation, grain: Grain) -> None:
    periods = Period.containing(FIRST, grain).until(Period.containing(date(2016, 9, 1), grain))
    alone: list[ClosureRow] = [row for period in periods for row in structure.closure([period])]
    assert structure.closure(periods) == alone
