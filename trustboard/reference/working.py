"""Worked cases: an indicator's own examples, answered by the reference and compared with what they say."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from trustboard.definitions.contract import Blank, Contract, FieldType
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.structure import ClosureRow
from trustboard.expressions import Counting, Type, counting_of, field_types, window_of
from trustboard.reference.answering import answer_counting
from trustboard.reference.comparing import CaseError, case_issue, difference
from trustboard.vocabulary.figure import Accumulator, Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

UNIT = "UNIT"
DAY = date(2020, 1, 1)
WINDOW = "window_months"  # beside fields, a case's row may say how many months it spans
_STATE_WORDS = {state.value: state for state in State if state is not State.VALUE}

Given = str | int | float | None


def worked_case(indicator: Indicator, contract: Contract, case: Case) -> Issue | None:
    """Answer one worked case; returns what does not agree, or None when all does.

    Rows give fields by name: numbers, texts, dates as 2018-04-01, or for a number a state such as
    `suppressed`. What a row does not give is blank. All rows belong to one unit and period.
    """
    try:
        figure = case_figure(indicator, contract, case, counting_of(indicator, contract))
    except Mistake as mistake:
        return mistake.issues[0]
    return difference(indicator, case, figure)


def case_figure(indicator: Indicator, contract: Contract, case: Case, counting: Counting) -> Figure:
    """Answer a case's rows by a counting, the indicator's own or another; raises Mistake."""
    rows = counted_case_rows(indicator, contract, case)
    figures = answer_counting(counting, contract, rows, case_closure(indicator))
    return figures[0] if figures else nothing_counted(indicator)


def counted_case_rows(indicator: Indicator, contract: Contract, case: Case) -> list[dict[str, object]]:
    """Type the rows of a case as accepted rows are; raises Mistake with what cannot be read."""
    try:
        return list(_rows(indicator, contract, case))
    except CaseError as error:
        raise Mistake([case_issue(indicator, case, error.message, error.cure)]) from None


def case_closure(indicator: Indicator) -> list[ClosureRow]:
    """Say whose the rows of a case are: one unit's, in one period."""
    return [ClosureRow(UNIT, UNIT, _period(indicator).start, True)]


def _period(indicator: Indicator) -> Period:
    return Period.containing(DAY, indicator.period.grain)


def nothing_counted(indicator: Indicator) -> Figure:
    """What a case without a row to count comes to: no cases."""
    parts = Accumulator(state=State.NO_CASES)
    slice_, period = Slice(UNIT), _period(indicator)
    return Figure(indicator=indicator.id, slice=slice_, period=period, kind=indicator.kind, parts=parts)


def _rows(indicator: Indicator, contract: Contract, case: Case) -> Iterator[dict[str, object]]:
    types = field_types(contract)
    period = _period(indicator)
    for given in case.rows:
        _refuse_unknown(given, types)
        row: dict[str, object] = {
            "unit": UNIT,
            "commissioner": None,
            "council": None,
            "group_code": None,
            "period_start": period.start,
            "period_end": period.end,
            WINDOW: given.get(WINDOW, window_of(indicator) or 0),
        }
        for name, type_ in types.items():
            row |= _field(contract, name, type_, given.get(name))
        yield row


def _refuse_unknown(given: Mapping[str, Given], types: Mapping[str, Type]) -> None:
    for name in given:
        if name != WINDOW and name not in types:
            raise CaseError(f"gives “{name}”, which is no field of the extract", cure_for(name, types))


def _field(contract: Contract, name: str, type_: Type, given: Given) -> dict[str, object]:
    """Make the columns of one field: a number has its state beside it."""
    if type_ is Type.NUMBER:
        return _number(contract, name, given)
    if given is None:
        return {name: None}
    if type_ is Type.DATE:
        return {name: _date(name, str(given))}
    field = contract.fields.get(name)
    is_code = field is not None and field.type is FieldType.CODE
    return {name: str(given).strip().upper() if is_code else str(given)}


def _number(contract: Contract, name: str, given: Given) -> dict[str, object]:
    if given is None:
        is_zero = _blank(contract, name) is Blank.ZERO
        return _stated(name, Decimal(0) if is_zero else None, State.VALUE if is_zero else State.NOT_COLLECTED)
    if state := _STATE_WORDS.get(str(given)):
        return _stated(name, None, state)
    number = _finite(str(given))
    if number is None:
        words = ", ".join(_STATE_WORDS)
        message = f"gives {name} as “{given}”, which is neither a number nor a state"
        raise CaseError(message, f"Write a number, or one of: {words}.")
    return _stated(name, number, State.VALUE)


def _finite(text: str) -> Decimal | None:
    """Read a number; None for anything else, infinities included."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _stated(name: str, number: Decimal | None, state: State) -> dict[str, object]:
    return {name: number, f"{name}__state": state}


def _blank(contract: Contract, name: str) -> Blank:
    if name in contract.sums:
        return contract.sums[name].blank
    if contract.long is not None and name in contract.long.measures:
        return contract.long.blank
    return contract.fields[name].blank


def _date(name: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise CaseError(f"gives {name} as “{given}”, which is no date", "Write it as 2018-04-01.") from None
