"""Series laid side by side: values, targets, decisions to recalculate, and counts since then."""

import numpy as np
import pytest

from tests.support.judging import LATER, TRUST, day, indicator_of, rebase_from, series_with, standard_of
from trustboard.definitions.breaks import SourceChange
from trustboard.definitions.indicator import History, Indicator
from trustboard.judgement.process import Processes, lay_out, recalculations, standards_of
from trustboard.judgement.series import Series
from trustboard.judgement.standards import StandardBook
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.standard import Standard

NAN = np.nan
COMMISSIONER = Slice("R1L", commissioner="07G")


def laid_out(indicator: Indicator, series: list[Series], standards: list[Standard]) -> Processes:
    book = StandardBook(standards)
    in_force = [standards_of(indicator, each, book, known_on=LATER) for each in series]
    return lay_out(indicator, series, in_force, known_on=LATER)


@pytest.mark.parametrize(
    ("better", "rule", "standard", "target"),
    [
        ("higher", ">= 0.5", 0.5, 0.5),
        ("lower", "<= 18", 18, 18),
        ("higher", "> 0.5", 0.5, NAN),  # held against the limits by judgement itself
        ("lower", "< 18", 18, NAN),
        ("lower", "= 0", 0, NAN),
        ("higher", "<= 18", 18, NAN),
        ("band", "between 85 92", 85, NAN),
        ("band", ">= 85", 85, NAN),
        ("neutral", ">= 0.5", NAN, NAN),
        ("higher", None, NAN, NAN),
    ],
)
def test_a_standard_is_a_target_where_spc_knows_it_as_one(
    better: str, rule: str | None, standard: float, target: float
) -> None:
    standards = [] if rule is None else [standard_of(rule)]
    found = laid_out(indicator_of(better), [series_with([1])], standards)
    np.testing.assert_array_equal(found.standard, [[standard]])
    np.testing.assert_array_equal(found.target, [[target]])


def test_a_changed_standard_is_a_changed_target_from_its_date() -> None:
    standards = [
        standard_of(">= 0.50", standard_id="y16"),
        standard_of(
            ">= 0.53", standard_id="y18", effective_from=day("2017-06-01"), approved_on=day("2017-05-01")
        ),
    ]
    found = laid_out(indicator_of(), [series_with([1, 2, 3, 4])], standards)
    np.testing.assert_array_equal(found.target, [[0.50, 0.50, 0.53, 0.53]])


def test_series_of_different_lengths_are_padded() -> None:
    found = laid_out(indicator_of(), [series_with([1, None, 3]), series_with([4]), series_with([])], [])
    np.testing.assert_array_equal(found.values, [[1, NAN, 3], [4, NAN, NAN], [NAN, NAN, NAN]])
    assert found.lengths.tolist() == [3, 1, 0]
    assert found.counts.tolist() == [[1, 1, 2], [1, 1, 1], [0, 0, 0]]


def test_counting_starts_again_where_limits_are_recalculated() -> None:
    indicator = indicator_of(rebase=[rebase_from("2017-07"), rebase_from("2017-08")])
    found = laid_out(indicator, [series_with([1, 2, None, 4, 5, None, 7])], [])
    assert np.flatnonzero(found.starts).tolist() == [3, 4]
    assert found.counts.tolist() == [[1, 2, 2, 1, 1, 1, 2]]


def test_a_cut_leaves_nothing_of_what_came_later() -> None:
    found = laid_out(indicator_of(rebase=[rebase_from("2017-06")]), [series_with([1, 2, 3, 4])], [])
    cut = found.cut(np.array([0, 0]), np.array([2, 3]))
    np.testing.assert_array_equal(cut.values, [[1, 2, NAN], [1, 2, 3]])
    assert cut.starts.tolist() == [[False, False, False], [False, False, True]]
    assert cut.lengths.tolist() == [2, 3]


#   period   unit  decided on   slice          known on     recalculated from place
TABLE = """
    2017-06  -     2018-01-10   R1L            2018-01-10   2
    2017-06  -     2018-01-10   R1L            2018-01-09   -
    2017-06  R1L   2018-01-10   R1L            2018-01-10   2
    2017-06  R1L   2018-01-10   R1L/07G        2018-01-10   2
    2017-06  RDY   2018-01-10   R1L            2018-01-10   -
    2017-04  -     2018-01-10   R1L            2018-01-10   -
    2016-01  -     2018-01-10   R1L            2018-01-10   -
    2017-07  -     2018-01-10   R1L            2018-01-10   3
    2017-08  -     2018-01-10   R1L            2018-01-10   -
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_a_decision_to_recalculate_holds_for_its_unit_once_it_is_known(row: str) -> None:
    period, unit, decided_on, slice_, known_on, place = row.split()
    decision = rebase_from(period, unit=None if unit == "-" else unit, decided_on=decided_on)
    series = series_with([1, 2, 3, 4], slice_=COMMISSIONER if "/" in slice_ else TRUST)
    found = recalculations(indicator_of(rebase=[decision]), series, known_on=day(known_on))
    assert [each for each, _ in found] == ([] if place == "-" else [int(place)])


def test_decisions_come_in_order_of_time_with_their_reasons() -> None:
    late, early = rebase_from("2017-07", why="New ward"), rebase_from("2017-05", why="New form")
    found = recalculations(indicator_of(rebase=[late, early]), series_with([1, 2, 3, 4]), known_on=LATER)
    assert [(place, each.cause.why) for place, each in found] == [(1, "New form"), (3, "New ward")]


def test_limits_start_anew_where_records_take_the_place_of_a_counted_history() -> None:
    history = History(extract="old_counts", numerator="counted", until="2017-05", why="New system")
    series = series_with([1, 2, 3, 4])
    [(place, found)] = recalculations(indicator_of(history=history), series, known_on=LATER)
    assert place == 2
    assert isinstance(found.cause, SourceChange)
    assert (found.cause.first.code, found.cause.before, found.cause.why) == (
        "2017-06",
        "old_counts",
        "New system",
    )


def test_no_standard_colours_a_neutral_measure() -> None:
    book = StandardBook([standard_of(">= 0.5")])
    [found] = standards_of(indicator_of("neutral"), series_with([1]), book, known_on=LATER)
    assert (found.colouring, [each.standard_id for each in found.others]) == (None, ["s1"])
    assert found.why.startswith("A neutral measure is never coloured. The national standard s1")
    [nothing] = standards_of(indicator_of("neutral"), series_with([1]), StandardBook([]), known_on=LATER)
    assert nothing.why == "No standard was in force on 30 April 2017."
