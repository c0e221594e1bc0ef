"""Judges figures: one verdict for every period of a series, each from data up to that period only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import NamedTuple

import numpy as np

from trustboard.definitions.indicator import Indicator
from trustboard.judgement import notes
from trustboard.judgement.assurance import ASSURANCES, assurance_within
from trustboard.judgement.drawing import Drawing, draw
from trustboard.judgement.grouping import group_of
from trustboard.judgement.process import (
    VARIATIONS,
    Processes,
    is_held_by_statistics,
    lay_out,
    read,
    standards_of,
)
from trustboard.judgement.rag import rag_of
from trustboard.judgement.series import Series
from trustboard.judgement.standards import InForce, StandardBook
from trustboard.statistics import Profile, XmrResult
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import Point
from trustboard.vocabulary.verdict import Assurance, Variation, Verdict

CHUNK = 4096
"""Cut series judged at once: 4,096 × 48 points of eight bytes are 1.6 MB an array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A series with its verdicts, one for each of its periods (gaps included), and its chart drawn whole."""

    series: Series
    verdicts: tuple[Verdict, ...]
    drawing: Drawing

    def rows(self) -> Iterator[tuple[tuple[str, Slice, Period], Verdict]]:
        """Each verdict with the indicator, slice and period it is of."""
        for period, verdict in zip(self.series.periods, self.verdicts, strict=True):
            yield (self.series.indicator, self.series.slice, period), verdict

    def points(self) -> Iterator[Point]:
        """Each point of the chart of the whole series."""
        return self.drawing.points(self.series)


class _Reading(NamedTuple):
    """What the chart up to and including one period says of its last point.

    Codes and bits as statistics gives them; limits are NaN where there are none. points: values since
    the limits were last recalculated, at place `start` of the series.
    """

    has_value: bool
    icon: int
    assured: int
    mean: float
    lower: float
    upper: float
    note: int
    points: int
    start: int


def judge(
    indicator: Indicator,
    series: Sequence[Series],
    book: StandardBook,
    *,
    known_on: date,
    profile: Profile = Profile.MDC,
) -> list[Judged]:
    """Judge all series of one indicator against the standards and decisions known on a date.

    The verdict of a period stays what it is when later data come in: it is read from a chart that ends
    with that period.
    """
    in_force = [standards_of(indicator, each, book, known_on=known_on) for each in series]
    processes = lay_out(indicator, series, in_force, known_on=known_on)
    drawings = draw(indicator, processes, profile=profile)
    verdicts: list[list[Verdict]] = [[] for _ in series]
    for row, reading in _readings(indicator, processes, profile):
        place = len(verdicts[row])
        verdicts[row].append(_verdict(indicator, series[row], place, in_force[row][place], reading))
    return [
        Judged(series=each, verdicts=tuple(found), drawing=drawing)
        for each, found, drawing in zip(series, verdicts, drawings, strict=True)
    ]


def _readings(indicator: Indicator, processes: Processes, profile: Profile) -> Iterator[tuple[int, _Reading]]:
    """Read every series (by its row) cut after each of its points, in order, a chunk at a time."""
    total = int(processes.lengths.sum())
    rows = np.repeat(np.arange(len(processes.lengths)), processes.lengths)
    before = np.cumsum(processes.lengths) - processes.lengths
    ends = np.arange(total) - before[rows] + 1
    for first in range(0, total, CHUNK):
        part = slice(first, first + CHUNK)
        cut = processes.cut(rows[part], ends[part])
        last_points = _last_points(cut, read(indicator, cut, profile=profile))
        yield from zip(rows[part].tolist(), last_points, strict=True)


def _last_points(cut: Processes, result: XmrResult) -> Iterator[_Reading]:
    """Read the last point of each chart."""
    last = cut.lengths - 1
    rows = np.arange(len(last))
    points = np.arange(cut.starts.shape[1])
    columns = (
        ~np.isnan(cut.values[rows, last]),
        result.variation_icon,
        result.assurance,
        result.mean[rows, last],
        result.lower_limit[rows, last],
        result.upper_limit[rows, last],
        result.note,
        cut.counts[rows, last],
        np.where(cut.starts, points, 0).max(axis=1),
    )
    return map(_Reading._make, zip(*(column.tolist() for column in columns), strict=True))


def _verdict(
    indicator: Indicator, series: Series, place: int, in_force: InForce, reading: _Reading
) -> Verdict:
    """Put together what RAG and SPC say of one period."""
    figure = series.figures[place]
    rag, no_rag = rag_of(figure, in_force.colouring, indicator.better)
    is_charted = reading.points >= indicator.minimum_points
    variation = VARIATIONS[reading.icon] if is_charted and reading.has_value else Variation.NOT_SHOWN
    has_limits = is_charted and not isnan(reading.upper)
    assurance = _assurance(indicator, in_force, reading, is_charted=is_charted)
    return Verdict(
        rag=rag,
        no_rag=no_rag,
        variation=variation,
        assurance=assurance,
        group=group_of(rag, no_rag, variation, assurance),
        standard_id=None if in_force.colouring is None else in_force.colouring.standard_id,
        other_standard_ids=tuple(each.standard_id for each in in_force.others),
        mean=reading.mean if has_limits else None,
        lower_limit=reading.lower if has_limits else None,
        upper_limit=reading.upper if has_limits else None,
        note=_note(indicator, series, place, reading, is_charted=is_charted),
    )


def _assurance(indicator: Indicator, in_force: InForce, reading: _Reading, *, is_charted: bool) -> Assurance:
    """Hold the process against the standard that colours; a neutral measure has nothing to be assured of."""
    standard = in_force.colouring
    if standard is None:
        return Assurance.NOT_SHOWN if in_force.others else Assurance.NO_STANDARD
    if not is_charted:
        return Assurance.NOT_SHOWN
    if is_held_by_statistics(standard, indicator.better):
        return ASSURANCES[reading.assured]
    if isnan(reading.upper):
        return Assurance.NOT_SHOWN
    return assurance_within(reading.lower, reading.upper, standard)


def _note(indicator: Indicator, series: Series, place: int, reading: _Reading, *, is_charted: bool) -> str:
    """Say in words what is not shown, and why."""
    if is_charted and not reading.note:
        return ""
    sentences = [notes.missing_value(series.figures[place], series.periods[place])]
    if is_charted:
        sentences += notes.on_verdict(reading.note)
    else:
        since = series.periods[reading.start] if reading.start else None
        sentences.append(notes.too_few(reading.points, indicator.minimum_points, since))
    return " ".join(filter(None, sentences))
