"""Judgement on any data: what must hold whatever the figures, standards, decisions and dates."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.support.judging import (
    FIRST,
    TRUST,
    figure_of,
    indicator_of,
    ratio_of,
    rebase_from,
    series_with,
    standard_of,
)
from trustboard.judgement.assurance import assurance_within
from trustboard.judgement.chart import chart
from trustboard.judgement.judge import judge
from trustboard.judgement.rag import is_met, rag_of
from trustboard.judgement.series import Series, series_of
from trustboard.judgement.standards import StandardBook
from trustboard.statistics import Profile
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.standard import Basis, Better, Operator, Standard
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation, Verdict

DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2020, 12, 31))
WHOLE = st.integers(min_value=0, max_value=100)
VALUES = st.lists(st.none() | WHOLE.map(float), max_size=30)
BETTER = st.sampled_from(Better)
PROFILES = st.sampled_from(Profile)
TOLERANCES = st.none() | st.integers(min_value=0, max_value=20).map(Decimal)


@st.composite
def standards(draw: st.DrawFn, operators: tuple[Operator, ...] = tuple(Operator)) -> Standard:
    """Any standard between 0 and 100, for every unit or one."""
    operator = draw(st.sampled_from(operators))
    ends = sorted((draw(WHOLE), draw(WHOLE)))
    return standard_of(
        ">= 0",
        standard_id=f"s{draw(st.integers(min_value=0, max_value=10**6))}",
        operator=operator,
        value=Decimal(ends[0]),
        upper_value=Decimal(ends[1]) if operator is Operator.BETWEEN else None,
        tolerance=draw(TOLERANCES),
        basis=draw(st.sampled_from(Basis)),
        unit=draw(st.sampled_from([None, None, "R1L", "RDY"])),
        effective_from=draw(DAYS),
        effective_to=draw(st.none() | DAYS),
        approved_on=draw(DAYS),
    )


BOOKS = st.lists(standards(), max_size=6, unique_by=lambda line: line.standard_id)
REBASES = st.lists(
    st.builds(
        rebase_from,
        st.integers(min_value=0, max_value=30).map(lambda steps: FIRST.shift(steps).code),
        decided_on=DAYS.map(date.isoformat),
    ),
    max_size=2,
)


def verdicts(
    series: Series, lines: list[Standard], better: Better, known_on: date, **changes: object
) -> tuple[Verdict, ...]:
    profile = changes.pop("profile", Profile.MDC)
    indicator = indicator_of(better, minimum_points=5, **changes)
    assert isinstance(profile, Profile)
    [found] = judge(indicator, [series], StandardBook(lines), known_on=known_on, profile=profile)
    return found.verdicts


@given(VALUES, BOOKS, BETTER, DAYS, REBASES, PROFILES)
def test_every_verdict_falls_into_one_group_for_a_reason_on_it(
    values: list[float | None],
    lines: list[Standard],
    better: Better,
    known_on: date,
    rebases: list[dict[str, object]],
    profile: Profile,
) -> None:
    for verdict in verdicts(series_with(values), lines, better, known_on, rebase=rebases, profile=profile):
        improve = {
            verdict.rag in (Rag.RED, Rag.AMBER),
            verdict.assurance is Assurance.CONSISTENTLY_FAILS,
            verdict.variation.is_concern,
        }
        well = verdict.rag is Rag.GREEN or (
            verdict.no_rag is NoRag.NO_STANDARD and verdict.variation.is_improvement
        )
        expected = Group.IMPROVE if True in improve else Group.WELL if well else Group.WATCH
        assert verdict.group is expected


@given(VALUES, BOOKS, BETTER, DAYS, PROFILES)
def test_a_verdict_holds_together(
    values: list[float | None], lines: list[Standard], better: Better, known_on: date, profile: Profile
) -> None:
    series = series_with(values)
    for value, verdict in zip(
        values, verdicts(series, lines, better, known_on, profile=profile), strict=True
    ):
        assert (verdict.rag is None) is (verdict.no_rag is not None)
        assert (verdict.rag is not None) <= (verdict.standard_id is not None and value is not None)
        assert (verdict.variation is not Variation.NOT_SHOWN) <= (value is not None)
        assert (verdict.mean is None) is (verdict.upper_limit is None) is (verdict.lower_limit is None)
        has_standard = verdict.standard_id is not None or bool(verdict.other_standard_ids)
        assert (verdict.assurance is Assurance.NO_STANDARD) is not has_standard
        if better is Better.NEUTRAL:
            assert verdict.no_rag is NoRag.NEUTRAL
            assert verdict.group is Group.WATCH
        if better in (Better.NEUTRAL, Better.BAND):
            assert not verdict.variation.is_concern
            assert not verdict.variation.is_improvement
        if verdict.variation is Variation.NOT_SHOWN:
            assert verdict.note


@given(VALUES, BOOKS, BETTER, DAYS, REBASES, PROFILES, st.data())
def test_later_data_never_change_an_earlier_verdict(
    values: list[float | None],
    lines: list[Standard],
    better: Better,
    known_on: date,
    rebases: list[dict[str, object]],
    profile: Profile,
    data: st.DataObject,
) -> None:
    kept = data.draw(st.integers(min_value=0, max_value=len(values)))
    whole = verdicts(series_with(values), lines, better, known_on, rebase=rebases, profile=profile)
    short = verdicts(series_with(values[:kept]), lines, better, known_on, rebase=rebases, profile=profile)
    assert whole[:kept] == short


@given(VALUES, BOOKS, BETTER, DAYS, st.lists(st.integers(min_value=1, max_value=5000), min_size=6))
def test_what_is_approved_after_the_day_of_knowing_changes_nothing(
    values: list[float | None], lines: list[Standard], better: Better, known_on: date, delays: list[int]
) -> None:
    series = series_with(values)
    moved = [
        replace(line, approved_on=known_on + timedelta(days=delay)) if line.approved_on > known_on else line
        for line, delay in zip(lines, delays, strict=False)
    ]
    known = [line for line in lines if line.approved_on <= known_on]
    answer = verdicts(series, known, better, known_on)
    assert verdicts(series, lines, better, known_on) == answer
    assert verdicts(series, moved, better, known_on) == answer


@given(BOOKS, DAYS, DAYS, st.sampled_from(["R1L", "RDY", "RH5"]))
def test_one_line_of_each_basis_applies_and_the_first_basis_colours(
    lines: list[Standard], day: date, known_on: date, unit: str
) -> None:
    period = FIRST.containing(day, FIRST.grain)
    found = StandardBook(lines).in_force("waits", unit, period, known_on=known_on)
    candidates = [
        line
        for line in lines
        if line.unit in (None, unit) and line.is_in_force(period.end, known_on=known_on)
    ]
    order = list(Basis)
    assert [line.basis for line in found.all] == sorted({line.basis for line in candidates}, key=order.index)
    for chosen in found.all:
        rivals = [line for line in candidates if line.basis is chosen.basis]
        own = [line for line in rivals if line.unit == unit] or rivals
        assert chosen in own
        assert chosen.approved_on == max(line.approved_on for line in own)


@given(
    standards(),
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from([1, 100, 1000]),
)
def test_a_colour_is_what_exact_fractions_say(
    standard: Standard, numerator: int, denominator: int, per: int
) -> None:
    value = Fraction(numerator * per, denominator)
    lowest = Fraction(standard.value)
    highest = Fraction(lowest if standard.upper_value is None else standard.upper_value)
    below, above = max(lowest - value, Fraction(0)), max(value - highest, Fraction(0))
    missed_by = {
        Operator.AT_LEAST: below,
        Operator.MORE_THAN: below,
        Operator.AT_MOST: above,
        Operator.LESS_THAN: above,
        Operator.EQUAL: below + above,
        Operator.BETWEEN: below + above,
    }[standard.operator]
    on_the_line = value == lowest and standard.operator in (Operator.MORE_THAN, Operator.LESS_THAN)
    is_amber = standard.tolerance is not None and missed_by <= Fraction(standard.tolerance)
    expected = Rag.GREEN if missed_by == 0 and not on_the_line else Rag.AMBER if is_amber else Rag.RED
    assert rag_of(ratio_of(numerator, denominator, per=per), standard, Better.HIGHER) == (expected, None)


@given(standards((Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL, Operator.BETWEEN)))
def test_a_tie_meets_the_standard(standard: Standard) -> None:
    ends = [standard.value] if standard.upper_value is None else [standard.value, standard.upper_value]
    assert all(is_met(figure_of(str(end)), standard) for end in ends)


@given(standards((Operator.MORE_THAN, Operator.LESS_THAN)))
def test_a_tie_does_not_meet_more_than_or_less_than(standard: Standard) -> None:
    assert not is_met(figure_of(str(standard.value)), standard)


@given(st.data(), st.sampled_from([Better.HIGHER, Better.LOWER]), WHOLE, WHOLE)
def test_improving_a_value_never_worsens_its_colour(
    data: st.DataObject, better: Better, one: int, other: int
) -> None:
    ways = {
        Better.HIGHER: (Operator.AT_LEAST, Operator.MORE_THAN),
        Better.LOWER: (Operator.AT_MOST, Operator.LESS_THAN),
    }
    standard = data.draw(standards(ways[better]))
    worse, improved = sorted((one, other), reverse=better is Better.LOWER)
    order = [Rag.RED, Rag.AMBER, Rag.GREEN]
    before, after = (rag_of(figure_of(value), standard, better)[0] for value in (worse, improved))
    assert before is not None
    assert after is not None
    assert order.index(after) >= order.index(before)


@given(standards(), WHOLE, st.integers(min_value=0, max_value=50), WHOLE)
def test_assurance_agrees_with_every_value_between_the_limits(
    standard: Standard, lower: int, width: int, share: int
) -> None:
    upper = lower + width
    between = Fraction(lower) + Fraction(width * share, 100)
    answer = assurance_within(float(lower), float(upper), standard)
    met = is_met(ratio_of(between.numerator, between.denominator), standard)
    possible = {
        Assurance.CONSISTENTLY_HITS: {True},
        Assurance.HIT_AND_MISS: {True, False},
        Assurance.CONSISTENTLY_FAILS: {False},
    }
    assert met in possible[answer]


@given(st.lists(VALUES, max_size=5), BOOKS, BETTER, DAYS)
def test_a_series_is_judged_the_same_alone_and_among_others(
    many: list[list[float | None]], lines: list[Standard], better: Better, known_on: date
) -> None:
    indicator, book = indicator_of(better, minimum_points=5), StandardBook(lines)
    slices = [TRUST, *(Slice("R1L", commissioner=str(place)) for place in range(len(many)))]
    series = [series_with(values, slice_=each) for values, each in zip(many, slices, strict=False)]
    together = judge(indicator, series, book, known_on=known_on)
    for each, found in zip(series, together, strict=True):
        [alone] = judge(indicator, [each], book, known_on=known_on)
        assert found.verdicts == alone.verdicts
        assert list(found.points()) == list(alone.points())


@given(VALUES, BOOKS, BETTER, DAYS, REBASES)
def test_the_latest_point_of_a_chart_says_what_the_latest_verdict_says(
    values: list[float | None],
    lines: list[Standard],
    better: Better,
    known_on: date,
    rebases: list[dict[str, object]],
) -> None:
    indicator = indicator_of(better, minimum_points=5, rebase=rebases)
    series, book = series_with(values), StandardBook(lines)
    drawn = chart(indicator, series, book, known_on=known_on)
    [judged] = judge(indicator, [series], book, known_on=known_on)
    assert [point.value for point in drawn.points] == values
    for point, verdict in zip(drawn.points[-1:], judged.verdicts[-1:], strict=True):
        assert (point.lower_limit, point.upper_limit) == (verdict.lower_limit, verdict.upper_limit)
        is_judged = point.point_type.value != "not_judged"
        assert is_judged is (verdict.variation is not Variation.NOT_SHOWN)
        assert bool(point.special_cause) is (
            verdict.variation not in (Variation.NOT_SHOWN, Variation.COMMON_CAUSE)
        )
    steps = [step for step in drawn.targets for _ in step.first.until(step.last)]
    assert [step.standard.standard_id for step in steps] == [
        verdict.standard_id for verdict in judged.verdicts if verdict.standard_id is not None
    ]


@given(st.data(), st.lists(st.integers(min_value=0, max_value=40), unique=True, min_size=1))
def test_series_do_not_depend_on_the_order_of_figures(data: st.DataObject, places: list[int]) -> None:
    figures = [figure_of(place, FIRST.shift(place)) for place in places]
    [series] = series_of(figures)
    assert series_of(data.draw(st.permutations(figures))) == [series]
    assert [figure for figure in series.figures if figure] == sorted(figures, key=lambda each: each.period)
    assert len(series) == max(places) - min(places) + 1
