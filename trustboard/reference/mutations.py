"""Small changes to an expression, one at a time: the slips that a person could make in writing it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Call,
    Choose,
    Comparison,
    Field,
    Function,
    In,
    InCodes,
    IsNull,
    Literal,
    Lookup,
    Negative,
    Node,
    Not,
    Operation,
    Or,
    PeriodDay,
    Relation,
    StartsWith,
    Type,
)
from trustboard.expressions.wording import wording

MOST_CODES = 20  # of a longer list no single code is left out: no case could name them all
_DAY = timedelta(days=1)
_ORDERED = (Type.NUMBER, Type.DATE, Type.TIME)
_WHOLE = frozenset(
    {
        Function.DATE_DIFF,
        Function.WORKING_DAYS,
        Function.MONTHS_BETWEEN,
        Function.AGE_ON,
        Function.HOURS_BETWEEN,
        Function.MINUTES_BETWEEN,
        Function.HOUR_OF,
        Function.WEEKDAY,
        Function.FLOOR,
        Function.ROUND,
        Function.DAYS_IN_PERIOD,
    }
)
_FROM_AND_TO = frozenset(
    {
        Function.DATE_DIFF,
        Function.WORKING_DAYS,
        Function.MONTHS_BETWEEN,
        Function.AGE_ON,
        Function.HOURS_BETWEEN,
        Function.MINUTES_BETWEEN,
        Function.DAYS_IN_PERIOD,
    }
)
_EXTREMES = {Function.LEAST: Function.GREATEST, Function.GREATEST: Function.LEAST}
_SIGNS = {Operation.PLUS: Operation.MINUS, Operation.MINUS: Operation.PLUS}


class Mutation(NamedTuple):
    """A changed expression, and in words what became of what."""

    words: str
    node: Node


def mutations(node: Node, *, day: Node | None = None) -> Iterator[Mutation]:
    """Change an expression in every small way, one at a time.

    Derived fields stay as they are: they are the contract's. So do dates that are `day`, of which code
    lists and lookups are asked where the expression names none.
    """
    return (mutation for mutation in _Mutating(day).of(node) if mutation.node != node)


class _Mutating:
    """Goes down a tree, and puts each changed node back into its place."""

    def __init__(self, day: Node | None) -> None:
        self.day = day

    def of(self, node: Node) -> Iterator[Mutation]:
        """Changes of the node itself, then of each node below it, from left to right."""
        yield from self._here(node)
        parts = self._parts(node)
        for position, part in enumerate(parts):
            changed = self._constants(node, part) if isinstance(part, Literal) else self.of(part)
            for words, other in changed:
                yield Mutation(words, _with_parts(node, [*parts[:position], other, *parts[position + 1 :]]))

    def _parts(self, node: Node) -> tuple[Node, ...]:
        """The nodes below one that may be changed on their own."""
        match node:
            case In(operand) | StartsWith(operand) | IsNull(operand):
                return (operand,)
            case InCodes(operand, on=on):
                return (operand,) if on == self.day else (operand, on)
            case Lookup(key=key, on=on):
                return (key,) if on == self.day else (key, on)
            case Comparison(_, left, right) | Arithmetic(_, left, right):
                return (left, right)
            case Between(operand, low, high):
                return (operand, low, high)
            case And(terms) | Or(terms) | Call(_, terms):
                return terms
            case Not(operand) | Negative(operand):
                return (operand,)
            case Literal() | Field() | PeriodDay() | Choose():
                return ()

    def _here(self, node: Node) -> Iterator[Mutation]:
        match node:
            case Comparison():
                yield from self._relations(node)
            case And() | Or():
                yield self._negated(node)
                yield from self._clauses(node)
            case Between():
                yield self._negated(node)
                yield from self._ends(node)
            case In() | InCodes():
                yield self._negated(node)
                yield from self._values(node)
            case StartsWith() | IsNull() | Field(type=Type.BOOLEAN) | Choose(type=Type.BOOLEAN):
                yield self._negated(node)
            case Arithmetic(operation, left, right) if operation in _SIGNS:
                yield self._word(
                    operation, _SIGNS[operation], node, Arithmetic(_SIGNS[operation], left, right)
                )
            case Call():
                yield from self._call(node)

    def _negated(self, node: Node) -> Mutation:
        return Mutation(f"“{self._text(node)}” turned round", _not(node))

    def _relations(self, node: Comparison) -> Iterator[Mutation]:
        others = Relation if node.left.type in _ORDERED else (node.relation.opposite,)
        for other in others:
            if other is not node.relation:
                yield self._word(node.relation, other, node, replace(node, relation=other))

    def _clauses(self, node: And | Or) -> Iterator[Mutation]:
        is_and = isinstance(node, And)
        other = Or(node.terms) if is_and else And(node.terms)
        yield self._word("and" if is_and else "or", "or" if is_and else "and", node, other)
        for position, term in enumerate(node.terms):
            left = (*node.terms[:position], *node.terms[position + 1 :])
            kept = left[0] if len(left) == 1 else replace(node, terms=left)
            yield Mutation(f"“{self._text(term)}” left out", kept)

    def _ends(self, node: Between) -> Iterator[Mutation]:
        operand, low, high = node.operand, node.low, node.high
        above = Comparison(Relation.AT_LEAST, operand, low)
        below = Comparison(Relation.AT_MOST, operand, high)
        yield self._became(node, above)
        yield self._became(node, below)
        if not (_is_whole(operand) and isinstance(low, Literal)):  # else the same as one more
            yield self._became(node, And((replace(above, relation=Relation.MORE), below)))
        if not (_is_whole(operand) and isinstance(high, Literal)):
            yield self._became(node, And((above, replace(below, relation=Relation.LESS))))

    def _values(self, node: In | InCodes) -> Iterator[Mutation]:
        if isinstance(node, In):
            for value in node.values if len(node.values) > 1 else ():
                kept = tuple(each for each in node.values if each != value)
                yield Mutation(f"{wording(value)} left out of “{self._text(node)}”", In(node.operand, kept))
            return
        codes = tuple(dict.fromkeys(span.code for span in node.spans))
        if len(codes) > MOST_CODES:
            yield Mutation(f"every code left out of “{self._text(node)}”", replace(node, spans=()))
            return
        for code in codes:
            spans = tuple(span for span in node.spans if span.code != code)
            yield Mutation(f"'{code}' left out of “{self._text(node)}”", replace(node, spans=spans))

    def _call(self, node: Call) -> Iterator[Mutation]:
        function, arguments = node.function, node.arguments
        if function in _FROM_AND_TO or function is Function.COALESCE:
            turned = replace(node, arguments=(arguments[1], arguments[0], *arguments[2:]))
            yield self._became(node, turned)
        if function in _EXTREMES:
            yield self._became(node, replace(node, function=_EXTREMES[function]))

    def _constants(self, node: Node, constant: Literal) -> Iterator[Mutation]:
        """A number one more and one less, a date a day later and a day earlier; words stay."""
        for other in _beside(constant):
            yield self._word(wording(constant), wording(other), node, other)

    def _became(self, node: Node, other: Node) -> Mutation:
        return Mutation(f"“{self._text(node)}” became “{self._text(other)}”", other)

    def _word(self, word: str, other: str, node: Node, changed: Node) -> Mutation:
        return Mutation(f"“{word}” became “{other}” in “{self._text(node)}”", changed)

    def _text(self, node: Node) -> str:
        return wording(node, day=self.day)


def _is_whole(node: Node) -> bool:
    """Whether it can be whole numbers or days only, so that nothing lies between one and the next."""
    return node.type is Type.DATE or (isinstance(node, Call) and node.function in _WHOLE)


def _beside(constant: Literal) -> Sequence[Literal]:
    match constant.value:
        case Decimal() as number:
            return Literal(number - 1), Literal(number + 1)
        case date() as day:
            return Literal(day - _DAY), Literal(day + _DAY)
        case _:
            return ()


def _not(node: Node) -> Node:
    return node.term if isinstance(node, Not) else Not(node)


def _with_parts(node: Node, parts: Sequence[Node]) -> Node:
    """The node with other nodes below it, in the places that `_Mutating._parts` names."""
    match node:
        case In() | StartsWith() | IsNull():
            return replace(node, operand=parts[0])
        case InCodes(on=on):
            return replace(node, operand=parts[0], on=parts[1] if len(parts) > 1 else on)
        case Lookup(on=on):
            return replace(node, key=parts[0], on=parts[1] if len(parts) > 1 else on)
        case Comparison() | Arithmetic():
            return replace(node, left=parts[0], right=parts[1])
        case Between():
            return Between(*parts)
        case Not():
            return _not(parts[0])
        case Negative():
            return Negative(parts[0])
        case And() | Or():
            return replace(node, terms=tuple(parts))
        case _:
            assert isinstance(node, Call)
            return replace(node, arguments=tuple(parts))
