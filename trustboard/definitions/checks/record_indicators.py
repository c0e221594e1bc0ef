"""Which keys an indicator may have, by whether its extract holds records or counts.

What its kind needs, and what its expressions may say, is checked where they are read.
"""

from collections.abc import Iterator

from trustboard.definitions.checks.record_history import check_history
from trustboard.definitions.checks.references import check_listed_once
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Issue

_RECORD_KINDS = frozenset({Kind.QUANTILE, Kind.DISTINCT, Kind.MAXIMUM})
_RECORD_KEYS = ("denominator_from", "quantile", "by", "history")
_RECORD_PERIOD_KEYS = ("date", "open_at_end", "during", "shift_days", "lag_days")


def check_keys(draft: Draft, file: str, indicator: Indicator, contract: Contract) -> Iterator[Issue]:
    """Check that every key stands with an extract for which it means something."""
    if contract.records is None:
        yield from _check_counted(draft, file, indicator)
        return
    yield from _check_by(draft, file, indicator, contract)
    yield from _check_people(draft, file, indicator)
    yield from check_history(draft, file, indicator)


def _check_counted(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    """Counted rows have no dates, people or measures of their own."""
    if indicator.numerator is None:
        message = "The key “numerator” is missing."
        yield draft.issue(Rule.MISSING_KEY, file, (), message, "Add: numerator: …")
    paths: list[tuple[KeyPath, str]] = [((key,), key) for key in _RECORD_KEYS if getattr(indicator, key)]
    paths += [(("period", key), key) for key in _RECORD_PERIOD_KEYS if getattr(indicator.period, key)]
    if indicator.kind in _RECORD_KINDS:
        paths.append((("kind",), f"kind: {indicator.kind}"))
    for path, what in paths:
        message = f"“{what}” has a meaning only for an extract of single records."
        cure = f"Remove it: “{indicator.extract}” holds counts (its contract has no “records”)."
        yield draft.issue(Rule.RECORDS_ONLY, file, path, message, cure)


def _check_by(draft: Draft, file: str, indicator: Indicator, contract: Contract) -> Iterator[Issue]:
    names: list[tuple[KeyPath, str]] = [(("by", at), name) for at, name in enumerate(indicator.by)]
    yield from check_listed_once(draft, file, names)
    for path, name in names:
        if name in contract.fields and contract.fields[name].person_key:
            message = f"“{name}” tells single people apart: it is no group of them."
            cure = "Name a field such as the age band."
            yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _check_people(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    if indicator.kind is Kind.DISTINCT and indicator.combine.time is Combining.SUM:
        message = "Different people do not add up over time: one may be in both periods."
        cure = "Remove it; give the indicator a longer period or window, and they are counted in that."
        yield draft.issue(Rule.DISTINCT_SUM, file, ("combine", "time"), message, cure)
