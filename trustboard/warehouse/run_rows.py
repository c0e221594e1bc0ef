"""Figures, verdicts, points and restatements to the rows of a run's tables, and back, exactly.

NaN, like None, stands for what there is not.
"""

import json
import math
from datetime import date
from decimal import Decimal
from functools import cache

from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.point import Point, PointType
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation, Verdict
from trustboard.warehouse.tables import DECIMAL_PLACES, WHOLE_DIGITS, Row

FigureKey = tuple[str, Slice, Period]


@cache
def period_of(start: str, grain: str) -> Period:
    """The period of a row."""
    return Period.containing(date.fromisoformat(start), Grain(grain))


@cache
def slice_of(unit: str, commissioner: str | None, council: str | None, group: str | None) -> Slice:
    """The slice of a row."""
    return Slice(unit, commissioner, council, group)


def _key(indicator: str, part: Slice, period: Period) -> Row:
    return (*_slice_cells(part), indicator, *_period_cells(period))


@cache
def _slice_cells(part: Slice) -> Row:
    cells = part.unit, part.commissioner, part.council, part.group
    if "" in cells:
        raise ValueError(f"a slice has an empty code where it should have none: {part}")
    return cells


@cache
def _period_cells(period: Period) -> Row:
    return period.start.isoformat(), period.grain.value, period.end.isoformat()


def key_of(row: Row) -> FigureKey:
    """The indicator, slice and period of a row of any table."""
    return row[4], slice_of(*row[:4]), period_of(row[5], row[6])


def exact(number: Decimal | None) -> str | None:
    """Write a decimal exactly; raises ValueError when it does not fit the column."""
    if number is None:
        return None
    if not number.is_finite():
        raise ValueError(f"{number} is not a number that a figure can have")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, places = text.lstrip("-").partition(".")
    if len(whole) > WHOLE_DIGITS or len(places) > DECIMAL_PLACES:
        raise ValueError(
            f"{number} needs more than {WHOLE_DIGITS} digits, or {DECIMAL_PLACES} decimal places"
        )
    return "0" if text == "-0" else text


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _known(number: float | None) -> float | None:
    return None if number is None or math.isnan(number) else float(number)


def _measured(parts: Accumulator) -> str | None:
    """Write what a quantile or a maximum is picked from: `0.5|3x2,8x1`, or the largest by itself."""
    if parts.histogram is None:
        return exact(parts.largest)
    counts = ",".join(f"{number}x{times}" for number, times in parts.histogram.counts)
    return f"{parts.histogram.quantile:f}|{counts}"


def _parts(state: str, numerator: str | None, denominator: str | None, told: str | None) -> Accumulator:
    """Read the parts of a figure from its cells."""
    histogram = largest = None
    if told is not None and "|" in told:
        quantile, _, counts = told.partition("|")
        pairs = (each.split("x") for each in counts.split(","))
        histogram = Histogram(Decimal(quantile), tuple((int(number), int(times)) for number, times in pairs))
    else:
        largest = _decimal(told)
    return Accumulator(
        state=State(state),
        numerator=_decimal(numerator),
        denominator=_decimal(denominator),
        histogram=histogram,
        largest=largest,
    )


def figure_row(figure: Figure) -> Row:
    """A row of FIGURES."""
    return (
        *_key(figure.indicator, figure.slice, figure.period),
        figure.kind.value,
        figure.parts.state.value,
        exact(figure.parts.numerator),
        exact(figure.parts.denominator),
        figure.per,
        _measured(figure.parts),
    )


def figure_of(row: Row) -> Figure:
    """The figure of a row."""
    indicator, part, period = key_of(row)
    kind, state, numerator, denominator, per, told = row[8:14]
    return Figure(
        indicator=indicator,
        slice=part,
        period=period,
        kind=Kind(kind),
        parts=_parts(state, numerator, denominator, told),
        per=per,
    )


def verdict_row(key: FigureKey, verdict: Verdict) -> Row:
    """A row of VERDICTS."""
    return (
        *_key(*key),
        verdict.rag.value if verdict.rag else None,
        verdict.no_rag.name if verdict.no_rag else None,
        verdict.variation.value,
        verdict.assurance.value,
        verdict.group.value,
        verdict.standard_id,
        _text_of_ids(verdict.other_standard_ids),
        _known(verdict.mean),
        _known(verdict.lower_limit),
        _known(verdict.upper_limit),
        verdict.note,
    )


def verdict_of(cells: Row) -> Verdict:
    """The verdict in the cells of a row after its key."""
    standard, others, mean, lower, upper, note = cells[5:]
    rag, no_rag, variation, assurance, group = _judgements(*cells[:5])
    return Verdict(
        rag=rag,
        no_rag=no_rag,
        variation=variation,
        assurance=assurance,
        group=group,
        standard_id=standard,
        other_standard_ids=_standard_ids(others),
        mean=mean,
        lower_limit=lower,
        upper_limit=upper,
        note=note,
    )


@cache
def _judgements(
    rag: str | None, no_rag: str | None, variation: str, assurance: str, group: str
) -> tuple[Rag | None, NoRag | None, Variation, Assurance, Group]:
    return (
        Rag(rag) if rag else None,
        NoRag[no_rag] if no_rag else None,
        Variation(variation),
        Assurance(assurance),
        Group(group),
    )


@cache
def _text_of_ids(standard_ids: tuple[str, ...]) -> str:
    return json.dumps(standard_ids)


@cache
def _standard_ids(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def point_row(point: Point) -> Row:
    """A row of POINTS."""
    return (
        *_key(point.indicator, point.slice, point.period),
        _known(point.value),
        _known(point.mean),
        _known(point.lower),
        _known(point.upper),
        point.epoch,
        point.point_type.value,
        _known(point.target),
    )


def point_of(row: Row) -> Point:
    """The point of a row."""
    indicator, part, period = key_of(row)
    value, mean, lower, upper, epoch, point_type, target = row[8:]
    return Point(
        indicator=indicator,
        slice=part,
        period=period,
        value=value,
        mean=mean,
        lower=lower,
        upper=upper,
        epoch=epoch,
        point_type=PointType(point_type),
        target=target,
    )


def restatement_row(restatement: Restatement) -> Row:
    """A row of RESTATEMENTS."""
    return (
        *_key(restatement.indicator, restatement.slice, restatement.period),
        *_parts_cells(restatement.before),
        *(_parts_cells(restatement.after) if restatement.after else (None, None, None)),
        restatement.cause.value,
        restatement.first_reported_on.isoformat(),
        restatement.restated_on.isoformat(),
        restatement.run_before,
        restatement.before_kind.value,
        restatement.before_per,
        restatement.verdict_before,
        restatement.verdict_after,
        _measured(restatement.before),
        _measured(restatement.after) if restatement.after else None,
    )


def _parts_cells(parts: Accumulator) -> Row:
    return parts.state.value, exact(parts.numerator), exact(parts.denominator)


def restatement_of(row: Row) -> Restatement:
    """The restatement of a row."""
    indicator, part, period = key_of(row)
    cause, first_reported_on, restated_on, run_before, kind, per, verdict_before, verdict_after = row[14:22]
    before, after = row[22:]
    return Restatement(
        indicator=indicator,
        slice=part,
        period=period,
        before=_parts(row[8], row[9], row[10], before),
        after=_parts(row[11], row[12], row[13], after) if row[11] else None,
        cause=Cause(cause),
        first_reported_on=date.fromisoformat(first_reported_on),
        restated_on=date.fromisoformat(restated_on),
        run_before=run_before,
        before_kind=Kind(kind),
        before_per=per,
        verdict_before=verdict_before,
        verdict_after=verdict_after,
    )
