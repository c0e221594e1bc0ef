"""Read a run: figures and verdicts as plain rows, filtered, as they stand or as they stood on a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from trustboard.definitions.combining import combining_over_time
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.workspace import Workspace
from trustboard.operations.workspace import open_workspace, read_version
from trustboard.vocabulary.figure import Accumulator, Combining, Figure, Slice, combine_over_time
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import RunReader
from trustboard.warehouse.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which figures are asked for. `cuts` adds slices crossed with a commissioner, council or group."""

    indicator: str | None = None
    unit: str | None = None
    periods: tuple[Period, Period] | None = None
    commissioner: str | None = None
    cuts: bool = False


@dataclass(frozen=True)
class StandingRun:
    """A run with the definitions it was made from."""

    store: Store
    run: Run
    reader: RunReader
    workspace: Workspace


def standing_run(folder: Path, *, as_known_on: date | None = None) -> StandingRun:
    """Open the run that stands, or stood on a date; raises Mistake when there was none."""
    store = open_workspace(folder).store
    run = store.run(known_on=as_known_on)
    if run is None:
        when = f" by {as_known_on.isoformat()}" if as_known_on else ""
        raise Mistake(
            [
                Issue(
                    rule="no-run",
                    message=f"nothing had been calculated{when}",
                    cure="Run: trustboard calculate",
                )
            ]
        )
    version = next(each for each in store.applied_versions() if each.version_id == run.inputs.version_id)
    return StandingRun(store, run, RunReader(store, run), read_version(store, version).workspace)


def figures(
    folder: Path, wanted: Wanted, *, as_known_on: date | None = None, combined: bool = False
) -> list[Row]:
    """List figures as rows; `combined` gives one row a slice for the whole stretch of periods.

    Raises Mistake for an indicator or unit that is not known.
    """
    standing = standing_run(folder, as_known_on=as_known_on)
    found = _figures(standing, wanted)
    if combined:
        return _combined_rows(standing.workspace, found, wanted.periods)
    return [_figure_row(standing.workspace, figure) for figure in found]


def verdicts(folder: Path, wanted: Wanted, *, as_known_on: date | None = None) -> list[Row]:
    """List verdicts as rows, each beside its figure; a month without one has a verdict too."""
    standing = standing_run(folder, as_known_on=as_known_on)
    there = {(each.indicator, each.slice, each.period): each for each in _figures(standing, wanted)}
    judged = standing.reader.verdicts(**_filters(standing.workspace, wanted))
    rows = []
    for key in sorted(judged):
        figure = there.get(key) or _no_return(standing.workspace, *key)
        rows.append(_figure_row(standing.workspace, figure) | _verdict_row(judged[key]))
    return rows


def _no_return(workspace: Workspace, indicator: str, part: Slice, period: Period) -> Figure:
    """Stand in for a figure that no file holds: nothing was collected."""
    definition = workspace.indicators[indicator]
    return Figure(
        indicator=indicator,
        slice=part,
        period=period,
        kind=definition.kind,
        parts=Accumulator(state=State.NOT_COLLECTED),
        per=definition.per,
    )


def _filters(workspace: Workspace, wanted: Wanted) -> dict[str, Any]:
    """Turn what is asked for into the reader's filters, refusing names that nobody knows."""
    refuse_unknown(workspace, wanted)
    filters: dict[str, Any] = {"indicator": wanted.indicator, "unit": wanted.unit}
    if wanted.periods is not None:
        filters |= {"period_from": wanted.periods[0], "period_to": wanted.periods[1]}
    if wanted.commissioner is not None:
        filters["commissioner"] = wanted.commissioner
    elif not wanted.cuts:
        filters |= {"commissioner": None, "council": None, "group": None}
    return filters


def refuse_unknown(workspace: Workspace, wanted: Wanted) -> None:
    """Raise Mistake, with the nearest name, when the indicator or unit asked for is not known."""
    if wanted.indicator is not None and wanted.indicator not in workspace.indicators:
        raise Mistake([_unknown("indicator", wanted.indicator, workspace.indicators)])
    codes = workspace.organisation.by_code
    if wanted.unit is not None and wanted.unit not in codes:
        raise Mistake([_unknown("unit", wanted.unit, codes)])


def _unknown(what: str, name: str, known: Iterable[str]) -> Issue:
    return Issue(
        rule=f"unknown-{what}",
        message=f"no {what} of that name is known",
        value=name,
        cure=cure_for(name, known),
    )


def _figures(standing: StandingRun, wanted: Wanted) -> list[Figure]:
    found = standing.reader.figures(**_filters(standing.workspace, wanted))
    if not found and wanted.commissioner is not None:
        _refuse_unknown_commissioner(standing, wanted.commissioner)
    return found


def _refuse_unknown_commissioner(standing: StandingRun, code: str) -> None:
    known = {figure.slice.commissioner for figure in standing.reader.figures(council=None, group=None)}
    if code not in known:
        raise Mistake([_unknown("commissioner", code, {each for each in known if each is not None})])


def _slice_row(workspace: Workspace, figure: Figure) -> Row:
    indicator = workspace.indicators[figure.indicator]
    part = figure.slice
    return {
        "indicator": figure.indicator,
        "title": indicator.title,
        "unit": part.unit,
        "unit_name": workspace.organisation.name_of(part.unit, figure.period.end),
        "commissioner": part.commissioner,
        "council": part.council,
        "group": part.group,
    }


def _figure_row(workspace: Workspace, figure: Figure) -> Row:
    return _slice_row(workspace, figure) | {
        "period": figure.period.code,
        "period_label": figure.period.label,
        "kind": figure.kind.value,
        "state": figure.state.value,
        "numerator": figure.parts.numerator,
        "denominator": figure.parts.denominator,
        "per": figure.per,
        "value": figure.value,
    }


def _combined_rows(
    workspace: Workspace, found: Sequence[Figure], periods: tuple[Period, Period] | None
) -> list[Row]:
    """Make one row of each slice's figures; indicators that do not combine over time say so."""
    rows = []
    for _, group in groupby(found, key=lambda figure: (figure.indicator, figure.slice)):
        figures_ = sorted(group, key=lambda figure: figure.period)
        first, last = periods or (figures_[0].period, figures_[-1].period)
        combining = combining_over_time(workspace.indicators[figures_[0].indicator])
        parts = combine_over_time(figures_, combining, expected=len(first.until(last)))
        row = _combined_row(workspace, figures_[0], parts, f"{first.code}..{last.code}")
        if combining is Combining.LATEST:
            latest = figures_[-1].period
            row["period_label"] = f"as at {latest.code}"
            if latest < last:  # not of the whole stretch, of whose end there is nothing
                row["period"] = latest.code
        rows.append(row)
    return rows


def _combined_row(workspace: Workspace, figure: Figure, parts: Accumulator | None, stretch: str) -> Row:
    row = _slice_row(workspace, figure) | {
        "period": stretch,
        "period_label": stretch,
        "kind": figure.kind.value,
    }
    if parts is None:
        nothing = dict.fromkeys(("numerator", "denominator", "per", "value"))
        return row | {"state": "not defined for this measure"} | nothing
    whole = replace(figure, parts=parts)
    return row | {
        "state": whole.state.value,
        "numerator": parts.numerator,
        "denominator": parts.denominator,
        "per": figure.per,
        "value": whole.value,
    }


def _verdict_row(verdict: Verdict) -> Row:
    return {
        "rag": verdict.rag.value if verdict.rag else None,
        "verdict": verdict.rag.word if verdict.rag else verdict.no_rag.value if verdict.no_rag else None,
        "standard": verdict.standard_id,
        "other_standards": list(verdict.other_standard_ids),
        "variation": verdict.variation.value,
        "assurance": verdict.assurance.value,
        "scorecard_group": verdict.group.value,
        "mean": verdict.mean,
        "lower_limit": verdict.lower_limit,
        "upper_limit": verdict.upper_limit,
        "note": verdict.note,
    }
