"""A typed tree back to text of the language, for messages: what is read back from it is the same tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

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
    StartsWith,
)

_WORDS = frozenset({"and", "or", "not", "in", "is", "null", "between", "date", "timestamp"})


def wording(node: Node, *, day: Node | None = None) -> str:
    """Write an expression as its author could have.

    Code lists and lookups that are asked on `day` do not name it: it is the day that stands where none
    is written. A derived field is written as its name.
    """
    return _Writer(day).write(node)


@dataclass(frozen=True, slots=True)
class _Writer:
    day: Node | None

    def write(self, node: Node) -> str:
        """Write any node, without brackets around it."""
        match node:
            case And(terms):
                return " and ".join(self._within(term, And | Or) for term in terms)
            case Or(terms):
                return " or ".join(self._within(term, And | Or) for term in terms)
            case Not(term):
                return self._turned_round(term)
            case Comparison(relation, left, right):
                return f"{self.write(left)} {relation.value} {self.write(right)}"
            case Between() | In() | InCodes() | IsNull():
                return self._asked(node, is_turned=False)
            case StartsWith(operand, prefix):
                return _call("starts_with", [self.write(operand), _quoted(prefix)])
            case _:
                return self._value(node)

    def _turned_round(self, term: Node) -> str:
        if isinstance(term, Between | In | InCodes | IsNull):
            return self._asked(term, is_turned=True)
        return f"not {self._within(term, And | Or | Not | Comparison)}"

    def _asked(self, node: Between | In | InCodes | IsNull, *, is_turned: bool) -> str:
        """Write what has its own form with “not”: x not in ('A'), x is not null."""
        not_ = "not " if is_turned else ""
        operand = self.write(node.operand)
        match node:
            case Between(_, low, high):
                return f"{operand} {not_}between {self.write(low)} and {self.write(high)}"
            case In(_, values):
                return f"{operand} {not_}in ({', '.join(_literal(each.value) for each in values)})"
            case InCodes(_, list_name, _, on):
                return f"{operand} {not_}in {_call('codes', [_quoted(list_name), *self._on(on)])}"
            case _:
                return f"{operand} is {not_}null"

    def _on(self, on: Node) -> Iterable[str]:
        return () if on == self.day else (self.write(on),)

    def _value(self, node: Node) -> str:
        match node:
            case Literal(value):
                return _literal(value)
            case Field(name):
                return _name(name)
            case PeriodDay(is_last):
                return "period_end" if is_last else "period_start"
            case Negative(operand):
                return f"-{self._within(operand, Negative | Arithmetic | Literal)}"
            case Arithmetic(operation, left, right):
                return f"{self._left(operation, left)} {operation.value} {self._right(operation, right)}"
            case _:
                return self._of_records(node)

    def _left(self, operation: Operation, operand: Node) -> str:
        is_looser = isinstance(operand, Arithmetic) and _is_sum(operand.operation) and not _is_sum(operation)
        return f"({self.write(operand)})" if is_looser else self.write(operand)

    def _right(self, operation: Operation, operand: Node) -> str:
        """What stands right of a sign is bracketed, unless it is a product in a sum."""
        is_tighter = isinstance(operand, Arithmetic) and _is_sum(operation) and not _is_sum(operand.operation)
        return self.write(operand) if is_tighter else self._within(operand, Arithmetic)

    def _of_records(self, node: Node) -> str:
        match node:
            case Call(Function.DATE_DIFF, arguments):
                return _call("date_diff", ["'day'", *map(self.write, arguments)])
            case Call(function, arguments):
                return _call(function.value, map(self.write, arguments))
            case Lookup(table, column, key, on):
                return _call("lookup", [_quoted(f"{table}.{column}"), self.write(key), *self._on(on)])
            case _:
                assert isinstance(node, Choose)
                return _name(node.name)

    def _within(self, node: Node, bracketed: type | object) -> str:
        written = self.write(node)
        return f"({written})" if isinstance(node, bracketed) else written  # type: ignore[arg-type]


def _name(name: str) -> str:
    """A field's name, in quotation marks where a part of it is a word of the language."""
    return ".".join(f'"{part}"' if part in _WORDS else part for part in name.split("."))


def _is_sum(operation: Operation) -> bool:
    return operation is not Operation.TIMES


def _call(word: str, arguments: Iterable[str]) -> str:
    return f"{word}({', '.join(arguments)})"


def _literal(value: Decimal | str | date) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, datetime):
        return f"timestamp '{value.isoformat(sep=' ')}'"
    return f"date '{value.isoformat()}'"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
