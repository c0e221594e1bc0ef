"""The records behind a figure, in words."""

from collections.abc import Iterator, Sequence

from trustboard.cli.printing import count
from trustboard.operations.explain_records import RecordsBehind
from trustboard.operations.records.shown import RecordShown
from trustboard.reference import Clause


def sections_of(behind: RecordsBehind) -> Iterator[tuple[str, list[str]]]:
    """Lay the records behind a figure out in sections, each a title and its lines."""
    told = _told(behind.numerator, behind.numerator_people)
    yield f"In the numerator: {told}", _named(behind.numerator)
    if behind.denominator:
        told = _told(behind.denominator, behind.denominator_people)
        yield f"In the denominator: {told}, of them not in the numerator:", _named(behind.only_denominator)
    yield f"Nearly: {count(len(behind.nearly), 'record')} of the period, kept out", _kept_out(behind.nearly)


def _told(records: Sequence[RecordShown], people: int | None) -> str:
    """How many records, and of how many people they are."""
    told = count(len(records), "record")
    return told if people is None else f"{told} of {people:,} {'person' if people == 1 else 'people'}"


def _named(records: Sequence[RecordShown]) -> list[str]:
    return [f"{_head(each)}{f': {each.amount}' if each.amount else ''}{_fields(each)}" for each in records]


def _kept_out(records: Sequence[RecordShown]) -> list[str]:
    lines = []
    for each in records:
        lines.append(f"{_head(each)}{_fields(each)}")
        lines += [f"  {clause.where}: {_clause(clause)}" for clause in each.kept_out_by]
    return lines


def _clause(clause: Clause) -> str:
    why = "not known" if clause.is_unknown else "not true"
    values = ", ".join(f"{name} is {'blank' if value is None else value}" for name, value in clause.values)
    return f"{clause.text} is {why}" + (f" ({values})" if values else "")


def _head(record: RecordShown) -> str:
    return f"{record.name} ({record.period})"


def _fields(record: RecordShown) -> str:
    told = ", ".join(f"{name} {'blank' if value is None else value}" for name, value in record.fields.items())
    return f"  {told}" if told else ""
