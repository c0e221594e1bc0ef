"""The fields of a contract: each from one place, with options its type can have, and a name of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from trustboard.definitions.checks.references import check_order, overlap
from trustboard.definitions.contract import Contract, Field_, FieldType, HeadingName
from trustboard.definitions.date_format import ANY_DAY, format_problem
from trustboard.definitions.draft import Draft
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

# Columns that the program writes beside the fields, and words of the language of expressions.
RESERVED = {
    "line",
    "period_start",
    "period_end",
    "window_months",
    "unit",
    "commissioner",
    "council",
    "group_code",
    "and",
    "or",
    "not",
    "in",
    "between",
    "is",
    "null",
    "true",
    "false",
    "like",
    "case",
}
RESERVED_IN_RECORDS = {"event_month", "record_key", "removed", "consultant", "file_index"}
_TEXTS = {FieldType.CODE, FieldType.TEXT}
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL}
_OPTION_FITS = {
    "codes": _TEXTS,
    "blank": _NUMBERS,
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "may_be_blank": {*_TEXTS, FieldType.DATE},
    "date_format": {FieldType.DATE, FieldType.TIME},
    "code_list": _TEXTS,
    "person_key": _TEXTS,
}
_FITS_RECORDS = _OPTION_FITS | {"may_be_blank": set(FieldType)}
_TIME_OF_DAY = re.compile(r"[T ]hh:mm(:ss)?$", re.IGNORECASE)


def check_fields(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check every field, their names, and their headings against each other."""
    yield from _check_own_names(draft, file, contract)
    for name, field in contract.fields.items():
        path: KeyPath = ("fields", name)
        yield from _check_source(draft, file, path, field)
        yield from _check_options(draft, file, path, field, has_records=contract.records is not None)
        for number, heading in enumerate(_headings(field)):
            end = (*path, "heading", number, "effective_to")
            yield from check_order(draft, file, end, heading.effective_from, heading.effective_to)
    yield from _check_headings(draft, file, contract)


def _check_own_names(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    paths: list[tuple[KeyPath, str]] = [(("fields", name), name) for name in contract.fields]
    paths += [(("sums", name), name) for name in contract.sums]
    if contract.long is not None:
        paths += [(("long", "measures", name), name) for name in contract.long.measures]
    counts = Counter(name for _, name in paths)
    reserved = RESERVED if contract.records is None else RESERVED | RESERVED_IN_RECORDS
    for path, name in paths:
        if name in reserved or "__" in name:
            message = f"“{name}” is a name that the program uses itself."
            cure = f"Call it something else, such as {name.replace('__', '_').rstrip('_')}_{_hint(name)}."
            yield draft.issue(Rule.RESERVED_NAME, file, path, message, cure, value=name)
        elif counts[name] > 1 and path[0] != "fields":
            message = f"There is already a field called “{name}”."
            yield draft.issue(Rule.DUPLICATE_NAME, file, path, message, "Call it something else.", value=name)


def _hint(name: str) -> str:
    return "code" if name in ("unit", "consultant", "commissioner", "council") else "field"


def _check_source(draft: Draft, file: str, path: KeyPath, field: Field_) -> Iterator[Issue]:
    given = [key for key in ("heading", "position", "constant") if getattr(field, key) is not None]
    if len(given) != 1 or field.heading == []:
        message = f"“{path[-1]}” comes from {' and '.join(given) if len(given) > 1 else 'nowhere'}."
        cure = "Give the field one of: heading (the column's name), position (1 is the first), constant."
        yield draft.issue(Rule.FIELD_SOURCE, file, path, message, cure)


def _check_options(
    draft: Draft, file: str, path: KeyPath, field: Field_, *, has_records: bool
) -> Iterator[Issue]:
    for key, types in (_FITS_RECORDS if has_records else _OPTION_FITS).items():
        if key in field.model_fields_set and field.type not in types:
            message = f"“{key}” has no meaning for a field of the type “{field.type}”."
            cure = f"Remove it, or give the field the type {' or '.join(sorted(types))}."
            yield draft.issue(Rule.FIELD_OPTION, file, (*path, key), message, cure)
    if None not in (field.minimum, field.maximum) and field.minimum > field.maximum:  # type: ignore[operator]
        message = f"The maximum is below the minimum ({field.minimum:g})."
        value = f"{field.maximum:g}"
        yield draft.issue(
            Rule.FIELD_OPTION, file, (*path, "maximum"), message, "Change them round.", value=value
        )
    if field.date_format is not None and (problem := _date_problem(field.date_format, field.type)):
        at = (*path, "date_format")
        yield draft.issue(Rule.DATE_FORMAT, file, at, problem, _DATE_CURE, value=field.date_format)


def _date_problem(text: str, kind: FieldType) -> str | None:
    """Why a format says no date; that of a time may go on with hh:mm or hh:mm:ss."""
    return format_problem(_TIME_OF_DAY.sub("", text) if kind is FieldType.TIME else text, ANY_DAY)


_DATE_CURE = "Write it with dd, mm and yyyy, such as dd/mm/yyyy."


def _headings(field: Field_) -> list[HeadingName]:
    """Every spelling of a field's heading."""
    if field.heading is None:
        return []
    names = field.heading if isinstance(field.heading, list) else [field.heading]
    return [HeadingName(name=name) if isinstance(name, str) else name for name in names]


def _check_headings(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """A spelling may pass from one field to another, at a date."""
    known: dict[str, list[tuple[str, tuple[date | None, date | None]]]] = {}
    for name, field in contract.fields.items():
        for heading in _headings(field):
            folded = " ".join(heading.name.split()).casefold()
            stretch = (heading.effective_from, heading.effective_to)
            for other, others in known.setdefault(folded, []):
                if overlap(stretch, others):
                    message = f"The heading “{heading.name}” already belongs to “{other}”."
                    path = ("fields", name, "heading")
                    cure = "Give each heading to one field, or say from when to when it was used."
                    yield draft.issue(Rule.HEADING_TWICE, file, path, message, cure, value=heading.name)
            known[folded].append((name, stretch))
