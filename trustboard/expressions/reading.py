"""The second gate: the parser's tree becomes our own typed nodes, kind by kind; any other kind is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from trustboard.expressions.calls import Calls
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import (
    And,
    Arithmetic,
    Between,
    Choose,
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
from trustboard.expressions.scope import Missing, Scope
from trustboard.expressions.tree import Tree, called, parts, start
from trustboard.expressions.types import Types
from trustboard.expressions.written_days import read_date, read_time

Reader = Callable[["Reading", Tree], Node | None]

_RELATIONS: Mapping[type[Tree], Relation] = {
    exp.EQ: Relation.EQUAL,
    exp.NEQ: Relation.NOT_EQUAL,
    exp.LT: Relation.LESS,
    exp.LTE: Relation.AT_MOST,
    exp.GT: Relation.MORE,
    exp.GTE: Relation.AT_LEAST,
}
_TIMES = ("TIMESTAMP", "TIMESTAMPNTZ")
_OPERATIONS: Mapping[type[Tree], Operation] = {
    exp.Add: Operation.PLUS,
    exp.Sub: Operation.MINUS,
    exp.Mul: Operation.TIMES,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads one expression's tree. Each method returns None after complaining of what it could not read."""

    scope: Scope
    complaints: Complaints

    def read(self, tree: Tree) -> Node | None:
        """Read any node of the tree."""
        kind = type(tree)
        if kind in _RELATIONS:
            return self._comparison(tree, _RELATIONS[kind])
        if kind in _OPERATIONS:
            return self._arithmetic(tree, _OPERATIONS[kind])
        reader, permitted = self._READERS.get(kind, (Reading._refuse, frozenset()))
        if reader is not Reading._refuse and parts(tree) - permitted:
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

    @property
    def _calls(self) -> Calls:
        return Calls(self.scope, self.complaints, self.read)

    def _column(self, tree: Tree) -> Node | None:
        if tree.name not in self.scope.names:  # it has been complained of already
            return None
        found = self.scope.find(tree.name)
        if isinstance(found, Missing):
            self.complaints.add(found.rule, found.message, found.cure, at=start(tree), value=tree.name)
            return None
        return found

    def _literal(self, tree: Tree) -> Node:
        return Literal(str(tree.this) if tree.args.get("is_string") else Decimal(str(tree.this)))

    def _bracket(self, tree: Tree) -> Node | None:
        return self.read(tree.this)

    def _day(self, tree: Tree) -> Node | None:
        """Read `date '…'` or `timestamp '…'`, which the parser takes for changes of type."""
        written, target = tree.this, tree.args["to"].sql()
        if type(written) is exp.Literal and written.is_string:
            if target == "DATE":
                return read_date(written.this, self.complaints, at=start(tree))
            if target in _TIMES and self.scope.of_records:
                return read_time(written.this, self.complaints, at=start(tree))
        self._refuse(tree)
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
        if exp.Boolean in (type(left), type(right)):
            return self._truth(left, right, relation)
        found = self._pair(left, right, relation)
        return found and self._shown(Comparison(relation, *found))

    def _shown(self, condition: Node) -> Node:
        """Show a condition to the scope, which knows what its values may be."""
        self.scope.complain(condition, self.complaints)
        return condition

    def _truth(self, left: Tree, right: Tree, relation: Relation) -> Node | None:
        """Read `field = true` as the field itself, and its opposites as `not field`."""
        truth, other = (right, left) if type(right) is exp.Boolean else (left, right)
        is_said = self.scope.of_records and type(other) is not exp.Boolean
        field = self.read(other) if is_said else None
        is_equal, is_plain = relation is Relation.EQUAL, relation in (Relation.EQUAL, Relation.NOT_EQUAL)
        if isinstance(field, Field | Choose) and field.type is Type.BOOLEAN and is_plain:
            return field if is_equal is bool(truth.this) else Not(field)
        if field is not None or not is_said:
            cure = "Write it beside a yes-or-no field: field = true, or the field alone."
            self.complaints.add(
                Rule.TRUTH, "true and false are values of yes-or-no fields only", cure, at=start(other)
            )
        return None

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
        if operand is None:
            return None
        if type(tree.expression) is exp.Null and self._may_be_nothing(operand):
            return IsNull(operand)
        self._null(tree)
        return None

    def _may_be_nothing(self, operand: Node) -> bool:
        """Over counted rows only a field has a state to ask for; of records any value may be unknown."""
        if isinstance(operand, Field | Choose):
            return True
        return self.scope.of_records and operand.type is not Type.BOOLEAN

    def _in(self, tree: Tree) -> Node | None:
        operand = self.read(tree.this)
        listed = tree.args.get("field")
        if listed is not None and called(listed) == "codes" and not tree.expressions:
            return self._calls.in_codes(operand, tree.this, listed)
        values = [self.read(value) for value in tree.expressions]
        if not values or not all(value is None or isinstance(value, Literal) for value in values):
            cure = "List written-out values: in ('A', 'B')."
            if self.scope.of_records:
                cure = "List written-out values: in ('A', 'B'), or name a code list: in codes('…')."
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
        return self._shown(In(operand, tuple(dict.fromkeys(literals)))) if all(alike) else None

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
        found = _chain(tree, kind)
        terms = [self._types.condition(self.read(part), word, at=start(part)) for part in found]
        known = tuple(term for term in terms if term is not None)
        return known if len(known) == len(terms) else None

    def _call(self, tree: Tree) -> Node | None:
        if called(tree) in self.scope.words:
            return self._calls.read_call(tree)
        self._refuse(tree)
        return None

    _READERS: ClassVar[
        Mapping[type[Tree], tuple[Callable[["Reading", Tree], Node | None], frozenset[str]]]
    ] = {
        exp.Column: (_column, frozenset({"this"})),
        exp.Literal: (_literal, frozenset({"this", "is_string"})),
        exp.Paren: (_bracket, frozenset({"this"})),
        exp.Cast: (_day, frozenset({"this", "to"})),
        exp.Neg: (_negative, frozenset({"this"})),
        exp.Null: (_null, frozenset()),
        exp.Is: (_is, frozenset({"this", "expression"})),
        exp.In: (_in, frozenset({"this", "expressions", "field"})),  # a field where a list belongs
        exp.Between: (_between, frozenset({"this", "low", "high"})),
        exp.Not: (_not, frozenset({"this"})),
        exp.And: (_and, frozenset({"this", "expression"})),
        exp.Or: (_or, frozenset({"this", "expression"})),
        exp.Anonymous: (_call, frozenset({"this", "expressions"})),
    }


def _chain(tree: Tree, kind: type[Tree]) -> Sequence[Tree]:
    """Lay `a and b and c` side by side, however long the chain; brackets keep theirs together."""
    found: list[Tree] = []
    waiting = [tree]
    while waiting:
        current = waiting.pop()
        if type(current) is kind:
            waiting += [current.expression, current.this]
        else:
            found.append(current)
    return found
