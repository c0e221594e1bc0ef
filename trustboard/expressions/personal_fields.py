"""Which fields tell something about a person: shown only with the right to record numbers."""

from collections.abc import Iterable, Iterator

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.extracts_read import extracts_read
from trustboard.expressions.nodes import Call, Function, Node, Type, fields_of, walk
from trustboard.expressions.record_contract import derived_nodes
from trustboard.expressions.record_counting import RecordCounting
from trustboard.expressions.record_indicator import record_counting_of


def personal_fields(indicator: Indicator, surroundings: Surroundings) -> frozenset[str]:
    """Name the fields that are personal in what an indicator reads.

    They are those that a contract marks, a date that an age is reckoned from, and what is worked out from
    any of them.
    """
    contracts = [
        each
        for name in extracts_read(indicator, surroundings)
        if (each := surroundings.contracts[name]).records is not None
    ]
    derived = {name: node for each in contracts for name, node in derived_nodes(each, surroundings).items()}
    marked = {name for each in contracts for name, field in each.fields.items() if field.personal}
    nodes = [*_nodes(record_counting_of(indicator, surroundings)), *derived.values()]
    personal = marked | set(_birth_dates(nodes))
    return frozenset(personal | {name for name, node in derived.items() if personal & _read(node)})


def measured_fields(indicator: Indicator, surroundings: Surroundings) -> frozenset[str]:
    """Name the fields from which a record's own number is worked out, where one is added up or measured."""
    counting = record_counting_of(indicator, surroundings)
    counted = [part.counted for part in counting.parts]
    numbers = [node for node in counted if node is not None and node.type is Type.NUMBER]
    return frozenset(name for node in numbers for name in _read(node))


def _nodes(counting: RecordCounting) -> Iterator[Node]:
    for part in counting.parts:
        read = (part.when.start, part.when.stop, part.population, part.counted)
        yield from (node for node in read if node is not None)
    yield from (node for _, node in counting.by)


def _birth_dates(nodes: Iterable[Node]) -> Iterator[str]:
    """The fields from which ages are reckoned."""
    for node in nodes:
        for call in walk(node):
            if isinstance(call, Call) and call.function is Function.AGE_ON:
                yield from _read(call.arguments[0])


def _read(node: Node) -> set[str]:
    """The names of fields that an expression reads, without the reference that leads to them."""
    return {field.name.rpartition(".")[2] for field in fields_of(node)}
