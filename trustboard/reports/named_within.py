"""What an expression names and does not say itself: the codes of a list, the rules of a derived field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trustboard.definitions.code_lists import CodeEntry
from trustboard.expressions import Node, RecordCounting
from trustboard.expressions.nodes import Choose, InCodes, walk
from trustboard.reports.words import day_text

MOST_CODES = 12


def nodes_read(counting: RecordCounting) -> list[Node]:
    """Everything that an indicator of records asks of a record, but not where it counts."""
    found: list[Node] = []
    for part in counting.parts:
        read = (part.when.start, part.when.stop, part.population, part.counted)
        found += [node for node in read if node is not None]
    return [*found, *(node for _, node in counting.by)]


def code_texts(nodes: Iterable[Node], lists: Mapping[str, Sequence[CodeEntry]]) -> tuple[str, ...]:
    """Each code list that is asked, with its codes and what they are called."""
    names = dict.fromkeys(each.list_name for each in _all(nodes) if isinstance(each, InCodes))
    return tuple(f"“{name}”: {_codes(lists[name])}" for name in names)


def _codes(entries: Sequence[CodeEntry]) -> str:
    told = [_code(entry) for entry in entries[:MOST_CODES]]
    if len(entries) > MOST_CODES:
        told.append(f"and {len(entries) - MOST_CODES:,} more")
    return ", ".join(told)


def _code(entry: CodeEntry) -> str:
    dates = [f"from {day_text(entry.valid_from)}"] if entry.valid_from else []
    dates += [f"to {day_text(entry.valid_to)}"] if entry.valid_to else []
    named = f"{entry.code} {entry.label}".strip()
    return f"{named} ({' '.join(dates)})" if dates else named


def worked_out_texts(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Each derived field that is read, with the rules that decide it."""
    found = {each.field: each for each in _all(nodes) if isinstance(each, Choose)}
    return tuple(f"“{name}”: {_rules(found[name])}" for name in found)


def _rules(field: Choose) -> str:
    rules = ", ".join(dict.fromkeys(branch.rule for branch in field.branches))
    otherwise = f"; otherwise {field.otherwise}" if field.otherwise is not None else ""
    return f"the first that holds of {rules}{otherwise}"


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from walk(node)
