"""Indicators: one a file, with how it is counted, who owns it and what it means."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from trustboard.definitions.model import Definition
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.standard import Better


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
    why: str
    decided_by: str
    decided_on: date


class Case(Definition):
    """A worked case: rows in, parts out."""

    it: str
    rows: list[dict[str, str | int | float | None]]
    numerator: float | None = None
    denominator: float | None = None
    state: str = "value"


class Indicator(Definition):
    """One indicator. `population`, `numerator` and `denominator` are expressions over the extract's fields."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    why: str
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
    levels: list[str] = Field(default_factory=lambda: ["trust"])
    audience: list[str] = Field(default_factory=lambda: ["board"])
    chart: str = "xmr"
    minimum_points: int = Field(default=12, ge=3)
    rebase: list[Rebase] = Field(default_factory=list)
    definition: str  # plain words: window, inclusions, clock start and stop
    cautions: list[str] = Field(default_factory=list)
    owner: str
    author: str
    checked_by: str
    review_by: date
    sources: list[str]
    status: str = "published"  # in_development | published | retired
    cases: list[Case]
