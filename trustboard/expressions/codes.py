"""Texts compared with a code field that no row could ever hold: mistyped, or not in the field's list."""

from collections.abc import Iterator

from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.nearest import cure_for
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import Comparison, Field, In, Literal, Node, walk
from trustboard.expressions.rules import Rule


def complain_of_codes(node: Node, contract: Contract, complaints: Complaints) -> None:
    """Complain of every written-out text that can never equal the code field it is compared with."""
    for field, text in dict.fromkeys(_compared(node)):
        declared = contract.fields.get(field)
        if declared is None or declared.type is not FieldType.CODE:
            continue
        if text != text.strip().upper():
            cure = f"Codes are kept in capitals without blanks around: write '{text.strip().upper()}'."
            complaints.add(Rule.CODE, f"“{field}” is never '{text}'", cure, value=text)
        elif declared.codes is not None and text not in (code.strip().upper() for code in declared.codes):
            cure = cure_for(text, declared.codes, what="a code to the contract")
            complaints.add(Rule.CODE, f"“{field}” has no code '{text}'", cure, value=text)


def _compared(node: Node) -> Iterator[tuple[str, str]]:
    for part in walk(node):
        match part:
            case Comparison(_, Field(name), Literal(str() as text)):
                yield name, text
            case Comparison(_, Literal(str() as text), Field(name)):
                yield name, text
            case In(Field(name), values):
                yield from ((name, each.value) for each in values if isinstance(each.value, str))
