"""Plan: which periods of which records the next calculation will count again, why, and by which query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.structure import ClosureRow
from trustboard.operations.records.cells import Passing, Say, queries_of
from trustboard.operations.records.counting import Counting, extracts_of, plan_of, record_indicators, working
from trustboard.operations.records.roll_ups import rolled_of
from trustboard.operations.records.standing import settle_records
from trustboard.operations.workspace import applied_definitions, open_workspace
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period


@dataclass(frozen=True, kw_only=True)
class PassPlanned:
    """One reading of an extract: its indicators, its queries by name, and what must be done for which period.

    `cells` and `roll_ups` hold, for each period that must be worked out again, why. A period whose cells
    are counted again is rolled up again too. `recounts` hold the same of periods of figures whose different
    people are counted again. `periods` are all that it has cells of.
    """

    extract: str
    label: str
    indicators: tuple[str, ...]
    queries: dict[str, str]
    periods: tuple[Period, ...]
    cells: dict[Period, list[str]]
    roll_ups: dict[Period, list[str]]
    recounts: dict[Period, list[str]]

    @property
    def up_to_date(self) -> int:
        """How many periods need nothing."""
        again = [*self.cells, *self.roll_ups, *self.recounts]
        return sum(
            not any(each.start <= period.end and period.start <= each.end for each in again)
            for period in self.periods
        )


def plan(
    folder: Path, *, on: date, indicator: str | None = None, say: Say = lambda _: None
) -> list[PassPlanned]:
    """Say what calculating as known on a day would count; `indicator` narrows it to the passes it reads.

    Counts nothing and records nothing. Raises Mistake where no applied indicator is counted from records.
    """
    store = open_workspace(folder).store
    workspace = applied_definitions(store, known_on=on).workspace
    chosen = record_indicators(workspace)
    if not chosen or indicator not in (None, *(each.id for each in chosen)):
        raise Mistake([_nothing_to_plan(indicator)])
    planned = plan_of(workspace, chosen)
    standing = settle_records(store, workspace, extracts_of(planned), store.receipts(known_on=on), say=say)
    with working(store, workspace) as work:
        counting = Counting(workspace, planned, standing, work)
        found = list(_planned(counting))
    return [each for each in found if indicator in (None, *each.indicators)]


def _planned(counting: Counting) -> Iterator[PassPlanned]:
    passings = counting.passings()
    closures = counting.closures(passings)
    for index, passing in passings.items():
        pass_, closure = passing.pass_, closures[passing.pass_.grain]
        again = _recounts(counting, index, passing, closure) if pass_.is_recount else {}
        rolled = {} if pass_.is_recount else rolled_of(passing, closure)
        yield PassPlanned(
            extract=pass_.extract,
            label=passing.label,
            indicators=counting.indicators_of(index),
            queries=queries_of(passing, counting.work.engine.dialect),
            periods=tuple(passing.made_of),
            cells=passing.stale,
            roll_ups=_not_counted(passing, passing.kept.shelf("rolled").stale(rolled)),
            recounts=_not_counted(passing, again),
        )


def _recounts(
    counting: Counting, index: int, passing: Passing, closure: Sequence[ClosureRow]
) -> dict[Period, list[str]]:
    """The periods whose people are counted again, for figures of any grain and window."""
    found: dict[Period, list[str]] = {}
    for slot in counting.slots_of(index):
        for period, why in counting.recount_of(slot, passing, closure).stale.items():
            found[period] = list(dict.fromkeys([*found.get(period, ()), *why]))
    return found


def _not_counted(passing: Passing, stale: dict[Period, list[str]]) -> dict[Period, list[str]]:
    """Leave out what follows from cells that are counted again: it is said already."""
    counted = passing.stale
    return {period: why for period, why in stale.items() if period not in counted}


def _nothing_to_plan(indicator: str | None) -> Issue:
    if indicator is None:
        return Issue(
            rule="no-record-indicators",
            message="no applied indicator is counted from single records, so there is nothing to plan",
            cure="Indicators of extracts that arrive counted are worked out whole at each calculation.",
        )
    return Issue(
        rule="no-record-indicators",
        message="no applied indicator of that name is counted from single records",
        value=indicator,
        cure="See: trustboard plan, without a name.",
    )
