"""Hashes of what decides a pass's cells, so that a period is counted again only when that has changed.

Of dated things (code lists, rules of derived fields) only that part is told that can matter for the period.
"""

import hashlib
import json
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from trustboard.compiler.records.passes import Pass
from trustboard.expressions.nodes import (
    And,
    Call,
    Choose,
    CodeSpan,
    Comparison,
    Function,
    InCodes,
    Literal,
    Node,
    Or,
    PeriodDay,
    Relation,
    Type,
)
from trustboard.expressions.record_counting import Mode
from trustboard.vocabulary.period import Period

FORMAT = 1  # of the cells: raised when the same plan is counted in another way; in none of these hashes
Told = Any  # what JSON holds
Days = tuple[date, date]


def counting_hash(pass_: Pass, stretch: Period) -> str:
    """Hash everything of a plan's pass that decides the cells of one period."""
    told = _Telling(pass_, stretch)
    what = told.of((_placing(pass_), pass_.atoms))
    return _sha256([stretch.grain.value, what])


def placing_hash(pass_: Pass) -> str:
    """Hash how a pass places records: by it a pass is known as the same, whatever it counts of them.

    What a code list holds is left out where it decides the unit or a cut, but not the period.
    """
    when, joins = _Telling(pass_, None).of((pass_.when, pass_.joins))
    rest = _Telling(pass_, None, has_spans=False).of(_placing(pass_))
    return _sha256([when, joins, rest, pass_.is_recount])


def _placing(pass_: Pass) -> tuple[object, ...]:
    return (pass_.extract, pass_.when, pass_.place, pass_.grain, pass_.by, pass_.is_own_only, pass_.joins)


def _sha256(told: Told) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8")).hexdigest()


class _Telling:
    """Nodes as plain lists and texts; for a stretch, without what cannot matter in it."""

    def __init__(self, pass_: Pass, stretch: Period | None, *, has_spans: bool = True) -> None:
        self._known = {} if stretch is None else dict(_known_days(pass_, stretch))
        self._has_spans = has_spans

    def of(self, value: object) -> Told:
        """Tell anything that a pass is made of."""
        match value:
            case Enum():
                return value.value
            case None | bool() | int() | str():
                return value
            case Decimal():
                return ["number", format(value.normalize(), "f")]
            case date():
                return ["day", value.isoformat()]
            case tuple():
                return [self.of(each) for each in value]
            case _:
                return self._node(value)

    def _node(self, node: object) -> Told:
        match node:
            case InCodes(operand, _, spans, on):
                return ["InCodes", self.of(operand), self._spans(spans, on), self.of(on)]
            case Comparison(relation, left, Literal(date() as day)) if left in self._known:
                truth = _truth(relation, self._known[left], day)
                return self._plain(node) if truth is None else truth
            case And(terms):
                return _joined("And", [self.of(term) for term in terms], nothing=True)
            case Or(terms):
                return _joined("Or", [self.of(term) for term in terms], nothing=False)
            case Choose():
                told = self.of((node.otherwise, node.names_rule, node.type))
                return ["Choose", list(self._branches(node)), *told]
            case _:
                return self._plain(node)

    def _plain(self, node: Any) -> Told:
        return [type(node).__name__, *(self.of(getattr(node, field.name)) for field in fields(node))]

    def _branches(self, node: Choose) -> Iterator[Told]:
        """Tell the rules that may decide; their names where those are asked."""
        for branch in node.branches:
            condition = self.of(branch.condition)
            if condition is not False:
                name = branch.rule if node.names_rule else None
                yield [name, None if condition is True else condition, self.of(branch.value)]

    def _spans(self, spans: Iterable[CodeSpan], on: Node) -> Told:
        """Tell which codes are in a list, and from when to when, on the days that may be asked of."""
        days = self._known.get(on)
        clipped = (_clipped(span, days) for span in spans if self._has_spans)
        return sorted(([self.of(each) for each in span] for span in clipped if span is not None), key=str)


def _joined(name: str, terms: Sequence[Told], *, nothing: bool) -> Told:
    """Tell a joined condition without the terms that change nothing; one term may decide it alone."""
    if any(term is not nothing and isinstance(term, bool) for term in terms):
        return not nothing
    kept = [term for term in terms if term is not nothing]
    if len(kept) < 2:
        return kept[0] if kept else nothing
    return [name, *kept]


def _known_days(pass_: Pass, stretch: Period) -> Iterator[tuple[Node, Days]]:
    """Say between which days dates lie that every record of a stretch has: the period's, and the event's."""
    yield PeriodDay(is_last=False), (stretch.start, stretch.start)
    yield PeriodDay(is_last=True), (stretch.end, stretch.end)
    when = pass_.when
    if when.mode is Mode.EVENT:
        shift = timedelta(days=when.shift_days)
        is_time = when.start.type is Type.TIME
        start = Call(Function.DATE_OF, (when.start,), Type.DATE) if is_time else when.start
        yield start, (stretch.start - shift, stretch.end - shift)


def _clipped(span: CodeSpan, days: Days | None) -> tuple[str, date | None, date | None] | None:
    """Cut a span to the days that may be asked of; None where it has none of them."""
    first, last = span.valid_from, span.valid_to
    if days is None:
        return span.code, first, last
    if (first is not None and first > days[1]) or (last is not None and last < days[0]):
        return None
    return (
        span.code,
        None if first is None or first <= days[0] else first,
        None if last is None or last >= days[1] else last,
    )


def _truth(relation: Relation, days: Days, day: date) -> bool | None:
    """Tell whether a date between some days stands so to another; None where it depends."""
    if relation in (Relation.EQUAL, Relation.NOT_EQUAL) and days[0] <= day <= days[1]:
        return (relation is Relation.EQUAL) if days[0] == days[1] else None
    first, last = (_COMPARE[relation](each, day) for each in days)
    return first if first is last else None


_COMPARE: Mapping[Relation, Callable[[date, date], bool]] = {
    Relation.EQUAL: operator.eq,
    Relation.NOT_EQUAL: operator.ne,
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.MORE: operator.gt,
    Relation.AT_LEAST: operator.ge,
}
