"""Figures, verdicts, points and restatements come back from rows exactly as they went in."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.support import stores
from tests.support.stores import figure, verdict
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import Point, PointType
from trustboard.vocabulary.restatement import Restatement
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse import run_rows
from trustboard.warehouse.tables import FIGURES, POINTS, RESTATEMENTS, VERDICTS

KEY = ("seen_2w", Slice("ZZ1", council="E10000012"), Period.parse("2018/19"))


@given(stores.figures)
def test_a_figure_comes_back_exactly(figure: Figure) -> None:
    row = run_rows.figure_row(figure)
    assert len(row) == len(FIGURES.columns)
    assert run_rows.figure_of(row) == figure


@given(stores.verdicts)
def test_a_verdict_comes_back_exactly(verdict: Verdict) -> None:
    row = run_rows.verdict_row(KEY, verdict)
    assert len(row) == len(VERDICTS.columns)
    assert run_rows.key_of(row) == KEY
    assert run_rows.verdict_of(row[8:]) == verdict


@given(stores.points)
def test_a_point_comes_back_exactly(point: Point) -> None:
    row = run_rows.point_row(point)
    assert len(row) == len(POINTS.columns)
    assert run_rows.point_of(row) == point


@given(stores.restatements)
def test_a_restatement_comes_back_exactly(restatement: Restatement) -> None:
    row = run_rows.restatement_row(restatement)
    assert len(row) == len(RESTATEMENTS.columns)
    assert run_rows.restatement_of(row) == restatement


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("523", "523"),
        ("523.000", "523"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.1230", "0.123"),
        ("-0.000", "0"),
        ("-7.50", "-7.5"),
        ("1E-12", "0.000000000001"),
        ("9" * 26, "9" * 26),
        ("9" * 26 + "." + "9" * 12, "9" * 26 + "." + "9" * 12),
    ],
)
def test_a_decimal_is_written_exactly_and_one_way_only(number: str, text: str) -> None:
    assert run_rows.exact(Decimal(number)) == text


@pytest.mark.parametrize("number", ["1E-13", "1E+26", "NaN", "Infinity", "0.1234567890123"])
def test_a_number_that_would_be_rounded_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=r"needs more than|not a number"):
        run_rows.exact(Decimal(number))


MEASURED = [
    (Accumulator(state=State.VALUE, histogram=Histogram(Decimal("0.5"), ((3, 2), (8, 1)))), "0.5|3x2,8x1"),
    (Accumulator(state=State.VALUE, histogram=Histogram(Decimal("0.95"), ((-1, 4),))), "0.95|-1x4"),
    (Accumulator(state=State.VALUE, largest=Decimal("412.50")), "412.5"),
    (Accumulator(state=State.VALUE, largest=Decimal(-3)), "-3"),
    (Accumulator(state=State.VALUE, numerator=Decimal(3)), None),
    (Accumulator(state=State.NOT_COLLECTED), None),
]


@pytest.mark.parametrize(("parts", "text"), MEASURED)
def test_what_a_quantile_or_a_maximum_is_picked_from_is_kept_in_one_text(
    parts: Accumulator, text: str | None
) -> None:
    row = run_rows.figure_row(figure(kind=Kind.QUANTILE, parts=parts))
    assert row[FIGURES.names.index("measured")] == text
    assert run_rows.figure_of(row).parts == parts


def test_nan_stands_for_nothing() -> None:
    row = run_rows.verdict_row(KEY, verdict(mean=math.nan, upper_limit=math.nan))
    assert run_rows.verdict_of(row[8:]) == verdict(mean=None, upper_limit=None)


@pytest.mark.parametrize("part", [Slice(""), Slice("ZZ1", commissioner=""), Slice("ZZ1", group="")])
def test_an_empty_code_is_refused(part: Slice) -> None:
    with pytest.raises(ValueError, match="empty code"):
        run_rows.figure_row(figure(slice=part))


def test_a_restatement_keeps_a_figure_that_is_gone_apart_from_one_without_parts() -> None:
    nothing = Accumulator(state=State.NOT_COLLECTED)
    gone = Restatement(
        indicator="seen_2w",
        slice=Slice("ZZ1"),
        period=Period.month(2018, 4),
        before=nothing,
        before_kind=Kind.RATE,
        before_per=1000,
        after=None,
        cause=stores.Cause.LATE_DATA,
        first_reported_on=stores.START.date(),
        restated_on=stores.START.date(),
        run_before="a" * 64,
    )
    for restatement in (gone, replace(gone, after=nothing)):
        assert run_rows.restatement_of(run_rows.restatement_row(restatement)) == restatement


def test_every_kind_of_point_has_a_word() -> None:
    assert len({kind.value for kind in PointType}) == len(PointType)
