"""An indicator of single records, read and checked as a whole, before anything of it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from trustboard.definitions.combining import combining_over_units
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.indicator import Indicator, PeriodUse
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.places import KeyPath
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.counting import LineOf
from trustboard.expressions.nodes import And, Field, Node, Type
from trustboard.expressions.record_counting import Mode, Part, RecordCounting, When
from trustboard.expressions.record_names import RecordNames
from trustboard.expressions.record_parts import CONDITION, Written
from trustboard.expressions.rules import Rule
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain

_AMOUNT = (Type.BOOLEAN, Type.NUMBER)
_MEASURED = (Type.NUMBER,)
WANTED: Mapping[Kind, tuple[Type, ...]] = {
    Kind.COUNT: _AMOUNT,
    Kind.PROPORTION: CONDITION,
    Kind.RATE: _AMOUNT,
    Kind.RATIO: _AMOUNT,
    Kind.MEAN: _MEASURED,
    Kind.QUANTILE: _MEASURED,
    Kind.MAXIMUM: _MEASURED,
    Kind.DISTINCT: (Type.TEXT,),
    Kind.STATED: _MEASURED,
}
"""What a numerator gives, by kind."""
_DIVIDING = (Kind.RATE, Kind.RATIO)
_NEEDING = (Kind.PROPORTION, Kind.MEAN, Kind.QUANTILE, Kind.MAXIMUM, Kind.DISTINCT)


def record_counting_of(indicator: Indicator, surroundings: Surroundings) -> RecordCounting:
    """Read how an indicator counts records; raises Mistake with every issue."""
    reader = _reader(indicator, surroundings, None, lambda _: None)
    counting, written = reader.counting(), reader.written
    issues = tuple(dict.fromkeys([*written.shape, *written.issues]))
    if issues:
        raise Mistake(issues)
    if counting is None:
        raise Mistake((reader.place_issue(),))
    return counting


def check_record_indicator(
    indicator: Indicator,
    surroundings: Surroundings,
    *,
    file: str | None = None,
    line_of: LineOf = lambda _: None,
) -> tuple[Issue, ...]:
    """Find everything wrong with how an indicator counts records; `line_of` tells the line of a key.

    What is wrong with the contract itself is `check_record_contract`'s to say. Which keys go together is
    said by the checks of the definitions, and not here once more; a history is checked as the counted
    indicator that it is.
    """
    reader = _reader(indicator, surroundings, file, line_of)
    reader.counting()
    return tuple(dict.fromkeys(reader.written.issues))


def _reader(indicator: Indicator, surroundings: Surroundings, file: str | None, line_of: LineOf) -> "_Reader":
    where = file or f"indicators/{indicator.id}.yaml"
    return _Reader(indicator, Written(RecordNames(surroundings), where, line_of))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one indicator; whatever is wrong goes into the issues of `written`."""

    indicator: Indicator
    written: Written

    def counting(self) -> RecordCounting | None:
        """Read everything, so that every issue is found; None where the parts could not be put together."""
        contract = self._contract(("extract",), self.indicator.extract)
        if contract is None:
            return None
        self._check_shape()
        when = self.written.when(contract, ("period",), self.indicator.period)
        numerator, denominator = self._parts(contract, when)
        by = self._by(contract)
        self._check_window(when, denominator)
        if numerator is None or (self._divides and denominator is None):
            return None
        indicator = self.indicator
        return RecordCounting(
            indicator=indicator.id,
            kind=indicator.kind,
            per=indicator.per,
            quantile=None if indicator.quantile is None else Decimal(str(indicator.quantile)),
            grain=indicator.period.grain,
            window=indicator.period.window_months or indicator.period.grain.months,
            lag_days=indicator.period.lag_days,
            combining=combining_over_units(indicator),
            numerator=numerator,
            denominator=denominator,
            by=by,
        )

    @property
    def _divides(self) -> bool:
        return self.indicator.kind in (Kind.PROPORTION, *_DIVIDING)

    def place_issue(self) -> Issue:
        """Say that the extract's own contract is not right, where nothing else has been complained of."""
        message = f"the contract of “{self.indicator.extract}” does not say where records count"
        self.written.refuse(("extract",), message, "Mend the contract first: trustboard check.")
        return self.written.shape[-1]

    def _contract(self, path: KeyPath, name: str) -> Contract | None:
        contracts = self.written.surroundings.contracts
        contract = contracts.get(name)
        if contract is not None and contract.records is not None:
            return contract
        of_records = [each.extract for each in contracts.values() if each.records is not None]
        cure = cure_for(name, of_records, what="a contract with records:")
        self.written.refuse(path, f"“{name}” is no extract of records", cure, value=name)
        return None

    def _parts(self, contract: Contract, when: When | None) -> tuple[Part | None, Part | None]:
        indicator, read = self.indicator, self.written.expression
        scope = self.written.scope_of(contract, when)
        population = read(contract, scope, ("population",), indicator.population, CONDITION)
        numerator = read(contract, scope, ("numerator",), indicator.numerator, WANTED[indicator.kind])
        wanted = CONDITION if indicator.kind is Kind.PROPORTION else _AMOUNT
        denominator = read(contract, scope, ("denominator",), indicator.denominator, wanted)
        if indicator.kind is Kind.PROPORTION and numerator is not None and denominator is not None:
            numerator = And((denominator, numerator))
        first = self.written.part(contract, when, population, numerator)
        second = self.written.part(contract, when, population, denominator) if self._divides else None
        return first, self._other() if indicator.denominator_from is not None else second

    def _other(self) -> Part | None:
        other, path = self.indicator.denominator_from, ("denominator_from",)
        assert other is not None
        contract = self._contract((*path, "extract"), other.extract)
        self._check_other_period(other.period)
        if contract is None:
            return None
        when = self.written.when(contract, (*path, "period"), other.period)
        scope = self.written.scope_of(contract, when)
        population = self.written.expression(
            contract, scope, (*path, "population"), other.population, CONDITION
        )
        counted = self.written.expression(contract, scope, (*path, "counted"), other.counted, _AMOUNT)
        return self.written.part(contract, when, population, counted)

    def _by(self, contract: Contract) -> tuple[tuple[str, Node], ...]:
        found = []
        for number, name in enumerate(self.indicator.by):
            node = self.written.named(contract, ("by", number), name, (Type.TEXT,))
            if node is not None and self._other_has(number, name, node):
                found.append((name, node))
        return tuple(found)

    def _other_has(self, number: int, name: str, node: Node) -> bool:
        """Whether the denominator's extract has the same field: a group needs its own denominator."""
        other = self.indicator.denominator_from
        contract = None if other is None else self.written.surroundings.contracts.get(other.extract)
        if other is None or contract is None:
            return True
        texts = (FieldType.CODE, FieldType.TEXT)
        if node == Field(name, Type.TEXT) and contract.accepted_fields.get(name) in texts:
            return True
        message = f"“{name}” is no field of “{other.extract}”: a group would have no denominator of its own"
        cure = f"Add a field of that name to {other.extract} (derived in neither), or cut by another."
        self.written.refuse(("by", number), message, cure, value=name)
        return False

    def _check_shape(self) -> None:
        for path, message, cure in _shape_faults(self.indicator):
            self.written.refuse(path, message, cure)
        if self.indicator.combine.units is Combining.LATEST:
            path, message = ("combine", "units"), "units have no latest one"
            self.written.complain(Rule.COMBINING, path, message, "Write sum or none.")

    def _check_window(self, when: When | None, denominator: Part | None) -> None:
        """Weeks are not measured in months; an open clock is looked at on one day."""
        period, path, cure = self.indicator.period, ("period", "window_months"), "Take window_months out."
        if period.window_months is None:
            return
        if period.grain is Grain.WEEK:
            self.written.refuse(path, "weeks have no window of months", cure)
        message = "open clocks are counted on the last day of the period, so they have no window"
        if when is not None and when.mode is Mode.OPEN:
            self.written.refuse(path, message, cure)
        elif denominator is not None and denominator.when.mode is Mode.OPEN:
            self.written.complain(Rule.GRAIN, path, message, cure)

    def _check_other_period(self, use: PeriodUse) -> None:
        for key in ("grain", "window_months", "lag_days"):
            if key in use.model_fields_set:
                message = f"{key} is the indicator's own, and holds for both parts"
                path = ("denominator_from", "period", key)
                self.written.refuse(path, message, "Write it under period, and not here.")


Fault = tuple[KeyPath, str, str]


def _shape_faults(indicator: Indicator) -> list[Fault]:
    """What is there and should not be, and what should be and is not, whatever the expressions say."""
    kind, faults = indicator.kind, list[Fault]()
    if kind is Kind.STATED:
        cure = "Write the kind by which records are counted, such as count."
        return [(("kind",), "single records have no stated numbers", cure)]
    if kind in _NEEDING and indicator.numerator is None:
        faults.append(
            (("kind",), f"a {kind} needs a numerator", f"Add the key numerator: {_NUMERATORS[kind]}.")
        )
    if kind is Kind.QUANTILE and indicator.quantile is None:
        faults.append((("kind",), "a quantile says which one", "Write quantile: 0.5 for the median."))
    if kind is not Kind.QUANTILE and indicator.quantile is not None:
        faults.append((("quantile",), f"a {kind} has no quantile", "Take the key quantile out."))
    return [*faults, *_denominator_faults(indicator)]


_NUMERATORS = {
    Kind.PROPORTION: "the condition that a success meets",
    Kind.MEAN: "the number to take the mean of",
    Kind.QUANTILE: "the number to take the quantile of",
    Kind.MAXIMUM: "the number to find the largest of",
    Kind.DISTINCT: "the text that tells people apart, such as a person's key",
}


def _denominator_faults(indicator: Indicator) -> list[Fault]:
    kind = indicator.kind
    ways = [key for key in ("denominator", "denominator_from") if getattr(indicator, key) is not None]
    if kind in _DIVIDING and not ways:
        cure = "Add denominator (same extract) or denominator_from (another one), or change the kind."
        return [(("kind",), f"a {kind} needs a denominator", cure)]
    if len(ways) > 1:
        cure = "Keep denominator or denominator_from."
        return [(("denominator_from",), "the denominator is given twice", cure)]
    if kind is Kind.PROPORTION and indicator.denominator_from is not None:
        message = "a proportion's numerator is part of its denominator, so both are on one extract"
        return [(("denominator_from",), message, "Write kind: rate or ratio, or use denominator.")]
    if ways and kind not in (Kind.PROPORTION, *_DIVIDING):
        message = f"a {kind} indicator has no denominator"
        return [((ways[0],), message, "Take the denominator out, or change the kind.")]
    return []
