"""Texts compared with a value that can never be so: mistyped, or not in the list of what it may be."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from trustboard.definitions.contract import Field_, FieldType
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import (
    Choose,
    Comparison,
    Field,
    In,
    Literal,
    Lookup,
    Node,
    StartsWith,
)
from trustboard.expressions.rules import Rule
from trustboard.expressions.types import named

Declared = Callable[[str], Field_ | None]


@dataclass(frozen=True, slots=True)
class _Values:
    """What a value may be: codes in capitals; one of those known (None: any)."""

    whose: str
    is_code: bool
    known: Collection[str] | None
    what: str


def complain_of_codes(declared: Declared, around: Surroundings, node: Node, complaints: Complaints) -> None:
    """Complain of every written-out text that can never equal what a condition compares it with.

    `declared` gives the contract's field for a name. Only the condition itself is looked at.
    """
    match node:
        case Comparison(_, Literal(str() as text), operand) | Comparison(_, operand, Literal(str() as text)):
            texts = [text]
        case In(operand, values):
            texts = [each.value for each in values if isinstance(each.value, str)]
        case StartsWith(operand, prefix):
            _check_beginning(_values_of(operand, declared, around), prefix, complaints)
            return
        case _:
            return
    if _is_person(operand, declared):
        cure = "Compare it with nothing: of people only a keyed hash is kept."
        complaints.add(Rule.CODE, f"{named(operand)} never holds what was in the file", cure)
    elif (found := _values_of(operand, declared, around)) is not None:
        for text in texts:
            _check(found, text, complaints)


def _is_person(operand: Node, declared: Declared) -> bool:
    field = declared(operand.name) if isinstance(operand, Field) else None
    return field is not None and field.person_key


def _check_beginning(values: _Values | None, prefix: str, complaints: Complaints) -> None:
    if values is not None and values.is_code and prefix != prefix.strip().upper():
        _complain_of_form(values, prefix, complaints)


def _check(values: _Values, text: str, complaints: Complaints) -> None:
    if values.is_code and text != text.strip().upper():
        _complain_of_form(values, text, complaints)
    elif values.known is not None and text not in values.known:
        cure = cure_for(text, values.known, what=values.what)
        complaints.add(Rule.CODE, f"{values.whose} has no code '{text}'", cure, value=text)


def _complain_of_form(values: _Values, text: str, complaints: Complaints) -> None:
    cure = f"Codes are kept in capitals without blanks around: write '{text.strip().upper()}'."
    complaints.add(Rule.CODE, f"{values.whose} is never '{text}'", cure, value=text)


def _values_of(operand: Node, declared: Declared, around: Surroundings) -> _Values | None:
    match operand:
        case Field(name):
            return _values_of_field(operand, declared(name), around)
        case Choose():
            known = _texts(operand)
            return None if known is None else _Values(named(operand), False, known, "a choice")
        case Lookup(table, column):
            found = around.lookups[table]
            place = found.columns.index(column)
            held = {value for row in found.rows if (value := row.values[place]) is not None}
            return _Values(f"“{table}.{column}”", True, held, "an entry to the table")
    return None


def _values_of_field(field: Field, declared: Field_ | None, around: Surroundings) -> _Values | None:
    if declared is None or declared.type is not FieldType.CODE:
        return None
    known: set[str] | None = None
    what = "a code to the contract"
    if declared.codes is not None:
        known = {code.strip().upper() for code in declared.codes}
    elif declared.code_list is not None and declared.code_list in around.code_lists:
        known = {entry.code for entry in around.code_lists[declared.code_list]}
        what = "a code to the list"
    return _Values(named(field), True, known, what)


def _texts(choose: Choose) -> Collection[str] | None:
    """Every text that a derived field can hold, where all are written out; None where they are not."""
    otherwise = [] if choose.otherwise is None else [choose.otherwise]
    if choose.names_rule:
        return [*(branch.rule for branch in choose.branches), *(["otherwise"] if otherwise else [])]
    values = [branch.value for branch in choose.branches]
    texts = [value.value for value in values if isinstance(value, Literal) and isinstance(value.value, str)]
    return [*texts, *otherwise] if len(texts) == len(values) else None
