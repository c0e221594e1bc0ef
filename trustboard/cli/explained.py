"""One figure explained, in sections of plain lines."""

from collections.abc import Iterator
from decimal import Decimal

from trustboard.operations.explain import Explanation
from trustboard.operations.staying import Staying
from trustboard.reports.cells import parts_text, style_of
from trustboard.reports.numbers import exact_text
from trustboard.reports.page import Term
from trustboard.reports.restated import before_text
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Restatement


def explanation_of(found: Explanation) -> Iterator[tuple[str, list[str]]]:
    """Lay an explanation out in sections, each a title and its lines."""
    figure, indicator = found.figure, found.indicator
    yield f"{indicator.title}: {found.unit_name}, {figure.period.label}", list(_number(found))
    yield "Definition", [line for term in found.definition for line in _lines(term)]
    yield "Standard in force", [found.in_force.why, *(_verdict(found))]
    if found.staying is not None:
        yield "Records destroyed by order", list(_destroyed(found.staying))
    yield "Receipts behind it", [_receipt(receipt) for receipt in found.receipts]
    if found.superseded:
        yield "Superseded", [_receipt(receipt) for receipt in found.superseded]
    yield (
        "Run",
        [f"run {found.run_id[:12]} from definitions {found.version_id[:12]}, as known on {found.known_on}"],
    )


def _number(found: Explanation) -> Iterator[str]:
    figure = found.figure
    yield f"state: {figure.state.value.replace('_', ' ')}"
    if figure.value is not None:
        yield f"value: {_value(found, figure.value)}"
    if figure.has_denominator:
        numerator, denominator = figure.parts.numerator, figure.parts.denominator
        yield f"numerator: {exact_text(numerator)}, denominator: {exact_text(denominator)}"
    elif figure.parts.histogram is not None:
        yield parts_text(figure)
    if found.restatement is not None:
        yield _restated(found, found.restatement)


def _value(found: Explanation, value: Decimal) -> str:
    """The value in its unit; where that is rounded, the number as measured beside it."""
    style = style_of(found.indicator)
    shown = f"{style.value(value)} {style.per_words or found.measured_in}".strip()
    return f"{shown} (as measured: {exact_text(value)})" if style.is_rounded(value) else shown


def _restated(found: Explanation, restated: Restatement) -> str:
    before = before_text(restated, style_of(found.indicator))
    verdict = f", {restated.verdict_before}" if restated.verdict_before != restated.verdict_after else ""
    cause = restated.cause.value.replace("_", " ")
    return f"restated on {restated.restated_on}, {cause}: first reported {before}{verdict}"


def _lines(term: Term) -> Iterator[str]:
    """A part of the definition: its name and text, further texts below, and what is done with it."""
    note = f" ({term.note[0].lower()}{term.note[1:]})" if term.note else ""
    first, *others = term.texts
    yield f"{term.name.lower()}: {first}{note}"
    yield from (f"  {text}" for text in others)


def _destroyed(staying: Staying) -> Iterator[str]:
    """Say which orders took a figure's records, and what became of the figure."""
    for order in staying.orders:
        files = [f"{_name(each)} (receipt {each.receipt_id[:12]})" for each in order.receipts]
        yield f"on {order.day} by {order.by}: {order.reason}; the records of {', '.join(files)}"
    if staying.run is None:
        yield "no run had this figure before: it is not known, and nothing is counted from what is left"
        return
    yield (
        f"the figure stays as run {staying.run.run_id[:12]} had it, known on {staying.run.inputs.known_on}:"
        " it is no longer re-derivable, and its records cannot be listed"
    )
    if staying.is_redefined:
        yield "it was counted by the definition of its time; the one above is later"


def _name(receipt: Receipt) -> str:
    return f"{receipt.file_name} › {receipt.member}" if receipt.member else receipt.file_name


def _verdict(found: Explanation) -> list[str]:
    verdict = found.verdict
    if verdict is None:
        return []
    word = verdict.rag.word if verdict.rag else verdict.no_rag.value if verdict.no_rag else ""
    spc = f"variation: {verdict.variation.value}, assurance: {verdict.assurance.value}".replace("_", " ")
    return [
        f"verdict: {word.replace('_', ' ')}; {spc}; group: {verdict.group.value}",
        *([verdict.note] if verdict.note else []),
    ]


def _receipt(receipt: Receipt) -> str:
    return (
        f"{_name(receipt)}, received {receipt.received_on:%Y-%m-%d %H:%M} UTC by {receipt.received_by}, "
        f"SHA-256 {receipt.file_sha256[:12]}, {receipt.rows_accepted:,} rows accepted, "
        f"{receipt.rows_rejected:,} rejected, receipt {receipt.receipt_id[:12]}"
    )
