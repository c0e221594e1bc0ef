"""What a new calculation changes of what had been reported, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.operations.records.counting import extracts_of, plan_of
from trustboard.operations.workspace import AppliedDefinitions, read_version
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import RunReader
from trustboard.warehouse.standing import standing
from trustboard.warehouse.store import Store

FigureKey = tuple[str, Slice, Period]
Verdicts = Mapping[FigureKey, Verdict]
Behind = dict[tuple[str, str], frozenset[tuple[str, str]]]


def restate(
    store: Store,
    before: Run | None,
    definitions: AppliedDefinitions,
    figures: Sequence[Figure],
    verdicts: Verdicts,
    receipts: Sequence[Receipt],
    *,
    on: date,
) -> list[Restatement]:
    """List every figure of the run before that is different now: its number, or what it is judged to be.

    Restatements of the run before are carried on, so that a figure keeps its mark and what it was
    when it was first reported; one that has gone back to that loses it.
    """
    if before is None:
        return []
    reader = RunReader(store, before)
    carried = {_key(restated): restated for restated in reader.restatements()}
    judged_before, now = reader.verdicts(), {_key(figure): figure for figure in figures}
    cause_of = _Causes(store, before, definitions, receipts)
    found: list[Restatement] = []
    for old in reader.figures():
        key = _key(old)
        first = carried.get(key) or _as_reported(old, judged_before.get(key), before, on)
        new, word = now.get(key), _word(verdicts.get(key))
        if _is_same(first, new, word):
            continue
        changed = not _is_same(_as_reported(old, judged_before.get(key), before, on), new, word)
        found.append(_changed(first, new, word, cause_of(key, new, old), on) if changed else first)
    return found


def _key(of: Figure | Restatement) -> FigureKey:
    return of.indicator, of.slice, of.period


def _word(verdict: Verdict | None) -> str:
    """The verdict in the word that the page shows."""
    if verdict is None:
        return ""
    return verdict.rag.word if verdict.rag else str(verdict.no_rag.value) if verdict.no_rag else ""


def _as_reported(figure: Figure, verdict: Verdict | None, run: Run, on: date) -> Restatement:
    """A figure as a run reported it, in the form of a restatement that changes nothing."""
    word = _word(verdict)
    return Restatement(
        indicator=figure.indicator,
        slice=figure.slice,
        period=figure.period,
        before=figure.parts,
        before_kind=figure.kind,
        before_per=figure.per,
        after=figure.parts,
        verdict_before=word,
        verdict_after=word,
        cause=Cause.PROGRAM,
        first_reported_on=run.inputs.known_on,
        restated_on=on,
        run_before=run.run_id,
    )


def _is_same(first: Restatement, new: Figure | None, word: str) -> bool:
    """Whether a figure now says what was first reported: the same number, judged the same."""
    if new is None:
        return False
    before = _number(first.before_kind, first.before, first.before_per)
    return before == _number(new.kind, new.parts, new.per) and first.verdict_before == word


def _number(kind: Kind, parts: Accumulator, per: int) -> tuple[object, ...]:
    """What a figure says: its parts, but of a histogram only the quantile that is read from it."""
    if parts.histogram is None:
        return kind, parts, per
    return kind, replace(parts, histogram=None), parts.histogram.quantile, parts.histogram.value


def _changed(first: Restatement, new: Figure | None, word: str, cause: Cause, on: date) -> Restatement:
    return replace(first, after=new.parts if new else None, verdict_after=word, cause=cause, restated_on=on)


class _Causes:
    """Why a figure differs between the run before and now: the first thing behind it that differs."""

    def __init__(
        self, store: Store, before: Run, definitions: AppliedDefinitions, receipts: Sequence[Receipt]
    ) -> None:
        version = next(
            each for each in store.applied_versions() if each.version_id == before.inputs.version_id
        )
        self._old = read_version(store, version).workspace
        self._new = definitions.workspace
        used = set(before.inputs.receipt_ids)
        self._behind_before = _behind(
            self._old, [each for each in store.receipts() if each.receipt_id in used]
        )
        self._behind_now = _behind(self._new, receipts)
        self._of_records: dict[str, Cause] = {}

    def __call__(self, key: FigureKey, new: Figure | None, old: Figure) -> Cause:
        """Name the cause for one figure."""
        name, _, period = key
        was, now = self._old.indicators[name], self._new.indicators.get(name)
        if now is None or was.counting_hash != now.counting_hash:
            return Cause.DEFINITION
        if new is not None and _number(new.kind, new.parts, 1) == _number(old.kind, old.parts, 1):
            return Cause.STANDARD
        if self._new.contracts[now.extract].records is not None:
            if name not in self._of_records:
                self._of_records[name] = self._cause_of_records(was, now)
            return self._of_records[name]
        before = self._behind_before.get((was.extract, period.code), frozenset())
        after = self._behind_now.get((now.extract, period.code), frozenset())
        if {file for file, _ in before} != {file for file, _ in after}:
            return Cause.LATE_DATA
        if before != after:
            return Cause.DEFINITION  # the same files, read by another contract
        return Cause.STRUCTURE if self._old.organisation != self._new.organisation else Cause.PROGRAM

    def _cause_of_records(self, was: Indicator, now: Indicator) -> Cause:
        """Name the cause for an indicator whose figures records of any month and extract may change."""
        before = self._files_of(self._old, self._behind_before, was)
        after = self._files_of(self._new, self._behind_now, now)
        if {file for file, _ in before} != {file for file, _ in after}:
            return Cause.LATE_DATA
        if self._old.exclusions != self._new.exclusions:
            return Cause.CORRECTION
        if before != after or _tables(self._old) != _tables(self._new):
            return Cause.DEFINITION
        return Cause.STRUCTURE if self._old.organisation != self._new.organisation else Cause.PROGRAM

    @staticmethod
    def _files_of(workspace: Workspace, behind: Behind, indicator: Indicator) -> frozenset[tuple[str, str]]:
        """All files of the extracts that an indicator is counted from."""
        extracts = extracts_of(plan_of(workspace, [indicator]))
        return frozenset(
            file for (extract, _), files in behind.items() if extract in extracts for file in files
        )


def _tables(workspace: Workspace) -> tuple[object, ...]:
    """What expressions look up."""
    return workspace.code_lists, workspace.lookups, workspace.working_days


def _behind(workspace: Workspace, receipts: Sequence[Receipt]) -> Behind:
    """For each extract and period, the files that stand and the contract that each was read by."""
    found: Behind = {}
    for name, contract in workspace.contracts.items():
        own = [receipt for receipt in receipts if receipt.extract == name]
        for period, stand in standing(own, contract.load_mode).items():
            files = frozenset((each.file_sha256, each.contract_sha256) for each in stand)
            codes = [period] if period is not None else [code for each in stand for code in each.periods]
            found |= {(name, code): files for code in codes}
    return found
