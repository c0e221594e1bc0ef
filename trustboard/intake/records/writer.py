"""Writes the query of a file of records in stages: texts, values, event, key, what becomes of each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trustboard.definitions.contract import Contract, FieldType
from trustboard.intake.cells import Reading, text_of
from trustboard.intake.columns import Column, Columns
from trustboard.intake.demands import Demand, says
from trustboard.intake.heading_dates import heading_demands
from trustboard.intake.query import (
    ACCEPTED,
    AFTER_THE_END,
    BLANK_ROWS,
    NOT_KEPT,
    OUTCOME,
    REJECTED,
    Query,
    any_of,
    listed,
)
from trustboard.intake.records.code_lists import Lists, code_list_demands
from trustboard.intake.records.conditions import RecordConditions
from trustboard.intake.records.event import EVENT_DAY, Event, event_month_sql, future_demand
from trustboard.intake.records.person_keys import names_people
from trustboard.intake.records.typed import record_demands, record_text, record_value, unread_sql
from trustboard.intake.rows import (
    is_blank_sql,
    unnamed_columns,
    unnamed_demand,
    unnamed_reading,
    width_demand,
)
from trustboard.intake.table import Table
from trustboard.warehouse.session import identifier, literal

JOINED_BY = "|"  # between the fields of a key
_REMOVED, _ACCEPTED = '"is:removed"', '"is:accepted"'
_WHOLE_ROW = ("row-width", "key-mark")
_LEGIBLE = (
    *("blank-cell", "period-unreadable", "digits-lost", "error-in-cell"),
    *("not-a-number", "not-a-date", "not-a-time", "not-yes-or-no"),
)


@dataclass(frozen=True, kw_only=True)
class RecordWriter:
    """Writes the query for one file of records from all that is known of it."""

    contract: Contract
    columns: Columns
    table: Table
    event: Event
    conditions: RecordConditions
    lists: Lists
    today: date

    def texts_sql(self) -> str:
        """SQL for the cells of each row as text; people's identifiers are hashed here already."""
        readings = [Reading(name="is:blank", sql=is_blank_sql(self.table))]
        readings += [record_text(column, self.table) for column in self._fields]
        readings += [unnamed_reading(index, self.table) for index in self._unnamed]
        return f"SELECT line, width, {listed(readings)} FROM ({self.table.scan})"

    def query(self, *, end_line: int | None) -> Query:
        """Write the whole query; rows from `end_line` on are after the end."""
        sql = self.texts_sql()
        for stage in (self._values(), self._dates(), [self.event.day], self._known(), self._flags()):
            sql = f"SELECT *, {listed(stage)} FROM ({sql})" if stage else sql
        demands = tuple(self._waived(demand) for demand in self._demands())
        broken = any_of(demand.condition for demand in demands if demand.rejects)
        outcome = f"{self._outcome(broken, end_line)} AS {OUTCOME}"
        return Query(
            judged=f"SELECT *, {outcome}, {self._accepts(broken, end_line)} AS {_ACCEPTED} FROM ({sql})",
            is_total="FALSE",
            aside="FALSE",  # a row that keep does not want, and could not read, is told everything
            demands=demands,
            accepted=tuple(self._accepted()),
            compared=(),
            accepts=_ACCEPTED,
        )

    def last_rows(self) -> Query | None:
        """Write the query of some rows at the end of a long file."""
        scan = self.table.last_rows
        if scan is None:
            return None
        return replace(self, table=replace(self.table, scan=scan)).query(end_line=None)

    @property
    def _fields(self) -> Sequence[Column]:
        return list(self.columns.fields.values())

    @property
    def _unnamed(self) -> Sequence[int]:
        return unnamed_columns(self.contract, self.columns, self.table)

    @property
    def _key(self) -> list[str]:
        return self.contract.key or []

    def _values(self) -> list[Reading]:
        readings = [record_value(column, self.contract, self.table) for column in self._fields]
        return [*readings, *self.event.dates]

    def _dates(self) -> list[Reading]:
        return [*self.event.period, *self.conditions.workdays]

    def _known(self) -> list[Reading]:
        """What the event and the fields together say: month, key, and whether the record is gone."""
        return [
            Reading(name="event_month", sql=event_month_sql()),
            Reading(name="record_key", sql=key_sql(self._key)),
            *([Reading(name="is:removed", sql=self._removed())] if self._has_removals else []),
        ]

    def _flags(self) -> list[Reading]:
        keep = self.conditions.keep
        return [Reading(name="is:kept", sql=f"COALESCE({keep.sql}, FALSE)")] if keep is not None else []

    @property
    def _has_removals(self) -> bool:
        return self.contract.records is not None and self.contract.records.removal is not None

    def _removed(self) -> str:
        assert self.contract.records is not None
        removal = self.contract.records.removal
        assert removal is not None
        values = ", ".join(literal(value.strip().upper()) for value in removal.values)
        return f"COALESCE(upper({text_of(removal.field)}) IN ({values}), FALSE)"

    def _waived(self, demand: Demand) -> Demand:
        """Of a record that is gone no more is asked than its key and its date."""
        if not self._has_removals or self._is_asked_always(demand):
            return demand
        return replace(
            demand,
            broken=f"({demand.broken}) AND NOT {_REMOVED}",
            gate=f"({demand.gate}) AND NOT {_REMOVED}" if demand.gate else "",
        )

    def _is_asked_always(self, demand: Demand) -> bool:
        names = {*self._key, self.contract.period.field}
        asked = {self.columns.fields[name].heading for name in names if name is not None}
        return demand.rule in _WHOLE_ROW or (demand.rule in _LEGIBLE and demand.column in asked)

    def _demands(self) -> Iterator[Demand]:
        yield width_demand(len(self.table.names))
        yield from self.event.demands
        yield future_demand(self.event, self.contract, self.columns, self.today)
        for column in self._fields:
            yield from record_demands(
                column,
                self.table,
                in_key=column.name in self._key,
                is_dated=column.name == self.contract.period.field,
            )
            yield from code_list_demands(column, self.lists)
            yield from heading_demands(column, first=EVENT_DAY, last=EVENT_DAY)
        yield from self._key_demands()
        yield from (self._unnamed_demand(index) for index in self._unnamed)
        yield from self._check_demands()

    def _key_demands(self) -> Iterator[Demand]:
        """Where fields are joined to one key, none of them holds the mark between them."""
        if len(self._key) < 2:
            return
        for name in self._key:
            column = self.columns.fields[name]
            if column.field.type in (FieldType.CODE, FieldType.TEXT) and not column.field.person_key:
                yield Demand(
                    rule="key-mark",
                    column=column.heading,
                    broken=f"contains({identifier(name)}, {literal(JOINED_BY)})",
                    value=text_of(name),
                    message=says(f"the cell holds {JOINED_BY}, which stands between the fields of a key"),
                    cure="Ask the sender for an identifier without it.",
                )

    def _unnamed_demand(self, index: int) -> Demand:
        """What stands in a column without a heading may name a person: then it is not shown."""
        demand = unnamed_demand(index)
        return replace(demand, value="NULL") if names_people(self.contract) else demand

    def _check_demands(self) -> Iterator[Demand]:
        for check, condition in self.conditions.checks:
            headings = [
                self.columns.fields[name].heading if name in self.columns.fields else name
                for name in condition.fields
            ]
            yield Demand(
                rule="check-broken",
                column=", ".join(headings),
                broken=f"NOT ({condition.sql})",
                message=f"{literal(f'this does not hold: {condition.text}: ')} || {condition.sides_sql()}",
                cure=check.why or "Correct the row, or change the check in the contract.",
                on_breach=check.on_breach,
            )

    def _accepts(self, broken: str, end_line: int | None) -> str:
        """Whether a row is accepted, without a word for each outcome: quicker to tell."""
        aside = ['"is:blank"', "width IS NOT NULL"]
        aside += [f"line >= {end_line}"] if end_line is not None else []
        aside += ['NOT "is:kept"'] if self.conditions.keep is not None else []
        return f"CASE WHEN {any_of(aside)} THEN FALSE WHEN {broken} THEN FALSE ELSE TRUE END"

    def _outcome(self, broken: str, end_line: int | None) -> str:
        cases = [f'WHEN "is:blank" THEN {literal(BLANK_ROWS)}']
        if end_line is not None:
            cases.append(f"WHEN line >= {end_line} THEN {literal(AFTER_THE_END)}")
        cases.append(f"WHEN width IS NOT NULL THEN {literal(REJECTED)}")
        if (keep := self.conditions.keep) is not None:
            then = f"CASE WHEN {any_of(self._unread(keep.fields))} THEN {literal(REJECTED)}"
            cases.append(f'WHEN NOT "is:kept" THEN {then} ELSE {literal(NOT_KEPT)} END')
        return f"CASE {' '.join(cases)} WHEN {broken} THEN {literal(REJECTED)} ELSE {literal(ACCEPTED)} END"

    def _unread(self, names: Sequence[str]) -> Iterator[str]:
        """Where a field that `keep` asks cannot be read, nobody can say whether the row was wanted."""
        columns = (self.columns.fields[name] for name in names if name in self.columns.fields)
        return (unread for column in columns if (unread := unread_sql(column)) is not None)

    def _accepted(self) -> Iterator[Reading]:
        yield Reading(name="line", sql="CAST(line AS BIGINT)")
        for name in ("event_month", "record_key", *self.contract.fields):
            yield Reading(name=name, sql=identifier(name))
        if self._has_removals:
            yield Reading(name="removed", sql=_REMOVED)


def key_sql(names: Sequence[str]) -> str:
    """Write SQL for a key: the fields' texts joined; NULL where any is blank."""
    return f" || {literal(JOINED_BY)} || ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in names)
