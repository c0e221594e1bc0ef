"""extracts/*.yaml: a contract's parts fit together, and no two contracts want the same file."""

from collections.abc import Collection, Iterator

from trustboard.definitions.checks.contract_fields import check_fields
from trustboard.definitions.checks.contract_file import check_file
from trustboard.definitions.checks.contract_period import check_period
from trustboard.definitions.checks.contract_source import check_rows_source
from trustboard.definitions.checks.record_contracts import check_row_kind
from trustboard.definitions.checks.record_links import check_links
from trustboard.definitions.checks.references import (
    Names,
    check_listed_once,
    check_names,
    check_order,
    check_units,
    overlap,
)
from trustboard.definitions.contract import BandSum, CodeField, Contract, FieldType, Recode
from trustboard.definitions.draft import Draft, stem
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_CODES = ("unit", "consultant", "commissioner", "council", "group")


def check_contracts(draft: Draft) -> Iterator[Issue]:
    """Check every contract by itself, and their file patterns against each other."""
    first: dict[str, str] = {}
    for file, contract in draft.contracts.items():
        yield from _check_name(draft, file, contract)
        yield from _check_patterns(draft, file, contract, first)
        yield from check_file(draft, file, contract)
        yield from check_rows_source(draft, file, contract)
        yield from check_fields(draft, file, contract)
        yield from check_period(draft, file, contract)
        yield from _check_codes(draft, file, contract)
        yield from _check_long(draft, file, contract)
        for name, band in contract.sums.items():
            yield from _check_sum(draft, file, ("sums", name), contract, band)
        yield from _check_totals(draft, file, contract)
        yield from _check_markers(draft, file, contract)
        yield from _check_recodes(draft, file, contract)
        yield from check_row_kind(draft, file, contract)
        yield from check_links(draft, file, contract)


def _check_fields(draft: Draft, file: str, names: Names, known: Collection[str]) -> Iterator[Issue]:
    """Every name must be a field's."""
    return check_names(draft, file, names, known, rule=Rule.UNKNOWN_FIELD, what="field called")


def _check_name(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    if contract.extract != stem(file):
        message = f"The extract is called “{contract.extract}”, its file {file}."
        cure = f"Rename the file to extracts/{contract.extract}.yaml, or change the name."
        yield draft.issue(Rule.NAME_NOT_FILE, file, ("extract",), message, cure, value=contract.extract)


def _check_patterns(draft: Draft, file: str, contract: Contract, first: dict[str, str]) -> Iterator[Issue]:
    for number, pattern in enumerate(contract.files):
        other = first.setdefault(pattern.casefold(), file)
        if other != file:
            message = f"The files “{pattern}” already belong to {other}."
            cure = "Make one of the patterns narrower: a file belongs to one contract."
            yield draft.issue(Rule.SAME_FILES, file, ("files", number), message, cure, value=pattern)


def _check_codes(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    for key in _CODES:
        code: CodeField | None = getattr(contract, key)
        if code is None:
            continue
        if (code.field is None) == (code.constant is None):
            message = f"“{key}” must have either a field or a constant."
            cure = "Write “field: …” (a field of this contract), or “constant: …” (one code for all rows)."
            yield draft.issue(Rule.CODE_SOURCE, file, (key,), message, cure)
        if code.field is not None:
            known = [*contract.fields, *contract.derived]
            yield from _check_fields(draft, file, [((key, "field"), code.field)], known)
            yield from _check_is_code(draft, file, (key, "field"), contract, code.field)
    if contract.unit.constant is not None:
        yield from check_units(draft, file, [(("unit", "constant"), contract.unit.constant)])
    yield from _check_fields(draft, file, _named(("key",), contract.key or []), contract.fields)


def _named(path: KeyPath, names: list[str]) -> Names:
    return [((*path, number), name) for number, name in enumerate(names)]


def _check_is_code(draft: Draft, file: str, path: KeyPath, contract: Contract, name: str) -> Iterator[Issue]:
    field = contract.fields.get(name)
    if field is not None and field.type not in (FieldType.CODE, FieldType.TEXT):
        message = f"“{name}” has the type “{field.type}”; a code or text is needed here."
        cure = f"Write “type: code” at the field “{name}”."
        yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _check_long(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    if contract.long is None:
        return
    long = contract.long
    names = [(("long", key), getattr(long, key)) for key in ("measure_field", "value_field")]
    yield from _check_fields(draft, file, names, contract.fields)
    yield from _check_is_code(draft, file, ("long", "measure_field"), contract, long.measure_field)
    if not long.type.is_number:
        message = f"Measures are numbers, not of the type “{long.type}”."
        yield draft.issue(Rule.FIELD_TYPE, file, ("long", "type"), message, "Write integer or decimal.")
    first: dict[str, str] = {}
    for name, measures in long.measures.items():
        for measure in [measures] if isinstance(measures, str) else measures:
            if measure in first:
                message = f"The measure “{measure}” already becomes “{first[measure]}”."
                path = ("long", "measures", name)
                yield draft.issue(Rule.MEASURE_TWICE, file, path, message, "Keep one.", value=measure)
            first.setdefault(measure, name)


def _check_sum(draft: Draft, file: str, path: KeyPath, contract: Contract, band: BandSum) -> Iterator[Issue]:
    headings = (band.headings_from, band.headings_to)
    by_headings = None not in headings
    if by_headings == bool(band.fields) or (not by_headings and any(headings)):
        message = "Bands are named either as fields, or from one heading to another."
        cure = "Write “fields: [...]”, or “headings_from: …” with “headings_to: …”."
        yield draft.issue(Rule.BAND_SUM, file, path, message, cure)
    names = _named((*path, "fields"), band.fields or [])
    yield from _check_fields(draft, file, names, contract.fields)
    yield from check_listed_once(draft, file, names)
    yield from _check_numbers(draft, file, names, contract)


def _check_numbers(draft: Draft, file: str, names: Names, contract: Contract) -> Iterator[Issue]:
    kinds = contract.row_fields | contract.accepted_fields
    if contract.long is not None:
        kinds[contract.long.value_field] = contract.long.type
    for path, name in names:
        if name in kinds and not kinds[name].is_number:
            message = f"“{name}” has the type “{kinds[name]}”; a number is needed here."
            cure = f"Write “type: integer” or “type: decimal” at the field “{name}”."
            yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _check_totals(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    known = {**contract.row_fields, **contract.accepted_fields}
    for number, total in enumerate(contract.totals):
        path: KeyPath = ("totals", number)
        per = _named((*path, "per"), total.per)
        fields = _named((*path, "fields"), total.fields)
        yield from _check_fields(draft, file, [*per, *fields], known)
        yield from check_listed_once(draft, file, per)
        yield from check_listed_once(draft, file, fields)
        yield from _check_numbers(draft, file, fields, contract)
        if total.tolerance < 0:
            message = "A tolerance is not negative."
            cure = "Write how far the rows may be from their total, such as 0.5 for rounding."
            yield draft.issue(Rule.OUT_OF_RANGE, file, (*path, "tolerance"), message, cure)


def _check_markers(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for state, texts in contract.markers.items():
        for number, text in enumerate(texts):
            path = ("markers", state.value, number)
            marker = text.strip().casefold()
            if not marker:
                message = "A blank cell is no marker."
                cure = "Remove it here, and say with “blank” at each field what a blank cell means."
                yield draft.issue(Rule.MARKER_TWICE, file, path, message, cure)
            elif marker in first:
                message = f"The marker “{text}” already means {first[marker]}."
                yield draft.issue(Rule.MARKER_TWICE, file, path, message, "Keep one.", value=text)
            first.setdefault(marker, state.value)


def _check_recodes(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    earlier: list[tuple[int, Recode, set[str]]] = []
    for number, recode in enumerate(contract.recode):
        path: KeyPath = ("recode", number)
        yield from _check_fields(draft, file, [((*path, "field"), recode.field)], contract.fields)
        yield from _check_has_effect(draft, file, (*path, "field"), contract, recode.field)
        yield from check_order(
            draft, file, (*path, "effective_to"), recode.effective_from, recode.effective_to
        )
        if recode.field == contract.unit.field:
            yield from check_units(draft, file, [((*path, "becomes"), recode.becomes)])
        codes = {recode.code} if isinstance(recode.code, str) else set(recode.code)
        for before, other, others in earlier:
            if other.field == recode.field and codes & others and _hold_together(recode, other):
                shared = ", ".join(sorted(codes & others))
                line = draft.places.find(file, ("recode", before))
                message = f"On some days {shared} is also recoded by line {line}."
                cure = "Keep one, or end the first before this begins (effective_to)."
                yield draft.issue(Rule.RECODE_OVERLAP, file, path, message, cure, value=shared)
        earlier.append((number, recode, codes))


def _check_has_effect(
    draft: Draft, file: str, path: KeyPath, contract: Contract, name: str
) -> Iterator[Issue]:
    """Only the codes of units and slices are recoded."""
    coded = {code.field for key in _CODES if (code := getattr(contract, key)) is not None}
    if name in contract.fields and name not in coded:
        message = f"“{name}” is the field of neither unit, commissioner, council nor group."
        cure = "Name the field whose codes should be mapped; other fields keep what the file says."
        yield draft.issue(Rule.FIELD_TYPE, file, path, message, cure, value=name)


def _hold_together(first: Recode, second: Recode) -> bool:
    stretches = [(each.effective_from, each.effective_to) for each in (first, second)]
    return overlap(*stretches) is not None
