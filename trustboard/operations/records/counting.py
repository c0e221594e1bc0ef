"""Count record indicators: settled records to cells, to units, to figures, no period more than it must."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.compiler.records import (
    Answered,
    Pass,
    RecordPlan,
    Slot,
    assemble_records,
    placing_hash,
    plan_records,
)
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.workspace import Workspace
from trustboard.expressions import record_counting_of
from trustboard.operations.excluding import without_effect
from trustboard.operations.records.cells import Passing, Say, count_cells
from trustboard.operations.records.kept import KeptPass
from trustboard.operations.records.labels import labels_of
from trustboard.operations.records.lacking import lacking_of, warnings_of
from trustboard.operations.records.made_of import digest, made_of
from trustboard.operations.records.reading import reads_of
from trustboard.operations.records.recounts import Recount, recount, recount_of
from trustboard.operations.records.relations import Relations
from trustboard.operations.records.roll_ups import answer_slot, kept_sql, roll_up
from trustboard.operations.records.standing import StandingRecords, settle_records
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.cache import Cache
from trustboard.warehouse.engine import DuckDBEngine, Engine, open_engine
from trustboard.warehouse.session import Session
from trustboard.warehouse.store import Store

CACHE = "cache/cells"


@dataclass(frozen=True, kw_only=True)
class RecordsCounted:
    """The figures of record indicators, the receipts they stand on, and extracts without any file."""

    figures: list[Figure]
    receipts: list[Receipt]
    missing: tuple[str, ...]
    findings: list[Issue]


def record_indicators(workspace: Workspace) -> list[Indicator]:
    """List the indicators that are counted from single records."""
    return [
        each
        for each in workspace.indicators.values()
        if workspace.contracts[each.extract].records is not None
    ]


def plan_of(workspace: Workspace, indicators: Sequence[Indicator]) -> RecordPlan:
    """Plan record indicators together; raises Mistake with every issue of every one."""
    countings, issues = [], list[Issue]()
    for indicator in indicators:
        try:
            countings.append(record_counting_of(indicator, workspace.surroundings))
        except Mistake as mistake:
            issues += mistake.issues
    if issues:
        raise Mistake(issues)
    return plan_records(countings, workspace.surroundings)


def extracts_of(plan: RecordPlan) -> list[str]:
    """List every extract whose records a plan reads, by name."""
    return sorted({name for pass_ in plan.passes for name in (pass_.extract, *pass_.referenced_extracts)})


def count_records(
    store: Store,
    workspace: Workspace,
    indicators: Sequence[Indicator],
    receipts: Sequence[Receipt],
    *,
    say: Say,
    is_fresh: bool = False,
) -> RecordsCounted:
    """Count record indicators from receipts in the order of the ledger; `is_fresh`: without what is kept."""
    plan = plan_of(workspace, indicators)
    extracts = extracts_of(plan)
    standing = settle_records(store, workspace, extracts, receipts, say=say, is_fresh=is_fresh)
    with working(store, workspace, is_fresh=is_fresh) as work:
        counting = Counting(workspace, plan, standing, work)
        figures = counting.figures(say)
    return RecordsCounted(
        figures=figures,
        receipts=list(standing.receipts),
        missing=tuple(name for name in extracts if name not in standing.coverage),
        findings=[*without_effect(workspace.exclusions, standing.settled), *counting.findings],
    )


@dataclass(frozen=True)
class Work:
    """What counting works with: the engine that counts, the one that rolls up, and the cache."""

    engine: Engine
    local: DuckDBEngine
    cache: Cache


@contextlib.contextmanager
def working(store: Store, workspace: Workspace, *, is_fresh: bool = False) -> Iterator[Work]:
    """Open the engines over the store's files; what does not fit in memory goes beside them.

    With `is_fresh` nothing that is kept is read, and nothing is kept: everything is counted again.
    """
    settings, folder = workspace.settings, store.folder / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        spill = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="spill-", dir=folder)))
        cache = Cache(spill / "fresh" if is_fresh else folder)
        local = DuckDBEngine(
            stack.enter_context(
                Session(folders=[store.folder], spill=spill, memory=settings.memory, threads=settings.threads)
            )
        )
        engine: Engine = local
        if settings.engine != "duckdb":
            engine = stack.enter_context(open_engine(settings, folders=[store.folder], spill=spill))
        yield Work(engine, local, cache)


class Counting:
    """One calculation of a plan: what it reads, what is kept, and what must be counted."""

    def __init__(self, workspace: Workspace, plan: RecordPlan, standing: StandingRecords, work: Work) -> None:
        self.workspace, self.plan, self.standing, self.work = workspace, plan, standing, work
        self.relations = Relations(work.engine, workspace.surroundings)
        self.findings: list[Issue] = []
        names = [self.indicators_of(index) for index in range(len(plan.passes))]
        self._labels = labels_of(plan.passes, names)

    def passings(self) -> dict[int, Passing]:
        """Every pass that has periods to count, by its position in the plan."""
        found = {}
        for index, pass_ in enumerate(self.plan.passes):
            periods = self.plan.stretches(index, self.standing.coverage)
            if periods:
                found[index] = self._passing(index, pass_, periods)
        return found

    def indicators_of(self, index: int) -> tuple[str, ...]:
        """The indicators that read a pass."""
        return tuple(
            recipe.indicator
            for recipe in self.plan.recipes
            if any(source.pass_index == index for source in recipe.sources)
        )

    def _passing(self, index: int, pass_: Pass, periods: Sequence[Period]) -> Passing:
        """What is kept of a pass goes by how it places records; of a recount by its indicators too."""
        own = self.indicators_of(index) if pass_.is_recount else ()
        kept = KeptPass(self.work.cache, digest([placing_hash(pass_), *own]))
        reads = reads_of(pass_, self.standing.settled, kept, self.relations, periods)
        surroundings, engine = self.workspace.surroundings, self.work.engine.version
        made = {period: made_of(pass_, period, reads, surroundings, engine=engine) for period in periods}
        return Passing(pass_, self._labels[index], reads, made, kept)

    def cells_of(self, passing: Passing, period: Period) -> list[Period]:
        """The cells of a pass that any figure of a period adds up."""
        coverage = self.standing.coverage
        spans = {
            (span.span_start, span.span_end)
            for slot in self.plan.slots
            if self.plan.passes[slot.pass_index] == passing.pass_
            for span in self.plan.spans(slot, coverage)
            if span.period_start == period.start
        }
        return [
            cell
            for cell in passing.made_of
            if any(first <= cell.end and cell.start <= last for first, last in spans)
        ]

    def figures(self, say: Say) -> list[Figure]:
        """Count what must be counted, and make every figure."""
        passings = self.passings()
        closures = self.closures(passings)
        answered = {}
        for index, passing in passings.items():
            closure = closures[passing.pass_.grain]
            self.findings += count_cells(passing, self.relations, say=say)
            if not passing.pass_.is_recount:
                roll_up(passing, closure, self.work.local, trust=self.trust, say=say)
            for slot in self.slots_of(index):
                answered[slot] = self._answer(slot, passing, closure, say)
        self.findings += self._lacking(passings, closures)
        return assemble_records(
            self.plan, answered, coverage=self.standing.coverage, closures=closures, trust=self.trust
        )

    @property
    def trust(self) -> str:
        """The trust's own code."""
        return self.workspace.settings.ods_code

    def slots_of(self, index: int) -> list[Slot]:
        """The slots of a pass."""
        return [slot for slot in self.plan.slots if slot.pass_index == index]

    def recount_of(self, slot: Slot, passing: Passing, closure: Sequence[ClosureRow]) -> Recount:
        """What the people of a slot's figures are made of."""
        return recount_of(self.plan, slot, passing, closure, self.standing.coverage)

    def _answer(self, slot: Slot, passing: Passing, closure: Sequence[ClosureRow], say: Say) -> Answered:
        """The numbers of a slot: what is kept added up, or people counted again where they must be."""
        local = self.work.local
        if not passing.pass_.is_recount:
            return answer_slot(self.plan, slot, passing, local, self.standing.coverage)
        people = self.recount_of(slot, passing, closure)
        recount(people, closure, local, trust=self.trust, say=say)
        return Answered(local.rows(kept_sql(passing, people.shelf, people.spans)) if people.spans else ())

    def _lacking(
        self, passings: Mapping[int, Passing], closures: Mapping[Grain, Sequence[ClosureRow]]
    ) -> list[Issue]:
        """Name units of records that the organisation lacks then: no unit beneath the trust holds them."""
        found = [
            each
            for grain, closure in closures.items()
            for each in lacking_of(_whole(passings, grain), closure, self.work.local, trust=self.trust)
        ]
        return warnings_of(found, self.workspace.organisation)

    def closures(self, passings: Mapping[int, Passing]) -> dict[Grain, list[ClosureRow]]:
        """Who counts for whom, in every period of each grain of cells."""
        periods: dict[Grain, set[Period]] = {pass_.grain: set() for pass_ in self.plan.passes}
        for passing in passings.values():
            periods[passing.pass_.grain] |= set(passing.made_of)
        organisation = self.workspace.organisation
        return {grain: closure_of(organisation, sorted(each)) for grain, each in periods.items()}


def _whole(passings: Mapping[int, Passing], grain: Grain) -> list[Passing]:
    """The passes of one grain that count units; those of groups hold the same units."""
    every = passings.values()
    return [each for each in every if each.pass_.grain is grain and each.pass_.by is None]


def closure_of(organisation: Organisation, periods: Sequence[Period]) -> list[ClosureRow]:
    """Who counts for whom, without units outside their dates: they have no figures of their own."""
    return organisation.closure(periods, keeps_ended=False)
