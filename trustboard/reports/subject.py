"""One indicator on one scorecard, with what its row and its page both need."""

from dataclasses import dataclass
from functools import cached_property

from trustboard.definitions.indicator import Indicator
from trustboard.judgement.chart import Chart
from trustboard.judgement.standards import InForce
from trustboard.reports.cells import style_of
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.words import listed
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Variation, Verdict

MOST_NAMES = 3
_UNJUDGED = Verdict(
    rag=None,
    no_rag=NoRag.NO_VALUE,
    variation=Variation.NOT_SHOWN,
    assurance=Assurance.NOT_SHOWN,
    group=Group.WATCH,
    note="There is no figure for this period.",
)


@dataclass(frozen=True)
class Subject:
    """An indicator, and the scorecard it stands on."""

    inputs: BoardInputs
    indicator: Indicator

    @cached_property
    def style(self) -> NumberStyle:
        """How its numbers are written."""
        return style_of(self.indicator)

    @cached_property
    def period(self) -> Period:
        """The period it shows."""
        return self.inputs.period_of(self.indicator)

    @cached_property
    def figure(self) -> Figure | None:
        """Its figure of that period."""
        return self.inputs.figure(self.indicator, self.period)

    @cached_property
    def verdict(self) -> Verdict:
        """Its verdict of that period; one that says so where there is no figure."""
        return self.inputs.verdict(self.indicator, self.period) or _UNJUDGED

    @cached_property
    def in_force(self) -> InForce:
        """The standards that apply to it."""
        unit = self.inputs.scorecard.unit
        return self.inputs.book.in_force(self.indicator.id, unit, self.period, known_on=self.inputs.known_on)

    @cached_property
    def chart(self) -> Chart | None:
        """Its chart, where there are figures."""
        return self.inputs.charts.get(self.indicator.id)

    @cached_property
    def without(self) -> str:
        """Which units the number is without; empty where it has all, or there is no number."""
        names = list(self.inputs.absent.get(self.indicator.id, ()))
        if not names or self.figure is None:
            return ""
        more = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
        return f"without {listed([*names[:MOST_NAMES], *more])}"

    @property
    def is_neutral(self) -> bool:
        """Whether it is never coloured."""
        return self.indicator.better is Better.NEUTRAL
