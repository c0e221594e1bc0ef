"""Calculate: from the standing extracts and the applied definitions to a run of figures and verdicts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.operations.counting import Counted, count
from trustboard.operations.history import counted_history, joined
from trustboard.operations.judging import VerdictKey, assess
from trustboard.operations.records.counting import count_records, record_indicators
from trustboard.operations.restating import restate
from trustboard.operations.staying import Stayed, came_too_late, lost_of, not_known, stay
from trustboard.operations.workspace import LOCK_WAIT, AppliedDefinitions, applied_definitions, open_workspace
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.point import Point
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import inputs_of, write_run
from trustboard.warehouse.store import Store

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """What a calculation made: the run, and how much is in it."""

    run: Run
    figures: int
    verdicts: int
    restated: int
    was_known: bool  # nothing had changed since the run that stands
    extracts_without_files: tuple[str, ...]
    findings: tuple[Issue, ...]
    kept: int  # figures that stay as they were: their records were destroyed by order
    behind: dict[str, str]  # extracts whose last month is before that of others, with that month


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Figures, verdicts and chart points worked out from a store, before anything is written."""

    figures: list[Figure]
    verdicts: dict[VerdictKey, Verdict]
    points: list[Point]
    receipts: list[Receipt]
    missing: tuple[str, ...]
    findings: tuple[Issue, ...]
    stayed: Stayed


def calculate(folder: Path, *, by: str, on: date, progress: Progress | None = None) -> Calculation:
    """Work out every figure and verdict as known on `on`, and write them as a run.

    Raises Mistake when nothing has been applied or taken in yet.
    """
    store = open_workspace(folder).store
    _refuse_future(store, on)
    definitions = applied_definitions(store, known_on=on)
    before = store.run()
    derived = derive(store, definitions, store.receipts(known_on=on), on=on, progress=progress)
    changed = restate(store, before, definitions, derived.figures, derived.verdicts, derived.receipts, on=on)
    with store.writer(by=by, act="calculate", wait=LOCK_WAIT) as writer:
        run = write_run(
            writer,
            figures=derived.figures,
            verdicts=derived.verdicts,
            points=derived.points,
            restatements=changed,
            inputs=inputs_of(
                version_id=definitions.version.version_id,
                receipt_ids=[receipt.receipt_id for receipt in derived.receipts],
                known_on=on,
            ),
        )
    return Calculation(
        run=run,
        figures=len(derived.figures),
        verdicts=len(derived.verdicts),
        restated=len(changed),
        was_known=before is not None and before.run_id == run.run_id,
        extracts_without_files=derived.missing,
        findings=(*derived.findings, *_too_late(definitions.workspace, derived, before)),
        kept=derived.stayed.kept,
        behind=_behind(definitions.workspace, derived.receipts),
    )


def _behind(workspace: Workspace, receipts: Sequence[Receipt]) -> dict[str, str]:
    """Tell which monthly extracts end before the latest month that any of them has; histories may."""
    last: dict[str, str] = {}
    for receipt in receipts:
        if workspace.contracts[receipt.extract].period.grain is Grain.MONTH:
            last[receipt.extract] = max(last.get(receipt.extract, ""), *receipt.periods)
    latest = max(last.values(), default="")
    wanted = dict.fromkeys(last, latest) | _ends_of_histories(workspace)
    return {extract: code for extract, code in sorted(last.items()) if code < min(latest, wanted[extract])}


def _ends_of_histories(workspace: Workspace) -> dict[str, str]:
    """Tell the last month that is wanted of extracts which hold nothing but indicators' histories."""
    indicators = workspace.indicators.values()
    others = [each.denominator_from for each in indicators if each.denominator_from is not None]
    used = {each.extract for each in indicators} | {each.extract for each in others}
    found: dict[str, str] = {}
    for history in (each.history for each in indicators if each.history is not None):
        until = f"{Period.parse(history.until).end:%Y-%m}"
        found[history.extract] = max(found.get(history.extract, ""), until)
    return {extract: until for extract, until in found.items() if extract not in used}


def _too_late(workspace: Workspace, derived: Derived, before: Run | None) -> list[Issue]:
    """Name files that came since the run before for figures that stay."""
    used = set(before.inputs.receipt_ids) if before else set()
    new = [each for each in derived.receipts if each.receipt_id not in used]
    return came_too_late(workspace, derived.stayed.periods, new)


def _refuse_future(store: Store, on: date) -> None:
    """A run as known on a day to come would stand in the way of every one made before that day."""
    today = london_day(store.clock())
    if on > today + timedelta(days=1):  # a day ahead elsewhere on the globe
        raise Mistake(
            [
                Issue(
                    rule="day-in-future",
                    message=f"nothing is known yet as on that day: today is {today.isoformat()}",
                    value=on.isoformat(),
                    cure="Leave --on out, or name today or an earlier day.",
                )
            ]
        )


def derive(
    store: Store,
    definitions: AppliedDefinitions,
    receipts: Sequence[Receipt],
    *,
    on: date,
    run: Run | None = None,
    progress: Progress | None = None,
    is_fresh: bool = False,
) -> Derived:
    """Work out figures and verdicts from applied definitions and receipts in ledger order; records nothing.

    Figures whose records have been destroyed by order stay as they were; of a `run` that is calculated
    again, as they are in it. With `is_fresh`, records are counted from the first to the last, whatever the
    cache holds.
    """
    say = progress or (lambda _: None)
    workspace = definitions.workspace
    counted = _count_returns(store, workspace, receipts, say)
    recorded = _count_records(store, workspace, receipts, say, is_fresh=is_fresh)
    if not (counted.receipts or recorded.receipts):
        raise Mistake([_nothing_loaded()])
    stayed = stay(store, workspace, recorded.figures, lost_of(store, workspace, receipts), on=on, run=run)
    figures = joined(workspace.indicators, counted.figures, stayed.figures)
    say(f"judging {len(figures):,} figures")
    assessment = assess(workspace, figures, known_on=on)
    return Derived(
        figures=figures,
        verdicts=assessment.verdicts,
        points=assessment.points,
        receipts=_each_once([*counted.receipts, *recorded.receipts]),
        missing=tuple(dict.fromkeys((*counted.missing, *recorded.missing))),
        findings=(*counted.findings, *recorded.findings, *not_known(stayed.unknown)),
        stayed=stayed,
    )


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What counting one sort of extract gives."""

    figures: list[Figure]
    receipts: list[Receipt]
    missing: tuple[str, ...]
    findings: list[Issue]


def _count_returns(
    store: Store, workspace: Workspace, receipts: Sequence[Receipt], say: Callable[[str], None]
) -> _Part:
    """Count the extracts that arrive counted, histories of record indicators among them."""
    counted: list[Counted] = []
    missing: list[str] = []
    for extract, indicators in _by_extract(workspace).items():
        own = [receipt for receipt in receipts if receipt.extract == extract]
        if not own:
            missing.append(extract)
            continue
        say(f"counting {extract}: {len(indicators)} to work out")
        contract = workspace.contracts[extract]
        counted.append(count(store, workspace.organisation, contract, indicators, own))
    return _Part(
        figures=[figure for each in counted for figure in each.figures],
        receipts=[receipt for each in counted for receipt in each.receipts],
        missing=tuple(missing),
        findings=[issue for each in counted for issue in each.findings],
    )


def _by_extract(workspace: Workspace) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for indicator in workspace.indicators.values():
        is_recorded = workspace.contracts[indicator.extract].records is not None
        counted = counted_history(indicator) if is_recorded else indicator
        if counted is not None:
            found.setdefault(counted.extract, []).append(counted)
    return dict(sorted(found.items()))


def _count_records(
    store: Store,
    workspace: Workspace,
    receipts: Sequence[Receipt],
    say: Callable[[str], None],
    *,
    is_fresh: bool,
) -> _Part:
    """Count the extracts of single records."""
    indicators = record_indicators(workspace)
    if not indicators:
        return _Part(figures=[], receipts=[], missing=(), findings=[])
    counted = count_records(store, workspace, indicators, receipts, say=say, is_fresh=is_fresh)
    return _Part(
        figures=counted.figures,
        receipts=counted.receipts,
        missing=counted.missing,
        findings=counted.findings,
    )


def _each_once(receipts: Sequence[Receipt]) -> list[Receipt]:
    return list({receipt.receipt_id: receipt for receipt in receipts}.values())


def _nothing_loaded() -> Issue:
    return Issue(
        rule="nothing-loaded",
        message="no file has been taken in for any indicator, so there is nothing to calculate",
        cure="Take in the month's files first: trustboard load FILE …",
    )
