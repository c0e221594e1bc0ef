"""Why an indicator stands in its group, in a sentence or two that a board member can read out."""

from decimal import Decimal

from trustboard.reports.subject import Subject
from trustboard.reports.words import NO_RAG_REASONS, STATE_DETAILS, STATES, capitalised
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.standard import Operator, Standard
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag


def reason_of(subject: Subject) -> str:
    """Say what put the indicator into its group; the strongest reason first."""
    verdict = subject.verdict
    sentences = [_missed(subject), _assured(subject), _signal(subject)]
    if subject.without:
        sentences = [f"The number is {subject.without}: nothing came from there this time.", *sentences]
    if verdict.group is Group.WATCH:
        sentences = [_unjudged(subject), *sentences]
    if subject.figure is not None and subject.figure.value is not None:
        sentences.append(subject.verdict.note)
    return " ".join(sentence for sentence in sentences if sentence)


def _missed(subject: Subject) -> str:
    """How far from the standard, where it is missed; that it is achieved, where it is."""
    rag, standard, figure = subject.verdict.rag, subject.in_force.colouring, subject.figure
    if rag is Rag.GREEN:
        return _achieved(subject)
    if rag is None or standard is None or figure is None or figure.value is None:
        return ""
    bound = nearest_bound(standard, figure)
    assert bound is not None
    distance = subject.style.distance(abs(figure.value - bound))
    if distance is None:
        return "The standard is missed by less than can be shown."
    within = ", within tolerance" if rag is Rag.AMBER else ""
    return f"The standard is missed by {distance}{within}."


def nearest_bound(standard: Standard, figure: Figure | None) -> Decimal | None:
    """The number of the standard that a value which misses it lies nearest to."""
    if figure is None or figure.value is None:
        return None
    if standard.operator is Operator.BETWEEN and standard.upper_value is not None:
        return standard.upper_value if figure.value > standard.upper_value else standard.value
    return standard.value


def _achieved(subject: Subject) -> str:
    """By how much it is achieved, where there is room to spare."""
    standard, figure = subject.in_force.colouring, subject.figure
    if standard is None or figure is None or figure.value is None or standard.operator is Operator.EQUAL:
        return "The standard is achieved."
    ends = [standard.value] if standard.upper_value is None else [standard.value, standard.upper_value]
    spare = subject.style.distance(min(abs(figure.value - end) for end in ends))
    return f"The standard is achieved, with {spare} to spare." if spare else "The standard is achieved, just."


def _assured(subject: Subject) -> str:
    match subject.verdict.assurance:
        case Assurance.CONSISTENTLY_FAILS:
            return "As it runs now, the process will miss the standard every time."
        case Assurance.HIT_AND_MISS if subject.verdict.rag is Rag.GREEN:
            return "Its usual ups and downs cross the standard, so another month may miss it."
        case _:
            return ""


def _signal(subject: Subject) -> str:
    """The special cause at the latest point, with the rule that found it."""
    variation = subject.verdict.variation
    chart = subject.chart
    cause = chart.points[-1].special_cause if chart and chart.points else ""
    because = f": {cause}" if cause else ""
    if variation.is_concern:
        return f"A change for the worse{because}."
    if variation.is_improvement:
        return f"A change for the better{because}."
    return f"A change, neither good nor bad in itself{because}." if cause else ""


def _unjudged(subject: Subject) -> str:
    """Why there is no colour."""
    missing, figure = subject.verdict.no_rag, subject.figure
    if missing is NoRag.NO_VALUE:
        if figure is None:
            return "There is no figure for this period."
        return f"{STATES[figure.state]}: {STATE_DETAILS[figure.state]}."
    return f"{capitalised(NO_RAG_REASONS[missing])}." if missing else ""
