"""Worked cases: rows use fields that exist, and each case says what must come out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from trustboard.definitions.checks.references import check_names, check_period_code
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.state import State

_BY_VALUE = frozenset({Kind.QUANTILE, Kind.MAXIMUM})
_OF_RECORDS = ("others", "period", "value")


def check_cases(draft: Draft, file: str, indicator: Indicator, contract: Contract | None) -> Iterator[Issue]:
    """Check that an indicator has worked cases, and each of them; those of unknown extracts in part."""
    if not indicator.cases:
        message = "The indicator has no worked case."
        cure = "Add one to cases: rows as they come in, and the numerator and denominator that must come out."
        yield draft.issue(Rule.NO_CASES, file, ("cases",), message, cure)
    for number, case in enumerate(indicator.cases):
        path: KeyPath = ("cases", number)
        yield from _check_answer(draft, file, path, indicator.kind, case)
        if contract is None:
            continue
        if contract.records is None:
            yield from _check_counted(draft, file, path, case)
            known = [*contract.accepted_fields, "window_months"]
        else:
            yield from _check_period(draft, file, path, indicator, case)
            yield from _check_others(draft, file, path, indicator, contract, case)
            known = list(contract.fields)
        yield from _check_rows(draft, file, (*path, "rows"), case.rows, contract.extract, known)


def _check_answer(draft: Draft, file: str, path: KeyPath, kind: Kind, case: Case) -> Iterator[Issue]:
    has_value = case.value is not None
    if kind in _BY_VALUE:
        if case.state is State.VALUE and not has_value:
            message = "The worked case does not say what must come out."
            cure = f"Add the value of the {kind}, or the state that must come out."
            yield draft.issue(Rule.CASE_ANSWER, file, path, message, cure)
        return
    if has_value:
        message = f"A {kind} is told by its parts, not by its value."
        cure = "Write the numerator (and denominator) that must come out."
        yield draft.issue(Rule.CASE_ANSWER, file, (*path, "value"), message, cure)
    if case.state is State.VALUE and case.numerator is None:
        message = "The worked case does not say what must come out."
        cure = "Add its numerator (and denominator), or the state that must come out."
        yield draft.issue(Rule.CASE_ANSWER, file, path, message, cure)


def _check_counted(draft: Draft, file: str, path: KeyPath, case: Case) -> Iterator[Issue]:
    for key in _OF_RECORDS[:2]:
        if getattr(case, key):
            message = f"“{key}” has a meaning only in cases of single records."
            yield draft.issue(Rule.RECORDS_ONLY, file, (*path, key), message, "Remove it.")


def _check_period(
    draft: Draft, file: str, path: KeyPath, indicator: Indicator, case: Case
) -> Iterator[Issue]:
    if case.period is None:
        message = "The worked case does not say for which period it asks."
        cure = f"Add “period”, a {indicator.period.grain.words} such as {_EXAMPLES[indicator.period.grain]}."
        yield draft.issue(Rule.CASE_ANSWER, file, path, message, cure)
    else:
        at = (*path, "period")
        yield from check_period_code(draft, file, at, case.period, indicator.period.grain)


_EXAMPLES = {
    "week": "2026-W14",
    "month": "2026-04",
    "quarter": "2026-Q2",
    "financial_year": "2026/27",
    "academic_year": "AY2026/27",
}


def _check_others(
    draft: Draft, file: str, path: KeyPath, indicator: Indicator, contract: Contract, case: Case
) -> Iterator[Issue]:
    """Rows of other extracts are of those that the counting can reach."""
    reached = _reached(draft, indicator, contract)
    for extract, rows in case.others.items():
        at = (*path, "others", extract)
        what = "other extract that this indicator reads called"
        yield from check_names(draft, file, [(at, extract)], reached, rule=Rule.UNKNOWN_EXTRACT, what=what)
        other = draft.contracts_by_name.get(extract)
        if extract in reached and other is not None:
            yield from _check_rows(draft, file, at, rows, extract, list(other.fields))


def _reached(draft: Draft, indicator: Indicator, contract: Contract) -> set[str]:
    """The extracts of an indicator's parts, and those that their records point to."""
    parts = [contract]
    if indicator.denominator_from is not None:
        other = draft.contracts_by_name.get(indicator.denominator_from.extract)
        parts += [] if other is None else [other]
    pointed = {
        reference.extract
        for part in parts
        if part.records is not None
        for reference in part.records.references.values()
    }
    return pointed | {part.extract for part in parts[1:]}


def _check_rows(
    draft: Draft,
    file: str,
    path: KeyPath,
    rows: Sequence[Mapping[str, Any]],
    extract: str,
    known: Collection[str],
) -> Iterator[Issue]:
    names = [((*path, place, key), key) for place, row in enumerate(rows) for key in row]
    what = f"field in the extract “{extract}” called"
    yield from check_names(draft, file, names, known, rule=Rule.CASE_FIELD, what=what)
