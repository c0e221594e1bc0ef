"""Writes the query of a file in stages: texts, values, states, sums, codes, and what becomes of each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from trustboard.definitions.contract import Contract, FieldType, Recode
from trustboard.definitions.on_breach import OnBreach
from trustboard.intake.bands import Bands, read_bands
from trustboard.intake.cells import (
    Reading,
    demands_on,
    number_demands,
    number_reading,
    state_of,
    state_reading,
    text_of,
    text_reading,
    value_reading,
)
from trustboard.intake.columns import Column, Columns
from trustboard.intake.contract_conditions import Conditions
from trustboard.intake.demands import Demand, says
from trustboard.intake.heading_dates import heading_demands
from trustboard.intake.numbers import state_sql
from trustboard.intake.periods import PeriodReading
from trustboard.intake.query import (
    ACCEPTED,
    AFTER_THE_END,
    BLANK_ROWS,
    KEYS,
    MEASURE,
    NOT_KEPT,
    OTHER_MEASURES,
    OUTCOME,
    REJECTED,
    SLICES,
    TOTAL_ROWS,
    VALUE,
    Query,
    any_of,
    listed,
)
from trustboard.intake.rows import (
    is_blank_sql,
    unnamed_columns,
    unnamed_demand,
    unnamed_reading,
    width_demand,
)
from trustboard.intake.table import Table
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import identifier, literal


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes the query for one file from all that is known of it."""

    contract: Contract
    columns: Columns
    table: Table
    periods: PeriodReading
    conditions: Conditions

    def texts_sql(self) -> str:
        """SQL for the cells of each row as text."""
        used = [text_reading(column, self.table) for column in self._fields]
        used += [reading for bands in self._bands for reading in bands.texts]
        blank = Reading(name="is:blank", sql=is_blank_sql(self.table))
        unnamed = [unnamed_reading(index, self.table) for index in self._unnamed]
        columns = listed([blank, *used, *unnamed])
        return f"SELECT line, width, {columns} FROM ({self.table.scan})"

    def query(self, *, end_line: int | None) -> Query:
        """Write the whole query; rows from `end_line` on are after the end."""
        stages = [self._values(), self._states(), self._weights(), self._sums(), self._flags()]
        sql = self.texts_sql()
        for stage in stages:
            sql = f"SELECT *, {listed(stage)} FROM ({sql})" if stage else sql
        demands = tuple(self._demands())
        outcome = self._outcome(demands, end_line)
        return Query(
            judged=f"SELECT *, {outcome} AS {OUTCOME} FROM ({sql})",
            is_total=any_of(self._is_total()),
            aside=any_of(self._aside()),
            demands=demands,
            accepted=tuple(self._accepted()),
            compared=tuple(self._compared()),
        )

    @property
    def _fields(self) -> Sequence[Column]:
        return list(self.columns.fields.values())

    @property
    def _numbers(self) -> Sequence[Column]:
        return [column for column in self._fields if column.field.type.is_number]

    @cached_property
    def _bands(self) -> Sequence[Bands]:
        return read_bands(self.contract, self.columns, self.table)

    @property
    def _unnamed(self) -> Sequence[int]:
        return unnamed_columns(self.contract, self.columns, self.table)

    @property
    def _value_column(self) -> Column | None:
        long = self.contract.long
        return self.columns.fields[long.value_field] if long is not None else None

    def _values(self) -> list[Reading]:
        readings = [value_reading(column, self.contract, self.table) for column in self._fields]
        readings += [*self.periods.dates, *(reading for bands in self._bands for reading in bands.values)]
        if (long := self.contract.long) is not None:
            number = number_reading(self.contract, self.table, long.type, long.blank)
            readings.append(Reading(name=VALUE, sql=number.value_sql(text_of(long.value_field))))
        return readings

    def _states(self) -> list[Reading]:
        readings = [state_reading(column, self.contract, self.table) for column in self._numbers]
        readings += [*self.periods.period, *(reading for bands in self._bands for reading in bands.weights)]
        if (long := self.contract.long) is not None:
            number = number_reading(self.contract, self.table, long.type, long.blank)
            state = number.state_sql(identifier(VALUE), text_of(long.value_field))
            readings.append(Reading(name=f"{VALUE}__state", sql=state))
        return readings

    def _weights(self) -> list[Reading]:
        return [bands.heaviest for bands in self._bands]

    def _sums(self) -> list[Reading]:
        return [
            *(bands.sum for bands in self._bands),
            *(Reading(name=name, sql=self._code_sql(key)) for name, key in SLICES.items()),
        ]

    def _code_sql(self, key: str) -> str:
        """SQL for a unit's, commissioner's, council's or group's code after recoding."""
        code = getattr(self.contract, key)
        if code is None:
            return "NULL::VARCHAR"
        if code.constant is not None:
            return literal(code.constant)
        name = identifier(code.field)
        type_ = self.contract.fields[code.field].type
        cases = [_recoded(recode, type_) for recode in self.contract.recode if recode.field == code.field]
        return f"CASE {' '.join(cases)} ELSE {name} END" if cases else name

    def _flags(self) -> list[Reading]:
        totals = [
            Reading(name=f"is:total {number}", sql=f"COALESCE({condition.sql}, FALSE)")
            for number, (_, condition) in enumerate(self.conditions.totals)
        ]
        keep = self.conditions.keep
        kept = [Reading(name="is:kept", sql=f"COALESCE({keep.sql}, FALSE)")] if keep is not None else []
        return [*(bands.state for bands in self._bands), *totals, *kept, *self._measure()]

    def _is_total(self) -> Iterator[str]:
        return (f'"is:total {number}"' for number in range(len(self.conditions.totals)))

    def _aside(self) -> Iterator[str]:
        yield from self._is_total()
        if self.conditions.keep is not None:
            yield 'NOT "is:kept"'

    def _compared(self) -> Iterator[str]:
        """Columns of total rows, and of rows that are not kept, which are held against their totals."""
        names = {name for total, _ in self.conditions.totals for name in (*total.per, *total.fields)}
        if not names:
            return
        yield "period_start"
        yield from (identifier(f"is:total {number}") for number in range(len(self.conditions.totals)))
        if self.contract.long is not None:
            yield from (identifier(MEASURE), identifier(VALUE), state_of(VALUE))
        for name, type_ in self.contract.row_fields.items():
            if name in names:
                yield identifier(name)
                if type_.is_number:
                    yield state_of(name)

    def _measure(self) -> Iterator[Reading]:
        if (long := self.contract.long) is not None:
            name = identifier(long.measure_field)
            type_ = self.contract.fields[long.measure_field].type
            cases = [
                f"WHEN {name} IN ({_texts_sql(theirs, type_)}) THEN {literal(ours)}"
                for ours, theirs in long.measures.items()
            ]
            yield Reading(name=MEASURE, sql=f"CASE {' '.join(cases)} END")

    def _demands(self) -> Iterator[Demand]:
        yield width_demand(len(self.table.names))
        yield from self.periods.demands
        yield from self._unit_demands()
        rule = self.contract.period
        dated = {rule.field, rule.start_field, rule.end_field, rule.year_field, rule.month_field}
        for column in self._fields:
            if column is not self._value_column:
                yield from (
                    demand
                    for demand in demands_on(column)
                    # what a cell that says the period lacks is said once, with the period
                    if column.name not in dated or demand.rule not in ("blank-cell", "not-a-date")
                )
            yield from heading_demands(column, first="period_start", last="period_end")
        if (value := self._value_column) is not None and self.contract.long is not None:
            yield from number_demands(value, VALUE, self.contract.long.type)
        for bands in self._bands:
            yield from bands.demands
        yield from (unnamed_demand(index) for index in self._unnamed)
        if self.contract.long is None:
            yield from self._check_demands()

    def _unit_demands(self) -> Iterator[Demand]:
        """A row needs a unit, also where the contract lets the field be blank."""
        column = self.columns.fields.get(self.contract.unit.field or "")
        if column is None or (not column.field.may_be_blank and column.field.on_breach is not OnBreach.WARN):
            return
        yield Demand(
            rule="unit-missing",
            column=column.heading,
            broken="unit IS NULL",
            message=says("the row does not say which unit it belongs to"),
            cure="Fill in the code; a total row is left out by naming it under totals.",
        )

    def _check_demands(self) -> Iterator[Demand]:
        for check, condition in self.conditions.checks:
            headings = [
                self.columns.fields[name].heading if name in self.columns.fields else name
                for name in condition.fields
            ]
            yield Demand(
                rule="check-broken",
                column=", ".join(headings),
                broken=f"NOT ({condition.sql}) AND {condition.all_known}",
                message=f"{literal(f'this does not hold: {condition.text}: ')} || {condition.sides_sql()}",
                cure=check.why or "Correct the row, or change the check in the contract.",
                on_breach=check.on_breach,
            )

    def _outcome(self, demands: Sequence[Demand], end_line: int | None) -> str:
        cases = [f'WHEN "is:blank" THEN {literal(BLANK_ROWS)}']
        if end_line is not None:
            cases.append(f"WHEN line >= {end_line} THEN {literal(AFTER_THE_END)}")
        cases.append(f"WHEN width IS NOT NULL THEN {literal(REJECTED)}")
        for number, (total, _) in enumerate(self.conditions.totals):
            unread = any_of(f"{state_of(name)} IS NULL" for name in total.fields if self._is_row_number(name))
            then = f"CASE WHEN {unread} THEN {literal(REJECTED)} ELSE {literal(TOTAL_ROWS)} END"
            cases.append(f'WHEN "is:total {number}" THEN {then}')
        if (keep := self.conditions.keep) is not None:
            unread = any_of(f"{state_of(name)} IS NULL" for name in keep.numbers)
            then = f"CASE WHEN {unread} THEN {literal(REJECTED)} ELSE {literal(NOT_KEPT)} END"
            cases.append(f'WHEN NOT "is:kept" THEN {then}')
        if self.contract.long is not None:
            cases.append(f"WHEN {identifier(MEASURE)} IS NULL THEN {literal(OTHER_MEASURES)}")
        broken = any_of(demand.condition for demand in demands if demand.rejects)
        return f"CASE {' '.join(cases)} WHEN {broken} THEN {literal(REJECTED)} ELSE {literal(ACCEPTED)} END"

    def _is_row_number(self, name: str) -> bool:
        return name in self.contract.sums or any(column.name == name for column in self._numbers)

    def _accepted(self) -> Iterator[Reading]:
        yield Reading(name="line", sql="CAST(line AS INTEGER)")
        yield from (Reading(name=name, sql=name) for name in KEYS[1:])
        long = self.contract.long
        folded = {long.measure_field, long.value_field} if long is not None else set()
        if long is not None:
            yield Reading(name=MEASURE, sql=identifier(MEASURE))
            yield from _number(VALUE)
        for name, type_ in self.contract.row_fields.items():
            if name not in folded:
                yield from _number(name) if type_.is_number else [Reading(name=name, sql=identifier(name))]


def _number(name: str) -> Iterator[Reading]:
    """A number and its state; a cell that is unreadable and only warned of counts as not collected."""
    yield Reading(name=name, sql=identifier(name))
    state = f"COALESCE({state_of(name)}, {state_sql(State.NOT_COLLECTED)})"
    yield Reading(name=f"{name}__state", sql=state)


def _texts_sql(texts: str | Sequence[str], type_: FieldType) -> str:
    """List texts of the contract as a field of that type holds them: codes are upper-cased."""
    listed = [texts] if isinstance(texts, str) else texts
    return ", ".join(literal(text.upper() if type_ is FieldType.CODE else text) for text in listed)


def _recoded(recode: Recode, type_: FieldType) -> str:
    listed = _texts_sql(recode.code, type_)
    condition = f"{identifier(recode.field)} IN ({listed})"
    if recode.effective_from is not None:
        condition += f" AND period_end >= DATE '{recode.effective_from}'"
    if recode.effective_to is not None:
        condition += f" AND period_end <= DATE '{recode.effective_to}'"
    return f"WHEN {condition} THEN {literal(recode.becomes)}"
