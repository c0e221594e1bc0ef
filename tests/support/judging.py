"""Builders for tests of judgement: figures, standards, indicators and series in few words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from trustboard.definitions.indicator import Indicator
from trustboard.judgement.series import Series
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.standard import Basis, Operator, Standard
from trustboard.vocabulary.state import State

FIRST = Period.month(2017, 4)
TRUST = Slice("R1L")
LATER = date(2030, 1, 1)


def day(text: str) -> date:
    """A date from its ISO form."""
    return date.fromisoformat(text)


def figure_of(
    value: float | str | None,
    period: Period = FIRST,
    *,
    slice_: Slice = TRUST,
    state: State = State.SUPPRESSED,
    indicator: str = "waits",
) -> Figure:
    """A figure with this very value, or one without a value in the given state."""
    parts = (
        Accumulator(state=state)
        if value is None
        else Accumulator(state=State.VALUE, numerator=Decimal(str(value)))
    )
    return Figure(indicator=indicator, slice=slice_, period=period, kind=Kind.STATED, parts=parts)


def ratio_of(numerator: int, denominator: int, period: Period = FIRST, *, per: int = 1) -> Figure:
    """A figure with a numerator and a denominator."""
    parts = Accumulator(state=State.VALUE, numerator=Decimal(numerator), denominator=Decimal(denominator))
    kind = Kind.PROPORTION if per == 1 else Kind.RATE
    return Figure(indicator="waits", slice=TRUST, period=period, kind=kind, parts=parts, per=per)


def series_with(
    values: Sequence[float | None], *, slice_: Slice = TRUST, first: Period = FIRST, gaps: Sequence[int] = ()
) -> Series:
    """A monthly series with these values; None is a suppressed figure, a place in `gaps` has no figure."""
    periods = tuple(first.shift(step) for step in range(len(values)))
    figures = tuple(
        None if place in gaps else figure_of(value, period, slice_=slice_)
        for place, (value, period) in enumerate(zip(values, periods, strict=True))
    )
    return Series(indicator="waits", slice=slice_, periods=periods, figures=figures)


def standard_of(rule: str, **changes: Any) -> Standard:
    """A national standard written as `>= 0.5`, `between 85 95`, `>= 0.5 tolerance 0.05`."""
    words = rule.split()
    tolerance = Decimal(words[words.index("tolerance") + 1]) if "tolerance" in words else None
    upper = Decimal(words[2]) if words[0] == "between" else None
    given: dict[str, Any] = {
        "standard_id": "s1",
        "indicator": "waits",
        "operator": Operator(words[0]),
        "value": Decimal(words[1]),
        "upper_value": upper,
        "tolerance": tolerance,
        "basis": Basis.NATIONAL,
        "effective_from": day("2016-04-01"),
        "approved_on": day("2016-03-01"),
        "approved_by": "Board of directors",
        "reference": "minute 1",
    }
    return Standard(**(given | changes))


def indicator_of(better: str = "higher", **changes: Any) -> Indicator:
    """An indicator of already stated values."""
    given: dict[str, Any] = {
        "id": "waits",
        "title": "Waits",
        "why": "People should not wait.",
        "extract": "waits",
        "kind": "stated",
        "numerator": "value",
        "better": better,
        "domain": "responsive",
        "perspective": "patient_experience_access",
        "definition": "As stated.",
        "owner": "Chief Operating Officer",
        "author": "Analyst",
        "checked_by": "Head of Information",
        "review_by": "2030-03-31",
        "sources": ["made up for a test"],
        "cases": [],
    }
    return Indicator.model_validate(given | changes)


def rebase_from(
    period: str, *, unit: str | None = None, decided_on: str = "2018-01-10", why: str = "New pathway"
) -> dict[str, object]:
    """A decision to recalculate limits from a period on, as an indicator's file holds it."""
    return {
        "period": period,
        "unit": unit,
        "why": why,
        "decided_by": "Performance committee",
        "decided_on": decided_on,
    }
