"""The page model of a board scorecard: every text ready to show, raw numbers only for drawing and sheets.

Nothing here knows how a page looks. `BoardScorecard` is the whole; `Row` is one indicator on it;
`IndicatorPage` is what stands behind a row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from trustboard.reports.numbers import NumberStyle
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, Rag, Variation


class Mark(StrEnum):
    """How one point of a chart is drawn."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number, or the state that stands in its place, in words.

    `number` is the raw value (proportions as fractions of 1), None unless the state is VALUE.
    `detail` holds its numerator and denominator, or what an unusual state means.
    """

    text: str
    state: State
    number: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str = ""  # "per 1,000", where the number counts in something the text does not say
    detail: str = ""
    is_defined: bool = True  # False: this measure has no such number, and never will


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The RAG verdict: its word, or a short word for why there is none, and the reason in full."""

    rag: Rag | None
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationIcon:
    """Which variation icon stands in the row, and what it says."""

    kind: Variation
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssuranceIcon:
    """Which assurance icon stands in the row, and what it says."""

    kind: Assurance
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardText:
    """The standard that colours a row, where it comes from, and the others that apply beside it."""

    text: str
    basis: str = ""
    others: tuple[str, ...] = ()
    number: float | None = None
    upper_number: float | None = None  # a band's other end


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The small line of a row: up to 24 periods, None where there is no number."""

    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    last_mark: Mark
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator on the scorecard."""

    ref: str
    name: str
    domain: str
    perspective: str
    is_national: bool
    period_label: str
    style: NumberStyle
    group: Group
    reason: str
    standard: StandardText
    value: Cell
    badge: Badge
    variation: VariationIcon
    assurance: AssuranceIcon
    note: str  # why something is not shown, empty where all is
    trend: Trend
    year_to_date: Cell
    previous: Cell
    last_year: Cell
    comparison: Cell | None = None
    restated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled list of rows, by their refs. `lead` says in words which rows belong here."""

    anchor: str
    title: str
    lead: str
    refs: tuple[str, ...]
    when_empty: str
    group: Group | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalList:
    """The rows that show a change one way, by their refs, for the head of the scorecard."""

    title: str
    icon: Variation
    refs: tuple[str, ...]
    when_empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The rows that share one variation and one assurance."""

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One line of the matrix: a variation and a cell for each assurance."""

    title: str
    icon: Variation
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One column of the matrix: an assurance."""

    title: str
    kind: Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All rows by variation (down) and assurance (across)."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """One step of a quality priority: what, by when, and where it is."""

    what: str
    due: str
    status: str
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A quality priority of the year."""

    title: str
    why: str
    lead: str
    status: str
    tone: Rag | None
    status_note: str
    outcome: str
    milestones: tuple[MilestoneLine, ...]
    measures: tuple[str, ...]  # refs on this scorecard
    other_measures: tuple[str, ...] = ()  # names of indicators that are not on this scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChange:
    """An announced change to the set of indicators shown."""

    on: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedLine:
    """Figures or verdicts of one indicator that changed since they were last shown."""

    ref: str
    name: str
    periods: str
    change: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One period on the chart; numbers are raw. `epoch` rises by one where limits are recalculated."""

    label: str
    short_label: str
    value: float | None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    upper_target: float | None = None  # a band's other end
    epoch: int = 0
    mark: Mark = Mark.COMMON
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One line of the value axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochNote:
    """Where limits start anew, and why."""

    index: int
    short_text: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessChart:
    """An SPC chart, or a plain line chart where there are too few points for limits."""

    title: str
    description: str
    axis_title: str
    points: tuple[ChartPoint, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[str, str], ...] = ()  # (what is drawn, its words), only what is on the chart
    epochs: tuple[EpochNote, ...] = ()
    notes: tuple[str, ...] = ()
    target_label: str = ""
    mean_label: str = ""
    lower_label: str = ""
    upper_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLine:
    """One period of the table beneath the chart."""

    period: str
    period_code: str
    numerator: str
    denominator: str
    value: Cell
    mean: str
    limits: str
    standard: str
    verdict: Badge | None
    signal: str
    mean_number: float | None = None
    lower_number: float | None = None
    upper_number: float | None = None
    standard_number: float | None = None
    restated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One named part of the definition. `is_code` marks an expression; `note` says what is done with it."""

    name: str
    texts: tuple[str, ...]
    is_code: bool = False
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts, then the note where there is one."""
        return (*self.texts, self.note) if self.note else self.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLine:
    """One standard of the indicator's history, with both its dates and who approved it."""

    text: str
    basis: str
    holds: str
    approved: str
    reference: str
    in_force: str  # "", or why it is the one in force
    tolerance: str = ""
    applies_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One file behind the indicator; `extract` is the title of what it holds."""

    file_name: str
    extract: str
    sha256: str
    received: str
    rows: str
    periods: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """Everything that stands behind one row."""

    row: Row
    why: str
    chart: ProcessChart
    data: tuple[DataLine, ...]
    definition: tuple[Term, ...]
    standards: tuple[StandardLine, ...]
    standards_note: str
    receipts: tuple[ReceiptLine, ...]
    receipts_note: str
    restated: tuple[RestatedLine, ...]
    attributions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """One of the three groups with its count."""

    group: Group
    title: str
    anchor: str
    count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Where the scorecard comes from: shown at its head and in every file's foot."""

    trust: str
    title: str
    unit: str
    period: str
    period_code: str
    produced: str
    known: str
    run_id: str
    profile: str
    approval: str
    accent: str
    language: str
    produced_on: datetime
    known_on: date


@dataclass(frozen=True, kw_only=True)
class BoardScorecard:
    """A board scorecard, whole. `sections` list refs; `pages` hold each indicator once, in order."""

    about: About
    summary: tuple[str, ...]
    signals: tuple[SignalList, ...]
    counts: tuple[GroupCount, ...]
    rules: tuple[tuple[str, str], ...]
    changes: tuple[SetChange, ...]
    restated: tuple[RestatedLine, ...]
    restated_note: str
    matrix: Matrix
    groups: tuple[Section, ...]
    priorities: tuple[Priority, ...]
    national: Section | None
    parts: tuple[Section, ...]
    pages: tuple[IndicatorPage, ...]
    verdict_key: tuple[tuple[Rag | None, str, str], ...]
    variation_key: tuple[VariationIcon, ...]
    assurance_key: tuple[AssuranceIcon, ...]
    comparison_name: str = ""
    attributions: tuple[str, ...] = ()

    @cached_property
    def by_ref(self) -> dict[str, IndicatorPage]:
        """Each indicator's page by its ref."""
        return {page.row.ref: page for page in self.pages}

    def row(self, ref: str) -> Row:
        """The row of one indicator."""
        return self.by_ref[ref].row

    def group_title(self, group: Group) -> str:
        """What a group is called on the page."""
        return next(count.title for count in self.counts if count.group is group)
