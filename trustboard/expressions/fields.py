"""Which fields an expression may read, and of which type, from an extract's contract."""

from collections.abc import Mapping

from trustboard.definitions.contract import Contract, FieldType
from trustboard.expressions.nodes import Type

_TYPES: Mapping[FieldType, Type] = {
    FieldType.CODE: Type.TEXT,
    FieldType.TEXT: Type.TEXT,
    FieldType.INTEGER: Type.NUMBER,
    FieldType.DECIMAL: Type.NUMBER,
    FieldType.DATE: Type.DATE,
    FieldType.TIME: Type.TIME,
    FieldType.BOOLEAN: Type.BOOLEAN,
}


def row_field_types(contract: Contract) -> dict[str, Type]:
    """Fields of a row as it stands in the file: what `keep` and `totals` may read."""
    declared = {name: _TYPES[field.type] for name, field in contract.fields.items()}
    return declared | dict.fromkeys(contract.sums, Type.NUMBER)


def field_types(contract: Contract) -> dict[str, Type]:
    """Fields of an accepted row, long form put side by side: what indicators and `checks` may read."""
    types = row_field_types(contract)
    if contract.long is None:
        return types
    folded = {contract.long.measure_field, contract.long.value_field}
    kept = {name: type_ for name, type_ in types.items() if name not in folded}
    return kept | dict.fromkeys(contract.long.measures, Type.NUMBER)
