"""The words a scorecard uses for states, standards, verdicts, signals and dates. Plain British English."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from trustboard.definitions.indicator import Domain, Perspective
from trustboard.reports.numbers import NumberStyle
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.standard import Basis, Better, Operator, Standard
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation

_LONDON = ZoneInfo("Europe/London")
NOT_DEFINED = "Not defined for this measure"

STATES = {
    State.NO_CASES: "No eligible cases",
    State.SUPPRESSED: "Suppressed",
    State.NOT_DUE: "Not due yet",
    State.NOT_COLLECTED: "Not collected",
    State.INCOMPLETE: "Incomplete",
}
STATE_DETAILS = {
    State.NO_CASES: "nobody was eligible in this period",
    State.SUPPRESSED: "withheld by the publisher to protect people",
    State.NOT_DUE: "the number of this period is not due yet",
    State.NOT_COLLECTED: "no return for this period",
    State.INCOMPLETE: "some of its parts are missing",
}
BASES = {
    Basis.STATUTORY: "Legal duty",
    Basis.NATIONAL: "National standard",
    Basis.CONTRACT: "Contract",
    Basis.FRAMEWORK: "Oversight framework",
    Basis.NATIONAL_AMBITION: "National ambition",
    Basis.PROFESSIONAL_GUIDANCE: "Professional guidance",
    Basis.LOCAL: "Local standard",
    Basis.TRAJECTORY: "Agreed trajectory",
}
DOMAINS = {
    Domain.SAFE: "Safe",
    Domain.EFFECTIVE: "Effective",
    Domain.CARING: "Caring",
    Domain.RESPONSIVE: "Responsive",
    Domain.WELL_LED: "Well-led",
}
PERSPECTIVES = {
    Perspective.PATIENT_EXPERIENCE_ACCESS: "Patient experience and access",
    Perspective.QUALITY_SAFETY: "Quality and safety",
    Perspective.PEOPLE: "People",
    Perspective.FINANCE_EFFICIENCY: "Finance and efficiency",
    Perspective.COMMUNITY_PARTNERS: "Community and partners",
}
VARIATIONS = {
    Variation.IMPROVEMENT_HIGH: "Improving: unusually high, and high is good",
    Variation.IMPROVEMENT_LOW: "Improving: unusually low, and low is good",
    Variation.COMMON_CAUSE: "No significant change: the usual ups and downs",
    Variation.CONCERN_HIGH: "Concerning: unusually high, and low is good",
    Variation.CONCERN_LOW: "Concerning: unusually low, and high is good",
    Variation.NEUTRAL_HIGH: "Unusually high; neither good nor bad in itself",
    Variation.NEUTRAL_LOW: "Unusually low; neither good nor bad in itself",
    Variation.NOT_SHOWN: "Variation not shown",
}
ASSURANCES = {
    Assurance.CONSISTENTLY_HITS: "Expected to achieve the standard every time",
    Assurance.HIT_AND_MISS: "Hit and miss: may or may not achieve the standard",
    Assurance.CONSISTENTLY_FAILS: "Expected to miss the standard every time",
    Assurance.NO_STANDARD: "No standard to be assured of",
    Assurance.NOT_SHOWN: "Assurance not shown",
}
RAGS = {Rag.GREEN: "Achieved", Rag.AMBER: "Within tolerance", Rag.RED: "Not achieved"}
NO_RAGS = {
    NoRag.NEUTRAL: "Not judged",
    NoRag.NO_STANDARD: "No standard",
    NoRag.NO_VALUE: "No value",
}
NO_RAG_REASONS = {
    NoRag.NEUTRAL: "neither higher nor lower is better, so it is never coloured",
    NoRag.NO_STANDARD: "no standard is in force for this period",
    NoRag.NO_VALUE: "there is no number to judge",
}
GRAIN_NOUNS = {
    Grain.WEEK: "week",
    Grain.MONTH: "month",
    Grain.QUARTER: "quarter",
    Grain.FINANCIAL_YEAR: "year",
    Grain.ACADEMIC_YEAR: "year",
}
GRAINS = {
    Grain.WEEK: "Weekly",
    Grain.MONTH: "Monthly",
    Grain.QUARTER: "Quarterly",
    Grain.FINANCIAL_YEAR: "Yearly, April to March",
    Grain.ACADEMIC_YEAR: "Yearly, September to August",
}
KINDS = {
    Kind.COUNT: "Count",
    Kind.PROPORTION: "Proportion: the numerator is part of the denominator",
    Kind.RATE: "Rate: so many for each of the denominator",
    Kind.RATIO: "Ratio: one number divided by another",
    Kind.MEAN: "Mean: a sum divided by how many it is over",
    Kind.STATED: "Stated: published as a number, without its parts",
    Kind.QUANTILE: "Quantile: the value below which a share of all lies",
    Kind.DISTINCT: "Different people: each counts once in a unit and period",
    Kind.MAXIMUM: "Maximum: the largest of all",
}
ADDED = {
    Kind.COUNT: "added",
    Kind.STATED: "added",
    Kind.QUANTILE: "how often each value occurs is added, then the quantile is taken",
    Kind.DISTINCT: "counted again, each person once",
    Kind.MAXIMUM: "the largest stands",
}
COMBINING = {
    Combining.SUM: "numerators and denominators are added, then divided",
    Combining.LATEST: "the latest figure stands",
    Combining.NONE: "not added up",
}
BETTER = {
    Better.HIGHER: "Higher is better",
    Better.LOWER: "Lower is better",
    Better.BAND: "Better inside its standard's band",
    Better.NEUTRAL: "Neither higher nor lower is better: never coloured",
}
GROUPS = {
    Group.WELL: "Where we do well",
    Group.IMPROVE: "Where to improve",
    Group.WATCH: "To watch",
}
VERDICT_KEY: tuple[tuple[Rag | None, str, str], ...] = (
    (Rag.GREEN, "Achieved", "the standard is met"),
    (Rag.AMBER, "Within tolerance", "missed, by no more than the tolerance approved with the standard"),
    (Rag.RED, "Not achieved", "missed"),
    (None, "No standard", "no standard is in force, so there is no colour"),
    (None, "Not judged", "neither higher nor lower is better, so it is never coloured"),
    (None, "No value", "there is no number to judge; the reason stands beside it"),
)
_OPERATORS = {
    Operator.AT_LEAST: "at least {}",
    Operator.MORE_THAN: "more than {}",
    Operator.AT_MOST: "at most {}",
    Operator.LESS_THAN: "less than {}",
    Operator.EQUAL: "exactly {}",
}


def day_text(day: date) -> str:
    """Write a day: `12 May 2026`."""
    return f"{day.day} {day:%B %Y}"


def time_text(moment: datetime) -> str:
    """Write a moment in London's time: `12 May 2026, 14:05`. A moment without a zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    local = aware.astimezone(_LONDON)
    return f"{day_text(local.date())}, {local:%H:%M}"


def standard_text(standard: Standard, style: NumberStyle) -> str:
    """Write what a standard asks for: `at least 60%`, `between 85% and 92%`."""
    first = style.standard(standard.value)
    if standard.operator is Operator.BETWEEN and standard.upper_value is not None:
        return f"between {first} and {style.standard(standard.upper_value)}"
    is_whole = first == "100%" and standard.operator is Operator.AT_LEAST
    return first if is_whole else _OPERATORS[standard.operator].format(first)


def listed(items: list[str]) -> str:
    """Join as a person would: `a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun: `1 indicator`, `2 indicators`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capitalised(text: str) -> str:
    """The same text with a capital first letter, the rest left alone."""
    return text[:1].upper() + text[1:]


def plain_period(period: Period) -> str:
    """A period's label without its number in the financial year: `October 2026`."""
    return period.label.split(" (")[0]
