"""Contracts of single records: key, event date and removals; and which options stand with records only."""

from collections.abc import Iterator

from trustboard.definitions.checks.references import check_listed_once, check_names
from trustboard.definitions.contract import Contract, FieldType, LoadMode
from trustboard.definitions.draft import Draft
from trustboard.definitions.places import KeyPath
from trustboard.definitions.records import Records
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Grain

_COUNTED_KEYS = ("group", "long", "sums", "markers", "totals", "recode")
_COUNTED_CURE = {
    "group": "Cut by a field of the record: write “by” in the indicators.",
    "recode": "Work a field out with “derive”, or keep a dated table under lookups/.",
}
_RECORD_TYPES = (FieldType.TIME, FieldType.BOOLEAN)
_RECORD_OPTIONS = ("person_key", "personal", "code_list")
_RECORD_MODES = (LoadMode.CHANGES_BY_KEY, LoadMode.SNAPSHOT)
_TEXTS = (FieldType.CODE, FieldType.TEXT)
_EVENTS = (FieldType.DATE, FieldType.TIME)


def check_row_kind(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check that options of records, and of counted rows, stand where they mean something."""
    if contract.records is None:
        yield from _check_counted(draft, file, contract)
    else:
        yield from _check_not_counted(draft, file, contract)
        yield from _check_key(draft, file, contract)
        yield from _check_event(draft, file, contract)
        yield from _check_removal(draft, file, contract, contract.records)
        yield from _check_local_number(draft, file, contract, contract.records)
        yield from _check_rest(draft, file, contract.records)


def _check_counted(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    paths: list[tuple[KeyPath, str]] = []
    for name, field in contract.fields.items():
        paths += [(("fields", name, key), key) for key in _RECORD_OPTIONS if getattr(field, key)]
        if field.type in _RECORD_TYPES:
            paths.append((("fields", name, "type"), f"type: {field.type}"))
    if contract.consultant is not None:
        paths.append((("consultant",), "consultant"))
    if contract.load_mode in _RECORD_MODES:
        paths.append((("load_mode",), f"load_mode: {contract.load_mode}"))
    for path, what in paths:
        message = f"“{what}” has a meaning only where every row is a record of its own."
        cure = "Remove it; or add “records” with a key, if each row is one record."
        yield draft.issue(Rule.RECORDS_ONLY, file, path, message, cure)


def _check_not_counted(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    paths: list[tuple[KeyPath, str]] = [((key,), key) for key in _COUNTED_KEYS if getattr(contract, key)]
    paths += [
        (("fields", name, "blank"), "blank")
        for name, field in contract.fields.items()
        if "blank" in field.model_fields_set
    ]
    for path, what in paths:
        message = f"“{what}” has no meaning where every row is a record of its own."
        cure = "Write “may_be_blank: true”." if what == "blank" else _COUNTED_CURE.get(what, "Remove it.")
        yield draft.issue(Rule.COUNTED_ONLY, file, path, message, cure)


def _check_key(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    names: list[tuple[KeyPath, str]] = [(("key", at), name) for at, name in enumerate(contract.key or ())]
    if not names:
        message = "It is not said which fields name a record."
        cure = "Add “key: […]” with the fields that together occur once in the whole extract."
        yield draft.issue(Rule.RECORD_KEY, file, ("records",), message, cure)
    yield from check_listed_once(draft, file, names)
    for path, name in names:
        if name in contract.fields and contract.fields[name].may_be_blank:
            message = f"“{name}” may be blank, and a record without its key cannot be told from another."
            cure = f"Take “may_be_blank” away from “{name}”, or name another field."
            yield draft.issue(Rule.RECORD_KEY, file, path, message, cure, value=name)


def _check_event(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """A record is kept by the month of its event; a snapshot may instead be of its file's period."""
    rule = contract.period
    if rule.grain is not Grain.MONTH:
        message = f"Records are kept by month, not by {rule.grain.words}."
        cure = "Remove the grain here; an indicator says its own."
        yield draft.issue(Rule.EVENT_DATE, file, ("period", "grain"), message, cure)
    if rule.field is None:
        if contract.load_mode is not LoadMode.SNAPSHOT:
            message = "It is not said which date puts a record into its month."
            cure = "Write “period: {field: …}” with a date; only snapshots may have their file's period."
            yield draft.issue(Rule.EVENT_DATE, file, ("period",), message, cure)
        return
    field = contract.fields.get(rule.field)
    if field is None:
        return
    path = ("period", "field")
    if field.type not in _EVENTS:
        message = f"“{rule.field}” has the type “{field.type}”; a date or time is needed here."
        cure = f"Write “type: date” at the field “{rule.field}”."
        yield draft.issue(Rule.EVENT_DATE, file, path, message, cure, value=rule.field)
    elif field.may_be_blank:
        message = f"“{rule.field}” may be blank, and a record without its date belongs to no month."
        cure = f"Take “may_be_blank” away from “{rule.field}”, or name another date."
        yield draft.issue(Rule.EVENT_DATE, file, path, message, cure, value=rule.field)


def _check_removal(draft: Draft, file: str, contract: Contract, records: Records) -> Iterator[Issue]:
    removal, has_changes = records.removal, contract.load_mode is LoadMode.CHANGES_BY_KEY
    if removal is None:
        if has_changes:
            message = "A file of changes must be able to say that a record is gone."
            cure = "Add under records: “removal: {field: …, values: […]}”."
            yield draft.issue(Rule.REMOVAL, file, ("load_mode",), message, cure)
        return
    path: KeyPath = ("records", "removal")
    if not has_changes:
        message = f"With “load_mode: {contract.load_mode}” a record is gone when a later file is without it."
        cure = "Remove it, or write “load_mode: changes_by_key”."
        yield draft.issue(Rule.REMOVAL, file, path, message, cure)
    yield from _check_field(draft, file, (*path, "field"), contract, removal.field)
    field = contract.fields.get(removal.field)
    if field is None:
        return
    if field.type not in _TEXTS:
        message = f"“{removal.field}” has the type “{field.type}”; a code or text is needed here."
        cure = f"Write “type: code” at the field “{removal.field}”."
        yield draft.issue(Rule.FIELD_TYPE, file, (*path, "field"), message, cure, value=removal.field)
    elif field.codes is not None:
        values = [((*path, "values", at), value) for at, value in enumerate(removal.values)]
        what = f"code in “{removal.field}” called"
        yield from check_names(draft, file, values, field.codes, rule=Rule.REMOVAL, what=what)


def _check_local_number(draft: Draft, file: str, contract: Contract, records: Records) -> Iterator[Issue]:
    name, path = records.local_number, ("records", "local_number")
    if name is None:
        return
    yield from _check_field(draft, file, path, contract, name)
    if name in contract.fields and contract.fields[name].person_key:
        message = f"Of “{name}” only a hash is kept: nobody could find the record by it."
        cure = "Name the field with the trust's own number of the record."
        yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _check_rest(draft: Draft, file: str, records: Records) -> Iterator[Issue]:
    limits = records.rejects
    if limits.refuse_over is not None and limits.warn_over > limits.refuse_over:
        message = "The file would be refused before there is a warning."
        cure = "Write “warn_over” no larger than “refuse_over”."
        at = ("records", "rejects", "warn_over")
        yield draft.issue(Rule.REJECT_LIMITS, file, at, message, cure, value=f"{limits.warn_over:g}")
    reasons = [
        (("records", "exclusion_reasons", at), reason) for at, reason in enumerate(records.exclusion_reasons)
    ]
    yield from check_listed_once(draft, file, reasons)


def _check_field(draft: Draft, file: str, path: KeyPath, contract: Contract, name: str) -> Iterator[Issue]:
    names = [(path, name)]
    return check_names(draft, file, names, contract.fields, rule=Rule.UNKNOWN_FIELD, what="field called")
