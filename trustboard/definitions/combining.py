"""How an indicator's figures combine over units and over time: what it says itself, or its kind's default."""

from trustboard.definitions.indicator import Indicator
from trustboard.vocabulary.figure import Combining, Kind


def combining_over_units(indicator: Indicator) -> Combining:
    """Say how figures of several units make one.

    By default the parts of every unit below are put together (different people are counted again for
    each unit); a stated number is as reported for each unit and never combined.
    """
    if indicator.combine.units is not None:
        return indicator.combine.units
    return Combining.NONE if indicator.kind is Kind.STATED else Combining.SUM


def combining_over_time(indicator: Indicator) -> Combining:
    """Say how figures of consecutive periods make one, such as a year to date.

    By default parts are summed, except for stated numbers and different people, and for rolling windows:
    months that overlap would be counted twice. Of what is open at the end of a period the latest stands.
    """
    if indicator.combine.time is not None:
        return indicator.combine.time
    if indicator.kind in (Kind.STATED, Kind.DISTINCT) or is_rolling(indicator):
        return Combining.NONE
    return Combining.LATEST if indicator.period.open_at_end is not None else Combining.SUM


def is_rolling(indicator: Indicator) -> bool:
    """Whether each figure spans more months than one period has."""
    window = indicator.period.window_months
    return window is not None and window > indicator.period.grain.months
