"""standards.csv: every line can be applied, is written on its indicator's scale and has one place in time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from trustboard.definitions.checks.references import (
    check_indicator_names,
    check_units,
    is_reversed,
    overlap,
)
from trustboard.definitions.draft import Draft, Written
from trustboard.definitions.indicator import Display, Indicator
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.standard import Better, Operator

_SUITS = {
    Better.HIGHER: {Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL},
    Better.LOWER: {Operator.AT_MOST, Operator.LESS_THAN, Operator.EQUAL},
    Better.BAND: {Operator.BETWEEN, Operator.EQUAL},
}
_NUMBERS = ("value", "upper_value", "tolerance")


def check_standards(draft: Draft) -> Iterator[Issue]:
    """Check every line by itself, against its indicator, and against the other lines."""
    indicators = {indicator.id: indicator for indicator in draft.indicators.values()}
    for line in draft.standards:
        yield from _check_references(draft, line)
        yield from _check_numbers(line)
        if indicator := indicators.get(line.standard.indicator):
            yield from _check_direction(line, indicator)
            yield from _check_scale(line, indicator)
    yield from _check_ids(draft)
    yield from _check_overlaps(draft)


def _issue(
    rule: Rule, line: Written, column: str, message: str, cure: str, severity: Severity = Severity.ERROR
) -> Issue:
    return Issue(
        rule=rule,
        message=message,
        cure=cure,
        file=line.file,
        line=line.line,
        column=column,
        value=line.cells.get(column),
        severity=severity,
    )


def _check_references(draft: Draft, line: Written) -> Iterator[Issue]:
    standard = line.standard
    path = (standard.standard_id,)
    for issue in check_indicator_names(draft, line.file, [(path, standard.indicator)]):
        yield _issue(Rule.UNKNOWN_INDICATOR, line, "indicator", issue.message, issue.cure)
    if standard.unit is not None:
        for issue in check_units(draft, line.file, [(path, standard.unit)]):
            yield _issue(Rule.UNKNOWN_UNIT, line, "unit", issue.message, issue.cure)
    if is_reversed(standard.effective_from, standard.effective_to):
        message = f"The standard ends before it begins ({standard.effective_from})."
        yield _issue(Rule.DATES_REVERSED, line, "effective_to", message, "Change one of the dates.")


def _check_numbers(line: Written) -> Iterator[Issue]:
    standard = line.standard
    if standard.operator is Operator.BETWEEN:
        if standard.upper_value is None:
            message = "A standard with “between” needs its upper end."
            yield _issue(Rule.STANDARD_BAND, line, "upper_value", message, "Fill in upper_value.")
        elif standard.upper_value < standard.value:
            message = f"The upper end is below the lower one ({line.cells['value']})."
            yield _issue(Rule.STANDARD_BAND, line, "upper_value", message, "Change them round.")
    elif standard.upper_value is not None:
        message = f"An upper end has no meaning with “{standard.operator}”."
        yield _issue(Rule.STANDARD_BAND, line, "upper_value", message, "Write “between”, or leave it blank.")
    if standard.tolerance is not None and standard.tolerance < 0:
        message = "A tolerance says how far short is still amber; it is not negative."
        yield _issue(Rule.OUT_OF_RANGE, line, "tolerance", message, "Write it without the minus.")


def _check_direction(line: Written, indicator: Indicator) -> Iterator[Issue]:
    operator = line.standard.operator
    if indicator.better is Better.NEUTRAL:
        message = f"“{indicator.id}” is neutral: it is never judged."
        cure = "Remove the line, or say in the indicator which way is better."
        yield _issue(Rule.STANDARD_NEUTRAL, line, "indicator", message, cure)
    elif operator not in _SUITS[indicator.better]:
        usual = " or ".join(sorted(_SUITS[indicator.better] - {Operator.EQUAL}))
        message = f"“{operator}” is unusual where “{indicator.better}” is better for “{indicator.id}”."
        cure = f"Write {usual}, or leave it if it is meant."
        yield _issue(Rule.STANDARD_OPERATOR, line, "operator", message, cure, Severity.WARNING)


def _check_scale(line: Written, indicator: Indicator) -> Iterator[Issue]:
    """A percentage must be written as one: 60 would be 6,000 %.

    A proportion's scale is 0 to 1 however it is shown, so 60% is always right of one, and means 0.6.
    """
    for column in _NUMBERS:
        text = line.cells.get(column)
        if text is None:
            continue
        if text.endswith("%"):
            if not _is_fraction(indicator):
                message = f"“{indicator.id}” is not a percentage, and this is written with %."
                yield _issue(Rule.STANDARD_SCALE, line, column, message, _plain_number(text, indicator))
        elif _is_to_be_percent(text, indicator):
            message = f"“{indicator.id}” is a percentage, and this is written without %."
            yield _issue(Rule.STANDARD_SCALE, line, column, message, f"Write {_as_percent(text)}.")


def _is_fraction(indicator: Indicator) -> bool:
    return indicator.kind is Kind.PROPORTION or indicator.written_as is Display.PERCENT


def _is_to_be_percent(text: str, indicator: Indicator) -> bool:
    """Whether a number must have a %; of a proportion that does not ask for per cent, 0.6 may stand."""
    if indicator.kind is Kind.PROPORTION and indicator.display is not Display.PERCENT:
        return abs(Decimal(text)) > 1
    return indicator.display is Display.PERCENT


def _plain_number(text: str, indicator: Indicator) -> str:
    """What a number with % will have meant, on the indicator's own scale."""
    bare = text.rstrip("%")
    if indicator.kind is Kind.RATIO or (indicator.kind is Kind.RATE and indicator.per == 1):
        part = Decimal(bare).scaleb(-2).normalize()
        return f"Write {part:f}, as its values are written, or give the indicator “display: percent”."
    return f"Write {bare}, if its values are such numbers."


def _as_percent(text: str) -> str:
    """What a number without % will have meant: 60 is 60%, and 0.6 too."""
    number = Decimal(text)
    if 0 < number <= 1 and "." in text:
        return f"{(number * 100).normalize():f}%"
    return f"{text}%"


def _check_ids(draft: Draft) -> Iterator[Issue]:
    first: dict[str, Written] = {}
    for line in draft.standards:
        name = line.standard.standard_id
        if name in first:
            message = f"The standard_id “{name}” is also on line {first[name].line} of {first[name].file}."
            yield _issue(Rule.DUPLICATE_NAME, line, "standard_id", message, "Give each line its own.")
        first.setdefault(name, line)


def _check_overlaps(draft: Draft) -> Iterator[Issue]:
    """A later approval stands in place of an earlier one; approved on one day, neither does."""
    lineages: dict[tuple[object, ...], list[Written]] = defaultdict(list)
    for line in draft.standards:
        each = line.standard
        lineages[(each.indicator, each.unit, each.basis, each.approved_on)].append(line)
    for lines in lineages.values():
        for first, second in combinations(lines, 2):
            shared = overlap(_stretch(first), _stretch(second))
            if shared is not None:
                message = (
                    f"From {shared[0]} this and “{first.standard.standard_id}” (line {first.line} of "
                    f"{first.file}) hold at once, and both were approved on {first.standard.approved_on}."
                )
                cure = "Let one end before the other begins, or give the later approval its own date."
                yield _issue(Rule.STANDARDS_OVERLAP, second, "effective_from", message, cure)


def _stretch(line: Written) -> tuple[date, date | None]:
    return line.standard.effective_from, line.standard.effective_to
