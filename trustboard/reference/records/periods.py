"""Which periods have figures, over which cells each figure adds up, and which records belong to a cell."""

from collections.abc import Mapping
from datetime import date, timedelta

from trustboard.definitions.contract import Contract
from trustboard.expressions.nodes import fields_of
from trustboard.expressions.record_counting import Mode, Part, RecordCounting, When
from trustboard.reference.records.seen import Seen
from trustboard.reference.records.values import day
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period, add_months
from trustboard.vocabulary.state import State

_DAY = timedelta(days=1)
Coverages = Mapping[str, Coverage]


def span_start(counting: RecordCounting, period: Period) -> date:
    """The first day of the stretch that a figure spans; its last day is the period's."""
    if counting.window <= counting.grain.months:
        return period.start
    return add_months(period.end + _DAY, -counting.window)


def cells_of(counting: RecordCounting, part: Part, period: Period) -> list[Period]:
    """The cells a figure adds up, the earliest first: the months of its span, or its week.

    Of an open clock it is the figure's own period, of which only the last day is asked.
    """
    if part.when.mode is Mode.OPEN or counting.grain is Grain.WEEK:
        return [period]
    first = Period.containing(span_start(counting, period), Grain.MONTH)
    return first.until(Period.containing(period.end, Grain.MONTH))


def belongs(when: When, seen: Seen) -> bool:
    """Whether a record belongs to the cell from which it is seen."""
    start = day(when.start, seen)
    if start is None:
        return False
    cell = seen.period
    if when.mode is Mode.EVENT:
        shift = timedelta(days=when.shift_days)
        return cell.start - shift <= start <= cell.end - shift
    stop = None if when.stop is None else day(when.stop, seen)
    if when.mode is Mode.OPEN:
        return start <= cell.end and (stop is None or stop > cell.end)
    return start <= cell.end and (stop is None or stop >= cell.start)


def figure_periods(counting: RecordCounting, coverage: Coverages) -> list[Period]:
    """Every period whose days all lie between the first and the last that the extracts cover."""
    covered = coverage.get(counting.numerator.extract)
    if covered is None:
        return []
    shift = timedelta(days=counting.numerator.when.shift_days)
    first = Period.containing(covered.first_day + shift, counting.grain)
    last = Period.containing(covered.last_day + shift, counting.grain)
    return [period for period in first.until(last) if _is_covered(counting, period, coverage)]


def _is_covered(counting: RecordCounting, period: Period, coverage: Coverages) -> bool:
    return all(
        part.extract in coverage and coverage[part.extract].covers(*days_read(counting, part, period))
        for part in counting.parts
    )


def days_read(counting: RecordCounting, part: Part, period: Period) -> tuple[date, date]:
    """The first and the last day on which what a figure counts can lie."""
    if part.when.mode is Mode.OPEN:
        return period.end, period.end
    shift = timedelta(days=part.when.shift_days)  # nought while a clock runs
    return span_start(counting, period) - shift, period.end - shift


def absence(
    counting: RecordCounting, period: Period, coverage: Coverages, contracts: Mapping[str, Contract]
) -> State | None:
    """Why a figure has no numbers, or None where it has: a month that was not sent, or not yet due."""
    for part in counting.parts:
        if coverage[part.extract].has_gap(*days_read(counting, part, period)):
            return State.NOT_COLLECTED
    if not counting.lag_days:
        return None
    for part in counting.parts:
        due_on = period.end + timedelta(days=counting.lag_days - part.when.shift_days)
        for extract in extracts_read(counting, part, contracts[part.extract]):
            if extract not in coverage or coverage[extract].last_day < due_on:
                return State.NOT_DUE
    return None


def extracts_read(counting: RecordCounting, part: Part, contract: Contract) -> tuple[str, ...]:
    """The part's extract, and those that its expressions reach by reference."""
    references = contract.records.references if contract.records is not None else {}
    when, place = part.when, part.place
    read = [when.start, when.stop, part.population, part.counted]
    read += [place.unit, place.consultant, place.commissioner, place.council]
    read += [node for _, node in counting.by]
    names = {field.name.rpartition(".")[0] for node in read if node is not None for field in fields_of(node)}
    return (part.extract, *(references[name].extract for name in sorted(names & references.keys())))
