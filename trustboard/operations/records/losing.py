"""What an order to destroy records takes away: worked out while the records are there, for good."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.compiler.records import Pass, RecordPlan, pairs_sql, reach_sql
from trustboard.compiler.records.recipes import Standing
from trustboard.definitions.workspace import Workspace
from trustboard.expressions.record_counting import Mode
from trustboard.operations.records.counting import extracts_of, plan_of, record_indicators
from trustboard.operations.records.made_of import Reach
from trustboard.operations.records.orders import Reading, way_of
from trustboard.operations.records.relations import Relations
from trustboard.operations.records.standing import settle_records
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.cache import SPILL
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import Partition, Settled, settled_shape
from trustboard.warehouse.records import Destruction
from trustboard.warehouse.session import Session
from trustboard.warehouse.store import Store

Files = dict[date, Path]  # month -> the records of it that the order changes


@dataclass(frozen=True)
class _StoreAfter(Store):
    """A store as it will be once some more receipts are destroyed."""

    gone: tuple[Receipt, ...] = ()

    def destroyed(self) -> dict[str, Destruction]:
        """Receipts whose records will have been destroyed."""
        new = {
            each.receipt_id: Destruction(
                act_order=0, receipt_id=each.receipt_id, recorded_at=each.received_on, by="", reason=""
            )
            for each in self.gone
        }
        return super().destroyed() | new


def readings_of(store: Store, workspace: Workspace, gone: Sequence[Receipt]) -> list[Reading]:
    """Tell to which months and days the records of some receipts belong that would stand no more.

    Raises Mistake where a stored file is damaged, or a definition cannot be read.
    """
    plans = [plan_of(workspace, [each]) for each in record_indicators(workspace)]
    lost_from = {each.extract for each in gone}
    extracts = sorted(lost_from.union(*map(extracts_of, plans)))
    receipts, after = store.receipts(), _StoreAfter(store.folder, store.clock, tuple(gone))
    before = settle_records(store, workspace, extracts, receipts, say=_nothing).settled
    then = settle_records(after, workspace, sorted(lost_from), receipts, say=_nothing).settled
    settings = workspace.settings
    store.cache_folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=SPILL, dir=store.cache_folder) as spill,
        Session(
            folders=[store.folder], spill=Path(spill), memory=settings.memory, threads=settings.threads
        ) as session,
    ):
        losing = _Losing(workspace, before, DuckDBEngine(session), Path(spill))
        lost = {name: losing.lost(before[name], then[name]) for name in sorted(lost_from)}
        return list(losing.readings(plans, lost))


def _nothing(_: str) -> None:
    pass


class _Losing:
    """The records as they stand, asked what reads those that will go."""

    def __init__(
        self, workspace: Workspace, before: Mapping[str, Settled], engine: DuckDBEngine, spill: Path
    ) -> None:
        self._before, self._engine, self._spill = before, engine, spill
        self._contracts = workspace.contracts
        self._relations = Relations(engine, workspace.surroundings)

    def lost(self, before: Settled, after: Settled) -> Files:
        """Write the records of each month that go, and those that an earlier file would bring back."""
        then = {each.month: each for each in after.partitions}
        now = {each.month: each for each in before.partitions}
        found = {}
        for month in sorted(now.keys() | then.keys()):
            was, will_be = now.get(month), then.get(month)
            if was and will_be and was.sha256 == will_be.sha256:
                continue
            place = self._spill / f"{before.extract}-{month}.parquet"
            shape = settled_shape(self._contracts[before.extract])
            self._engine.offer("was", [was.path] if was else [], shape)
            self._engine.offer("will be", [will_be.path] if will_be else [], shape)
            gone, back = (
                f'(SELECT * FROM "{one}" EXCEPT ALL SELECT * FROM "{other}")'
                for one, other in (("was", "will be"), ("will be", "was"))
            )
            self._engine.write(f"{gone} UNION ALL {back}", place)
            found[month] = place
        return found

    def readings(self, plans: Sequence[RecordPlan], lost: Mapping[str, Files]) -> Iterator[Reading]:
        """List what reads the lost records, each way of placing once."""
        for extract, files in lost.items():
            yield Reading(extract, frozenset(files))
        told = set[str]()
        for plan in plans:
            for stands in plan.recipes[0].standings:
                if (way := way_of(stands)) not in told:
                    told.add(way)
                    yield from self._by_way(plan, stands, lost)

    def _by_way(self, plan: RecordPlan, stands: Standing, lost: Mapping[str, Files]) -> Iterator[Reading]:
        way, is_open = way_of(stands), stands.when.mode is Mode.OPEN
        passes = [each for each in plan.passes if (each.extract, each.when) == (stands.extract, stands.when)]
        for extract in dict.fromkeys((stands.extract, *stands.references)):
            if extract in lost:
                yield Reading(extract, frozenset(), way)  # this way was looked at, whatever it reads
        files = lost.get(stands.extract, {})
        for month, (first, last) in self._reach(passes[0], list(files.values())).items():
            yield Reading(stands.extract, frozenset([month]), way, Reach(first, last, is_open))
        for extract in stands.references:
            for month, others in self._pointing(passes, extract, lost.get(extract, {})).items():
                own = [each.path for each in self._partitions(stands.extract) if each.month == month]
                for first, last in self._reach(passes[0], own).values():
                    yield Reading(extract, frozenset(others), way, Reach(first, last, is_open))

    def _partitions(self, extract: str) -> tuple[Partition, ...]:
        return self._before[extract].partitions if extract in self._before else ()

    def _others(self, pass_: Pass) -> dict[str, list[Path]]:
        return {name: [each.path for each in self._partitions(name)] for name in pass_.referenced_extracts}

    def _reach(self, pass_: Pass, own: Sequence[Path]) -> dict[date, tuple[date, date]]:
        """Find the days to which some records of each month belong."""
        if not own:
            return {}
        sources = self._relations.offer(pass_, own=own, others=self._others(pass_), stretches=())
        return {month: (first, last) for month, first, last in self._rows(reach_sql(pass_, sources=sources))}

    def _pointing(self, passes: Sequence[Pass], extract: str, lost: Files) -> dict[date, set[date]]:
        """Find the own months that point to lost records of another extract, and to which months of it."""
        found: dict[date, set[date]] = {}
        for pass_ in passes:
            if extract not in pass_.referenced_extracts or not lost:
                continue
            own = [each.path for each in self._partitions(pass_.extract)]
            others = self._others(pass_) | {extract: list(lost.values())}
            sources = self._relations.offer(pass_, own=own, others=others, stretches=())
            for month, other in self._rows(pairs_sql(pass_, extract, sources=sources)):
                if other is not None:
                    found.setdefault(month, set()).add(other)
        return found

    def _rows(self, sql: str) -> list[tuple[date, ...]]:
        return self._engine.rows(sql)
