"""indicators/*.yaml: what an indicator refers to exists, and it carries its own worked cases."""

from collections.abc import Iterator
from datetime import date

from trustboard.definitions.checks.cases import check_cases
from trustboard.definitions.checks.record_indicators import check_keys
from trustboard.definitions.checks.references import (
    check_listed_once,
    check_names,
    check_period_code,
    check_units,
)
from trustboard.definitions.draft import Draft, stem
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.issue import Issue, Severity


def check_indicators(draft: Draft, *, on: date | None) -> Iterator[Issue]:
    """Check every indicator; `on` is the day on which reviews may be overdue."""
    for file, indicator in draft.indicators.items():
        yield from _check_name(draft, file, indicator)
        extract = [(("extract",), indicator.extract)]
        known = draft.extract_names
        yield from check_names(draft, file, extract, known, rule=Rule.UNKNOWN_EXTRACT, what="extract")
        yield from _check_per(draft, file, indicator)
        yield from _check_rebase(draft, file, indicator)
        contract = draft.contracts_by_name.get(indicator.extract)
        if contract is not None:
            yield from check_keys(draft, file, indicator, contract)
        yield from check_cases(draft, file, indicator, contract)
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
        yield from check_period_code(draft, file, path, rebase.period, indicator.period.grain)
        if rebase.unit is not None:
            yield from check_units(draft, file, [(("rebase", number, "unit"), rebase.unit)])


def _check_review(draft: Draft, file: str, indicator: Indicator, on: date | None) -> Iterator[Issue]:
    if on is not None and indicator.review_by < on:
        message = f"The review was due by {indicator.review_by}."
        cure = f"Let {indicator.owner} review the indicator, then write the next date."
        value = str(indicator.review_by)
        path = ("review_by",)
        yield draft.issue(
            Rule.REVIEW_OVERDUE, file, path, message, cure, value=value, severity=Severity.WARNING
        )
