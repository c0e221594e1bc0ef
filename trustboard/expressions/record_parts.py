"""The expressions of an indicator of single records, read one by one: when, where and what is counted."""

from dataclasses import dataclass, field, replace

from trustboard.definitions.contract import CodeField, Contract
from trustboard.definitions.indicator import Clock, PeriodUse
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.places import KeyPath
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.complaints import Source
from trustboard.expressions.counting import LineOf
from trustboard.expressions.nodes import Call, Function, Literal, Node, PeriodDay, Type
from trustboard.expressions.record_counting import Mode, Part, Place, When
from trustboard.expressions.record_names import DAYS, RecordNames, event_day
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import Missing, Scope
from trustboard.vocabulary.issue import Issue

CONDITION = (Type.BOOLEAN,)
NOT_KNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Written:
    """Reads what one file says of records, and gathers every issue with its file, line and key.

    `shape` holds what the checks of the definitions say themselves, so that nobody is told it twice; it
    keeps an indicator that nobody has checked from being counted.
    """

    names: RecordNames
    file: str
    line_of: LineOf
    issues: list[Issue] = field(default_factory=list)
    shape: list[Issue] = field(default_factory=list)

    @property
    def surroundings(self) -> Surroundings:
        """What the expressions may refer to."""
        return self.names.surroundings

    def complain(
        self, rule: Rule, path: KeyPath, message: str, cure: str, *, value: str | None = None
    ) -> None:
        """Note one thing wrong with a key."""
        self.issues.append(self._issue(rule, path, message, cure, value))

    def refuse(self, path: KeyPath, message: str, cure: str, *, value: str | None = None) -> None:
        """Note what is wrong with the shape of the definition, whatever its expressions say."""
        self.shape.append(self._issue(Rule.PARTS, path, message, cure, value))

    def _issue(self, rule: Rule, path: KeyPath, message: str, cure: str, value: str | None) -> Issue:
        return Issue(
            rule=rule,
            message=message,
            cure=cure,
            file=self.file,
            line=self.line_of(path),
            column=".".join(str(step) for step in path),
            value=value,
        )

    def note(self, issue: Issue, path: KeyPath) -> None:
        """Take over an issue found elsewhere in this file, at its key."""
        self.issues.append(replace(issue, file=self.file, line=self.line_of(path)))

    def expression(
        self, contract: Contract, scope: Scope, path: KeyPath, text: str | None, wanted: tuple[Type, ...]
    ) -> Node | None:
        """Read the expression under a key; None where there is none, or after a complaint."""
        if text is None:
            return None
        source = Source(text, self.file, self.line_of(path), ".".join(str(step) for step in path))
        node, issues = self.names.read(contract, scope, wanted, source)
        self.issues.extend(issues)
        return node

    def named(self, contract: Contract, path: KeyPath, name: str, wanted: tuple[Type, ...]) -> Node | None:
        """Find a field that a key names by itself, of one of the types wanted."""
        known = self.names.names(contract)
        if name not in known:
            cure = cure_for(name, known, what="a field to the contract")
            self.refuse(path, f"there is no field called “{name}”", cure, value=name)
            return None
        found = self.names.find(contract, name)
        if isinstance(found, Missing):
            self.complain(found.rule, path, found.message, found.cure, value=name)
            return None
        if found.type not in wanted:
            message = f"“{name}” is a {found.type.value}; a {wanted[0].value} is needed here"
            cure = f"Name a {wanted[0].value} field."
            if name in contract.fields:
                self.refuse(path, message, cure, value=name)
            else:
                self.complain(Rule.TYPE, path, message, cure, value=name)
            return None
        return found

    def when(self, contract: Contract, path: KeyPath, use: PeriodUse) -> When | None:
        """Read which periods a record belongs to."""
        ways = [key for key in ("date", "open_at_end", "during") if getattr(use, key) is not None]
        if len(ways) > 1:
            message = f"it says {' and '.join(ways)}; records belong to periods in one way"
            self.refuse((*path, ways[1]), message, "Keep one of them.")
        clock = use.open_at_end or use.during
        if clock is None:
            return self._event(contract, path, use)
        if use.shift_days:
            message = "a clock is not shifted"
            cure = "Take shift_days out, or put add_days(…) into start and stop."
            self.refuse((*path, "shift_days"), message, cure)
        if use.open_at_end is None:
            return self._clock(contract, (*path, "during"), clock, Mode.DURING)
        return self._clock(contract, (*path, "open_at_end"), clock, Mode.OPEN)

    def _event(self, contract: Contract, path: KeyPath, use: PeriodUse) -> When | None:
        start: Node | None = event_day(contract)
        if use.date is not None:
            scope = self.names.scope(contract, day=event_day(contract), has_period=False)
            start = self.expression(contract, scope, (*path, "date"), use.date, DAYS)
        return None if start is None else When(Mode.EVENT, start, shift_days=use.shift_days)

    def _clock(self, contract: Contract, path: KeyPath, clock: Clock, mode: Mode) -> When | None:
        scope = self.names.scope(contract, day=event_day(contract), has_period=False)
        start = self.expression(contract, scope, (*path, "start"), clock.start, DAYS)
        stop = self.expression(contract, scope, (*path, "stop"), clock.stop, DAYS)
        return When(mode, start, stop) if start and stop else None

    def place(self, contract: Contract) -> Place | None:
        """Read where a record counts. What is wrong with it is the contract's matter and said there."""
        unit = self._code(contract, contract.unit, self.surroundings.trust)
        if unit is None:
            return None
        return Place(
            unit,
            self._code(contract, contract.consultant, None),
            self._code(contract, contract.commissioner, NOT_KNOWN),
            self._code(contract, contract.council, NOT_KNOWN),
        )

    def _code(self, contract: Contract, code: CodeField | None, otherwise: str | None) -> Node | None:
        """Read a code; where it is not known, `otherwise` stands."""
        if code is None:
            return None
        if code.field is None:
            return Literal(code.constant or otherwise or NOT_KNOWN)
        if code.field not in self.names.names(contract):
            return None
        found = self.names.find(contract, code.field)
        if isinstance(found, Missing) or found.type is not Type.TEXT:
            return None
        if otherwise is None:
            return found
        return Call(Function.COALESCE, (found, Literal(otherwise)), Type.TEXT)

    def scope_of(self, contract: Contract, when: When | None) -> Scope:
        """The scope of what is counted: lists and lookups are asked on the day of the record's period."""
        day: Node = PeriodDay(is_last=True)
        if when is None:
            day = event_day(contract)
        elif when.mode is Mode.EVENT:
            day = when.start
        return self.names.scope(contract, day=day, has_period=True)

    def part(
        self,
        contract: Contract,
        when: When | None,
        population: Node | None,
        counted: Node | None,
    ) -> Part | None:
        """Put together what is counted on one extract, where all of it could be read."""
        place = self.place(contract)
        if place is None or when is None:
            return None
        return Part(contract.extract, when, place, population, counted)
