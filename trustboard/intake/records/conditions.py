"""A contract's own conditions over single records (keep, checks), read once, with the columns they need."""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from trustboard.compiler import node_sql
from trustboard.definitions.contract import Check, Contract
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.working_days import WorkingDays
from trustboard.expressions import fields_of, parse_record_condition
from trustboard.expressions.nodes import Arithmetic, Call, Field, Function, Node, Operation, Type
from trustboard.intake.cells import Reading
from trustboard.intake.conditions import Condition
from trustboard.intake.dates import FIRST_YEAR, LAST_YEAR
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.session import Session

_NUMBERS = "working_days"


@dataclass(frozen=True, kw_only=True)
class RecordConditions:
    """The contract's conditions; `workdays` are columns that they read besides the fields."""

    keep: Condition | None
    checks: tuple[tuple[Check, Condition], ...]
    workdays: tuple[Reading, ...]


def read_record_conditions(contract: Contract, surroundings: Surroundings) -> RecordConditions:
    """Parse a contract's conditions. Raises Mistake with every issue of all of them."""
    issues: list[Issue] = []
    days: dict[Node, Field] = {}
    file = f"extracts/{contract.extract}.yaml"

    def read(text: str, key: str) -> Condition | None:
        node, found = parse_record_condition(text, contract, surroundings, file=file, column=key)
        issues.extend(found)
        return None if node is None else _condition(text, node, days)

    keep = read(contract.keep, "keep") if contract.keep is not None else None
    checks = [(check, read(check.rule, "checks rule")) for check in contract.checks]
    if issues:
        raise Mistake(issues)
    return RecordConditions(
        keep=keep,
        checks=tuple((check, condition) for check, condition in checks if condition is not None),
        workdays=tuple(Reading(name=field.name, sql=_number_sql(day)) for day, field in days.items()),
    )


def offer_working_days(session: Session, conditions: RecordConditions, days: WorkingDays) -> None:
    """Give a session the number of every day, where a condition counts working days."""
    if conditions.workdays:
        numbers = [number for _, number in days.numbered(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))]
        session.run(f"SET VARIABLE {_NUMBERS} = $1", [numbers])


def _condition(text: str, node: Node, days: dict[Node, Field]) -> Condition:
    read = _with_workdays(node, days)
    used = fields_of(node)
    return Condition(
        text=text, node=read, sql=node_sql(read), fields=tuple(field.name for field in used), numbers=()
    )


def _with_workdays(node: Any, days: dict[Node, Field]) -> Any:
    """Let working days be the difference of two columns, each with the number of a day."""
    if isinstance(node, tuple):
        return tuple(_with_workdays(part, days) for part in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: _with_workdays(getattr(node, part.name), days) for part in fields(node)}
    if isinstance(node, Call) and node.function is Function.WORKING_DAYS:
        first, second = (
            days.setdefault(day, Field(f"workday:{len(days)}", Type.NUMBER)) for day in parts["arguments"]
        )
        return Arithmetic(Operation.MINUS, second, first)
    return replace(node, **parts)


def _number_sql(day: Node) -> str:
    since = f"date_diff('day', DATE '{FIRST_YEAR}-01-01', CAST({node_sql(day)} AS DATE))"
    return f"getvariable('{_NUMBERS}')[{since} + 1]"
