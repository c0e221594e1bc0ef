"""Figures to cells: the number and what it is made of, or the state in words; never blank."""

from dataclasses import replace
from decimal import Decimal

from trustboard.definitions.combining import combining_over_time
from trustboard.definitions.indicator import Display, Indicator
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.numbers import NumberStyle, count_text
from trustboard.reports.page import Cell
from trustboard.reports.words import NOT_DEFINED, STATE_DETAILS, STATES, counted
from trustboard.vocabulary.figure import Combining, Figure, Kind, combine_over_time
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

NO_FIGURE = "no figure for this period"
WHOLE = frozenset({Kind.COUNT, Kind.DISTINCT, Kind.MAXIMUM})


def style_of(indicator: Indicator) -> NumberStyle:
    """How an indicator's numbers are written; where it does not say, counts whole and their means not."""
    display, decimals = indicator.written_as, indicator.decimals
    if decimals is not None:
        return NumberStyle(display=display, decimals=decimals, per=indicator.per)
    usual = 0 if indicator.kind in WHOLE and display is not Display.PERCENT else 1
    return NumberStyle(display=display, decimals=usual, extra_on_lines=1 - usual, per=indicator.per)


def cell_of(figure: Figure | None, style: NumberStyle, *, missed: Decimal | None = None) -> Cell:
    """Write a figure; beside a standard that it missed, with enough decimals to be told from it."""
    if figure is None:
        return Cell(text=STATES[State.NOT_COLLECTED], state=State.NOT_COLLECTED, detail=NO_FIGURE)
    if figure.value is None:
        return _state_cell(figure)
    text = style.value(figure.value) if missed is None else style.apart(figure.value, missed)
    return Cell(
        text=text,
        state=State.VALUE,
        number=float(figure.value),
        numerator=_float(figure.parts.numerator),
        denominator=_float(figure.parts.denominator) if figure.has_denominator else None,
        unit=style.per_words,
        detail=parts_text(figure),
    )


def _state_cell(figure: Figure) -> Cell:
    detail = STATE_DETAILS[figure.state]
    if figure.state is State.INCOMPLETE and figure.parts.numerator is not None:
        detail = f"so far {_known_parts(figure)}; some parts are missing"
    return Cell(
        text=STATES[figure.state],
        state=figure.state,
        numerator=_float(figure.parts.numerator),
        denominator=_float(figure.parts.denominator) if figure.has_denominator else None,
        detail=detail,
    )


def cell_detail(figure: Figure | None) -> str:
    """Why there is no number, in a few words."""
    return NO_FIGURE if figure is None else STATE_DETAILS[figure.state]


def _known_parts(figure: Figure) -> str:
    numerator = count_text(figure.parts.numerator)
    if not figure.has_denominator or figure.parts.denominator is None:
        return numerator
    return f"{numerator} of {count_text(figure.parts.denominator)}"


def parts_text(figure: Figure) -> str:
    """Write what a value was made from: `24,990 of 34,083`, `12 in 3,500`, `340 ÷ 25`."""
    if figure.parts.histogram is not None:
        return f"of {figure.parts.histogram.total:,} measured"
    if not figure.has_denominator:
        return ""
    numerator, denominator = count_text(figure.parts.numerator), count_text(figure.parts.denominator)
    match figure.kind:
        case Kind.RATE:
            return f"{numerator} in {denominator}"
        case Kind.RATIO | Kind.MEAN:
            return f"{numerator} ÷ {denominator}"
        case _:
            return f"{numerator} of {denominator}"


def year_to_date(inputs: BoardInputs, indicator: Indicator, period: Period) -> Cell:
    """The year so far, worked out from numerators and denominators; says so where it is not defined."""
    combining = combining_over_time(indicator)
    if combining is Combining.NONE:
        return Cell(text=NOT_DEFINED, state=State.NOT_COLLECTED, is_defined=False)
    periods = period.year_to_date()
    found = [figure for each in periods if (figure := inputs.figure(indicator, each))]
    parts = combine_over_time(found, combining, expected=len(periods))
    if parts is None:
        return cell_of(None, style_of(indicator))
    cell = cell_of(replace(found[-1], parts=parts), style_of(indicator))
    if combining is Combining.LATEST and cell.state is State.VALUE:
        return replace(cell, detail=f"as at {found[-1].period.short_label}")
    if cell.state is State.INCOMPLETE:
        known = sum(figure.state is State.VALUE for figure in found)
        return replace(cell, detail=f"{known} of {counted(len(periods), 'period')} known")
    return cell


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
