"""An indicator's definition in plain words, part by part: on its page, and where a figure is explained."""

from collections.abc import Iterator
from datetime import date

from trustboard.definitions.combining import combining_over_time, combining_over_units
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import History, Indicator
from trustboard.definitions.workspace import Workspace
from trustboard.expressions import Part, Type, record_counting_of
from trustboard.reports.belonging import belonging_text, due_text, period_text
from trustboard.reports.named_within import code_texts, nodes_read, worked_out_texts
from trustboard.reports.page import Term
from trustboard.reports.words import ADDED, BETTER, COMBINING, GRAINS, KINDS, counted, day_text, plain_period
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Period

MEDIAN = 0.5
IN_HISTORY = "{}: numbers as they were returned, up to {}. {}."


def definition_terms(
    indicator: Indicator, workspace: Workspace, *, known_on: date, period: Period | None = None
) -> tuple[Term, ...]:
    """The definition, part by part; parts that an indicator does not have are left out.

    With a period, how the figure of that period was counted: of a counted history, as it was returned.
    """
    history = indicator.history
    terms = [_plain("What is counted", indicator.definition), _plain("Kind", _kind(indicator))]
    if history is not None and period is not None and period <= Period.parse(history.until):
        terms += _of_history(indicator, history, workspace)
    elif workspace.contracts[indicator.extract].records is None:
        terms += _of_returns(indicator, workspace)
    else:
        terms += _of_records(indicator, workspace)
    terms += _about(indicator, known_on)
    return tuple(term for term in terms if any(term.texts))


def measured_in(indicator: Indicator, workspace: Workspace) -> str:
    """What a whole number of records counts: people, records, or nothing that has a name."""
    if indicator.kind is Kind.DISTINCT:
        return "people"
    if indicator.kind is not Kind.COUNT or workspace.contracts[indicator.extract].records is None:
        return ""
    counted_ = record_counting_of(indicator, workspace.surroundings).numerator.counted
    return "records" if counted_ is None or counted_.type is Type.BOOLEAN else ""


def _plain(name: str, text: str) -> Term:
    return Term(name=name, texts=(text,))


def _written(name: str, expression: str | None, otherwise: str = "", note: str = "") -> Term:
    """A part as its author wrote it, or the words that say what its absence means."""
    if expression is None:
        return _plain(name, otherwise)
    return Term(name=name, texts=(expression,), is_code=True, note=note)


def _of_returns(indicator: Indicator, workspace: Workspace) -> Iterator[Term]:
    """Numbers that arrive counted already."""
    contract = workspace.contracts[indicator.extract]
    yield _plain("Counted from", f"{_named(contract)}: numbers that arrive counted")
    yield _written("Population", indicator.population, "Every row")
    yield _written("Numerator", indicator.numerator)
    yield _written("Denominator", indicator.denominator)
    yield _plain("Period", period_text(indicator))
    yield _plain("Also cut by", _cuts(indicator, contract))


def _of_history(indicator: Indicator, history: History, workspace: Workspace) -> Iterator[Term]:
    """Periods that arrived counted, before records did."""
    named = _named(workspace.contracts[history.extract])
    until = plain_period(Period.parse(history.until))
    yield _plain("Counted from", IN_HISTORY.format(named, until, history.why.rstrip(".")))
    yield _written("Population", history.population, "Every row")
    yield _written("Numerator", history.numerator)
    yield _written("Denominator", history.denominator)
    yield _plain("Period", GRAINS[indicator.period.grain])


def _of_records(indicator: Indicator, workspace: Workspace) -> Iterator[Term]:
    """Single records, counted by the program."""
    contract = workspace.contracts[indicator.extract]
    counting = record_counting_of(indicator, workspace.surroundings)
    yield _plain("Counted from", f"{_named(contract)}: single records")
    yield _written("Population", indicator.population, "Every record")
    how = _how(indicator.kind, counting.numerator)
    yield _written("Numerator", indicator.numerator, "Every record of the population", how)
    if indicator.denominator_from is None and counting.denominator is not None:
        how = _how(Kind.COUNT, counting.denominator)
        yield _written("Denominator", indicator.denominator, "Every record of the population", how)
    yield _plain("Quantile", _quantile(indicator))
    yield _plain("Period", period_text(indicator))
    yield _plain("Records of a period", belonging_text(indicator.period, contract, indicator))
    if counting.denominator is not None:
        yield from _other(indicator, counting.denominator, workspace)
    nodes = nodes_read(counting)
    yield Term(name="Codes", texts=code_texts(nodes, workspace.code_lists))
    yield Term(name="Worked out", texts=worked_out_texts(nodes))
    yield _plain("Due when", due_text(indicator))
    yield _plain("Before that", _before(indicator, workspace))
    yield _plain("Also cut by", _cuts(indicator, contract))
    yield _plain("Files refused", _refused(contract))


def _how(kind: Kind, part: Part) -> str:
    """What is done with a numerator or a denominator as written."""
    match kind:
        case Kind.DISTINCT:
            return "How many different ones there are"
        case Kind.MEAN:
            return "Its mean, over the records for which it is known"
        case Kind.QUANTILE | Kind.MAXIMUM:
            return "Measured for each record for which it is known"
        case _:
            is_condition = part.counted is not None and part.counted.type is Type.BOOLEAN
            return "The records for which this is true" if is_condition else "Added up, where it is known"


def _other(indicator: Indicator, part: Part, workspace: Workspace) -> Iterator[Term]:
    """The denominator that another extract gives, with its own population and dates."""
    other = indicator.denominator_from
    if other is None:
        return
    contract = workspace.contracts[other.extract]
    yield _plain("Denominator from", f"{_named(contract)}: single records")
    yield _written("Denominator’s population", other.population, "Every record")
    yield _written("Denominator", other.counted, "Every record of its population", _how(Kind.COUNT, part))
    yield _plain("Denominator’s records", belonging_text(other.period, contract, indicator))


def _quantile(indicator: Indicator) -> str:
    quantile = indicator.quantile
    if quantile is None:
        return ""
    if quantile == MEDIAN:
        return "The median: half of all records lie at it or below"
    return f"The {quantile:g} quantile: {quantile * 100:g}% of all records lie at it or below"


def _cuts(indicator: Indicator, contract: Contract) -> str:
    cuts = {"commissioner": contract.commissioner, "council": contract.council, "group": contract.group}
    names = [*indicator.by, *(name for name, field in cuts.items() if field is not None)]
    return ", ".join(name.replace("_", " ") for name in names)


def _refused(contract: Contract) -> str:
    if contract.records is None:
        return ""
    limit: float | None = contract.records.rejects.refuse_over
    if limit is None:
        return "Where more than half of the rows are rejected; or more than 5%, if ten rows or more"
    return f"Where more than {limit * 100:g}% of the rows are rejected" if limit < 1 else ""


def _before(indicator: Indicator, workspace: Workspace) -> str:
    """How the periods before records were counted."""
    history = indicator.history
    if history is None:
        return ""
    named = _named(workspace.contracts[history.extract])
    until = plain_period(Period.parse(history.until))
    over = f" over {history.denominator}" if history.denominator else ""
    where = f", of rows where {history.population}" if history.population else ""
    return (
        f"{IN_HISTORY.format(named, until, history.why.rstrip('.'))} Then: {history.numerator}{over}{where}"
    )


def _about(indicator: Indicator, known_on: date) -> Iterator[Term]:
    """What is not counting: how figures combine, who answers for it, where it comes from."""
    yield _plain("Better", BETTER[indicator.better])
    yield _plain("Adding up", _adding_up(indicator))
    yield Term(name="Cautions", texts=tuple(indicator.cautions))
    yield _plain("Owner", indicator.owner)
    yield _plain("Written and checked by", f"{indicator.author}; checked by {indicator.checked_by}")
    late = " (overdue)" if indicator.review_by < known_on else ""
    yield _plain("Next review", f"{day_text(indicator.review_by)}{late}")
    yield Term(name="Sources", texts=tuple(indicator.sources))
    yield _plain("Worked cases", _cases(indicator))
    yield _written("Reference", indicator.id)


def _named(contract: Contract) -> str:
    return f"{contract.title} ({contract.extract})"


def _kind(indicator: Indicator) -> str:
    per = f", per {indicator.per:,}" if indicator.per > 1 else ""
    return f"{KINDS[indicator.kind]}{per}"


def _adding_up(indicator: Indicator) -> str:
    words = {**COMBINING, Combining.SUM: ADDED.get(indicator.kind, COMBINING[Combining.SUM])}
    units, time = words[combining_over_units(indicator)], words[combining_over_time(indicator)]
    if units == time:
        return f"Over units and over time: {units}."
    return f"Over units: {units}. Over time: {time}."


def _cases(indicator: Indicator) -> str:
    if not indicator.cases:
        return ""
    return f"{counted(len(indicator.cases), 'worked case')}: {'; '.join(case.it for case in indicator.cases)}"
