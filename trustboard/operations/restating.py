"""What a new calculation changes of what had been reported, and why."""

from collections.abc import Iterable, Sequence
from datetime import date

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.operations.workspace import AppliedDefinitions, read_version
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import RunReader
from trustboard.warehouse.store import Store

FigureKey = tuple[str, Slice, Period]


def restate(
    store: Store,
    before: Run | None,
    definitions: AppliedDefinitions,
    figures: Iterable[Figure],
    receipts: Sequence[Receipt],
    *,
    on: date,
) -> list[Restatement]:
    """List every figure of the run before whose parts are different now, or that is no longer there.

    Restatements of the run before are carried on, so that a figure keeps its mark and what it was
    when it was first reported; one that has gone back to that loses it.
    """
    if before is None:
        return []
    reader = RunReader(store, before)
    earlier = {_key(restated): restated for restated in reader.restatements()}
    now = {_key(figure): figure for figure in figures}
    cause_of = _Causes(store, before, definitions, receipts)
    found: list[Restatement] = []
    for old in reader.figures():
        key, new = _key(old), now.get(_key(old))
        carried = earlier.pop(key, None)
        if new is not None and new.parts == old.parts:
            found += [carried] if carried else []
            continue
        first = carried.before if carried else old.parts
        if new is not None and new.parts == first:
            continue
        found.append(
            Restatement(
                indicator=old.indicator,
                slice=old.slice,
                period=old.period,
                before=first,
                after=new.parts if new else None,
                cause=cause_of(old.indicator),
                first_reported_on=carried.first_reported_on if carried else before.inputs.known_on,
                restated_on=on,
                run_before=before.run_id,
            )
        )
    return found


def _key(of: Figure | Restatement) -> FigureKey:
    return of.indicator, of.slice, of.period


class _Causes:
    """Why an indicator's figures differ between the run before and now: the first thing that differs."""

    def __init__(
        self, store: Store, before: Run, definitions: AppliedDefinitions, receipts: Sequence[Receipt]
    ) -> None:
        version = next(v for v in store.applied_versions() if v.version_id == before.inputs.version_id)
        self._old = read_version(store, version).workspace
        self._new = definitions.workspace
        self._receipts_before = set(before.inputs.receipt_ids)
        self._known: dict[str, set[str]] = {}
        for receipt in store.receipts():
            if receipt.receipt_id in self._receipts_before:
                self._known.setdefault(receipt.extract, set()).add(receipt.receipt_id)
        self._now: dict[str, set[str]] = {}
        for receipt in receipts:
            self._now.setdefault(receipt.extract, set()).add(receipt.receipt_id)

    def __call__(self, indicator: str) -> Cause:
        """Name the cause for one indicator."""
        if self._counting(self._old, indicator) != self._counting(self._new, indicator):
            return Cause.DEFINITION
        extract = self._new.indicators[indicator].extract if indicator in self._new.indicators else ""
        if self._known.get(extract) != self._now.get(extract):
            return Cause.LATE_DATA
        if self._old.organisation != self._new.organisation:
            return Cause.STRUCTURE
        return Cause.PROGRAM

    @staticmethod
    def _counting(workspace: Workspace, indicator: str) -> str | None:
        found: Indicator | None = workspace.indicators.get(indicator)
        return found.counting_hash if found else None
