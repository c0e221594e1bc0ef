"""Reports: one scorecard of one period, from a run, as a folder of pages, a workbook, CSV and JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.nearest import cure_for
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.workspace import Workspace
from trustboard.judgement.chart import Chart, chart
from trustboard.judgement.series import series_of
from trustboard.operations.absent import absent_units
from trustboard.operations.judging import book_of, profile_of
from trustboard.operations.reading import StandingRun, standing_run
from trustboard.rendering.folder import write_folder
from trustboard.reports.board import build_board
from trustboard.reports.inputs import BoardInputs, period_within
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.verdict import Verdict

VerdictKey = tuple[str, Slice, Period]


@dataclass(frozen=True)
class Written:
    """A report that has been written."""

    title: str
    period_label: str
    folder: Path


def report_board(
    folder: Path, *, name: str, period: Period | None, to: Path, as_known_on: date | None = None
) -> Written:
    """Write a scorecard for a period (by default the latest) into the folder `to`.

    Raises Mistake when there is no such scorecard, no run, no figure in the period, or when `to` is a
    file or holds something that is no scorecard.
    """
    standing = standing_run(folder, as_known_on=as_known_on)
    scorecard = _scorecard(standing.workspace, name)
    _refuse_foreign_folder(to)
    inputs = board_inputs(standing, scorecard, period)
    model = build_board(inputs)
    write_folder(model, to, name=name)
    return Written(title=scorecard.title, period_label=inputs.period.label, folder=to)


def _scorecard(workspace: Workspace, name: str) -> Scorecard:
    if name in workspace.scorecards:
        return workspace.scorecards[name]
    cure = cure_for(name, workspace.scorecards, what="a scorecard in scorecards.yaml")
    raise Mistake(
        [Issue(rule="unknown-scorecard", message="no scorecard of that name", value=name, cure=cure)]
    )


def _refuse_foreign_folder(to: Path) -> None:
    """Never write among somebody's other files: the folder is new, empty, or holds a scorecard already."""
    if not to.exists() or (to.is_dir() and ((to / "index.html").exists() or not any(to.iterdir()))):
        return
    raise Mistake(
        [
            Issue(
                rule="folder-not-empty",
                file=str(to),
                message="there is something else here already",
                cure="Name a new folder with --to, or one that holds an earlier scorecard.",
            )
        ]
    )


def board_inputs(standing: StandingRun, scorecard: Scorecard, period: Period | None) -> BoardInputs:
    """Choose from a run what one scorecard says; raises Mistake when there is nothing for the period."""
    figures = _figures(standing, scorecard)
    latest = _latest(figures, scorecard)
    chosen = period or latest
    _refuse_other_grain(standing.workspace, scorecard, chosen)
    if chosen is None or latest is None or chosen > latest:
        raise Mistake([_nothing(scorecard, chosen, latest)])
    shown = [figure for figure in figures if figure.period.end <= chosen.end]
    return BoardInputs(
        workspace=standing.workspace,
        scorecard=scorecard,
        period=chosen,
        figures=shown,
        verdicts=_verdicts(standing, scorecard),
        charts=_charts(standing, scorecard, shown, chosen),
        receipts=_receipts(standing),
        known_on=standing.run.inputs.known_on,
        produced_on=standing.store.clock(),
        run_id=standing.run.run_id,
        absent=absent_units(standing, scorecard, chosen),
        restatements=[
            each
            for each in standing.reader.restatements(unit=scorecard.unit)
            if each.slice.is_whole and each.indicator in scorecard.indicators
        ],
    )


def _refuse_other_grain(workspace: Workspace, scorecard: Scorecard, period: Period | None) -> None:
    """A page for a quarter would show its last month alone, so only a month, or the grain that all share."""
    grains = {workspace.indicators[name].period.grain for name in scorecard.indicators}
    if period is None or period.grain is Grain.MONTH or grains == {period.grain}:
        return
    last = Period.containing(period.end, Grain.MONTH)
    raise Mistake(
        [
            Issue(
                rule="period-of-other-length",
                message=f"{scorecard.scorecard} shows indicators that are not of a {period.grain.words}",
                value=period.code,
                cure=f"Name a month, such as {last.code}; a longer stretch: trustboard figures --combined",
            )
        ]
    )


def _figures(standing: StandingRun, scorecard: Scorecard) -> list[Figure]:
    units = [scorecard.unit, *([scorecard.compare_with] if scorecard.compare_with else [])]
    return [
        figure
        for unit in units
        for figure in standing.reader.figures(unit=unit, commissioner=None, council=None, group=None)
        if figure.indicator in scorecard.indicators
    ]


def _verdicts(standing: StandingRun, scorecard: Scorecard) -> dict[VerdictKey, Verdict]:
    return standing.reader.verdicts(unit=scorecard.unit, commissioner=None, council=None, group=None)


def _latest(figures: Sequence[Figure], scorecard: Scorecard) -> Period | None:
    """The latest month that any indicator has for the scorecard's unit; longer periods count by their end."""
    ends = [figure.period.end for figure in figures if figure.slice.unit == scorecard.unit]
    return Period.containing(max(ends), Grain.MONTH) if ends else None


def _nothing(scorecard: Scorecard, asked: Period | None, latest: Period | None) -> Issue:
    cure = (
        f"The latest period is {latest.code}."
        if latest
        else "Take in files that hold this unit, then: trustboard calculate"
    )
    return Issue(
        rule="no-figures-for-scorecard",
        message=f"{scorecard.scorecard}: there are no figures of {scorecard.unit} for the period",
        value=asked.code if asked else None,
        cure=cure,
    )


def _charts(
    standing: StandingRun, scorecard: Scorecard, figures: Sequence[Figure], period: Period
) -> dict[str, Chart]:
    book, profile = book_of(standing.workspace), profile_of(standing.workspace)
    charts = {}
    for name in scorecard.indicators:
        indicator = standing.workspace.indicators[name]
        own = [each for each in figures if each.indicator == name and each.slice == Slice(scorecard.unit)]
        for series in series_of(own, through=period_within(period, indicator.period.grain)):
            charts[name] = chart(
                indicator, series, book, known_on=standing.run.inputs.known_on, profile=profile
            )
    return charts


def _receipts(standing: StandingRun) -> dict[str, list[Receipt]]:
    used = set(standing.run.inputs.receipt_ids)
    found: dict[str, list[Receipt]] = {}
    for receipt in standing.store.receipts():
        if receipt.receipt_id in used:
            found.setdefault(receipt.extract, []).append(receipt)
    return found
