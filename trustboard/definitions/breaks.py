"""Where limits start anew: by a person's decision, or where the numbers come from another source."""

from dataclasses import dataclass
from datetime import date

from trustboard.definitions.indicator import Indicator, Rebase
from trustboard.vocabulary.period import Period


@dataclass(frozen=True, kw_only=True)
class SourceChange:
    """Periods that arrived counted end, and records begin: a fact of the data, nobody's decision.

    `first` is the first period counted from records, of the extract `after`; `before` is the counted one.
    """

    first: Period
    before: str
    after: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Break:
    """Limits start anew from `first` on, for one unit or all, as known from a day on; and what brings it."""

    first: Period
    unit: str | None
    known_from: date
    cause: Rebase | SourceChange


def breaks_of(indicator: Indicator) -> list[Break]:
    """List the decisions in their order, then the end of a counted history."""
    decided = [
        Break(first=Period.parse(each.period), unit=each.unit, known_from=each.decided_on, cause=each)
        for each in indicator.rebase
    ]
    history = indicator.history
    if history is None:
        return decided
    first = Period.parse(history.until).shift(1)
    change = SourceChange(first=first, before=history.extract, after=indicator.extract, why=history.why)
    return [*decided, Break(first=first, unit=None, known_from=first.start, cause=change)]
