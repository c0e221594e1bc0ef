"""Which keys an indicator may have, by its kind and by whether its extract holds records or counts.

What its expressions may say is checked where they are read.
"""

from collections.abc import Iterator

from trustboard.definitions.checks.record_history import check_history
from trustboard.definitions.checks.record_periods import check_other_period, check_period_use
from trustboard.definitions.checks.references import check_listed_once, check_names
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import Indicator, OtherPart
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Issue

_RECORD_KINDS = frozenset({Kind.QUANTILE, Kind.DISTINCT, Kind.MAXIMUM})
_RECORD_KEYS = ("denominator_from", "quantile", "by", "history")
_RECORD_PERIOD_KEYS = ("date", "open_at_end", "during", "shift_days", "lag_days")
_DIVIDE_BY_OTHER = frozenset({Kind.RATE, Kind.RATIO})
_MAY_HAVE_DENOMINATOR = _DIVIDE_BY_OTHER | {Kind.PROPORTION}
_NUMERATORS = {
    Kind.PROPORTION: "a condition that some of the population meet",
    Kind.MEAN: "the number that is averaged",
    Kind.QUANTILE: "the number of which the quantile is taken",
    Kind.MAXIMUM: "the number of which the largest is taken",
    Kind.DISTINCT: "the text whose different values are counted, such as a person's key",
}
_TEXTS = (FieldType.CODE, FieldType.TEXT)


def check_keys(draft: Draft, file: str, indicator: Indicator, contract: Contract) -> Iterator[Issue]:
    """Check that every key stands with a kind and an extract for which it means something."""
    if contract.records is None:
        yield from _check_counted(draft, file, indicator)
        return
    yield from _check_kind(draft, file, indicator)
    yield from _check_denominators(draft, file, indicator)
    yield from check_period_use(draft, file, ("period",), indicator.period)
    yield from _check_by(draft, file, indicator, contract)
    if indicator.denominator_from is not None:
        yield from _check_other(draft, file, indicator.denominator_from)
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


def _check_kind(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    kind = indicator.kind
    if kind is Kind.STATED:
        message = "A stated number is published without its parts; records are counted."
        yield draft.issue(Rule.COUNTED_ONLY, file, ("kind",), message, "Write another kind, such as count.")
    if kind is Kind.QUANTILE and indicator.quantile is None:
        message = "It is not said which quantile is meant."
        cure = "Add “quantile: 0.5” for the median; 0.92 is the one that 92 in a hundred do not exceed."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("kind",), message, cure)
    if kind is not Kind.QUANTILE and indicator.quantile is not None:
        message = f"“quantile” has no meaning for a {kind}."
        cure = "Remove it, or write “kind: quantile”."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("quantile",), message, cure)
    if kind in _NUMERATORS and indicator.numerator is None:
        message = f"A {kind} needs a numerator: {_NUMERATORS[kind]}."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("kind",), message, "Add: numerator: …")
    if kind is Kind.DISTINCT and indicator.combine.time is Combining.SUM:
        message = "Different people do not add up over time: one may be in both periods."
        cure = "Remove it; give the indicator a longer period or window, and they are counted in that."
        yield draft.issue(Rule.DISTINCT_SUM, file, ("combine", "time"), message, cure)


def _check_denominators(draft: Draft, file: str, indicator: Indicator) -> Iterator[Issue]:
    kind = indicator.kind
    own, other = indicator.denominator is not None, indicator.denominator_from is not None
    if own and other:
        message = "There are two denominators."
        cure = "Keep “denominator” (of the same records) or “denominator_from” (another extract)."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("denominator_from",), message, cure)
    elif own and kind not in _MAY_HAVE_DENOMINATOR:
        message = f"A {kind} of records has no denominator of its own."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("denominator",), message, "Take it out.")
    elif other and kind not in _DIVIDE_BY_OTHER:
        message = f"A {kind} has no denominator from another extract."
        cure = "Take it out, or write “kind: rate” or “kind: ratio”."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("denominator_from",), message, cure)
    elif kind in _DIVIDE_BY_OTHER and not own and not other:
        message = f"A {kind} needs what it is divided by."
        cure = "Add “denominator” (of the same records) or “denominator_from” (another extract)."
        yield draft.issue(Rule.INDICATOR_KEYS, file, ("kind",), message, cure)


def _check_by(draft: Draft, file: str, indicator: Indicator, contract: Contract) -> Iterator[Issue]:
    names: list[tuple[KeyPath, str]] = [(("by", at), name) for at, name in enumerate(indicator.by)]
    known = [*contract.fields, *contract.derived, *(f"{name}_rule" for name in contract.derived)]
    what = f"field of “{contract.extract}” called"
    yield from check_names(draft, file, names, known, rule=Rule.UNKNOWN_FIELD, what=what)
    yield from check_listed_once(draft, file, names)
    for path, name in names:
        field = contract.fields.get(name)
        if field is not None and field.person_key:
            message = f"“{name}” tells single people apart: it is no group of them."
            cure = "Name a field such as the age band."
            yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)
        elif field is not None and field.type not in _TEXTS:
            message = f"“{name}” has the type “{field.type}”; groups are told by a code or text."
            cure = "Name a code, or derive a text such as an age band from it."
            yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _check_other(draft: Draft, file: str, part: OtherPart) -> Iterator[Issue]:
    path = ("denominator_from", "extract")
    names = [(path, part.extract)]
    known = draft.extract_names
    yield from check_names(draft, file, names, known, rule=Rule.UNKNOWN_EXTRACT, what="extract")
    other = draft.contracts_by_name.get(part.extract)
    if other is not None and other.records is None:
        message = f"“{part.extract}” holds counts, not single records."
        cure = "Name an extract whose contract has “records”."
        yield draft.issue(Rule.RECORDS_ONLY, file, path, message, cure, value=part.extract)
    yield from check_other_period(draft, file, ("denominator_from", "period"), part.period)
