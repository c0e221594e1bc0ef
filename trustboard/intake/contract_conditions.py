"""Every expression of one contract, read once: what to keep, which rows are totals, what must hold."""

from dataclasses import dataclass

from trustboard.definitions.contract import Check, Contract, TotalRows
from trustboard.expressions import field_types, row_field_types
from trustboard.intake.conditions import Condition, read_condition
from trustboard.vocabulary.issue import Issue, Mistake


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The contract's conditions; `totals` and `checks` stand in the contract's order."""

    keep: Condition | None
    totals: tuple[tuple[TotalRows, Condition], ...]
    checks: tuple[tuple[Check, Condition], ...]


def read_conditions(contract: Contract) -> Conditions:
    """Parse a contract's expressions. Raises Mistake with every issue of all of them."""
    issues: list[Issue] = []
    rows, accepted = row_field_types(contract), field_types(contract)

    def read(text: str, key: str, *, of_accepted: bool = False) -> Condition | None:
        try:
            types = accepted if of_accepted else rows
            return read_condition(text, types, extract=contract.extract, key=key)
        except Mistake as mistake:
            issues.extend(mistake.issues)
            return None

    keep = read(contract.keep, "keep") if contract.keep is not None else None
    totals = [(total, read(total.where, "totals where")) for total in contract.totals]
    checks = [(check, read(check.rule, "checks rule", of_accepted=True)) for check in contract.checks]
    if issues:
        raise Mistake(issues)
    return Conditions(
        keep=keep,
        totals=tuple((total, condition) for total, condition in totals if condition),
        checks=tuple((check, condition) for check, condition in checks if condition),
    )
