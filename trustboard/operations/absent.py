"""Units below a scorecard's that reported for the period before and not for the one that is shown."""

from trustboard.definitions.combining import combining_over_units
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.scorecard import Scorecard
from trustboard.operations.reading import StandingRun
from trustboard.reports.inputs import period_within
from trustboard.vocabulary.figure import Combining
from trustboard.vocabulary.period import Period


def absent_units(standing: StandingRun, scorecard: Scorecard, period: Period) -> dict[str, tuple[str, ...]]:
    """Name, by indicator, the units whose numbers a total is without although they are still there."""
    found = {}
    for name in scorecard.indicators:
        indicator = standing.workspace.indicators[name]
        if combining_over_units(indicator) is Combining.SUM:
            names = _absent(
                standing, scorecard.unit, indicator, period_within(period, indicator.period.grain)
            )
            if names:
                found[name] = names
    return found


def _absent(standing: StandingRun, unit: str, indicator: Indicator, period: Period) -> tuple[str, ...]:
    organisation = standing.workspace.organisation
    figures = standing.reader.figures(
        indicator=indicator.id,
        commissioner=None,
        council=None,
        group=None,
        period_from=period.previous,
        period_to=period,
    )
    now = {figure.slice.unit for figure in figures if figure.period == period}
    before = {figure.slice.unit for figure in figures if figure.period == period.previous}
    below = {row.source_unit for row in organisation.closure([period]) if row.unit == unit} - {unit}
    gone = {code for code in (before - now) & below if organisation.unit(code, period.end)}
    lowest = gone - {_parent(organisation, code, period) for code in gone}
    return tuple(organisation.name_of(code, period.end) for code in sorted(lowest))


def _parent(organisation: Organisation, code: str, period: Period) -> str | None:
    line = organisation.unit(code, period.end)
    return line.parent if line else None
