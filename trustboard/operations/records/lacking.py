"""Warnings of records whose unit the organisation lacks then: for when, how many, and where they count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trustboard.compiler.records import CLOSURE, lacking_sql
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.structure import ClosureRow
from trustboard.operations.counting import lacking_unit
from trustboard.operations.records.cells import Passing
from trustboard.operations.records.roll_ups import kept_sql
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.engine import DuckDBEngine


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one pass counts of a unit in a period in which the organisation lacks it: records, or people.

    `is_held`: it counts for the whole trust; else nowhere.
    """

    extract: str
    unit: str
    period: Period
    many: int
    is_people: bool
    is_held: bool


def lacking_of(
    passings: Sequence[Passing], closure: Sequence[ClosureRow], engine: DuckDBEngine, *, trust: str
) -> Iterator[Lacking]:
    """Find what passes of one grain of cells count of units that the organisation lacks then."""
    engine.offer_rows("structure", closure, CLOSURE)
    above: dict[date, set[str]] = {}
    for row in closure:
        if row.source_unit == trust:
            above.setdefault(row.period_start, set()).add(row.unit)
    for passing in passings:
        pass_ = passing.pass_
        by_start = {period.start: period for period in passing.made_of}
        engine.show("cells", kept_sql(passing, "cells", passing.made_of))
        for unit, start, many in engine.rows(lacking_sql(pass_, cells="cells", closure="structure")):
            yield Lacking(
                extract=pass_.extract,
                unit=unit,
                period=by_start[start],
                many=many,
                is_people=pass_.is_recount,
                is_held=not pass_.is_own_only and above.get(start) == {trust},
            )


def warnings_of(found: Sequence[Lacking], organisation: Organisation) -> list[Issue]:
    """Name each unit once for each extract, and apart what counts for the trust and what nowhere."""
    together: dict[tuple[str, str, bool], list[Lacking]] = {}
    held = {(each.extract, each.unit, each.period) for each in found if each.is_held}
    for each in found:
        is_held = (each.extract, each.unit, each.period) in held
        together.setdefault((each.extract, each.unit, is_held), []).append(each)
    return [
        _issue(extract, unit, _when(lacking), is_known=unit in organisation.by_code, is_held=is_held)
        for (extract, unit, is_held), lacking in sorted(together.items(), key=lambda each: each[0])
    ]


def _issue(extract: str, unit: str, when: str, *, is_known: bool, is_held: bool) -> Issue:
    where = "they count for the whole trust only" if is_held else "no total holds them"
    what = "outside its dates," if is_known else "and it is no unit,"
    message = f"{extract} has records of it{'' if is_known else ','} {what} for {when}: {where}"
    return lacking_unit(unit, message, is_known=is_known)


def _when(found: Sequence[Lacking]) -> str:
    """Say for which periods of each grain, the longer ones first, and how many at most in one of them."""
    grains: dict[Grain, list[Lacking]] = {}
    for each in sorted(found, key=lambda each: each.period.start):
        grains.setdefault(each.period.grain, []).append(each)
    longest = sorted(grains, key=lambda grain: -grain.months)
    return " and ".join(_of_grain(grain, grains[grain]) for grain in longest)


def _of_grain(grain: Grain, found: Sequence[Lacking]) -> str:
    """Say how many records; or people, where nothing but people is counted."""
    counted = [each for each in found if not each.is_people] or found
    most = max(each.many for each in counted)
    word = "people" if counted[0].is_people else "record" if most == 1 else "records"
    periods = sorted({each.period for each in found})
    share = f" a {grain.words} at most" if len(periods) > 1 else ""
    return f"{', '.join(_stretches(periods))} ({most:,} {word}{share})"


def _stretches(periods: Sequence[Period]) -> Iterator[str]:
    """Write periods of one grain, in order, as stretches without gaps."""
    first = periods[0]
    for period, following in zip(periods, [*periods[1:], None], strict=True):
        if following != period.shift(1):
            yield first.code if first == period else f"{first.code} to {period.code}"
            first = following or period
