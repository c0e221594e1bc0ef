"""Indicators whose earlier periods arrived counted already: that history, and where records take over."""

from collections.abc import Iterable, Mapping

from trustboard.definitions.indicator import Indicator, PeriodUse
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Period


def counted_history(indicator: Indicator) -> Indicator | None:
    """Make the counted indicator of an indicator's history, of the same id; None where it has none."""
    history = indicator.history
    if history is None:
        return None
    return indicator.model_copy(
        update={
            "extract": history.extract,
            "population": history.population,
            "numerator": history.numerator,
            "denominator": history.denominator,
            "denominator_from": None,
            "period": PeriodUse(grain=indicator.period.grain),
            "by": [],
            "history": None,
        }
    )


def joined(
    indicators: Mapping[str, Indicator], counted: Iterable[Figure], recorded: Iterable[Figure]
) -> list[Figure]:
    """Put histories before records: up to the last period of a history from it, later ones from records."""
    last = {
        name: Period.parse(indicator.history.until)
        for name, indicator in indicators.items()
        if indicator.history is not None
    }
    kept = [each for each in counted if each.indicator not in last or each.period <= last[each.indicator]]
    later = [each for each in recorded if each.indicator not in last or each.period > last[each.indicator]]
    return [*kept, *later]
