"""Verdicts: RAG, variation and assurance beside each other, each from data up to its own period."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.support.judging import (
    FIRST,
    LATER,
    TRUST,
    day,
    figure_of,
    indicator_of,
    rebase_from,
    series_with,
    standard_of,
)
from trustboard.judgement import drawing
from trustboard.judgement import judge as judge_module
from trustboard.judgement.judge import Judged, judge
from trustboard.judgement.series import Series, series_of
from trustboard.judgement.standards import StandardBook
from trustboard.statistics import Profile
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.point import PointType
from trustboard.vocabulary.standard import Basis, Standard
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation, Verdict

STEADY = [50, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 52]  # mean about 50, limits about 43 to 58


def judged(
    values: Sequence[float | None],
    better: str = "higher",
    standards: Sequence[Standard] = (),
    *,
    known_on: str = "2030-01-01",
    profile: Profile = Profile.MDC,
    gaps: Sequence[int] = (),
    **changes: object,
) -> tuple[Verdict, ...]:
    """The verdicts of one monthly series."""
    series = series_with(values, gaps=gaps)
    [found] = judge(
        indicator_of(better, **changes),
        [series],
        StandardBook(standards),
        known_on=day(known_on),
        profile=profile,
    )
    assert found.series is series
    return found.verdicts


#   latest   better   standard                 rag    variation         assurance           group
TABLE = """
    51     | higher  | >= 40                 | green | common_cause     | consistently_hits  | well
    51     | higher  | >= 50                 | green | common_cause     | hit_and_miss       | well
    49     | higher  | >= 50                 | red   | common_cause     | hit_and_miss       | improve
    49     | higher  | >= 50 tolerance 2     | amber | common_cause     | hit_and_miss       | improve
    51     | higher  | >= 70                 | red   | common_cause     | consistently_fails | improve
    90     | higher  | >= 70                 | green | improvement_high | consistently_fails | improve
    90     | higher  | >= 50                 | green | improvement_high | hit_and_miss       | well
    10     | higher  | >= 5                  | green | concern_low      | consistently_hits  | improve
    51     | lower   | <= 60                 | green | common_cause     | consistently_hits  | well
    51     | lower   | <= 50                 | red   | common_cause     | hit_and_miss       | improve
    51     | lower   | <= 30                 | red   | common_cause     | consistently_fails | improve
    10     | lower   | <= 50                 | green | improvement_low  | hit_and_miss       | well
    90     | lower   | <= 99                 | green | concern_high     | consistently_hits  | improve
    51     | band    | between 40 60         | green | common_cause     | consistently_hits  | well
    51     | band    | between 48 53         | green | common_cause     | hit_and_miss       | well
    51     | band    | between 70 80         | red   | common_cause     | consistently_fails | improve
    90     | band    | between 40 60         | red   | neutral_high     | consistently_hits  | improve
    10     | band    | between 5 60          | green | neutral_low      | consistently_hits  | well
    51     | higher  | > 40                  | green | common_cause     | consistently_hits  | well
    51     | lower   | = 0                   | red   | common_cause     | consistently_fails | improve
    51     | higher  | -                     | -     | common_cause     | no_standard        | watch
    90     | higher  | -                     | -     | improvement_high | no_standard        | well
    10     | higher  | -                     | -     | concern_low      | no_standard        | improve
    90     | neutral | -                     | -     | neutral_high     | no_standard        | watch
    10     | neutral | >= 40                 | -     | neutral_low      | not_shown          | watch
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("latest", "better", "rule", "rag", "variation", "assurance", "group"), ROWS)
def test_after_a_steady_year(
    latest: str, better: str, rule: str, rag: str, variation: str, assurance: str, group: str
) -> None:
    standards = [] if rule == "-" else [standard_of(rule)]
    verdict = judged([*STEADY, float(latest)], better, standards)[-1]
    assert (verdict.variation, verdict.assurance, verdict.group) == (variation, assurance, group)
    assert verdict.rag == (None if rag == "-" else Rag(rag))


def test_a_verdict_names_the_standard_that_colours_and_the_others() -> None:
    standards = [
        standard_of(">= 70", standard_id="local", basis=Basis.LOCAL),
        standard_of(">= 50", standard_id="national"),
    ]
    verdict = judged([*STEADY, 51], standards=standards)[-1]
    assert (verdict.rag, verdict.standard_id, verdict.other_standard_ids) == (
        Rag.GREEN,
        "national",
        ("local",),
    )
    neutral = judged([*STEADY, 51], "neutral", standards)[-1]
    assert (neutral.no_rag, neutral.standard_id, neutral.other_standard_ids) == (
        NoRag.NEUTRAL,
        None,
        ("national", "local"),
    )


def test_a_verdict_carries_the_limits_of_its_day() -> None:
    verdict = judged(STEADY)[-1]
    assert verdict.mean is not None
    assert verdict.lower_limit is not None
    assert verdict.upper_limit is not None
    assert verdict.mean == pytest.approx(sum(STEADY) / 12)
    moves = [abs(later - earlier) for earlier, later in pairwise(STEADY)]
    assert verdict.upper_limit - verdict.mean == pytest.approx(2.66 * sum(moves) / 11)
    assert verdict.mean - verdict.lower_limit == pytest.approx(2.66 * sum(moves) / 11)


def test_too_few_points_are_coloured_and_not_charted() -> None:
    standards = [standard_of(">= 50")]
    verdicts = judged(STEADY, standards=standards)
    eighth, twelfth = verdicts[7], verdicts[11]
    assert (eighth.rag, eighth.variation, eighth.assurance) == (
        Rag.RED,
        Variation.NOT_SHOWN,
        Assurance.NOT_SHOWN,
    )
    assert (eighth.mean, eighth.lower_limit, eighth.upper_limit) == (None, None, None)
    assert eighth.note == "Too few points to chart: 8 of 12 needed."
    assert (twelfth.variation, twelfth.assurance, twelfth.note) == (
        Variation.COMMON_CAUSE,
        Assurance.HIT_AND_MISS,
        "",
    )
    assert judged(STEADY)[7].assurance is Assurance.NO_STANDARD


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("minimum", [8, 12, 13])
def test_the_indicator_says_how_many_points_it_needs(minimum: int, profile: Profile) -> None:
    verdicts = judged([*STEADY, 51], minimum_points=minimum, profile=profile)
    shown = [verdict.variation is not Variation.NOT_SHOWN for verdict in verdicts]
    assert shown == [False] * (minimum - 1) + [True] * (14 - minimum)


def test_only_values_count_as_points() -> None:
    note = judged([*STEADY[:6], None, *STEADY[6:8]])[-1].note
    assert note == "Too few points to chart: 8 of 12 needed."


@pytest.mark.parametrize("profile", Profile)
def test_a_missing_latest_value_has_no_variation_and_says_so(profile: Profile) -> None:
    standards = [standard_of(">= 70")]
    verdict = judged([*STEADY, None], standards=standards, profile=profile)[-1]
    assert (verdict.rag, verdict.no_rag) == (None, NoRag.NO_VALUE)
    assert verdict.variation is Variation.NOT_SHOWN
    assert verdict.note == "No value for April 2018 (M1): suppressed."
    # What the process is expected to do is known without this month.
    assert (verdict.assurance, verdict.group) == (Assurance.CONSISTENTLY_FAILS, Group.IMPROVE)


def test_a_gap_has_a_verdict_too_and_says_that_there_is_no_figure() -> None:
    figures = [figure_of(value, FIRST.shift(step)) for step, value in enumerate(STEADY)]
    series = series_of(figures, through=FIRST.shift(13))
    [found] = judge(indicator_of(), series, StandardBook([standard_of(">= 40")]), known_on=LATER)
    assert [verdict.group for verdict in found.verdicts[-3:]] == [Group.WELL, Group.WATCH, Group.WATCH]
    assert found.verdicts[-1].note == "There is no figure for May 2018 (M2)."


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALUE])
def test_a_figure_without_a_value_is_watched_whatever_its_state(state: State) -> None:
    series = series_of([figure_of(None, state=state)])
    [found] = judge(indicator_of(), series, StandardBook([standard_of(">= 40")]), known_on=LATER)
    [verdict] = found.verdicts
    assert (verdict.rag, verdict.no_rag, verdict.group) == (None, NoRag.NO_VALUE, Group.WATCH)


def test_values_too_far_apart_for_limits_say_so() -> None:
    every_other = [value for each in STEADY for value in (each, None)][:-1]
    verdict = judged(every_other, standards=[standard_of("between 40 60")], better="band")[-1]
    assert (verdict.variation, verdict.assurance) == (Variation.NOT_SHOWN, Assurance.NOT_SHOWN)
    assert verdict.note == "Too few values stand side by side to work out limits."
    assert verdict.upper_limit is None


def test_a_standard_on_a_limit_is_said() -> None:
    verdict = judged([50] * 12, standards=[standard_of(">= 50")])[-1]
    assert (verdict.rag, verdict.assurance, verdict.group) == (
        Rag.GREEN,
        Assurance.CONSISTENTLY_HITS,
        Group.WELL,
    )
    assert verdict.note == "The standard lies exactly on a limit."


def test_the_profile_can_be_switched() -> None:
    standards = [standard_of(">= 50")]
    constant = judged([50] * 12, standards=standards, profile=Profile.NHSR)[-1]
    assert constant.assurance is Assurance.HIT_AND_MISS  # the peer gives a constant series no limits
    assert (constant.mean, constant.upper_limit) == (None, None)


def test_limits_are_recalculated_only_where_a_person_decided() -> None:
    stepped = [*STEADY, *(value + 30 for value in STEADY)]
    left_alone = judged(stepped)[-1]
    recalculated = judged(stepped, rebase=[rebase_from("2018-04")])
    assert left_alone.variation is Variation.IMPROVEMENT_HIGH
    assert recalculated[-1].variation is Variation.COMMON_CAUSE
    assert recalculated[-1].mean == pytest.approx(sum(STEADY) / 12 + 30)
    assert recalculated[14].note == (
        "Too few points to chart since the limits were recalculated from April 2018 (M1): 3 of 12 needed."
    )
    assert recalculated[11] == judged(stepped)[11]


def test_a_decision_not_yet_taken_changes_nothing() -> None:
    stepped = [*STEADY, *(value + 30 for value in STEADY)]
    decision = rebase_from("2018-04", decided_on="2019-05-01")
    assert judged(stepped, rebase=[decision], known_on="2019-04-30") == judged(stepped, known_on="2019-04-30")


def test_each_verdict_is_made_from_a_chart_that_ends_with_its_period() -> None:
    values = [*STEADY, 60, 61, 62, 63, 64, 65, 66, 67, 40, 41]
    whole = judged(values)
    for place in range(len(values)):
        assert judged(values[: place + 1])[-1] == whole[place]


def test_many_series_are_judged_as_each_alone_however_they_are_chunked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    indicator, book = indicator_of(), StandardBook([standard_of(">= 50 tolerance 1")])
    some = [
        series_with([*STEADY, 70], slice_=Slice("R1L")),
        series_with([], slice_=Slice("R1L", council="E1")),
        series_with(STEADY[:5], slice_=Slice("RDY")),
        series_with([None, *STEADY, 20, None], slice_=Slice("RH5")),
    ]
    together = judge(indicator, some, book, known_on=LATER)
    monkeypatch.setattr(judge_module, "CHUNK", 3)
    monkeypatch.setattr(drawing, "CHUNK", 1)
    in_pieces = judge(indicator, some, book, known_on=LATER)
    alone = [judge(indicator, [each], book, known_on=LATER)[0] for each in some]
    for other in (in_pieces, alone):
        assert [each.verdicts for each in other] == [each.verdicts for each in together]
        assert [list(each.points()) for each in other] == [list(each.points()) for each in together]
    assert [len(each.verdicts) for each in together] == [13, 0, 5, 15]


def one(series: Series, standards: Sequence[Standard] = (), **changes: object) -> Judged:
    [found] = judge(indicator_of(**changes), [series], StandardBook(standards), known_on=LATER)
    return found


def test_rows_name_indicator_slice_and_period() -> None:
    found = one(series_with([1, 2]))
    assert list(found.rows()) == [
        (("waits", TRUST, FIRST), found.verdicts[0]),
        (("waits", TRUST, FIRST.shift(1)), found.verdicts[1]),
    ]


def test_points_are_those_of_the_chart_of_the_whole_series() -> None:
    found = one(
        series_with([*STEADY, None, 90, *[50] * 3]),
        [standard_of(">= 45", effective_from=day("2017-06-01"))],
        rebase=[rebase_from("2018-06")],
    )
    points = list(found.points())
    assert [point.period for point in points] == list(found.series.periods)
    assert [point.target for point in points] == [None, None] + [45] * 15
    assert [point.epoch for point in points] == [0] * 14 + [1] * 3
    assert points[12].value is None
    assert points[12].point_type is PointType.NOT_JUDGED
    assert points[13].point_type is PointType.SPECIAL_CAUSE_IMPROVEMENT
    assert len({(point.mean, point.lower, point.upper) for point in points[:14]}) == 1
    short = points[14:]
    assert {(point.value, point.mean, point.upper, point.point_type) for point in short} == {
        (50.0, None, None, PointType.NOT_JUDGED)
    }


def test_nothing_to_judge_gives_nothing() -> None:
    assert judge(indicator_of(), [], StandardBook([]), known_on=LATER) == []
