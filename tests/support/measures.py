"""Forty made-up measures of a made-up trust: every state, verdict, icon, kind and number style among them."""

from dataclasses import dataclass
from decimal import Decimal

from trustboard.definitions.indicator import Display, Domain, Perspective
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.standard import Basis, Better, Operator
from trustboard.vocabulary.state import State

Held = tuple[Operator, str, Basis]  # what a standard asks, and where it comes from


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One made-up indicator and the process behind its figures.

    `level` and `spread` are in the value's own terms; `drift` is added bit by bit over the whole
    series, `late_shift` over the last eight periods; `last` is the state of the newest figure.
    """

    id: str
    title: str
    level: float
    spread: float
    size: int = 420  # the denominator, or nothing for a count
    kind: Kind = Kind.PROPORTION
    per: int = 1
    better: Better = Better.HIGHER
    display: Display = Display.PERCENT
    decimals: int = 1
    domain: Domain = Domain.RESPONSIVE
    perspective: Perspective = Perspective.PATIENT_EXPERIENCE_ACCESS
    grain: Grain = Grain.MONTH
    window_months: int | None = None
    time: Combining | None = None
    held: Held | None = None
    upper: str | None = None
    tolerance: str | None = None
    earlier: tuple[str, str] | None = None  # an older standard's value, and the day the newer one began
    also: Held | None = None
    drift: float = 0
    late_shift: float = 0
    last: State = State.VALUE
    gap: int | None = None  # so many periods before the last there is no figure
    points: int = 36
    in_set: bool = False
    rebased: str | None = None
    of_note: str = ""

    @property
    def standard_value(self) -> Decimal | None:
        """The number of the standard in force."""
        return Decimal(self.held[1]) if self.held else None


AT_LEAST, AT_MOST, EQUAL, BETWEEN = Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL, Operator.BETWEEN
NATIONAL, LOCAL = Basis.NATIONAL, Basis.LOCAL
COUNT = {"kind": Kind.COUNT, "display": Display.NUMBER, "decimals": 0}
RATE = {"kind": Kind.RATE, "display": Display.NUMBER, "decimals": 1, "per": 1000, "size": 4300}
SAFE = {"domain": Domain.SAFE, "perspective": Perspective.QUALITY_SAFETY}
EFFECTIVE = {"domain": Domain.EFFECTIVE, "perspective": Perspective.QUALITY_SAFETY}
CARING = {"domain": Domain.CARING, "perspective": Perspective.PATIENT_EXPERIENCE_ACCESS}
PEOPLE = {"domain": Domain.WELL_LED, "perspective": Perspective.PEOPLE}
MONEY = {"domain": Domain.WELL_LED, "perspective": Perspective.FINANCE_EFFICIENCY}
LOWER = {"better": Better.LOWER}
NEUTRAL = {"better": Better.NEUTRAL}


def _measure(**parts: object) -> Measure:
    return Measure(**parts)  # type: ignore[arg-type]


MEASURES: tuple[Measure, ...] = (
    _measure(
        id="eip_2w", title="Early intervention in psychosis: treatment started within two weeks", level=0.69,
        spread=0.035, size=64, held=(AT_LEAST, "0.60", NATIONAL), earlier=("0.56", "2025-04-01"),
        also=(AT_LEAST, "0.65", LOCAL), late_shift=0.09, in_set=True,
    ),
    _measure(
        id="cyp_ed_urgent", title="Children and young people with an eating disorder, urgent referrals: "
        "NICE-approved treatment started within one week", level=0.84, spread=0.05, size=41,
        held=(AT_LEAST, "0.95", NATIONAL), late_shift=-0.13, in_set=True,
    ),
    _measure(
        id="cyp_ed_routine", title="Children and young people with an eating disorder, routine referrals: "
        "treatment started within four weeks", level=0.9, spread=0.04, size=52, held=(AT_LEAST, "0.95",
        NATIONAL),
        last=State.SUPPRESSED, in_set=True,
    ),
    _measure(id="tt_6w", title="Talking Therapies: first treatment within 6 weeks", level=0.915, spread=0.012,
             size=1130, held=(AT_LEAST, "0.75", NATIONAL), in_set=True),
    _measure(id="tt_18w", title="Talking Therapies: first treatment within 18 weeks", level=0.986,
             spread=0.004,
             size=1130, held=(AT_LEAST, "0.95", NATIONAL), in_set=True),
    _measure(id="tt_reliable_recovery", title="Talking Therapies: reliable recovery", level=0.477,
             spread=0.012,
             size=890, held=(AT_LEAST, "0.51", Basis.NATIONAL_AMBITION), earlier=("0.48", "2026-04-01"),
             tolerance="0.05", in_set=True, **EFFECTIVE),
    _measure(id="followup_72h", title="Followed up within 72 hours of leaving hospital", level=0.822,
             spread=0.03,
             size=118, held=(AT_LEAST, "0.80", NATIONAL), in_set=True, gap=11, **SAFE),
    _measure(id="oap_bed_days", title="Inappropriate out-of-area bed days", level=196, spread=28,
             late_shift=95,
             held=(EQUAL, "0", Basis.NATIONAL_AMBITION), in_set=True, **COUNT, **LOWER),
    _measure(id="crisis_4h", title="Crisis: very urgent referrals seen within four hours", level=0.71,
             spread=0.04,
             size=96),
    _measure(id="crisis_24h", title="Crisis: urgent referrals seen within 24 hours", level=0.66,
             spread=0.03, size=240,
             late_shift=0.08),
    _measure(id="liaison_1h", title="Liaison psychiatry: seen within one hour of referral from A&E",
             level=0.915,
             spread=0.02, size=310, held=(AT_LEAST, "0.95", LOCAL), tolerance="0.05"),
    _measure(id="ae_12h", title="A&E: mental health attendances longer than 12 hours", level=14, spread=3,
             held=(EQUAL, "0", LOCAL), last=State.INCOMPLETE, **COUNT, **LOWER),
    _measure(id="cmh_4w", title="Community mental health: seen within four weeks", level=0.62, spread=0.02,
             size=700,
             points=8),
    _measure(id="cmh_wait_52w", title="Community mental health: people waiting over 52 weeks", level=88,
             spread=6,
             drift=-52, held=(EQUAL, "0", LOCAL), time=Combining.LATEST, **COUNT, **LOWER),
    _measure(id="crfd", title="Bed days of people clinically ready for discharge", level=0.091,
             spread=0.008, size=6100,
             held=(AT_MOST, "0.075", LOCAL), tolerance="0.02", **LOWER),
    _measure(id="adult_los", title="Length of stay on adult acute wards, people who left in the month",
             level=37.8,
             spread=2.6, size=74, kind=Kind.MEAN, display=Display.DAYS, held=(AT_MOST, "32", LOCAL),
             rebased="2025-04", **LOWER, **EFFECTIVE),
    _measure(id="bed_occupancy", title="Bed occupancy, adult acute wards", level=0.887, spread=0.016,
             size=5700,
             kind=Kind.RATIO, better=Better.BAND, held=(BETWEEN, "0.80", Basis.PROFESSIONAL_GUIDANCE),
             upper="0.90",
             **EFFECTIVE),
    _measure(id="restraint_rate", title="Physical restraints", level=9.6, spread=1.0, late_shift=-3.4,
             **RATE, **LOWER,
             **SAFE),
    _measure(id="prone_restraint", title="Prone restraints", level=0.9, spread=0.5, held=(EQUAL, "0",
             LOCAL), **COUNT,
             **LOWER, **SAFE),
    _measure(id="incidents_rate", title="Patient safety incidents reported", level=58.2, spread=3.1,
             late_shift=13,
             **RATE, **NEUTRAL, **SAFE),
    _measure(id="falls_rate", title="Falls on older people's wards", level=5.3, spread=0.6,
             held=(AT_MOST, "5.5", LOCAL), tolerance="0.5", **RATE, **LOWER, **SAFE),
    _measure(id="duty_of_candour", title="Duty of candour met within 10 working days", level=1.0, spread=0,
             size=12,
             held=(EQUAL, "1", Basis.STATUTORY), **SAFE),
    _measure(id="crisis_plan", title="People with a crisis and safety plan", level=0.9496, spread=0.004,
             size=4180,
             held=(AT_LEAST, "0.95", LOCAL), tolerance="0.05", **SAFE),
    _measure(id="smi_checks", title="Full physical health checks for people with severe mental illness",
             level=0.61,
             spread=0.02, size=2350, held=(AT_LEAST, "0.60", Basis.CONTRACT), grain=Grain.QUARTER, points=16,
             window_months=12, **EFFECTIVE),
    _measure(id="careplan_12m", title="Care plan reviewed in the last 12 months", level=0.933,
             spread=0.008, size=4350,
             held=(AT_LEAST, "0.95", LOCAL), tolerance="0.05", time=Combining.LATEST, late_shift=0.022,
             **EFFECTIVE),
    _measure(id="dialog", title="People with a paired DIALOG outcome score", level=0.36, spread=0.01,
             size=3900,
             drift=0.1, **EFFECTIVE),
    _measure(id="readmission_28d", title="Readmitted within 28 days", level=0.079, spread=0.014, size=121,
             held=(AT_MOST, "0.08", LOCAL), last=State.NOT_DUE, **LOWER, **EFFECTIVE),
    _measure(id="fft_positive", title="Friends and Family Test: very good or good", level=0.922,
             spread=0.012, size=760,
             held=(AT_LEAST, "0.90", LOCAL), **CARING),
    _measure(id="complaints", title="Complaints received", level=31, spread=5, **COUNT, **NEUTRAL, **CARING),
    _measure(id="complaints_acknowledged", title="Complaints acknowledged within three working days",
             level=0.96,
             spread=0.02, size=31, held=(EQUAL, "1", Basis.STATUTORY), **CARING),
    _measure(id="complaints_answered", title="Complaints answered within the time agreed", level=0.86,
             spread=0.04,
             size=28, held=(AT_LEAST, "0.90", LOCAL), tolerance="0.05", last=State.NO_CASES, **CARING),
    _measure(id="mixed_sex", title="Breaches of mixed-sex accommodation", level=0, spread=0,
             held=(EQUAL, "0", NATIONAL), **COUNT, **LOWER, **CARING),
    _measure(id="carers", title="Carers offered an assessment", level=0.74, spread=0.03, size=205,
             held=(AT_LEAST, "0.75", LOCAL), tolerance="0.05", **CARING),
    _measure(id="sickness", title="Staff sickness absence", level=0.0512, spread=0.0025, size=98000,
             held=(AT_MOST, "0.05", LOCAL), tolerance="0.005", decimals=2, **LOWER, **PEOPLE),
    _measure(id="turnover", title="Staff turnover over 12 months", level=0.118, spread=0.003, size=3260,
             held=(AT_MOST, "0.12", LOCAL), window_months=12, last=State.NOT_COLLECTED, **LOWER, **PEOPLE),
    _measure(id="training", title="Mandatory training up to date", level=0.921, spread=0.006, size=3410,
             held=(AT_LEAST, "0.90", LOCAL), time=Combining.LATEST, **PEOPLE),
    _measure(id="appraisal", title="Appraisals in the last 12 months", level=0.845, spread=0.01, size=3290,
             held=(AT_LEAST, "0.90", LOCAL), tolerance="0.1", time=Combining.LATEST, late_shift=-0.03,
             **PEOPLE),
    _measure(id="agency_spend", title="Agency spend", level=905_000, spread=31_000, kind=Kind.COUNT,
             display=Display.POUNDS, decimals=0, held=(AT_MOST, "870000", Basis.TRAJECTORY),
             drift=-190_000, **LOWER,
             **MONEY),
    _measure(id="bppc", title="Invoices paid within 30 days", level=0.957, spread=0.008, size=5230,
             held=(AT_LEAST, "0.95", NATIONAL), **MONEY),
    _measure(id="dqmi", title="Data quality maturity index", level=94.1, spread=0.7, kind=Kind.STATED,
             display=Display.NUMBER, decimals=1, held=(AT_LEAST, "95", LOCAL), tolerance="2",
             of_note="A score out of 100, published without its parts.", **MONEY),
)  # fmt: skip
