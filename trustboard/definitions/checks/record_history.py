"""Periods of a record indicator that arrived counted, before records did."""

from collections.abc import Iterator

from trustboard.definitions.checks.references import check_period_code
from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.issue import Issue

_HAVE_HISTORY = frozenset({Kind.COUNT, Kind.PROPORTION, Kind.RATE, Kind.RATIO, Kind.MEAN})


def check_history(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    """Check a record indicator's earlier periods, which arrived counted."""
    history = indicator.history
    if history is None:
        return
    if indicator.kind not in _HAVE_HISTORY:
        message = f"A {indicator.kind} cannot go on from counts: what it is taken of is not known of them."
        yield draft.issue(Rule.HISTORY, file, ("history",), message, "Remove it.")
        return
    if history.extract not in draft.extract_names:
        message = f"There is no extract “{history.extract}”."
        cure = cure_for(history.extract, draft.extract_names)
        path: KeyPath = ("history", "extract")
        yield draft.issue(Rule.UNKNOWN_EXTRACT, file, path, message, cure, value=history.extract)
    contract = draft.contracts_by_name.get(history.extract)
    if contract is not None and contract.records is not None:
        message = f"“{history.extract}” holds single records; a history arrived counted."
        cure = "Name an extract whose rows are counts."
        path = ("history", "extract")
        yield draft.issue(Rule.COUNTED_ONLY, file, path, message, cure, value=history.extract)
    yield from check_period_code(draft, file, ("history", "until"), history.until, indicator.period.grain)
    divides = indicator.kind is not Kind.COUNT
    if divides != (history.denominator is not None):
        said = "needs a denominator" if divides else "has no denominator"
        message = f"The history of a {indicator.kind} {said}."
        cure = "Add: denominator: …" if divides else "Take the denominator out."
        yield draft.issue(Rule.HISTORY, file, ("history", "denominator"), message, cure)
