"""The page behind a row: chart, data, definition, standards over time, files, restatements."""

from collections.abc import Sequence

from trustboard.definitions.combining import combining_over_time, combining_over_units, is_rolling
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.judgement.chart import ChartPoint
from trustboard.judgement.standards import InForce
from trustboard.reports.cells import cell_of
from trustboard.reports.numbers import NumberStyle, count_text
from trustboard.reports.page import DataLine, IndicatorPage, Mark, ReceiptLine, Row, StandardLine, Term
from trustboard.reports.process import SIGNALS, process_chart_of
from trustboard.reports.restated import each_restated, was_text
from trustboard.reports.rows import badge_of
from trustboard.reports.subject import Subject
from trustboard.reports.trend import mark_of, step_at
from trustboard.reports.words import (
    ADDED,
    BASES,
    BETTER,
    COMBINING,
    GRAINS,
    KINDS,
    capitalised,
    counted,
    day_text,
    plain_period,
    standard_text,
    time_text,
)
from trustboard.vocabulary.figure import Combining
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.standard import Standard

MOST_RECEIPTS = 24


def indicator_page(subject: Subject, row: Row) -> IndicatorPage:
    """Build the page of one indicator."""
    inputs, indicator = subject.inputs, subject.indicator
    receipts = sorted(
        inputs.receipts.get(indicator.extract, ()), key=lambda each: each.received_on, reverse=True
    )
    return IndicatorPage(
        row=row,
        why=indicator.why,
        chart=process_chart_of(subject),
        data=data_lines(subject),
        definition=definition_of(subject),
        standards=standard_lines(subject),
        standards_note=subject.in_force.why if subject.in_force.colouring is None else "",
        receipts=tuple(_receipt_line(each) for each in receipts[:MOST_RECEIPTS]),
        receipts_note=_receipts_note(len(receipts)),
        restated=each_restated(inputs, indicator.id),
        attributions=attributions_of(inputs.workspace.contracts[indicator.extract]),
    )


def data_lines(subject: Subject) -> tuple[DataLine, ...]:
    """Every period of the chart, the latest first."""
    points = subject.chart.points if subject.chart else ()
    return tuple(_data_line(subject, point) for point in reversed(points))


def _data_line(subject: Subject, point: ChartPoint) -> DataLine:
    inputs, style, figure, period = subject.inputs, subject.style, point.figure, point.period
    verdict = inputs.verdict(subject.indicator, period)
    step = step_at(subject.chart, period) if subject.chart else None
    cell = cell_of(figure, style)
    return DataLine(
        period=capitalised(period.label),
        period_code=period.code,
        numerator=count_text(cell.numerator) if figure and figure.has_denominator else "",
        denominator=count_text(cell.denominator),
        value=cell,
        mean="" if point.mean is None else style.line(point.mean),
        limits=_limits(point, style),
        standard=capitalised(standard_text(step.standard, style)) if step else "",
        verdict=badge_of(verdict, figure) if verdict else None,
        signal=_signal(point),
        mean_number=point.mean,
        lower_number=point.lower_limit,
        upper_number=point.upper_limit,
        standard_number=float(step.standard.value) if step else None,
        restated=was_text(inputs, subject.indicator.id, period, style),
    )


def _limits(point: ChartPoint, style: NumberStyle) -> str:
    if point.lower_limit is None or point.upper_limit is None:
        return ""
    return f"{style.line(point.lower_limit)} to {style.line(point.upper_limit)}"


def _signal(point: ChartPoint) -> str:
    mark = mark_of(point.point_type)
    cause = f": {point.special_cause}" if point.special_cause else ""
    return "" if mark is Mark.COMMON else f"{SIGNALS[mark]}{cause}"


def definition_of(subject: Subject) -> tuple[Term, ...]:
    """The definition, part by part; parts that an indicator does not have are left out."""
    indicator = subject.indicator
    terms = (
        ("What is counted", [indicator.definition], False),
        ("Population", [indicator.population or "every row"], indicator.population is not None),
        ("Numerator", [indicator.numerator or ""], True),
        ("Denominator", [indicator.denominator or ""], True),
        ("Denominator from", [_other(indicator)], False),
        ("Kind", [_kind(indicator)], False),
        ("Better", [BETTER[indicator.better]], False),
        ("Period", [_period(indicator)], False),
        ("Adding up", [_adding_up(indicator)], False),
        ("Cautions", indicator.cautions, False),
        ("Owner", [indicator.owner], False),
        ("Written and checked by", [f"{indicator.author}; checked by {indicator.checked_by}"], False),
        ("Next review", [_review(subject)], False),
        ("Sources", indicator.sources, False),
        ("Worked cases", [_cases(indicator)], False),
        ("Reference", [indicator.id], True),
    )
    return tuple(
        Term(name=name, texts=tuple(texts), is_code=is_code) for name, texts, is_code in terms if any(texts)
    )


def _other(indicator: Indicator) -> str:
    """The denominator that another extract gives."""
    other = indicator.denominator_from
    if other is None:
        return ""
    counted_ = other.counted or "all records"
    return f"{counted_}, of {other.extract}" + (f", where {other.population}" if other.population else "")


def _kind(indicator: Indicator) -> str:
    per = f", per {indicator.per:,}" if indicator.per > 1 else ""
    return f"{KINDS[indicator.kind]}{per}"


def _period(indicator: Indicator) -> str:
    text = GRAINS[indicator.period.grain]
    window = indicator.period.window_months
    return (
        f"{text}; each figure covers {counted(window, 'month')}" if window and is_rolling(indicator) else text
    )


def _adding_up(indicator: Indicator) -> str:
    words = {**COMBINING, Combining.SUM: ADDED.get(indicator.kind, COMBINING[Combining.SUM])}
    units, time = words[combining_over_units(indicator)], words[combining_over_time(indicator)]
    return f"Over units: {units}. Over time: {time}."


def _review(subject: Subject) -> str:
    due = subject.indicator.review_by
    late = " (overdue)" if due < subject.inputs.known_on else ""
    return f"{day_text(due)}{late}"


def _cases(indicator: Indicator) -> str:
    if not indicator.cases:
        return ""
    return f"{counted(len(indicator.cases), 'worked case')}: {'; '.join(case.it for case in indicator.cases)}"


def standard_lines(subject: Subject) -> tuple[StandardLine, ...]:
    """Every standard of the indicator known on the date, the latest first."""
    inputs = subject.inputs
    unit = inputs.scorecard.unit
    found = [
        standard
        for framework in inputs.workspace.frameworks.values()
        for standard in framework.standards
        if standard.indicator == subject.indicator.id
        and standard.unit in (None, unit)
        and standard.approved_on <= inputs.known_on
    ]
    found.sort(key=lambda each: (each.effective_from, each.approved_on, each.standard_id), reverse=True)
    return tuple(_standard_line(each, subject.in_force, subject) for each in found)


def _standard_line(standard: Standard, in_force: InForce, subject: Subject) -> StandardLine:
    ends = f" to {day_text(standard.effective_to)}" if standard.effective_to else " on"
    return StandardLine(
        text=capitalised(standard_text(standard, subject.style)),
        basis=BASES[standard.basis],
        holds=f"From {day_text(standard.effective_from)}{ends}",
        approved=f"{day_text(standard.approved_on)}, by {standard.approved_by}",
        reference=standard.reference,
        in_force=_standing(standard, in_force, is_neutral=subject.is_neutral),
        tolerance=""
        if standard.tolerance is None
        else f"tolerance {subject.style.distance(standard.tolerance)}",
        applies_to=f"For {subject.inputs.unit_name} only" if standard.unit else "",
    )


def _standing(standard: Standard, in_force: InForce, *, is_neutral: bool) -> str:
    """Whether it is in force for the period shown, and why it does or does not colour."""
    if standard == in_force.colouring:
        return "Applies, and does not colour: this measure is not judged" if is_neutral else in_force.why
    return "Applies beside it, and does not colour" if standard in in_force.others else ""


def _receipt_line(receipt: Receipt) -> ReceiptLine:
    name = f"{receipt.file_name} › {receipt.member}" if receipt.member else receipt.file_name
    left_out = sum(receipt.rows_left_out.values())
    rows = [f"{receipt.rows_accepted:,} accepted", f"{receipt.rows_rejected:,} rejected"]
    if left_out:
        rows.append(f"{left_out:,} left out as the contract says")
    return ReceiptLine(
        file_name=name,
        sha256=receipt.file_sha256[:12],
        received=f"{time_text(receipt.received_on)}, by {receipt.received_by}",
        rows=", ".join(rows),
        periods=_stretch(receipt.periods),
    )


def _stretch(codes: Sequence[str]) -> str:
    periods = sorted(Period.parse(code) for code in codes)
    if len(periods) < 2:
        return "".join(plain_period(period) for period in periods)
    return f"{plain_period(periods[0])} to {plain_period(periods[-1])}"


def _receipts_note(count: int) -> str:
    if not count:
        return "No file has been taken in for this indicator."
    return f"The latest {MOST_RECEIPTS} of {count:,} files are listed." if count > MOST_RECEIPTS else ""


def attributions_of(contract: Contract) -> tuple[str, ...]:
    """Who publishes the figures, under which licence, and the words to carry."""
    source = contract.source
    licence = f", under the {source.licence}" if source.licence else ""
    address = f" ({source.url})" if source.url else ""
    return tuple(filter(None, (f"Source: {source.publisher}{licence}{address}.", source.attribution)))
