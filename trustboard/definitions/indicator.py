"""Indicators: one a file, with how it is counted, who owns it and what it means."""

import hashlib
import json
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from trustboard.definitions.model import Day, Definition, Name, Text
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.standard import Better
from trustboard.vocabulary.state import State

COUNTING_KEYS = frozenset(
    {
        "extract",
        "kind",
        "population",
        "numerator",
        "denominator",
        "denominator_from",
        "quantile",
        "per",
        "period",
        "combine",
        "by",
        "history",
    }
)
"""The keys that decide what is counted: a change to one of them counts every figure again."""


class Domain(StrEnum):
    """The CQC's five questions."""

    SAFE = "safe"
    EFFECTIVE = "effective"
    CARING = "caring"
    RESPONSIVE = "responsive"
    WELL_LED = "well_led"


class Perspective(StrEnum):
    """The balanced scorecard's perspectives."""

    PATIENT_EXPERIENCE_ACCESS = "patient_experience_access"
    QUALITY_SAFETY = "quality_safety"
    PEOPLE = "people"
    FINANCE_EFFICIENCY = "finance_efficiency"
    COMMUNITY_PARTNERS = "community_partners"


class Display(StrEnum):
    """How the value is written."""

    PERCENT = "percent"
    NUMBER = "number"
    DAYS = "days"
    POUNDS = "pounds"


class Level(StrEnum):
    """The kinds of unit, and the cuts, an indicator is shown for."""

    NATION = "nation"
    REGION = "region"
    TRUST = "trust"
    PROVIDER = "provider"
    DIVISION = "division"
    SERVICE = "service"
    WARD = "ward"
    TEAM = "team"
    CONSULTANT = "consultant"
    CORPORATE = "corporate"
    COMMISSIONER = "commissioner"
    COUNCIL = "council"


class Audience(StrEnum):
    """Who an indicator is shown to."""

    PUBLIC = "public"
    BOARD = "board"
    COMMISSIONER = "commissioner"
    COUNCIL = "council"
    INTERNAL = "internal"


class ChartKind(StrEnum):
    """How the indicator is charted over time."""

    XMR = "xmr"


class Status(StrEnum):
    """Where an indicator is in its life. Its id is never used again."""

    IN_DEVELOPMENT = "in_development"
    PUBLISHED = "published"
    RETIRED = "retired"


class Clock(Definition):
    """When something starts and stops, as expressions; a stop that is not known is still to come."""

    start: Text  # the date or time it starts
    stop: Text  # the date or time it stops


class PeriodUse(Definition):
    """The indicator's grain, how many months each figure spans, and which records belong to a period.

    Of single records, one of three ways: by one date (`date`, else the extract's own event date);
    those whose clock is open at the end of the period (`open_at_end`: started by its last day, not stopped
    by then); those whose clock runs on any day of it (`during`: for bed days).
    """

    grain: Grain = Grain.MONTH  # how long its periods are
    window_months: int | None = Field(default=None, ge=1)  # months a figure spans (3: rolling quarter)
    date: str | None = None  # records: the date that puts a record into a period
    open_at_end: Clock | None = None  # records: counted while the clock is open at the period's end
    during: Clock | None = None  # records: counted in every period in which the clock runs
    shift_days: int = Field(default=0, ge=0)  # records: a period counts those dated so many days earlier
    lag_days: int = Field(default=0, ge=0)  # records: not due before so many days after the last counted one


class Combine(Definition):
    """How figures combine; the defaults follow the kind (stated: none)."""

    units: Combining | None = None  # sum: from the parts; none: as reported at each level
    time: Combining | None = None  # over periods, for year to date


class Rebase(Definition):
    """Limits recalculated from a period on, decided by a person with a reason."""

    period: str  # the first period of the new limits
    unit: str | None = None  # for one unit only
    why: Text  # the reason
    decided_by: Text  # whose decision it was (a role)
    decided_on: Day  # when


class OtherPart(Definition):
    """A denominator counted on an extract of its own, such as bed days."""

    extract: str  # the extract it is counted from
    population: str | None = None  # a condition: which of its records count; absent: all
    counted: str | None = (
        None  # a condition (records are counted) or a number (added up); absent: all records
    )
    period: PeriodUse = PeriodUse()  # which of its records belong to a period; the grain is the indicator's


class History(Definition):
    """Periods that arrived already counted, before records did; the join is marked on the chart."""

    extract: str  # the counted extract
    population: str | None = None  # a condition over its rows
    numerator: Text  # a number of its rows
    denominator: str | None = None  # a number of its rows, for kinds that divide
    until: Text  # the last period taken from it: 2024-03
    why: Text  # what changed, in plain words


class Case(Definition):
    """A worked case: rows in, parts out."""

    it: Text  # what the case shows, as a sentence that begins with “it”
    rows: list[dict[str, bool | int | float | str | None]]  # rows as they come in: fields and values
    others: dict[str, list[dict[str, bool | int | float | str | None]]] = Field(
        default_factory=dict
    )  # records: rows of other extracts, by extract
    period: str | None = None  # records: the period asked, such as 2026-04
    value: float | None = None  # records: the value that must come out, of a quantile or a maximum
    numerator: float | None = None  # what must come out
    denominator: float | None = None  # what must come out
    state: State = State.VALUE  # the state that must come out


class Indicator(Definition):
    """One indicator; `population`, `numerator`, `denominator` are expressions over the extract's fields."""

    id: Name  # its permanent name, that of the file; never used again
    title: Text  # its name on pages
    why: Text  # why it matters, in plain English
    extract: str  # the extract it is counted from
    kind: Kind  # how its value is made
    population: str | None = None  # a condition: which rows count; absent: all
    numerator: str | None = None  # what is counted, summed or measured; records: absent counts the population
    denominator: str | None = None  # what it is divided by; none for counts and stated numbers
    denominator_from: OtherPart | None = None  # records: a denominator from another extract
    quantile: float | None = Field(default=None, gt=0, lt=1)  # which quantile: 0.5 is the median
    by: list[Name] = Field(default_factory=list)  # records: equality cuts, by field
    history: History | None = None  # records: earlier periods that arrived already counted
    per: int = Field(default=1, ge=1)  # rates: per so many of the denominator
    period: PeriodUse = PeriodUse()  # its periods
    combine: Combine = Combine()  # how figures combine, where not as usual for the kind
    better: Better  # which way is good; neutral is never coloured
    display: Display | None = (
        None  # how the value is written; absent: a proportion in per cent, else a number
    )
    decimals: int | None = Field(
        default=None, ge=0, le=6
    )  # digits after the point; absent: 0 of counts and maxima, else 1
    domain: Domain  # the CQC's question it belongs to
    perspective: Perspective  # the balanced scorecard's perspective it belongs to
    levels: list[Level] = Field(default_factory=lambda: [Level.TRUST])  # where it is shown
    audience: list[Audience] = Field(default_factory=lambda: [Audience.BOARD])  # who it is shown to
    chart: ChartKind = ChartKind.XMR  # how it is charted
    minimum_points: int = Field(default=12, ge=3)  # fewer points are shown without limits
    rebase: list[Rebase] = Field(default_factory=list)  # limits recalculated from a period on
    definition: Text  # plain words: window, inclusions, clock start and stop
    cautions: list[str] = Field(default_factory=list)  # what a reader must know
    owner: Text  # who answers for it (a role)
    author: Text  # who wrote it (a role)
    checked_by: Text  # who checked it (a role)
    review_by: Day  # when it must be looked at again
    sources: Annotated[list[Text], Field(min_length=1)]  # where the definition comes from
    status: Status = Status.PUBLISHED  # where it is in its life
    cases: list[Case]  # worked cases; at least one

    @property
    def written_as(self) -> Display:
        """How the value is written: as `display` says, else proportions in per cent, others as numbers."""
        return self.display or (Display.PERCENT if self.kind is Kind.PROPORTION else Display.NUMBER)

    @property
    def counting_hash(self) -> str:
        """SHA-256 of what decides the numbers: when it changes, figures are counted again."""
        return _hash(self.model_dump(mode="json", include=set(COUNTING_KEYS), exclude_defaults=True))

    @property
    def wording_hash(self) -> str:
        """SHA-256 of everything else: words, people, colours and charts."""
        return _hash(self.model_dump(mode="json", exclude=set(COUNTING_KEYS), exclude_defaults=True))


def _hash(data: dict[str, object]) -> str:
    """Hash data whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
