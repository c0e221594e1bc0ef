"""The page behind a row: chart, data, definition, standards over time, files, restatements."""

from collections.abc import Sequence

from trustboard.definitions.contract import Contract
from trustboard.expressions import extracts_read
from trustboard.judgement.chart import ChartPoint
from trustboard.judgement.standards import InForce
from trustboard.reports.cells import cell_of
from trustboard.reports.definition import definition_terms
from trustboard.reports.numbers import NumberStyle, count_text
from trustboard.reports.page import DataLine, IndicatorPage, Mark, ReceiptLine, Row, StandardLine
from trustboard.reports.process import SIGNALS, process_chart_of
from trustboard.reports.restated import each_restated, was_text
from trustboard.reports.rows import badge_of
from trustboard.reports.subject import Subject
from trustboard.reports.trend import mark_of, step_at
from trustboard.reports.words import (
    BASES,
    capitalised,
    day_text,
    listed,
    plain_period,
    standard_text,
    time_text,
)
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.standard import Standard

MOST_RECEIPTS = 24
Files = Sequence[tuple[Contract, Sequence[Receipt]]]


def indicator_page(subject: Subject, row: Row) -> IndicatorPage:
    """Build the page of one indicator."""
    inputs, indicator = subject.inputs, subject.indicator
    extracts = extracts_read(indicator, inputs.workspace.surroundings)
    files = [(inputs.workspace.contracts[name], inputs.receipts.get(name, ())) for name in extracts]
    return IndicatorPage(
        row=row,
        why=indicator.why,
        chart=process_chart_of(subject),
        data=data_lines(subject),
        definition=definition_terms(indicator, inputs.workspace, known_on=inputs.known_on),
        standards=standard_lines(subject),
        standards_note=subject.in_force.why if subject.in_force.colouring is None else "",
        receipts=receipt_lines(files),
        receipts_note=_receipts_note(files),
        restated=each_restated(inputs, indicator.id),
        attributions=tuple(
            dict.fromkeys(line for contract, _ in files for line in attributions_of(contract))
        ),
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


def receipt_lines(files: Files) -> tuple[ReceiptLine, ...]:
    """The latest files of every extract that is read, extract by extract, the latest of each first."""
    each_at_most = max(MOST_RECEIPTS // len(files), 1)
    return tuple(
        _receipt_line(each, contract.title)
        for contract, receipts in files
        for each in sorted(receipts, key=lambda each: each.received_on, reverse=True)[:each_at_most]
    )


def _receipt_line(receipt: Receipt, extract: str) -> ReceiptLine:
    name = f"{receipt.file_name} › {receipt.member}" if receipt.member else receipt.file_name
    left_out = sum(receipt.rows_left_out.values())
    rows = [f"{receipt.rows_accepted:,} accepted", f"{receipt.rows_rejected:,} rejected"]
    if left_out:
        rows.append(f"{left_out:,} left out as the contract says")
    return ReceiptLine(
        file_name=name,
        extract=extract,
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


def _receipts_note(files: Files) -> str:
    """Say where no file has come, and where the list is cut."""
    count, listed_ = sum(len(receipts) for _, receipts in files), len(receipt_lines(files))
    if not count:
        return "No file has been taken in for this indicator."
    lacking = [contract.title for contract, receipts in files if not receipts]
    notes = [f"No file of {listed(lacking)} has been taken in."] if lacking else []
    if count > listed_:
        notes.append(f"The latest {listed_} of {count:,} files are listed.")
    return " ".join(notes)


def attributions_of(contract: Contract) -> tuple[str, ...]:
    """Who publishes the figures, under which licence, and the words to carry."""
    source = contract.source
    licence = f", under the {source.licence}" if source.licence else ""
    address = f" ({source.url})" if source.url else ""
    return tuple(filter(None, (f"Source: {source.publisher}{licence}{address}.", source.attribution)))
