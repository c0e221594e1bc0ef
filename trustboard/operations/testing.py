"""Test indicators: every worked case on two engines, and every small change that no case would notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import Rule
from trustboard.operations.check import check
from trustboard.operations.records.cases import case_by_engine
from trustboard.reference import worked_case
from trustboard.reference.comparing import difference
from trustboard.reference.mutants import Mutant, mutants_of, survivors
from trustboard.reference.records import worked_record_case
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.session import Session


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """A worked case that does not come out as it says, and the engine that said so."""

    engine: str
    issue: Issue


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One indicator's cases tested: what disagrees, and the small changes that no case notices.

    Changes are not tried while a case disagrees (`tried` is then 0).
    """

    indicator: str
    cases: int
    disagreements: tuple[Disagreement, ...]
    tried: int
    unnoticed: tuple[Mutant, ...]


def tested_indicators(folder: Path, names: tuple[str, ...], *, on: date) -> Iterator[Tested]:
    """Test the named indicators of a workspace's drafts, or all, one after another.

    Raises Mistake where the drafts have errors other than in worked cases, or a name is not known.
    """
    checked = check(folder, on=on)
    stopping = [issue for issue in checked.errors if issue.rule != Rule.CASE]
    if checked.workspace is None or stopping:
        raise Mistake(stopping or checked.errors)
    indicators = checked.workspace.indicators
    unknown = [name for name in names if name not in indicators]
    if unknown:
        raise Mistake([_unknown(name, tuple(indicators)) for name in unknown])
    surroundings = checked.workspace.surroundings
    with Session() as session:
        engine = DuckDBEngine(session)
        for name in names or sorted(indicators):
            yield _tested(indicators[name], surroundings, engine)


def _tested(indicator: Indicator, surroundings: Surroundings, engine: DuckDBEngine) -> Tested:
    disagreements = tuple(
        found
        for case in indicator.cases
        for found in (
            _by_reference(indicator, surroundings, case),
            _by_engine(indicator, surroundings, case, engine),
        )
        if found is not None
    )
    tried = 0 if disagreements else sum(1 for _ in mutants_of(indicator, surroundings))
    return Tested(
        indicator=indicator.id,
        cases=len(indicator.cases),
        disagreements=disagreements,
        tried=tried,
        unnoticed=() if disagreements else survivors(indicator, surroundings),
    )


def _by_reference(indicator: Indicator, surroundings: Surroundings, case: Case) -> Disagreement | None:
    contract = surroundings.contracts[indicator.extract]
    if contract.records is None:
        issue = worked_case(indicator, contract, case)
    else:
        issue = worked_record_case(indicator, surroundings, case)
    return None if issue is None else Disagreement(engine="reference", issue=issue)


def _by_engine(
    indicator: Indicator, surroundings: Surroundings, case: Case, engine: DuckDBEngine
) -> Disagreement | None:
    try:
        issue = difference(indicator, case, case_by_engine(indicator, surroundings, case, engine))
    except Mistake as mistake:
        issue = mistake.issues[0]
    return None if issue is None else Disagreement(engine=engine.version, issue=issue)


def _unknown(name: str, known: tuple[str, ...]) -> Issue:
    return Issue(
        rule="unknown-indicator",
        message="no indicator of that name is among the drafts",
        value=name,
        cure=cure_for(name, known, what="a file under indicators/"),
    )
