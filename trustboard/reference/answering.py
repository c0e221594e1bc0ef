"""The definition answered row by row: which rows count for which slice, and what their parts add up to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import localcontext
from typing import Protocol, cast

from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.expressions import Counting, counting_of, stated_twice
from trustboard.reference.values import Row, amount, is_true, state_of
from trustboard.vocabulary.figure import Accumulator, Combining, Figure, Kind, Slice, sum_parts
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State

DIGITS = 100  # enough to keep every sum and product exact


class Counts(Protocol):
    """One line of the closure: the source unit's rows count for the unit in that period."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def source_unit(self) -> str: ...  # noqa: D102
    @property
    def period_start(self) -> date: ...  # noqa: D102
    @property
    def is_own(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Key:
    slice: Slice
    period: Period


def answer(
    indicator: Indicator, contract: Contract, rows: Iterable[Row], closure: Iterable[Counts]
) -> list[Figure]:
    """Answer an indicator over accepted rows: a figure for each slice and period that has rows at all.

    Rows are mappings with the columns of accepted files. Raises Mistake where the definition is wrong,
    or a stated number is stated more than once.
    """
    return answer_counting(counting_of(indicator, contract), contract, rows, closure)


def answer_counting(
    counting: Counting, contract: Contract, rows: Iterable[Row], closure: Iterable[Counts]
) -> list[Figure]:
    """Answer what is already read from the definition; else as `answer`."""
    found: dict[_Key, list[Row]] = defaultdict(list)
    for row, key in _placed(counting, contract, rows, closure):
        found[key].append(row)
    keys = sorted(found, key=lambda key: (key.period.start, key.slice))
    counted = {key: [row for row in found[key] if _is_counted(counting, row)] for key in keys}
    _refuse_stated_twice(counting, contract, counted)
    with localcontext(prec=DIGITS):
        return [_figure(counting, key, counted[key]) for key in keys]


def _placed(
    counting: Counting, contract: Contract, rows: Iterable[Row], closure: Iterable[Counts]
) -> Iterator[tuple[Row, _Key]]:
    """Pair each row that the indicator reads with every slice it stands in."""
    holders: dict[tuple[str, date], list[Counts]] = defaultdict(list)
    for line in closure:
        holders[line.source_unit, line.period_start].append(line)
    for row in rows:
        if counting.window is not None and row["window_months"] != counting.window:
            continue
        period = Period(cast(date, row["period_start"]), cast(date, row["period_end"]), counting.grain)
        for holder in holders[cast(str, row["unit"]), period.start]:
            for slice_ in _slices(holder.unit, contract, row):
                if counting.combining is Combining.SUM or _is_reported_for(row, holder, slice_):
                    yield row, _Key(slice_, period)


def _slices(unit: str, contract: Contract, row: Row) -> Iterator[Slice]:
    """The whole unit, and the unit cut once by each code that the row carries."""
    yield Slice(unit)
    commissioner, council, group = _codes(row)
    if contract.commissioner and commissioner is not None:
        yield Slice(unit, commissioner=commissioner)
    if contract.council and council is not None:
        yield Slice(unit, council=council)
    if contract.group and group is not None:
        yield Slice(unit, group=group)


def _codes(row: Row) -> tuple[str | None, str | None, str | None]:
    commissioner, council, group = (
        cast("str | None", row[key]) for key in ("commissioner", "council", "group_code")
    )
    return commissioner, council, group


def _is_reported_for(row: Row, holder: Counts, slice_: Slice) -> bool:
    """Tell whether the extract reports the row for exactly this slice, not for a part of it."""
    return holder.is_own and _codes(row) == (slice_.commissioner, slice_.council, slice_.group)


def _is_counted(counting: Counting, row: Row) -> bool:
    return counting.population is None or is_true(counting.population, row)


def _refuse_stated_twice(counting: Counting, contract: Contract, counted: Mapping[_Key, list[Row]]) -> None:
    if counting.kind is not Kind.STATED:
        return
    issues = [
        stated_twice(contract.extract, counting.indicator, key.slice, key.period, len(rows))
        for key, rows in counted.items()
        if len(rows) > 1
    ]
    if issues:
        raise Mistake(issues)


def _figure(counting: Counting, key: _Key, rows: Iterable[Row]) -> Figure:
    return Figure(
        indicator=counting.indicator,
        slice=key.slice,
        period=key.period,
        kind=counting.kind,
        parts=sum_parts(_parts(counting, row) for row in rows),
        per=counting.per,
    )


def _parts(counting: Counting, row: Row) -> Accumulator:
    denominator = counting.denominator
    return Accumulator(
        state=row_state(state_of(field.name, row) for field in counting.amount_fields),
        numerator=amount(counting.numerator, row),
        denominator=None if denominator is None else amount(denominator, row),
    )


def row_state(states: Iterable[State]) -> State:
    """Tell the state of one row from those of the numbers read from it.

    One number that is not known makes the row so, for the gravest reason among them. No cases beside
    a value are nought; a row has no cases only when every number says so.
    """
    met = set(states)
    for state in (State.SUPPRESSED, State.NOT_DUE, State.NOT_COLLECTED, State.INCOMPLETE):
        if state in met:
            return state
    return State.NO_CASES if met == {State.NO_CASES} else State.VALUE
