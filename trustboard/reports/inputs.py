"""What a board scorecard is built from: values only, already chosen for one scorecard and one period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.workspace import Workspace
from trustboard.judgement.chart import Chart
from trustboard.judgement.standards import StandardBook
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Restatement
from trustboard.vocabulary.verdict import Verdict

FigureKey = tuple[str, Slice, Period]


def period_within(period: Period, grain: Grain) -> Period:
    """The latest period of another grain that has ended when `period` ends."""
    candidate = Period.containing(period.end, grain)
    return candidate if candidate.end <= period.end else candidate.previous


@dataclass(frozen=True, kw_only=True)
class BoardInputs:
    """Everything one board scorecard says, before it is put into words.

    `figures` are those of the scorecard's unit, and of the unit it is compared with, whole units
    only, up to the period. `charts` are the unit's, each cut after the period, by indicator.
    `absent` names, by indicator, the units below that reported for the period before and not for
    this one. `receipts` are the files that stand behind each extract. `restatements` are those to be listed.
    A moment without a zone is UTC.
    """

    workspace: Workspace
    scorecard: Scorecard
    period: Period
    figures: Sequence[Figure]
    verdicts: Mapping[FigureKey, Verdict]
    charts: Mapping[str, Chart]
    receipts: Mapping[str, Sequence[Receipt]]
    known_on: date
    produced_on: datetime
    run_id: str
    restatements: Sequence[Restatement] = ()
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a chart that knows more than the period did: its limits would not be those of the time."""
        for name, chart in self.charts.items():
            if chart.points and chart.points[-1].period.end > self.period.end:
                raise ValueError(f"the chart of {name} goes beyond {self.period.label}")

    @cached_property
    def restated(self) -> dict[tuple[str, Period], Restatement]:
        """The restatements of the scorecard's unit and indicators, up to its period, by both."""
        shown = set(self.scorecard.indicators)
        return {
            (each.indicator, each.period): each
            for each in self.restatements
            if each.slice == self.slice and each.indicator in shown and each.period.end <= self.period.end
        }

    @property
    def slice(self) -> Slice:
        """The unit that the scorecard is about."""
        return Slice(self.scorecard.unit)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators shown, in the scorecard's order."""
        return tuple(self.workspace.indicators[name] for name in self.scorecard.indicators)

    @cached_property
    def by_key(self) -> dict[FigureKey, Figure]:
        """Each figure by indicator, slice and period."""
        return {(figure.indicator, figure.slice, figure.period): figure for figure in self.figures}

    @cached_property
    def book(self) -> StandardBook:
        """The standards of all years."""
        return StandardBook(
            standard for framework in self.workspace.frameworks.values() for standard in framework.standards
        )

    @cached_property
    def framework(self) -> Framework | None:
        """The framework of the period's financial year; None where that year has none."""
        wanted = self.period.financial_year.code.replace("/", "-")
        return next((each for each in self.workspace.frameworks.values() if each.year == wanted), None)

    @cached_property
    def unit_name(self) -> str:
        """The unit's name on the period's last day."""
        return self.workspace.organisation.name_of(self.scorecard.unit, self.period.end)

    @cached_property
    def comparison_name(self) -> str:
        """The name of the unit shown beside, empty where there is none."""
        code = self.scorecard.compare_with
        return self.workspace.organisation.name_of(code, self.period.end) if code else ""

    def period_of(self, indicator: Indicator) -> Period:
        """The period that an indicator shows: its own grain's latest within the scorecard's."""
        return period_within(self.period, indicator.period.grain)

    def figure(self, indicator: Indicator, period: Period, unit: str | None = None) -> Figure | None:
        """One figure of the scorecard's unit, or of another."""
        return self.by_key.get((indicator.id, Slice(unit or self.scorecard.unit), period))

    def verdict(self, indicator: Indicator, period: Period) -> Verdict | None:
        """The verdict of the scorecard's unit."""
        return self.verdicts.get((indicator.id, self.slice, period))

    def is_national(self, indicator: Indicator) -> bool:
        """Whether an indicator is in the scorecard's national set on the period's last day."""
        day, name = self.period.end, self.scorecard.national_set
        return any(
            (each.set, each.indicator) == (name, indicator.id)
            and each.effective_from <= day
            and (each.effective_to is None or day <= each.effective_to)
            for framework in self.workspace.frameworks.values()
            for each in framework.memberships
        )
