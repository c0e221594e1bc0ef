"""The rows of a worked case, typed by their contracts as accepted records are."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.nearest import cure_for
from trustboard.definitions.surroundings import Surroundings
from trustboard.reference.comparing import CaseError, case_issue
from trustboard.reference.records.seen import Row, record_key
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Period

Given = bool | int | float | str | None
_TRUTHS = {"Y": True, "1": True, "TRUE": True, "N": False, "0": False, "FALSE": False}


def case_rows(indicator: Indicator, surroundings: Surroundings, case: Case) -> dict[str, list[Row]]:
    """Type the rows of a case, by extract, as settled records are.

    What a row does not give is nothing. Its key is made of the contract's key fields; where one of them
    is not given, it is the row's number. Raises Mistake with what cannot be read.
    """
    try:
        period = case_period(indicator, case)
        given = {indicator.extract: case.rows, **_others(indicator, surroundings, case)}
        return {
            extract: _typed_rows(surroundings.contracts[extract], rows, period)
            for extract, rows in given.items()
        }
    except CaseError as error:
        raise Mistake([case_issue(indicator, case, error.message, error.cure)]) from None


def case_period(indicator: Indicator, case: Case) -> Period:
    """The period that a case asks for; raises CaseError."""
    grain = indicator.period.grain
    example = Period.containing(date(2026, 4, 1), grain).code
    if case.period is None:
        raise CaseError("does not say which period it asks for", f"Add period: {example}, or another.")
    try:
        period = Period.parse(case.period)
    except ValueError as error:
        raise CaseError(
            f"asks for a period that cannot be read: {error}", f"Write it as {example}."
        ) from None
    if period.grain is not grain:
        message = f"asks for {period.code}, a {period.grain.words}; the indicator's grain is {grain.words}"
        raise CaseError(message, f"Write a {grain.words}, such as {example}.")
    return period


def _others(
    indicator: Indicator, surroundings: Surroundings, case: Case
) -> Mapping[str, list[dict[str, Given]]]:
    known = [
        name
        for name, contract in surroundings.contracts.items()
        if contract.records is not None and name != indicator.extract
    ]
    for extract in case.others:
        if extract == indicator.extract:
            message = f"gives rows of “{extract}” under others, and it is the indicator's own extract"
            raise CaseError(message, "Move them to rows.")
        if extract not in known:
            message = f"gives rows of “{extract}”, which is no other extract of records"
            raise CaseError(message, cure_for(extract, known, what="an extract with records"))
    return case.others


def _typed_rows(contract: Contract, given: Iterable[Mapping[str, Given]], period: Period) -> list[Row]:
    rows = [_typed_row(contract, each, number, period) for number, each in enumerate(given, 1)]
    keys = [str(row["record_key"]) for row in rows]
    for key in keys:
        if keys.count(key) > 1:
            message = f"gives the record “{key}” of {contract.extract} more than once"
            raise CaseError(message, "Give each record once, with a key of its own.")
    return rows


def _typed_row(contract: Contract, given: Mapping[str, Given], number: int, period: Period) -> Row:
    fields = contract.accepted_fields
    for name in given:
        if name not in fields:
            raise _unknown(contract, name)
    row: dict[str, object] = {
        name: _typed(name, type_, given.get(name, _constant(contract, name)))
        for name, type_ in fields.items()
    }
    event = row.get(contract.period.field or "")
    month = event if isinstance(event, date) else period.start
    key = record_key(row, contract.key) if contract.key else None
    return {
        "record_key": f"row {number}" if key is None else key,
        "event_month": date(month.year, month.month, 1),
        **row,
    }


def _unknown(contract: Contract, name: str) -> CaseError:
    derived = contract.records.derive if contract.records is not None else {}
    if name.removesuffix("_rule") in derived or name in derived:
        message = f"gives “{name}”, which is worked out from other fields of {contract.extract}"
        return CaseError(message, "Give the fields it is worked out from.")
    message = f"gives “{name}”, which is no field of {contract.extract}"
    return CaseError(message, cure_for(name, contract.accepted_fields))


def _constant(contract: Contract, name: str) -> str | None:
    return contract.fields[name].constant if name in contract.fields else None


def _typed(name: str, type_: FieldType, given: Given) -> object:
    """Read one value in its field's type; blanks are nothing."""
    if given is None or not str(given).strip():
        return None
    if type_ in (FieldType.CODE, FieldType.TEXT):
        return _text(name, type_, given)
    read, words, cure = _READERS[type_]
    try:
        return read(str(given).strip())
    except (ValueError, KeyError, InvalidOperation):
        raise CaseError(f"gives {name} as “{given}”, which is {words}", cure) from None


def _text(name: str, type_: FieldType, given: Given) -> str:
    if isinstance(given, bool):
        message = f"gives {name} as {str(given).lower()}, and it holds text"
        raise CaseError(message, f"Write it in quotation marks: {name}: 'Y'.")
    written = str(given).strip()
    return written.upper() if type_ is FieldType.CODE else written


def _integer(written: str) -> int:
    number = _decimal(written)
    if number != int(number):
        raise ValueError(written)
    return int(number)


def _decimal(written: str) -> Decimal:
    number = Decimal(written)
    if not number.is_finite():
        raise ValueError(written)
    return number


def _time(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is not None:
        raise ValueError(written)
    return moment


def _truth(written: str) -> bool:
    return _TRUTHS[written.upper()]


_READERS = {
    FieldType.INTEGER: (_integer, "no whole number", "Write a whole number."),
    FieldType.DECIMAL: (_decimal, "no number", "Write a number."),
    FieldType.DATE: (date.fromisoformat, "no date", "Write it as 2026-04-01."),
    FieldType.TIME: (_time, "no time", "Write it as 2026-04-01 09:30."),
    FieldType.BOOLEAN: (_truth, "neither yes nor no", "Write true or false."),
}
