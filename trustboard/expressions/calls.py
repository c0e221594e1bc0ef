"""Functions read: as many arguments as each takes, of the types it takes, written out where it must be so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from trustboard.definitions.nearest import cure_for
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.functions import SIGNATURES, UNIT_CURES, Parameter, Signature
from trustboard.expressions.nodes import (
    Call,
    CodeSpan,
    Function,
    InCodes,
    Literal,
    Lookup,
    Node,
    StartsWith,
    Type,
)
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import Scope
from trustboard.expressions.tree import Tree, called, start
from trustboard.expressions.types import Types

MOST_DAYS = 40_000
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Calls:
    """Reads the functions of one expression; `read` reads an argument. None follows a complaint."""

    scope: Scope
    complaints: Complaints
    read: Callable[[Tree], Node | None]

    def read_call(self, tree: Tree) -> Node | None:
        """Read a function that the scope has."""
        word = called(tree) or ""
        arguments = self._arguments(SIGNATURES[word], tree)
        if arguments is None:
            return None
        match word:
            case "starts_with":
                return self._starts_with(arguments, tree)
            case "codes":
                cure = "Write: field in codes('list')."
                self._complain(Rule.FUNCTION, "“codes” stands after “in” only", cure, tree)
                return None
            case "lookup":
                return self._lookup(arguments, tree)
            case _:
                return self._function(SIGNATURES[word], arguments, tree)

    def in_codes(self, operand: Node | None, operand_tree: Tree, tree: Tree) -> Node | None:
        """Read `operand in codes('list'[, date])`."""
        if "codes" not in self.scope.words:
            self._complain(Rule.FUNCTION, "“codes” cannot be used here", "List the values.", tree)
            return None
        arguments = self._arguments(SIGNATURES["codes"], tree)
        types = Types(self.complaints)
        text = types.one_of((Type.TEXT,), operand, "“in codes(…)”", at=start(operand_tree))
        if arguments is None or text is None:
            return None
        name, day = _text(arguments[0]), self._day(arguments[1:], tree)
        lists = self.scope.code_lists or {}
        if name not in lists:
            cure = cure_for(name, lists, what="a list under codes/")
            self._complain(Rule.CODE_LIST, f"there is no code list called “{name}”", cure, tree, value=name)
            return None
        spans = tuple(CodeSpan(each.code, each.valid_from, each.valid_to) for each in lists[name])
        return day and InCodes(text, name, spans, day)

    def _lookup(self, arguments: Sequence[Node], tree: Tree) -> Node | None:
        name, key, day = _text(arguments[0]), arguments[1], self._day(arguments[2:], tree)
        tables = self.scope.lookups or {}
        names = [f"{table.name}.{column}" for table in tables.values() for column in table.columns]
        if name not in names:
            cure = cure_for(name, names, what="a table under lookups/")
            message = f"there is no lookup called “{name}” (table.column)"
            self._complain(Rule.LOOKUP, message, cure, tree, value=name)
            return None
        table, _, column = name.partition(".")
        return day and Lookup(table, column, key, day)

    def _day(self, given: Sequence[Node], tree: Tree) -> Node | None:
        """The date of which a list or table is asked: the one given, else the scope's own."""
        day = given[0] if given else self.scope.day
        if day is None:
            cure = "Name the date: codes('list', date), lookup('table.column', key, date)."
            self._complain(Rule.ARGUMENT, "there is no date here of which to ask", cure, tree)
            return None
        return day_of(day)

    def _starts_with(self, arguments: Sequence[Node], tree: Tree) -> Node | None:
        prefix = _text(arguments[1])
        if not prefix:
            cure = "Write at least one letter, or: field is not null."
            self._complain(Rule.ARGUMENT, "every text starts with nothing", cure, tree)
            return None
        condition = StartsWith(arguments[0], prefix)
        self.scope.complain(condition, self.complaints)
        return condition

    def _function(self, signature: Signature, arguments: Sequence[Node], tree: Tree) -> Node | None:
        function = signature.function
        assert function is not None
        if function is Function.DATE_DIFF:
            is_unit = self._is_unit(_text(arguments[0]), tree)
            return Call(function, tuple(arguments[1:]), Type.NUMBER) if is_unit else None
        if function is Function.ADD_DAYS and not self._is_number_of_days(arguments[1], tree):
            return None
        if signature.result is None and not self._are_alike(signature, arguments, tree):
            return None
        return Call(function, tuple(arguments), signature.result or arguments[0].type)

    def _is_unit(self, unit: str, tree: Tree) -> bool:
        words = SIGNATURES["date_diff"].parameters[0].words
        if unit in words:
            return True
        one = unit.strip().lower().removesuffix("s")
        cure = UNIT_CURES.get(one) or cure_for(unit, words)
        self._complain(Rule.ARGUMENT, f"date_diff counts days, not “{unit}”", cure, tree, value=unit)
        return False

    def _is_number_of_days(self, node: Node, tree: Tree) -> bool:
        assert isinstance(node, Literal)
        assert isinstance(node.value, Decimal)
        if node.value == node.value.to_integral_value() and abs(node.value) <= MOST_DAYS:
            return True
        message = f"{node.value} is no number of days to add"
        cure = f"Write a whole number, at most {MOST_DAYS:,}."
        self._complain(Rule.ARGUMENT, message, cure, tree, value=str(node.value))
        return False

    def _are_alike(self, signature: Signature, arguments: Sequence[Node], tree: Tree) -> bool:
        kinds = tuple(dict.fromkeys(each.type for each in arguments))
        if len(kinds) == 1:
            return True
        message = f"“{signature.word}” needs values of one type, and these are {_listed(kinds)}"
        self._complain(Rule.TYPE, message, "Give it numbers, or texts, or dates, or times.", tree)
        return False

    def _arguments(self, signature: Signature, tree: Tree) -> list[Node] | None:
        """Read the arguments, each checked by its parameter; None where any is refused."""
        given = tree.expressions
        if not signature.least <= len(given) <= signature.most:
            values = "one value" if len(given) == 1 else f"{len(given)} values"
            message = f"“{signature.word}” is given {values}"
            self._complain(Rule.ARGUMENT, message, f"Write: {signature.written}.", tree)
            return None
        found = [self._argument(signature, position, argument) for position, argument in enumerate(given)]
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else None

    def _argument(self, signature: Signature, position: int, tree: Tree) -> Node | None:
        parameter, node = signature.parameter(position), self.read(tree)
        whose = f"“{signature.word}” as its {_ORDINALS[position]} value"
        node = Types(self.complaints).one_of(parameter.types, node, whose, at=start(tree))
        if node is None or isinstance(node, Literal) or not _must_be_written_out(parameter):
            return node
        message = f"{whose} needs a written-out {parameter.types[0].value}"
        self._complain(Rule.ARGUMENT, message, f"Write: {signature.written}.", tree)
        return None

    def _complain(self, rule: Rule, message: str, cure: str, tree: Tree, *, value: str = "") -> None:
        self.complaints.add(rule, message, cure, at=start(tree), value=value)


def day_of(day: Node) -> Node:
    """The day of a date or time."""
    return Call(Function.DATE_OF, (day,), Type.DATE) if day.type is Type.TIME else day


def _must_be_written_out(parameter: Parameter) -> bool:
    return parameter.is_written_out or bool(parameter.words)


def _text(node: Node) -> str:
    """The text of a node that has been found to be a written-out one."""
    assert isinstance(node, Literal)
    assert isinstance(node.value, str)
    return node.value


def _listed(types: Sequence[Type]) -> str:
    return " and ".join(f"a {each.value}" for each in types)
