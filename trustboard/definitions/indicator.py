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
    {"extract", "kind", "population", "numerator", "denominator", "per", "period", "combine"}
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


class PeriodUse(Definition):
    """The indicator's grain, and how many months each published figure spans (3 for a rolling quarter)."""

    grain: Grain = Grain.MONTH
    window_months: int | None = Field(default=None, ge=1)


class Combine(Definition):
    """How figures combine; the defaults follow the kind (stated: none)."""

    units: Combining | None = None  # sum: from the parts; none: as reported at each level
    time: Combining | None = None


class Rebase(Definition):
    """Limits recalculated from a period on, decided by a person with a reason."""

    period: str
    unit: str | None = None
    why: Text
    decided_by: Text
    decided_on: Day


class Case(Definition):
    """A worked case: rows in, parts out."""

    it: Text
    rows: list[dict[str, str | int | float | None]]
    numerator: float | None = None
    denominator: float | None = None
    state: State = State.VALUE


class Indicator(Definition):
    """One indicator; `population`, `numerator`, `denominator` are expressions over the extract's fields."""

    id: Name
    title: Text
    why: Text
    extract: str
    kind: Kind
    population: str | None = None
    numerator: str
    denominator: str | None = None
    per: int = Field(default=1, ge=1)
    period: PeriodUse = PeriodUse()
    combine: Combine = Combine()
    better: Better
    display: Display = Display.NUMBER
    decimals: int = Field(default=1, ge=0, le=6)
    domain: Domain
    perspective: Perspective
    levels: list[Level] = Field(default_factory=lambda: [Level.TRUST])
    audience: list[Audience] = Field(default_factory=lambda: [Audience.BOARD])
    chart: ChartKind = ChartKind.XMR
    minimum_points: int = Field(default=12, ge=3)
    rebase: list[Rebase] = Field(default_factory=list)
    definition: Text  # plain words: window, inclusions, clock start and stop
    cautions: list[str] = Field(default_factory=list)
    owner: Text
    author: Text
    checked_by: Text
    review_by: Day
    sources: Annotated[list[Text], Field(min_length=1)]
    status: Status = Status.PUBLISHED
    cases: list[Case]

    @property
    def counting_hash(self) -> str:
        """SHA-256 of what decides the numbers: when it changes, figures are counted again."""
        return _hash(self.model_dump(mode="json", include=set(COUNTING_KEYS)))

    @property
    def wording_hash(self) -> str:
        """SHA-256 of everything else: words, people, colours and charts."""
        return _hash(self.model_dump(mode="json", exclude=set(COUNTING_KEYS)))


def _hash(data: dict[str, object]) -> str:
    """Hash data whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
