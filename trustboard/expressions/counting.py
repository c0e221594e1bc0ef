"""How one indicator is counted: its expressions read and checked together, for every engine to work from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from trustboard.definitions.combining import combining_over_units
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.places import KeyPath
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.codes import complain_of_codes
from trustboard.expressions.complaints import Complaints, Source
from trustboard.expressions.fields import field_types
from trustboard.expressions.nodes import Field, Node, Type, fields_of
from trustboard.expressions.parsing import read_expression
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import scope_of_fields
from trustboard.vocabulary.figure import Combining, Kind, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period

LineOf = Callable[[KeyPath], int | None]
OF_RECORDS = frozenset({Kind.QUANTILE, Kind.DISTINCT, Kind.MAXIMUM})
WITHOUT_DENOMINATOR = frozenset({Kind.COUNT, Kind.STATED}) | OF_RECORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What an indicator counts, checked. `window` is how many months the rows it reads span (None: any)."""

    indicator: str
    kind: Kind
    per: int
    grain: Grain
    window: int | None
    combining: Combining
    population: Node | None
    numerator: Node
    denominator: Node | None

    @property
    def amounts(self) -> tuple[Node, ...]:
        """The numbers it adds up: numerator, and denominator where it has one."""
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)

    @property
    def amount_fields(self) -> tuple[Field, ...]:
        """The number fields whose states decide the state of a row, each once."""
        return tuple(dict.fromkeys(field for node in self.amounts for field in fields_of(node)))


def counting_of(indicator: Indicator, contract: Contract) -> Counting:
    """Read an indicator's expressions over its extract; raises Mistake with every issue.

    The extract's rows are counted already; of single records see `record_counting_of`.
    """
    issues, nodes = _read(indicator, contract, None, lambda _: None)
    numerator = nodes["numerator"]
    issues += _misplaced(indicator, contract)
    if issues or numerator is None:
        raise Mistake(issues)
    return Counting(
        indicator=indicator.id,
        kind=indicator.kind,
        per=indicator.per,
        grain=indicator.period.grain,
        window=window_of(indicator),
        combining=combining_over_units(indicator),
        population=nodes["population"],
        numerator=numerator,
        denominator=nodes["denominator"],
    )


def window_of(indicator: Indicator) -> int | None:
    """Say how many months a row must span to be counted; weeks are not measured in months (None)."""
    return indicator.period.window_months or indicator.period.grain.months or None


def check_indicator(
    indicator: Indicator, contract: Contract, *, file: str | None = None, line_of: LineOf = lambda _: None
) -> tuple[Issue, ...]:
    """Find everything wrong with how an indicator counts; `line_of` tells the line of a key.

    The extract's rows are counted already; of single records see `check_record_indicator`. Which keys go
    together is said by the checks of the definitions, and not here once more.
    """
    return tuple(_read(indicator, contract, file, line_of)[0])


def _read(
    indicator: Indicator, contract: Contract, file: str | None, line_of: LineOf
) -> tuple[list[Issue], dict[str, Node | None]]:
    where = file or f"indicators/{indicator.id}.yaml"
    issues = list(_shape_issues(indicator, contract, partial(_issue, where, line_of)))
    nodes: dict[str, Node | None] = {}
    for key, text, wanted in (
        ("population", indicator.population, Type.BOOLEAN),
        ("numerator", indicator.numerator, Type.NUMBER),
        ("denominator", indicator.denominator, Type.NUMBER),
    ):
        nodes[key] = None
        if text is not None:
            source = Source(text, where, line_of((key,)), key)
            nodes[key], found = _expression(source, contract, wanted)
            issues += found
    return issues, nodes


def _expression(source: Source, contract: Contract, wanted: Type) -> tuple[Node | None, tuple[Issue, ...]]:
    complaints = Complaints(source)
    codes = partial(complain_of_codes, contract.fields.get, Surroundings())
    scope = replace(scope_of_fields(field_types(contract)), complain=codes)
    node = read_expression(scope, (wanted,), complaints)
    return node, complaints.each_once()


def _misplaced(indicator: Indicator, contract: Contract) -> Iterator[Issue]:
    """What has a meaning for single records only, or is not there: nobody has checked the definitions."""
    issue = partial(_issue, f"indicators/{indicator.id}.yaml", lambda _: None, Rule.PARTS)
    if contract.records is not None:
        message = f"“{contract.extract}” holds single records, and this counts rows that arrived counted"
        yield issue(("extract",), message, "Count it as records are counted.")
    if indicator.numerator is None:
        yield issue(("numerator",), f"a {indicator.kind} needs a numerator", "Add the key numerator.")
    if indicator.kind in OF_RECORDS:
        message = f"a {indicator.kind} is counted from single records only"
        yield issue(("kind",), message, "Change the kind, or the extract.")


def _issue(file: str, line_of: LineOf, rule: Rule, key: KeyPath, message: str, cure: str) -> Issue:
    column = ".".join(str(step) for step in key)
    return Issue(rule=rule, message=message, cure=cure, file=file, line=line_of(key), column=column)


def _shape_issues(indicator: Indicator, contract: Contract, issue: Callable[..., Issue]) -> Iterator[Issue]:
    needs, has = indicator.kind not in WITHOUT_DENOMINATOR, indicator.denominator is not None
    if needs and not has:
        message = f"a {indicator.kind} needs a denominator"
        yield issue(Rule.PARTS, ("kind",), message, "Add the key denominator, or change the kind.")
    if has and not needs:
        message = f"a {indicator.kind} indicator has no denominator"
        yield issue(Rule.PARTS, ("denominator",), message, "Take the denominator out, or change the kind.")
    if indicator.period.grain is not contract.period.grain:
        message = f"its grain is {indicator.period.grain}, its extract's is {contract.period.grain}"
        yield issue(Rule.GRAIN, ("period", "grain"), message, f"Write grain: {contract.period.grain}.")
    if indicator.combine.units is Combining.LATEST:
        message = "units have no latest one"
        yield issue(Rule.COMBINING, ("combine", "units"), message, "Write sum or none.")
    summed = [key for key in ("units", "time") if getattr(indicator.combine, key) is Combining.SUM]
    if indicator.kind is Kind.STATED:
        for key in summed:
            message = "a stated number has no parts to add up"
            yield issue(Rule.COMBINING, ("combine", key), message, "Write none, or give its parts.")


def stated_twice(extract: str, indicator: str, slice_: Slice, period: Period, count: int) -> Issue:
    """Say that a stated number stands in several rows where it may stand in one."""
    cuts = (slice_.commissioner, slice_.council, slice_.group)
    where = " × ".join(part for part in (slice_.unit, *cuts) if part)
    return Issue(
        rule=Rule.STATED,
        message=f"{count} rows of {extract} state {indicator} for {where} in {period.code}; only one may",
        cure="Narrow the indicator's population, or the contract's keep, to one row for a unit and period.",
        column=indicator,
        value=where,
    )
