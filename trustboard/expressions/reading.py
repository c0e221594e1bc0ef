"""The second gate: the parser's tree becomes our own typed nodes, kind by kind; any other kind is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Comparison,
    Field,
    In,
    IsNull,
    Literal,
    Negative,
    Node,
    Not,
    Operation,
    Or,
    Relation,
    Type,
)
from trustboard.expressions.rules import Rule
from trustboard.expressions.types import Types

Tree = exp.Expr
Reader = Callable[["Reading", Tree], Node | None]

_RELATIONS: Mapping[type[Tree], Relation] = {
    exp.EQ: Relation.EQUAL,
    exp.NEQ: Relation.NOT_EQUAL,
    exp.LT: Relation.LESS,
    exp.LTE: Relation.AT_MOST,
    exp.GT: Relation.MORE,
    exp.GTE: Relation.AT_LEAST,
}
_OPERATIONS: Mapping[type[Tree], Operation] = {
    exp.Add: Operation.PLUS,
    exp.Sub: Operation.MINUS,
    exp.Mul: Operation.TIMES,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads one expression's tree. Each method returns None after complaining of what it could not read."""

    fields: Mapping[str, Type]
    complaints: Complaints

    def read(self, tree: Tree) -> Node | None:
        """Read any node of the tree."""
        kind = type(tree)
        if kind in _RELATIONS:
            return self._comparison(tree, _RELATIONS[kind])
        if kind in _OPERATIONS:
            return self._arithmetic(tree, _OPERATIONS[kind])
        reader, permitted = self._READERS.get(kind, (Reading._refuse, frozenset()))
        if reader is not Reading._refuse and _parts(tree) - permitted:
            reader = Reading._refuse
        return reader(self, tree)

    def _refuse(self, tree: Tree) -> None:
        cure = "Use fields, values, comparisons, and, or, not, in (…), between … and …, is null."
        what = type(tree).__name__.lower()
        self.complaints.add(
            Rule.NOT_ALLOWED,
            f"this kind of expression ({what}) is not part of the language",
            cure,
            at=start(tree),
        )

    @property
    def _types(self) -> Types:
        return Types(self.complaints)

    def _column(self, tree: Tree) -> Node | None:
        type_ = self.fields.get(tree.name)  # an unknown name has been complained of already
        return Field(tree.name, type_) if type_ else None

    def _literal(self, tree: Tree) -> Node:
        return Literal(str(tree.this) if tree.args.get("is_string") else Decimal(str(tree.this)))

    def _bracket(self, tree: Tree) -> Node | None:
        return self.read(tree.this)

    def _date(self, tree: Tree) -> Node | None:
        written, target = tree.this, tree.args["to"]
        is_plain = type(written) is exp.Literal and written.is_string and target.sql() == "DATE"
        if not is_plain:
            self._refuse(tree)
            return None
        try:
            return Literal(_iso_date(written.this))
        except ValueError:
            message = f"“{written.this}” is not a date"
            cure = "Write year, month, day: date '2018-04-01'."
            self.complaints.add(Rule.DATE, message, cure, at=start(tree), value=written.this)
            return None

    def _negative(self, tree: Tree) -> Node | None:
        operand = self._types.number(self.read(tree.this), "the minus sign", at=start(tree))
        if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
            return Literal(-operand.value)
        return operand and Negative(operand)

    def _arithmetic(self, tree: Tree, operation: Operation) -> Node | None:
        sign = f"“{operation.value}”"
        left = self._types.number(self.read(tree.this), sign, at=start(tree.this))
        right = self._types.number(self.read(tree.expression), sign, at=start(tree.expression))
        if left is None or right is None:
            return None
        return self._types.product(Arithmetic(operation, left, right), at=start(tree))

    def _comparison(self, tree: Tree, relation: Relation) -> Node | None:
        left, right = tree.this, tree.expression
        if exp.Null in (type(left), type(right)):
            self._null(tree)
            return None
        found = self._pair(left, right, relation)
        return found and Comparison(relation, *found)

    def _pair(self, left: Tree, right: Tree, relation: Relation) -> tuple[Node, Node] | None:
        first, second = self.read(left), self.read(right)
        if first is None or second is None:
            return None
        alike = self._types.comparable(first, second, relation, at=start(right))
        return (first, second) if alike else None

    def _null(self, tree: Tree) -> None:
        cure = "Write: field is null, or: field is not null."
        self.complaints.add(Rule.NULL, "null is not a value to compare or reckon with", cure, at=start(tree))

    def _is(self, tree: Tree) -> Node | None:
        operand = self.read(tree.this)
        if isinstance(operand, Field) and type(tree.expression) is exp.Null:
            return IsNull(operand)
        if operand is not None:
            self._null(tree)
        return None

    def _in(self, tree: Tree) -> Node | None:
        operand = self.read(tree.this)
        values = [self.read(value) for value in tree.expressions]
        if not values or not all(value is None or isinstance(value, Literal) for value in values):
            cure = "List written-out values: in ('A', 'B')."
            self.complaints.add(Rule.LIST, "“in” needs a list of written-out values", cure, at=start(tree))
            return None
        literals = tuple(value for value in values if isinstance(value, Literal))
        if operand is None or len(literals) < len(values):
            return None
        places = [start(value) for value in tree.expressions]
        alike = [
            self._types.comparable(operand, value, Relation.EQUAL, at=at)
            for value, at in zip(literals, places, strict=True)
        ]
        return In(operand, tuple(dict.fromkeys(literals))) if all(alike) else None

    def _between(self, tree: Tree) -> Node | None:
        operand, low, high = tree.this, tree.args["low"], tree.args["high"]
        first = self._pair(operand, low, Relation.AT_LEAST)
        second = self._pair(operand, high, Relation.AT_MOST)
        return Between(first[0], first[1], second[1]) if first and second else None

    def _not(self, tree: Tree) -> Node | None:
        term = self._types.condition(self.read(tree.this), "“not”", at=start(tree.this))
        return term and Not(term)

    def _and(self, tree: Tree) -> Node | None:
        terms = self._terms(tree, exp.And, "“and”")
        return And(terms) if terms else None

    def _or(self, tree: Tree) -> Node | None:
        terms = self._terms(tree, exp.Or, "“or”")
        return Or(terms) if terms else None

    def _terms(self, tree: Tree, kind: type[Tree], word: str) -> tuple[Node, ...] | None:
        parts = _chain(tree, kind)
        terms = [self._types.condition(self.read(part), word, at=start(part)) for part in parts]
        known = tuple(term for term in terms if term is not None)
        return known if len(known) == len(terms) else None

    _READERS: ClassVar[
        Mapping[type[Tree], tuple[Callable[["Reading", Tree], Node | None], frozenset[str]]]
    ] = {
        exp.Column: (_column, frozenset({"this"})),
        exp.Literal: (_literal, frozenset({"this", "is_string"})),
        exp.Paren: (_bracket, frozenset({"this"})),
        exp.Cast: (_date, frozenset({"this", "to"})),
        exp.Neg: (_negative, frozenset({"this"})),
        exp.Null: (_null, frozenset()),
        exp.Is: (_is, frozenset({"this", "expression"})),
        exp.In: (_in, frozenset({"this", "expressions", "field"})),  # a field where a list belongs
        exp.Between: (_between, frozenset({"this", "low", "high"})),
        exp.Not: (_not, frozenset({"this"})),
        exp.And: (_and, frozenset({"this", "expression"})),
        exp.Or: (_or, frozenset({"this", "expression"})),
    }


def _parts(tree: Tree) -> frozenset[str]:
    """Name the parts of a node that hold anything."""
    return frozenset(name for name, value in tree.args.items() if value not in (None, False, []))


def _chain(tree: Tree, kind: type[Tree]) -> Sequence[Tree]:
    """Lay `a and b and c` side by side, however long the chain; brackets keep theirs together."""
    parts: list[Tree] = []
    waiting = [tree]
    while waiting:
        current = waiting.pop()
        if type(current) is kind:
            waiting += [current.expression, current.this]
        else:
            parts.append(current)
    return parts


def start(tree: Tree) -> int | None:
    """Say at which character of the text a node begins, counting from 0, as far as the parser kept it."""
    starts = [node.meta["start"] for node in tree.walk() if "start" in node.meta]
    return min(starts, default=None)


def _iso_date(text: str) -> date:
    """Read YYYY-MM-DD and nothing else; raises ValueError."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day
