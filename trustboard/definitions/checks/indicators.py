"""indicators/*.yaml: what an indicator refers to exists, and it carries its own worked cases."""

from collections.abc import Iterator
from datetime import date

from trustboard.definitions.checks.references import check_listed_once, check_names, check_units
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import Draft, stem
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State


def check_indicators(draft: Draft, *, on: date | None) -> Iterator[Issue]:
    """Check every indicator; `on` is the day on which reviews may be overdue."""
    contracts = {contract.extract: contract for contract in draft.contracts.values()}
    for file, indicator in draft.indicators.items():
        yield from _check_name(draft, file, indicator)
        extract = [(("extract",), indicator.extract)]
        known = draft.extract_names
        yield from check_names(draft, file, extract, known, rule=Rule.UNKNOWN_EXTRACT, what="extract")
        yield from _check_per(draft, file, indicator)
        yield from _check_rebase(draft, file, indicator)
        yield from _check_cases(draft, file, indicator, contracts.get(indicator.extract))
        yield from _check_review(draft, file, indicator, on)
        for key in ("levels", "audience"):
            words = [((key, number), str(word)) for number, word in enumerate(getattr(indicator, key))]
            yield from check_listed_once(draft, file, words)


def _check_name(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    if indicator.id != stem(file):
        message = f"The indicator is called “{indicator.id}”, its file {file}."
        cure = f"Rename the file to indicators/{indicator.id}.yaml (an id is never changed)."
        yield draft.issue(Rule.NAME_NOT_FILE, file, ("id",), message, cure, value=indicator.id)


def _check_per(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    if indicator.per != 1 and indicator.kind not in (Kind.RATE, Kind.RATIO, Kind.MEAN):
        message = f"“per: {indicator.per}” has no meaning for a {indicator.kind}."
        cure = "Remove it, or write “kind: rate”. A percentage is shown with “display: percent”."
        yield draft.issue(Rule.PER_WITHOUT_RATE, file, ("per",), message, cure, value=str(indicator.per))


def _check_rebase(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    for number, rebase in enumerate(indicator.rebase):
        path: KeyPath = ("rebase", number, "period")
        try:
            period = Period.parse(rebase.period)
        except ValueError:
            message = f"“{rebase.period}” is not a period."
            cure = "Write a month as 2018-04, a quarter as 2018-Q2, a financial year as 2018/19."
            yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=rebase.period)
            continue
        if period.grain is not indicator.period.grain:
            message = f"“{rebase.period}” is a {period.grain}, the indicator is by {indicator.period.grain}."
            cure = f"Write the {indicator.period.grain} from which limits are recalculated."
            yield draft.issue(Rule.BAD_PERIOD, file, path, message, cure, value=rebase.period)
        if rebase.unit is not None:
            yield from check_units(draft, file, [(("rebase", number, "unit"), rebase.unit)])


def _check_cases(draft: Draft, file: str, indicator: Indicator, contract: Contract | None) -> Iterator[Issue]:
    if not indicator.cases:
        message = "The indicator has no worked case."
        cure = "Add one to cases: rows as they come in, and the numerator and denominator that must come out."
        yield draft.issue(Rule.NO_CASES, file, ("cases",), message, cure)
    for number, case in enumerate(indicator.cases):
        yield from _check_answer(draft, file, ("cases", number), case)
        if contract is not None:
            known = [*contract.accepted_fields, "window_months"]
            names = [
                (("cases", number, "rows", place, key), key)
                for place, row in enumerate(case.rows)
                for key in row
            ]
            what = f"field in the extract “{contract.extract}” called"
            yield from check_names(draft, file, names, known, rule=Rule.CASE_FIELD, what=what)


def _check_answer(draft: Draft, file: str, path: KeyPath, case: Case) -> Iterator[Issue]:
    if case.state is State.VALUE and case.numerator is None:
        message = "The worked case does not say what must come out."
        cure = "Add its numerator (and denominator), or the state that must come out."
        yield draft.issue(Rule.CASE_ANSWER, file, path, message, cure)


def _check_review(draft: Draft, file: str, indicator: Indicator, on: date | None) -> Iterator[Issue]:
    if on is not None and indicator.review_by < on:
        message = f"The review was due by {indicator.review_by}."
        cure = f"Let {indicator.owner} review the indicator, then write the next date."
        value = str(indicator.review_by)
        path = ("review_by",)
        yield draft.issue(
            Rule.REVIEW_OVERDUE, file, path, message, cure, value=value, severity=Severity.WARNING
        )
