"""Who counts for whom in a period: the closure of parents and successors over dated units."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from trustboard.vocabulary.period import Period


class DatedUnit(Protocol):
    """What the closure needs to know of one line of organisation.csv."""

    @property
    def unit_code(self) -> str: ...  # noqa: D102
    @property
    def parent(self) -> str | None: ...  # noqa: D102
    @property
    def valid_from(self) -> date: ...  # noqa: D102
    @property
    def valid_to(self) -> date | None: ...  # noqa: D102
    @property
    def successor(self) -> str | None: ...  # noqa: D102


class ClosureRow(NamedTuple):
    """The cells of `source_unit` count for `unit` in the period that starts on `period_start`."""

    unit: str
    source_unit: str
    period_start: date
    is_own: bool


def close(
    units: Mapping[str, Sequence[DatedUnit]], periods: Sequence[Period], *, keeps_ended: bool = True
) -> list[ClosureRow]:
    """List each pair of unit and source unit once for each period.

    `units` holds the lines of each code, the earliest first. A unit counts itself, every unit that is
    below it in the period, and every unit that one of these succeeded (whose units below count too).
    The structure is that of the last line valid in the period: a unit that moved within a quarter
    counts where it ended. A unit outside its dates counts for itself and for its successor only; without
    `keeps_ended` not for itself, so that it has no figures of its own.
    """
    bounds = _bounds(units)
    known: dict[tuple[int, int], list[tuple[str, str]]] = {}
    rows: list[ClosureRow] = []
    for period in periods:
        stretch = (bisect_right(bounds, period.start), bisect_right(bounds, period.end))
        if stretch not in known:
            known[stretch] = [
                pair for pair in _pairs(units, period) if keeps_ended or _is_there(units, pair, period)
            ]
        start = period.start
        rows += [ClosureRow(unit, source, start, unit == source) for unit, source in known[stretch]]
    return rows


def _bounds(units: Mapping[str, Sequence[DatedUnit]]) -> list[date]:
    """The days on which the structure can change: between two of them it stays as it is."""
    days: set[date] = set()
    for line in (line for lines in units.values() for line in lines):
        days.add(line.valid_from)
        if line.valid_to is not None and line.valid_to < date.max:
            days.add(line.valid_to + timedelta(days=1))
    return sorted(days)


def _pairs(units: Mapping[str, Sequence[DatedUnit]], period: Period) -> list[tuple[str, str]]:
    """Every (unit, source unit) in one period."""
    steps = {code: _steps_up(lines, period) for code, lines in units.items()}
    return [(unit, source) for source in units for unit in _reach(source, steps)]


def _is_there(units: Mapping[str, Sequence[DatedUnit]], pair: tuple[str, str], period: Period) -> bool:
    """Whether a pair is of two units, or of one that is within its dates."""
    unit, source = pair
    return unit != source or any(_overlaps(line, period) for line in units[unit])


def _reach(source: str, steps: Mapping[str, tuple[str, ...]]) -> dict[str, None]:
    """All units reached from a source, itself first, each once."""
    reached: dict[str, None] = {}
    waiting = [source]
    while waiting:
        unit = waiting.pop()
        if unit not in reached:
            reached[unit] = None
            waiting += [above for above in steps[unit] if above in steps]
    return reached


def _steps_up(lines: Sequence[DatedUnit], period: Period) -> tuple[str, ...]:
    """The parent in the period, if the unit was there, and every successor."""
    there = [line for line in lines if _overlaps(line, period)]
    parents = [there[-1].parent] if there else []
    return tuple(code for code in (*parents, *(line.successor for line in lines)) if code)


def _overlaps(line: DatedUnit, period: Period) -> bool:
    return line.valid_from <= period.end and (line.valid_to is None or line.valid_to >= period.start)
