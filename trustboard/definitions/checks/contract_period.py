"""Which period a row belongs to: exactly one way, and that way complete."""

import re
from collections.abc import Iterator

from trustboard.definitions.checks.references import check_names
from trustboard.definitions.contract import Contract, FieldType, PeriodRule
from trustboard.definitions.date_format import ANY_DAY, format_problem
from trustboard.definitions.draft import Draft
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Grain, Period

# The keys of each way: the first ones are needed, the others may stand with them.
_WAYS = {
    "field": (("field",), ("format",)),
    "start_field": (("start_field", "end_field"), ("start_format", "end_format")),
    "year_field": (("year_field",), ("month_field", "year_is")),
    "file_name": (("file_name",), ()),
    "constant": (("constant",), ()),
}
_KEYS = tuple(key for needed, more in _WAYS.values() for key in (*needed, *more))
_FIELD_KEYS = ("field", "start_field", "end_field", "year_field", "month_field")
_FORMAT_OF = {"format": "field", "start_format": "start_field", "end_format": "end_field"}
_PARTS = {
    Grain.WEEK: ("year", "month", "day"),
    Grain.MONTH: ("year", "month"),
    Grain.QUARTER: ("year", "month"),
    Grain.FINANCIAL_YEAR: ("year",),
    Grain.ACADEMIC_YEAR: ("year",),
}
_DATES = (FieldType.DATE, FieldType.TIME)
_SHORT = ", month yyyy, yyyymm or mmm-yy"
_WHOLE_YEARS = (Grain.FINANCIAL_YEAR, Grain.ACADEMIC_YEAR)


def check_period(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check a contract's rule for periods."""
    rule = contract.period
    yield from _check_way(draft, file, rule)
    names = [(("period", key), getattr(rule, key)) for key in _FIELD_KEYS if getattr(rule, key) is not None]
    yield from check_names(draft, file, names, contract.fields, rule=Rule.UNKNOWN_FIELD, what="field called")
    yield from _check_formats(draft, file, contract)
    if rule.file_name is not None:
        yield from _check_pattern(draft, file, rule.file_name, rule.grain)
    if rule.constant is not None:
        yield from _check_constant(draft, file, rule.constant, rule.grain)


def _check_way(draft: Draft, file: str, rule: PeriodRule) -> Iterator[Issue]:
    given = [key for key in _KEYS if key in rule.model_fields_set and getattr(rule, key) is not None]
    fitting = [way for way, keys in _WAYS.items() if _fits(given, *keys)]
    if len(fitting) == 1 and not (
        rule.year_field and not rule.month_field and rule.grain not in _WHOLE_YEARS
    ):
        return
    said = f"here stands {', '.join(given)}" if given else "here stands none"
    message = f"A row's period is found in exactly one way; {said}."
    cure = (
        "Write one of: field (with format); start_field with end_field; year_field with month_field; "
        "file_name; constant."
    )
    yield draft.issue(Rule.PERIOD_WAY, file, ("period",), message, cure)


def _fits(given: list[str], needed: tuple[str, ...], more: tuple[str, ...]) -> bool:
    return set(needed) <= set(given) <= {*needed, *more}


def _check_formats(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    rule = contract.period
    for key, field_key in _FORMAT_OF.items():
        text: str | None = getattr(rule, key)
        needed = _PARTS[rule.grain] if key == "format" else ANY_DAY
        if text is not None and (problem := format_problem(text, needed)):
            cure = f"Write {', '.join(needed)}, such as dd/mm/yyyy{_SHORT if len(needed) < 3 else ''}."
            yield draft.issue(Rule.DATE_FORMAT, file, ("period", key), problem, cure, value=text)
        field = contract.fields.get(getattr(rule, field_key) or "")
        if field is not None and text is not None and field.type in _DATES:
            message = f"The field “{getattr(rule, field_key)}” is a date and says its own format."
            cure = "Remove the format here, and give the field a date_format where it needs one."
            yield draft.issue(Rule.DATE_FORMAT, file, ("period", key), message, cure, value=text)


def _check_pattern(draft: Draft, file: str, text: str, grain: Grain) -> Iterator[Issue]:
    path = ("period", "file_name")
    try:
        groups = set(re.compile(text).groupindex)
    except (re.error, RecursionError, OverflowError) as error:
        message = f"This is not a regular expression: {error}."
        cure = r"Write a pattern such as '(?P<month>[A-Z]+)-(?P<year>\d{4})'."
        yield draft.issue(Rule.BAD_PATTERN, file, path, message, cure, value=text)
        return
    missing = [name for name in _PARTS[grain] if name not in groups]
    if missing:
        message = f"The pattern has no group named {' or '.join(missing)}."
        cure = f"Put brackets around that part: (?P<{missing[0]}>…)."
        yield draft.issue(Rule.BAD_PATTERN, file, path, message, cure, value=text)


def _check_constant(draft: Draft, file: str, text: str, grain: Grain) -> Iterator[Issue]:
    path = ("period", "constant")
    cure = "Write a month as 2018-04, a quarter as 2018-Q2, a financial year as 2018/19."
    try:
        period = Period.parse(text)
    except ValueError:
        message = f"“{text}” is not a period."
        yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=text)
        return
    if period.grain is not grain:
        message = f"“{text}” is a {period.grain}, and the contract is by {grain}."
        yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=text)
