"""Which records belong to a period: said in one way, with the options that this way can have."""

from collections.abc import Iterator

from trustboard.definitions.draft import Draft
from trustboard.definitions.indicator import PeriodUse
from trustboard.definitions.places import KeyPath
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.period import Grain

_WAYS = ("date", "open_at_end", "during")
_OF_BOTH_PARTS = ("grain", "window_months", "lag_days")


def check_period_use(draft: Draft, file: str, path: KeyPath, period: PeriodUse) -> Iterator[Issue]:
    """Check how one part of an indicator uses periods."""
    ways = [key for key in _WAYS if getattr(period, key) is not None]
    if len(ways) > 1:
        message = f"Records belong to a period in one way; here stand {' and '.join(ways)}."
        cure = "Keep one of date, open_at_end and during."
        yield draft.issue(Rule.PERIOD_USE, file, (*path, ways[1]), message, cure)
    if period.shift_days and (period.open_at_end or period.during):
        message = "Only records with one date can be counted so many days earlier."
        cure = "Remove it, or move the clock itself: start: add_days(…, 4)."
        yield draft.issue(Rule.PERIOD_USE, file, (*path, "shift_days"), message, cure)
    if period.window_months is not None and period.open_at_end:
        message = "What is open at the end of a period has no months before it."
        yield draft.issue(Rule.PERIOD_USE, file, (*path, "window_months"), message, "Remove it.")
    elif period.window_months is not None and period.grain is Grain.WEEK:
        message = "Weeks are not measured in months."
        yield draft.issue(Rule.PERIOD_USE, file, (*path, "window_months"), message, "Remove it.")


def check_other_period(draft: Draft, file: str, path: KeyPath, period: PeriodUse) -> Iterator[Issue]:
    """Check the same of a part of its own, whose grain, window and lag are the indicator's."""
    own = [key for key in _OF_BOTH_PARTS if key in period.model_fields_set]
    for key in own:
        message = f"“{key}” is the indicator's, for both of its parts."
        cure = "Write it under the indicator's own “period”, and remove it here."
        yield draft.issue(Rule.PERIOD_USE, file, (*path, key), message, cure)
    yield from check_period_use(draft, file, path, period.model_copy(update={"window_months": None}))
