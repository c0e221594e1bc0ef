"""Random indicators over record extracts: every kind, way into a period, grain, window, lag, shift and cut."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.expressions import (
    Scope,
    write_condition,
    write_date,
    write_day,
    write_number,
    write_text,
    write_time,
)
from tests.support.record_worlds.extracts import CONTACTS, REFERRALS, Extracts
from trustboard.definitions.indicator import Indicator
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.period import Grain

Told = dict[str, Any]
KINDS = (
    Kind.COUNT,
    Kind.PROPORTION,
    Kind.RATE,
    Kind.RATIO,
    Kind.MEAN,
    Kind.QUANTILE,
    Kind.MAXIMUM,
    Kind.DISTINCT,
    Kind.COUNT,
    Kind.PROPORTION,
)
GRAINS = (Grain.MONTH, Grain.MONTH, Grain.MONTH, Grain.WEEK, Grain.QUARTER)
YEARS = (Grain.FINANCIAL_YEAR, Grain.ACADEMIC_YEAR)
WORDS: Told = {
    "title": "Made up",
    "why": "It is made up.",
    "better": "higher",
    "domain": "safe",
    "perspective": "quality_safety",
    "definition": "What is counted.",
    "owner": "Owner",
    "author": "Author",
    "checked_by": "Checker",
    "review_by": date(2099, 3, 31),
    "sources": ["Nowhere"],
    "cases": [{"it": "counts", "rows": []}],
}


def some_indicators(
    choices: Choices, extracts: Extracts, asked: Sequence[int], *, long: bool
) -> tuple[Indicator, ...]:
    """So many indicators; some share an extract and the way into periods, the more of them the more often."""
    found: list[Indicator] = []
    for number in range(choices.pick(asked)):
        like = found[-1] if found and choices.chance(40 if number < 2 else 85) else None
        found.append(_some_indicator(choices, extracts, f"indicator_{number}", like, long=long))
    return tuple(found)


def _some_indicator(
    choices: Choices, extracts: Extracts, name: str, like: Indicator | None, *, long: bool
) -> Indicator:
    """An indicator over one of the extracts, at times with its denominator from the other."""
    extract = choices.pick((CONTACTS, CONTACTS, CONTACTS, REFERRALS)) if like is None else like.extract
    scope = extracts.scopes[extract]
    kind = choices.pick(KINDS)
    period = (
        _period(choices, scope, long=long) if like is None else like.period.model_dump(exclude_unset=True)
    )
    asked = scope.with_period()
    told: Told = {"id": name, "kind": kind, "extract": extract, "period": period, **WORDS}
    if choices.chance(40):
        told["population"] = write_condition(choices, asked)
    told |= _counted(choices, asked, extracts, kind, extract, period)
    if choices.chance(35):
        cuts = [name for name in scope.texts if re.fullmatch("[a-z_]+", name)]
        in_both = ("status", "person")  # fields by which a rate over both extracts may be cut
        told["by"] = choices.several(in_both if "denominator_from" in told else cuts, 2, least=1)
    if choices.chance(8):
        told["combine"] = {"units": "none"}
    return Indicator.model_validate(told)


def _period(choices: Choices, scope: Scope, *, long: bool) -> Told:
    grain = choices.pick(scope.days.grains((*YEARS, Grain.QUARTER, Grain.MONTH) if long else GRAINS))
    told: Told = {"grain": grain} | _when(choices, scope)
    if grain is not Grain.WEEK and "open_at_end" not in told and choices.chance(35):
        told["window_months"] = choices.pick((12, 15, 6) if long else (2, 3, 1))
    if choices.chance(25):
        told["lag_days"] = choices.pick((1, 28, 31, 4))
    return told


def _when(choices: Choices, scope: Scope) -> Told:
    """Which records belong to a period."""
    way = choices.number(0, 9)
    if way < 3:
        told: Told = {}
    elif way < 5:
        told = {"date": write_day(choices, scope)}
    elif way < 7:
        return {"open_at_end": _clock(choices, scope)}
    elif way < 9:
        return {"during": _clock(choices, scope)}
    else:
        told = {"date": choices.pick(scope.dates)}
    if choices.chance(30):
        told["shift_days"] = choices.pick((1, 4, 28, 31))
    return told


def _clock(choices: Choices, scope: Scope) -> Told:
    if choices.chance(25):
        start, stop = choices.several(scope.times, 2, least=2)
    else:
        start, stop = choices.several(scope.dates, 2, least=2)
    writer = write_time if choices.chance(25) else write_date
    which = choices.number(0, 5)
    return {
        "start": writer(choices, scope, 1) if which == 4 else start,
        "stop": writer(choices, scope, 1) if which == 5 else stop,
    }


def _counted(
    choices: Choices, scope: Scope, extracts: Extracts, kind: Kind, extract: str, period: Told
) -> Told:
    match kind:
        case Kind.COUNT:
            return _part(choices, scope, "numerator")
        case Kind.PROPORTION:
            told: Told = {"numerator": write_condition(choices, scope)}
            if choices.chance(30):
                told["denominator"] = write_condition(choices, scope)
            return told
        case Kind.RATE | Kind.RATIO:
            told = {"per": choices.pick((1000, 1, 100))} if kind is Kind.RATE else {}
            return (
                told | _part(choices, scope, "numerator") | _below(choices, scope, extracts, extract, period)
            )
        case Kind.QUANTILE:
            quantile = choices.pick((0.5, 0.92, 0.25))
            return {"numerator": write_number(choices, scope), "quantile": quantile}
        case Kind.DISTINCT:
            return {"numerator": write_text(choices, scope)}
        case _:
            return {"numerator": write_number(choices, scope)}


def _alike(when: Told, scope: Scope, *, is_open: bool) -> Told:
    """Clocks open at the end of a quarter or year stand beside such clocks only."""
    clock = when.get("open_at_end") or when.get("during")
    if clock is None:
        return {"open_at_end": {"start": scope.dates[0], "stop": scope.dates[-1]}} if is_open else when
    return {"open_at_end" if is_open else "during": clock}


def _part(choices: Choices, scope: Scope, name: str, *, least: int = 0) -> Told:
    """A condition, a number, or nothing: all records."""
    kind = choices.number(least, 3)
    if kind == 0:
        return {}
    return {name: write_condition(choices, scope) if kind == 1 else write_number(choices, scope)}


def _below(choices: Choices, scope: Scope, extracts: Extracts, extract: str, period: Told) -> Told:
    """A denominator of the same extract, or of the other."""
    if choices.chance(50):
        return _part(choices, scope, "denominator", least=1)
    other = REFERRALS if extract == CONTACTS else CONTACTS
    asked = extracts.scopes[other].with_period()
    when = _when(choices, extracts.scopes[other])
    if period["grain"] not in (Grain.MONTH, Grain.WEEK) or "window_months" in period:
        when = _alike(when, asked, is_open="open_at_end" in period)
    told: Told = {"extract": other, "period": when} | _part(choices, asked, "counted")
    if choices.chance(40):
        told["population"] = write_condition(choices, asked)
    return {"denominator_from": told}
