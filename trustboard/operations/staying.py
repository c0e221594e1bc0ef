"""Figures whose records were destroyed by order: they stay as they were, and none is made of what is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.operations.reading import StandingRun
from trustboard.operations.records.counting import Counting, extracts_of, plan_of, record_indicators, working
from trustboard.operations.records.lost import Losses, Lost
from trustboard.operations.records.orders import Order, orders_of
from trustboard.operations.records.standing import settle_records
from trustboard.operations.workspace import read_version
from trustboard.vocabulary.figure import Accumulator, Figure
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.state import State
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import RunReader
from trustboard.warehouse.store import Store

NOT_KNOWN = Accumulator(state=State.INCOMPLETE)
NO_CASES = Accumulator(state=State.NO_CASES)
WAITING = frozenset({State.NOT_DUE, State.NOT_COLLECTED})  # says nothing of the records that are there


@dataclass(frozen=True, kw_only=True)
class Stayed:
    """All figures of record indicators. `kept` counts those that stay, of `periods` by indicator.

    `unknown` are the periods, by indicator, of which nobody can know the figures.
    """

    figures: list[Figure]
    kept: int = 0
    periods: Mapping[str, Sequence[Period]]
    unknown: Mapping[str, Sequence[Period]]


def lost_of(
    store: Store, workspace: Workspace, receipts: Sequence[Receipt], indicators: Sequence[Indicator] = ()
) -> Lost:
    """Find which periods of record indicators (some, or all) read records that were destroyed by order."""
    orders = orders_of(store)
    if not orders:
        return {}
    plan = plan_of(workspace, indicators or record_indicators(workspace))
    settled = settle_records(store, workspace, extracts_of(plan), receipts, say=lambda _: None)
    losses = Losses(
        orders=orders,
        contracts=workspace.contracts,
        coverage=settled.coverage,
        receipts=receipts,
        recorded=store.receipts(),
    )
    with working(store, workspace) as work:
        return losses.of(plan, Counting(workspace, plan, settled, work).passings())


def stay(
    store: Store,
    workspace: Workspace,
    figures: Sequence[Figure],
    lost: Lost,
    *,
    on: date,
    run: Run | None = None,
) -> Stayed:
    """Put the figures of lost periods back as they stood before the order, and count nothing from the rest.

    They come from the last run before the first of their orders that knew up to `on` or less; of a `run`
    that is verified, from itself where it was made before. What no such run has is not known.
    """
    if not lost:
        return Stayed(figures=list(figures), periods={}, unknown={})
    earlier = Earlier(store, on=on, run=run)
    found: list[Figure] = []
    kept, stays, unknown = 0, {}, {}
    for name, own in _by_indicator(figures).items():
        times = {period: orders[0].recorded_at for period, orders in lost.get(name, {}).items()}
        if not times:
            found += own
            continue
        stood = earlier.figures(workspace.indicators[name], times)
        old = [figure for _, each in stood.values() for figure in each]
        counted = [_not_counted(each) if each.period in times else each for each in own]
        found += [*old, *(each for each in counted if each.period not in stood)]
        gone = earlier.slices_gone(workspace, workspace.indicators[name], own, times)
        found += [each for each in gone if each.period not in stood]
        kept += len(old)
        stays[name] = sorted(stood)
        unknown[name] = sorted({each.period for each in counted if each.parts == NOT_KNOWN} - stood.keys())
    return Stayed(figures=found, kept=kept, periods=_filled(stays), unknown=_filled(unknown))


def _not_counted(figure: Figure) -> Figure:
    """A figure that is not made of what is left; where nothing is to be counted yet, that is so still."""
    return figure if figure.parts.state in WAITING else replace(figure, parts=NOT_KNOWN)


def _filled(periods: Mapping[str, Sequence[Period]]) -> dict[str, Sequence[Period]]:
    return {name: each for name, each in periods.items() if each}


def _by_indicator(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.indicator, []).append(figure)
    return found


class Earlier:
    """The runs that stood by a day, the one that is asked about first, then those that knew most."""

    def __init__(self, store: Store, *, on: date, run: Run | None = None) -> None:
        self._store, self._on, self._run = store, on, run
        self._workspaces: dict[str, Workspace] = {}

    @cached_property
    def _runs(self) -> list[Run]:
        known = [each for each in self._store.runs() if each.inputs.known_on <= self._on]
        known.sort(key=lambda each: each.inputs.known_on)  # of the same day in the order of the ledger
        return [*([self._run] if self._run else []), *reversed(known)]

    def figures(
        self, indicator: Indicator, times: Mapping[Period, datetime]
    ) -> dict[Period, tuple[Run, list[Figure]]]:
        """Find the figures of some periods in the last run before a time of each that had counted them.

        A figure of another kind than the indicator has now is none of its figures.
        """
        found: dict[Period, tuple[Run, list[Figure]]] = {}
        for run in self._runs:
            wanted = {
                period
                for period, time in times.items()
                if period not in found and run.recorded_at <= time and period.start <= run.inputs.known_on
            }
            if not wanted:
                continue
            there: dict[Period, list[Figure]] = {}
            for figure in self._read(run, indicator, min(wanted), max(wanted)):
                there.setdefault(figure.period, []).append(figure)
            found |= {
                period: (run, there[period])
                for period in wanted & there.keys()
                if all(_is_of(indicator, each) for each in there[period])
                and not all(each.parts.state in WAITING for each in there[period])
            }
        return found

    def _read(self, run: Run, indicator: Indicator, first: Period, last: Period) -> list[Figure]:
        return RunReader(self._store, run).figures(indicator=indicator.id, period_from=first, period_to=last)

    def slices_gone(
        self,
        workspace: Workspace,
        indicator: Indicator,
        figures: Sequence[Figure],
        times: Mapping[Period, datetime],
    ) -> Iterator[Figure]:
        """Find the figures of slices that only lost records had, in the periods of the `figures` made now.

        Periods that are not lost (`times` are those of the lost ones) have nothing of them.
        """
        run = next((each for each in self._runs if each.recorded_at <= min(times.values())), None)
        if run is None or not figures or not self._is_same(run, workspace, indicator):
            return
        now = {each.period: each.parts for each in figures}
        slices = {each.slice for each in figures}
        for figure in self._read(run, indicator, min(now), max(now)):
            if figure.slice in slices or figure.period not in now:
                continue
            if now[figure.period].state in WAITING:
                yield replace(figure, parts=now[figure.period])
            elif figure.period in times:
                yield replace(figure, parts=NOT_KNOWN)
            else:
                yield replace(figure, parts=NO_CASES) if figure.parts.state in WAITING else figure

    def _is_same(self, run: Run, workspace: Workspace, indicator: Indicator) -> bool:
        was = self.workspace_of(run)
        return was.organisation == workspace.organisation and is_defined_so(was, indicator)

    def workspace_of(self, run: Run) -> Workspace:
        """The definitions that a run was made from."""
        version_id = run.inputs.version_id
        if version_id not in self._workspaces:
            version = next(each for each in self._store.applied_versions() if each.version_id == version_id)
            self._workspaces[version_id] = read_version(self._store, version).workspace
        return self._workspaces[version_id]


def is_defined_so(workspace: Workspace, indicator: Indicator) -> bool:
    """Whether definitions count an indicator just so."""
    was = workspace.indicators.get(indicator.id)
    return was is not None and was.counting_hash == indicator.counting_hash


def _is_of(indicator: Indicator, figure: Figure) -> bool:
    """Whether a figure is a number of the same sort; a count does not stand beside proportions."""
    histogram = figure.parts.histogram
    is_same_quantile = histogram is None or float(histogram.quantile) == indicator.quantile
    return (figure.kind, figure.per) == (indicator.kind, indicator.per) and is_same_quantile


def not_known(unknown: Mapping[str, Sequence[Period]]) -> list[Issue]:
    """Say which figures cannot be known, because records were destroyed before they were worked out."""
    return [
        Issue(
            rule="records-destroyed",
            severity=Severity.WARNING,
            value=f"{name} {stretch(periods)}",
            message=(
                "these figures need records that were destroyed by order, and no run had them before:"
                " they are incomplete, and nothing is counted from what is left"
            ),
            cure="See the order: trustboard explain INDICATOR UNIT PERIOD. Nothing can bring them back.",
        )
        for name, periods in unknown.items()
    ]


def came_too_late(
    workspace: Workspace, stays: Mapping[str, Sequence[Period]], receipts: Iterable[Receipt]
) -> list[Issue]:
    """Name the files, of some that are new, that hold months whose figures stay: they change none of them."""
    read = {name: extracts_of(plan_of(workspace, [workspace.indicators[name]])) for name in stays}
    found = []
    for receipt in receipts:
        months = [Period.parse(code) for code in receipt.periods]
        held = [
            f"{name} {stretch(late)}"
            for name, periods in stays.items()
            if receipt.extract in read[name]
            and (late := [each for each in periods if any(_meet(each, month) for month in months)])
        ]
        if held:
            found.append(_too_late(receipt, held))
    return found


def _meet(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _too_late(receipt: Receipt, held: Sequence[str]) -> Issue:
    return Issue(
        rule="late-for-figures-that-stay",
        severity=Severity.WARNING,
        file=receipt.member or receipt.file_name,
        value=", ".join(held),
        message=(
            "it came for months whose figures stay as they were, because other records of theirs were"
            " destroyed by order: it changes none of these figures"
        ),
        cure="Nothing needs to be done. Where a figure is known to be wrong, say so beside it.",
    )


def stretch(periods: Sequence[Period]) -> str:
    """Write some periods as the first and the last of them."""
    first, last = periods[0].code, periods[-1].code
    return first if first == last else f"{first}..{last} ({len(periods)} periods)"


@dataclass(frozen=True, kw_only=True)
class Staying:
    """Why a figure can no longer be derived again: the orders, and the run that it was taken from.

    `run` is None where no run had it before the first order. `is_redefined` tells that the indicator is
    counted in another way since.
    """

    orders: tuple[Order, ...]
    receipts: tuple[Receipt, ...]
    run: Run | None
    is_redefined: bool


def staying_of(stood: StandingRun, indicator: str, period: Period) -> Staying | None:
    """Tell why a figure of a run can no longer be derived again; None where it can."""
    definition, used = stood.workspace.indicators[indicator], set(stood.run.inputs.receipt_ids)
    receipts = [each for each in stood.store.receipts() if each.receipt_id in used]
    if _arrived_counted(stood.workspace, definition, period):
        return None
    orders = lost_of(stood.store, stood.workspace, receipts, [definition]).get(indicator, {}).get(period)
    if not orders:
        return None
    earlier = Earlier(stood.store, on=stood.run.inputs.known_on, run=stood.run)
    run, _ = earlier.figures(definition, {period: orders[0].recorded_at}).get(period, (None, []))
    return Staying(
        orders=orders,
        receipts=tuple(each for order in orders for each in order.receipts if each.receipt_id in used),
        run=run,
        is_redefined=run is not None and not is_defined_so(earlier.workspace_of(run), definition),
    )


def _arrived_counted(workspace: Workspace, indicator: Indicator, period: Period) -> bool:
    if workspace.contracts[indicator.extract].records is None:
        return True
    return indicator.history is not None and period <= Period.parse(indicator.history.until)
