"""What a record points to: other extracts by their keys, code lists, and fields worked out from others."""

from collections.abc import Iterator

from trustboard.definitions.checks.contract_fields import RESERVED, RESERVED_IN_RECORDS
from trustboard.definitions.checks.references import check_names, check_order
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.draft import Draft
from trustboard.definitions.places import KeyPath
from trustboard.definitions.records import Derivation, Records, Reference
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_TEXTS = (FieldType.CODE, FieldType.TEXT)


def check_links(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check the code lists, references and derived fields of a contract."""
    yield from _check_code_lists(draft, file, contract)
    if contract.records is None:
        return
    for name, reference in contract.records.references.items():
        yield from _check_reference(draft, file, ("records", "references", name), contract, reference)
    for name, derivation in contract.records.derive.items():
        yield from _check_dates(draft, file, ("records", "derive", name), derivation)
    yield from _check_own_names(draft, file, contract, contract.records)


def _check_code_lists(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    for name, field in contract.fields.items():
        if field.code_list is None or contract.records is None:
            continue
        path: KeyPath = ("fields", name, "code_list")
        names = [(path, field.code_list)]
        known, rule = draft.code_list_names, Rule.UNKNOWN_CODE_LIST
        if draft.are_lists_known:
            yield from check_names(draft, file, names, known, rule=rule, what="list under codes/ called")
        if field.codes is not None:
            message = "The values are said twice: by “codes” and by “code_list”."
            yield draft.issue(Rule.FIELD_OPTION, file, path, message, "Keep one of the two.")


def _check_reference(
    draft: Draft, file: str, path: KeyPath, contract: Contract, reference: Reference
) -> Iterator[Issue]:
    fields: list[tuple[KeyPath, str]] = [
        ((*path, "fields", at), name) for at, name in enumerate(reference.fields)
    ]
    yield from check_names(draft, file, fields, contract.fields, rule=Rule.UNKNOWN_FIELD, what="field called")
    extract = [((*path, "extract"), reference.extract)]
    known = draft.extract_names
    yield from check_names(draft, file, extract, known, rule=Rule.UNKNOWN_EXTRACT, what="extract")
    other = draft.contracts_by_name.get(reference.extract)
    if other is None:
        return
    if other.records is None:
        message = f"“{other.extract}” holds counts, not single records: a row cannot point into it."
        cure = "Name an extract whose contract has “records”."
        at = (*path, "extract")
        yield draft.issue(Rule.RECORDS_ONLY, file, at, message, cure, value=other.extract)
    elif other.key:
        yield from _check_same_key(draft, file, path, contract, reference, other)


def _check_same_key(
    draft: Draft, file: str, path: KeyPath, contract: Contract, reference: Reference, other: Contract
) -> Iterator[Issue]:
    key = other.key or []
    if len(key) != len(reference.fields):
        message = (
            f"The key of “{other.extract}” has {len(key)} fields, and here stand {len(reference.fields)}."
        )
        cure = f"Name one field for each, in this order: {', '.join(key)}."
        yield draft.issue(Rule.REFERENCE, file, (*path, "fields"), message, cure)
        return
    for at, (name, theirs) in enumerate(zip(reference.fields, key, strict=True)):
        field, target = contract.fields.get(name), other.fields.get(theirs)
        if field is None or target is None:
            continue
        if (field.type, field.person_key) != (target.type, target.person_key):
            message = (
                f"“{name}” is {_kind(field.type, field.person_key)}, and “{theirs}” of “{other.extract}” is "
                f"{_kind(target.type, target.person_key)}: they would never be the same."
            )
            cure = "Give both the same type."
            yield draft.issue(Rule.REFERENCE, file, (*path, "fields", at), message, cure, value=name)


def _kind(kind: FieldType, is_person_key: bool) -> str:
    return f"of the type “{kind}”{' and a person_key' if is_person_key else ''}"


def _check_dates(draft: Draft, file: str, path: KeyPath, derivation: Derivation) -> Iterator[Issue]:
    for at, choice in enumerate(derivation.choices):
        end = (*path, "choices", at, "effective_to")
        yield from check_order(draft, file, end, choice.effective_from, choice.effective_to)


def _check_own_names(draft: Draft, file: str, contract: Contract, records: Records) -> Iterator[Issue]:
    """A derived field, and the name of its deciding rule, are told from every field and reference.

    A reference may have the name of the field that points: `person` and `person.ethnicity`.
    """
    for name in records.references:
        yield from _check_name(draft, file, ("records", "references", name), name, {})
    known = dict.fromkeys(records.references, "a reference") | dict.fromkeys(contract.fields, "a field")
    for name in records.derive:
        path = ("records", "derive", name)
        for each in (name, f"{name}_rule"):
            yield from _check_name(draft, file, path, each, known)
            known.setdefault(each, f"the derived field “{name}”")


def _check_name(draft: Draft, file: str, path: KeyPath, name: str, known: dict[str, str]) -> Iterator[Issue]:
    if name in RESERVED | RESERVED_IN_RECORDS or "__" in name:
        message = f"“{name}” is a name that the program uses itself."
        yield draft.issue(Rule.RESERVED_NAME, file, path, message, "Call it something else.", value=name)
    elif name in known:
        message = f"“{name}” is already the name of {known[name]}."
        yield draft.issue(Rule.DUPLICATE_NAME, file, path, message, "Call it something else.", value=name)
