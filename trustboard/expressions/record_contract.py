"""A contract of single records: its derived fields and conditions, checked before anything of it runs."""

from collections.abc import Iterator, Mapping

from trustboard.definitions.contract import Contract
from trustboard.definitions.places import KeyPath
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.complaints import Source
from trustboard.expressions.counting import LineOf
from trustboard.expressions.nodes import Node, Type
from trustboard.expressions.record_names import Derived, RecordNames
from trustboard.expressions.record_parts import CONDITION, Written
from trustboard.expressions.scope import Missing
from trustboard.vocabulary.issue import Issue

_CODES = ("unit", "consultant", "commissioner", "council")


def record_field_types(contract: Contract, surroundings: Surroundings) -> dict[str, Type]:
    """Every name an indicator over a contract's records may use, with its type.

    Fields, derived fields with `<name>_rule`, and `reference.name` of records pointed to; derived
    fields with something wrong are left out.
    """
    return {name: node.type for name, node in _nodes(contract, surroundings).items()}


def derived_nodes(contract: Contract, surroundings: Surroundings) -> dict[str, Node]:
    """The nodes of a contract's derived fields and their rules, by name; what is wrong is left out."""
    assert contract.records is not None
    own = [name for each in contract.records.derive for name in (each, f"{each}_rule")]
    return {name: node for name, node in _nodes(contract, surroundings).items() if name in own}


def _nodes(contract: Contract, surroundings: Surroundings) -> Mapping[str, Node]:
    names = RecordNames(surroundings)
    found = {name: names.find(contract, name) for name in names.names(contract)}
    return {name: node for name, node in found.items() if not isinstance(node, Missing)}


def parse_record_condition(
    text: str,
    contract: Contract,
    surroundings: Surroundings,
    *,
    file: str | None = None,
    line: int | None = None,
    column: str | None = None,
) -> tuple[Node | None, tuple[Issue, ...]]:
    """Read a condition of the contract's own (keep, checks): over the row's own fields and code lists."""
    names = RecordNames(surroundings)
    source = Source(text, file, line, column)
    return names.read(contract, names.row_scope(contract), CONDITION, source)


def check_record_contract(
    contract: Contract,
    surroundings: Surroundings,
    *,
    file: str | None = None,
    line_of: LineOf = lambda _: None,
) -> tuple[Issue, ...]:
    """Find everything wrong with the expressions of a contract of records, and with where they count."""
    written = Written(RecordNames(surroundings), file or f"extracts/{contract.extract}.yaml", line_of)
    scope = written.names.row_scope(contract)
    for path, text in _conditions(contract):
        written.expression(contract, scope, path, text, CONDITION)
    _check_derived(written, contract)
    for key in _CODES:
        code = getattr(contract, key)
        if code is not None and code.field is not None:
            written.named(contract, (key, "field"), code.field, (Type.TEXT,))
    return tuple(dict.fromkeys(written.issues))


def _conditions(contract: Contract) -> Iterator[tuple[KeyPath, str]]:
    if contract.keep is not None:
        yield ("keep",), contract.keep
    for number, total in enumerate(contract.totals):
        yield ("totals", number, "where"), total.where
    for number, check in enumerate(contract.checks):
        yield ("checks", number, "rule"), check.rule


def _check_derived(written: Written, contract: Contract) -> None:
    assert contract.records is not None
    for name in contract.records.derive:
        derived = written.names.derived(contract, name)
        assert isinstance(derived, Derived)
        for path, issue in derived.issues:
            written.note(issue, path)
