"""exclusions.csv: every line names an extract of records, a key of its shape and a reason it permits."""

from collections.abc import Iterator

from trustboard.definitions.checks.references import is_reversed
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import EXCLUSIONS_FILE, Draft, WrittenExclusion
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.rules import Rule
from trustboard.definitions.table_rows import Stretch, overlaps
from trustboard.vocabulary.issue import Issue


def check_exclusions(draft: Draft) -> Iterator[Issue]:
    """Check every line by itself, and the lines of one record against each other."""
    for written in draft.exclusions:
        yield from _check_dates(written)
        contract = draft.contracts_by_name.get(written.exclusion.extract)
        if contract is not None:
            yield from _check_record(written, contract)
        elif written.exclusion.extract not in draft.extract_names:
            name = written.exclusion.extract
            cure = cure_for(name, draft.extract_names)
            yield _issue(
                Rule.UNKNOWN_EXTRACT, written, "extract", f"There is no extract “{name}”.", cure, name
            )
    yield from _check_overlaps(draft)


def _check_dates(written: WrittenExclusion) -> Iterator[Issue]:
    each = written.exclusion
    if is_reversed(each.valid_from, each.valid_to):
        message = f"The exclusion ends before it begins ({each.valid_from})."
        cure = "Change one of the dates."
        yield _issue(Rule.DATES_REVERSED, written, "valid_to", message, cure, str(each.valid_to))


def _check_record(written: WrittenExclusion, contract: Contract) -> Iterator[Issue]:
    each = written.exclusion
    if contract.records is None:
        message = f"“{each.extract}” holds counts, not single records: nothing in it can be excluded."
        cure = "Name an extract whose contract has “records”."
        yield _issue(Rule.RECORDS_ONLY, written, "extract", message, cure, each.extract)
        return
    reasons = contract.records.exclusion_reasons
    if each.reason not in reasons:
        message = f"“{each.reason}” is no reason for which a record of “{each.extract}” may be excluded."
        cure = cure_for(each.reason, reasons, what="exclusion_reasons to the contract")
        yield _issue(Rule.EXCLUSION_REASON, written, "reason", message, cure, each.reason)
    fields = contract.key or []
    if each.record_key.count("|") + 1 < len(fields):
        message = f"The key of a record of “{each.extract}” has {len(fields)} parts: {', '.join(fields)}."
        cure = "Write them in this order with | between: W3|2026-04-01."
        yield _issue(Rule.EXCLUSION_KEY, written, "record_key", message, cure, each.record_key)


def _check_overlaps(draft: Draft) -> Iterator[Issue]:
    lines = {written.line: written for written in draft.exclusions}
    stretches = (
        Stretch((each.extract, each.record_key), each.valid_from, each.valid_to, "", written.line)
        for written in draft.exclusions
        for each in (written.exclusion,)
    )
    for first, second in overlaps(stretches):
        message = f"The record is already excluded by line {first.line}."
        written = lines[second.line]
        yield _issue(Rule.LISTED_TWICE, written, "record_key", message, "Keep one.", second.key[1])


def _issue(rule: Rule, written: WrittenExclusion, column: str, message: str, cure: str, value: str) -> Issue:
    """Name the line and the column; never the key of a record."""
    return Issue(
        rule=rule,
        message=message,
        cure=cure,
        file=EXCLUSIONS_FILE,
        line=written.line,
        column=column,
        value=None if column == "record_key" else value,
    )
