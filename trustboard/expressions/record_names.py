"""What an expression over single records may name: fields, derived fields, fields of records pointed to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from trustboard.definitions.contract import Contract, Field_
from trustboard.definitions.places import KeyPath
from trustboard.definitions.records import Choice, Derivation
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.calls import day_of
from trustboard.expressions.codes import complain_of_codes
from trustboard.expressions.complaints import Complaints, Source
from trustboard.expressions.derived import (
    branch,
    choose,
    is_too_large,
    of_reference,
    points_further,
)
from trustboard.expressions.fields import row_field_types
from trustboard.expressions.nodes import Branch, Choose, Field, Node, Type
from trustboard.expressions.parsing import read_expression
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import PERIOD_WORDS, Missing, Scope
from trustboard.expressions.types import in_words
from trustboard.vocabulary.issue import Issue

EVENT_MONTH = Field("event_month", Type.DATE)
DAYS = (Type.DATE, Type.TIME)
EVERY_TYPE = tuple(Type)
MOST_UPON_EACH_OTHER = 20
_NO_PERIOD = "It has a meaning only in an indicator, where a period is counted."
Found = tuple[KeyPath, Issue]


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived field worked out: its nodes (None where anything is wrong with it) and what is wrong."""

    value: Choose | None
    rule: Choose | None
    issues: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The names of every extract of records; a derived field is worked out when it is first asked for."""

    surroundings: Surroundings
    _derived: dict[tuple[str, str], Derived] = field(default_factory=dict)
    _under_way: list[tuple[str, str]] = field(default_factory=list)

    def scope(self, contract: Contract, *, day: Node | None, has_period: bool) -> Scope:
        """Everything that may be named over a contract's records; `day` is asked of lists and lookups."""
        words = PERIOD_WORDS if has_period else {}
        return Scope(
            names=(*self.names(contract), *words),
            find=lambda name: words.get(name) or self.find(contract, name),
            of_records=True,
            code_lists=self.surroundings.code_lists,
            lookups=self.surroundings.lookups,
            day=day,
            has_period=has_period,
            absent={} if has_period else dict.fromkeys(PERIOD_WORDS, _NO_PERIOD),
            complain=self._codes(contract),
        )

    def _codes(self, contract: Contract) -> Callable[[Node, Complaints], None]:
        return partial(complain_of_codes, partial(self.declared, contract), self.surroundings)

    def row_scope(self, contract: Contract) -> Scope:
        """What a contract's own conditions may name: the fields of the row by itself, and code lists."""
        types = row_field_types(contract)
        outside = "The contract's own conditions read the fields of the row alone."
        return Scope(
            names=tuple(types),
            find=partial(self.find, contract),
            of_records=True,
            code_lists=self.surroundings.code_lists,
            day=event_day(contract),
            absent=dict.fromkeys([*PERIOD_WORDS, *set(self.names(contract)) - set(types)], outside),
            complain=self._codes(contract),
        )

    def names(self, contract: Contract) -> tuple[str, ...]:
        """Every name over a contract's records, those of records pointed to included."""
        pointed = (
            f"{reference}.{name}" for reference, other in self._pointed(contract) for name in own_names(other)
        )
        return (*own_names(contract), *pointed)

    def _pointed(self, contract: Contract) -> Iterator[tuple[str, Contract]]:
        """References that lead to an extract of records, with its contract."""
        if contract.records is None:
            return
        for name, reference in contract.records.references.items():
            other = self.surroundings.contracts.get(reference.extract)
            if other is not None and other.records is not None:
                yield name, other

    def find(self, contract: Contract, name: str) -> Node | Missing:
        """What one of a contract's names stands for, or why it stands for nothing."""
        reference, point, inner = name.partition(".")
        if not point:
            return self._find_own(contract, name)
        found = self._find_own(dict(self._pointed(contract))[reference], inner)
        if isinstance(found, Missing):
            return found
        if points_further(found):
            message = f"“{name}” is worked out from a third extract"
            return Missing(
                Rule.FIELD, message, "Point to that extract from here, with a reference of its own."
            )
        return of_reference(found, reference)

    def _find_own(self, contract: Contract, name: str) -> Node | Missing:
        types = row_field_types(contract)
        if name in types:
            return Field(name, types[name])
        assert contract.records is not None
        is_field = name in contract.records.derive
        derived = self.derived(contract, name if is_field else name.removesuffix("_rule"))
        if isinstance(derived, Missing):
            return derived
        found = derived.value if is_field else derived.rule
        if found is None:
            message = f"“{name}” cannot be worked out"
            return Missing(
                Rule.FIELD, message, f"Mend the derived field in extracts/{contract.extract}.yaml first."
            )
        return found

    def derived(self, contract: Contract, name: str) -> Derived | Missing:
        """A derived field of a contract, worked out; Missing while it is being worked out itself."""
        key = (contract.extract, name)
        if key in self._derived:
            return self._derived[key]
        if key in self._under_way:
            circle = [field for _, field in self._under_way[self._under_way.index(key) :]]
            message = f"“{name}” is worked out from itself: {' → '.join([*circle, name])}"
            return Missing(Rule.LOOP, message, "Let one of them do without the other.")
        if len(self._under_way) == MOST_UPON_EACH_OTHER:
            message = f"more than {MOST_UPON_EACH_OTHER} derived fields stand upon each other"
            return Missing(Rule.TOO_DEEP, message, "Let them use fields of the record itself.")
        assert contract.records is not None
        self._under_way.append(key)
        try:
            self._derived[key] = _Working(self, contract, name).derived(contract.records.derive[name])
        finally:
            self._under_way.pop()
        return self._derived[key]

    def declared(self, contract: Contract, name: str) -> Field_ | None:
        """The contract's field of that name, of the record or of one that it points to."""
        reference, point, inner = name.partition(".")
        if not point:
            return contract.fields.get(name)
        other = dict(self._pointed(contract)).get(reference)
        return None if other is None else other.fields.get(inner)

    def read(
        self, contract: Contract, scope: Scope, wanted: tuple[Type, ...], source: Source
    ) -> tuple[Node | None, tuple[Issue, ...]]:
        """Read one expression over a contract's records, with every issue."""
        complaints = Complaints(source)
        node = read_expression(scope, wanted, complaints)
        if node is not None and is_too_large(node):
            cure = "Let derived fields use fewer other derived fields."
            complaints.add(Rule.TOO_MANY, "with its derived fields written out this is too long", cure)
        issues = complaints.each_once()
        return (None if issues else node), issues


def own_names(contract: Contract) -> tuple[str, ...]:
    """The names of a contract's own fields, derived ones and their rules included."""
    derive = {} if contract.records is None else contract.records.derive
    return tuple(dict.fromkeys([*row_field_types(contract), *derive, *(f"{name}_rule" for name in derive)]))


def event_day(contract: Contract) -> Field:
    """The field of the event that puts a record into its month; the month's first day where none does."""
    name = contract.period.field
    type_ = row_field_types(contract).get(name or "")
    return Field(name, type_) if name and type_ in DAYS else EVENT_MONTH


@dataclass(frozen=True, slots=True)
class _Working:
    """Works out one derived field of a contract, gathering what is wrong with it."""

    names: RecordNames
    contract: Contract
    name: str
    issues: list[Found] = field(default_factory=list)

    def derived(self, derivation: Derivation) -> Derived:
        on = self._on(derivation)
        day = day_of(on or event_day(self.contract))
        branches = [self._branch(number, choice, day) for number, choice in enumerate(derivation.choices)]
        known = tuple(each for each in branches if each is not None)
        self._check_types(derivation, known)
        if self.issues:
            return Derived(None, None, tuple(self.issues))
        value, rule = choose(self.name, derivation, known)
        return Derived(value, rule, ())

    def _on(self, derivation: Derivation) -> Node | None:
        return None if derivation.on is None else self._read(("on",), derivation.on, DAYS, None)

    def _branch(self, number: int, choice: Choice, day: Node) -> Branch | None:
        path: KeyPath = ("choices", number)
        condition = None
        if choice.when is not None:
            condition = self._read((*path, "when"), choice.when, (Type.BOOLEAN,), day)
        value = self._read((*path, "take"), choice.take, EVERY_TYPE, day)
        return None if value is None else branch(choice, condition, value, day)

    def _read(self, path: KeyPath, text: str, wanted: tuple[Type, ...], day: Node | None) -> Node | None:
        whole: KeyPath = ("records", "derive", self.name, *path)
        scope = self.names.scope(self.contract, day=day, has_period=False)
        node, issues = self.names.read(self.contract, scope, wanted, self._source(text, whole))
        self.issues.extend((whole, issue) for issue in issues)
        return node

    def _source(self, text: str, path: KeyPath) -> Source:
        return Source(text, f"extracts/{self.contract.extract}.yaml", None, ".".join(map(str, path)))

    def _check_types(self, derivation: Derivation, branches: tuple[Branch, ...]) -> None:
        kinds = tuple(dict.fromkeys(each.value.type for each in branches))
        if len(kinds) > 1:
            message = f"the choices of “{self.name}” give a {in_words(kinds)}"
            self._complain(("choices",), message, "Let all of them give one type.")
        elif kinds and kinds[0] is not Type.TEXT and derivation.otherwise is not None:
            message = f"“{self.name}” holds a {kinds[0].value}, and “otherwise” is a text"
            self._complain(
                ("otherwise",), message, "Take “otherwise” out: nothing is held where none decides."
            )

    def _complain(self, path: KeyPath, message: str, cure: str) -> None:
        whole: KeyPath = ("records", "derive", self.name, *path)
        complaints = Complaints(self._source("", whole))
        complaints.add(Rule.TYPE, message, cure)
        self.issues.extend((whole, issue) for issue in complaints.issues)
